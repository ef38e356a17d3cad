import type { SimulatedDeviceClock } from "../clock/simulated-device-clock.ts";
import type { DeviceFault } from "../faults/fault.ts";
import type { FaultEffects } from "../faults/fault-injector.ts";
import type { FaultyStore } from "../faults/faulty-store.ts";
import type { NoiseLevel } from "../links/noisy-way.ts";
import type { TraySensor } from "../plant/tray-plant.ts";
import type { PowerSwitch } from "./power-switch.ts";

/** A link as faults act on it. */
export interface FaultyLink {
  /** Cuts the link, or mends it. */
  setCut(isCut: boolean): void;
  /** Makes messages go astray, or arrive again with `undefined`. */
  setNoise(noise: NoiseLevel | undefined): void;
}

/** A mechanism as faults act on it. */
export interface FaultyMechanism {
  /** Makes every movement stick, or go again. */
  setJam(isJammed: boolean): void;
  /** Makes the next movement slip. */
  slipOnce(): void;
  /** Makes a sensor stick, or work again. */
  setStuck(sensor: TraySensor, isStuck: boolean): void;
}

/** Everything of a home that a fault can strike. */
export interface FaultSites {
  readonly power: PowerSwitch;
  readonly link: FaultyLink;
  readonly mechanism: FaultyMechanism;
  readonly store: Pick<FaultyStore, "failWith">;
  readonly clock: Pick<SimulatedDeviceClock, "stepCivil" | "now">;
  /** The board tells the device that its clock was set. */
  readonly onClockSet: (previousCivilMs: number | undefined) => void;
  /** A fault began or ended. */
  readonly onFault: (kind: DeviceFault["kind"], isActive: boolean) => void;
}

/** Carries each device fault to the place that it strikes. */
export function deviceFaultEffects(sites: FaultSites): FaultEffects<DeviceFault> {
  return {
    begin: (fault) => {
      sites.onFault(fault.kind, true);
      begin(sites, fault);
    },
    end: (fault) => {
      end(sites, fault);
      sites.onFault(fault.kind, false);
    },
  };
}

function begin(sites: FaultSites, fault: DeviceFault): void {
  switch (fault.kind) {
    case "power-cut":
      return sites.power.begin(fault);
    case "link-cut":
      return sites.link.setCut(true);
    case "link-noise":
      return sites.link.setNoise(fault);
    case "clock-step":
      return stepClock(sites, fault.byMs, fault.noticed);
    case "jam":
      return sites.mechanism.setJam(true);
    case "lost-step":
      return sites.mechanism.slipOnce();
    case "sensor-stuck":
      return sites.mechanism.setStuck(fault.sensor, true);
    case "store-fails":
      return sites.store.failWith(fault.failure);
  }
}

function end(sites: FaultSites, fault: DeviceFault): void {
  switch (fault.kind) {
    case "link-cut":
      return sites.link.setCut(false);
    case "link-noise":
      return sites.link.setNoise(undefined);
    case "jam":
      return sites.mechanism.setJam(false);
    case "sensor-stuck":
      return sites.mechanism.setStuck(fault.sensor, false);
    case "store-fails":
      return sites.store.failWith(undefined);
    case "power-cut":
    case "clock-step":
    case "lost-step":
      // The switch ends its own cuts; a step and a slip are over at once.
      return;
  }
}

function stepClock(sites: FaultSites, byMs: number, isNoticed: boolean): void {
  const previousCivilMs = sites.clock.now().civilMs;
  sites.clock.stepCivil(byMs);
  if (isNoticed) sites.onClockSet(previousCivilMs);
}
