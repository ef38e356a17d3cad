import type { SimulatedDeviceClock } from "../clock/simulated-device-clock.ts";
import type { DeviceFault } from "../faults/fault.ts";
import type { FaultEffects } from "../faults/fault-injector.ts";
import type { FaultyStore } from "../faults/faulty-store.ts";
import type { NoiseLevel } from "../links/noisy-way.ts";
import type { TraySensor } from "../plant/tray-plant.ts";
import type { PowerSupply } from "../power/power-supply.ts";
import type { PowerSwitch } from "./power-switch.ts";

import type { Surroundings } from "./surroundings.ts";

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
  /** Makes the sensor of the mechanism's place give one false signal. */
  bounceOnce(): void;
  /** Lays the device on its side, or puts it up. */
  misplace(isTilted: boolean): void;
  /** Makes a sensor stick, or work again. */
  setStuck(sensor: TraySensor, isStuck: boolean): void;
}

/** Everything of a home that a fault can strike. */
export interface FaultSites {
  readonly power: PowerSwitch;
  readonly link: FaultyLink;
  readonly mechanism: FaultyMechanism;
  readonly store: Pick<FaultyStore, "failWith" | "lieAbout">;
  readonly clock: Pick<SimulatedDeviceClock, "stepCivil" | "now">;
  readonly supply: Pick<PowerSupply, "setMains" | "dropTo" | "replace">;
  readonly surroundings: Surroundings;
  /** The program hangs until the watchdog resets it. */
  readonly hang: () => void;
  /** A sensor tells what never was. */
  readonly ghost: (sensor: "tilt" | "lid", times: number) => void;
  /** The clock jumped. */
  readonly onClockStep: () => void;
  /** The board tells the device that its clock was set. */
  readonly onClockSet: (previousCivilMs: number | undefined) => void;
}

/** Carries each device fault to the place that it strikes. */
export function deviceFaultEffects(sites: FaultSites): FaultEffects<DeviceFault> {
  return {
    begin: (fault) => begin(sites, fault),
    end: (fault) => end(sites, fault),
  };
}

function begin(sites: FaultSites, fault: DeviceFault): void {
  switch (fault.kind) {
    case "power-cut":
      sites.power.begin(fault);
      break;
    case "link-cut":
      sites.link.setCut(true);
      break;
    case "link-noise":
      sites.link.setNoise(fault);
      break;
    case "clock-step":
      stepClock(sites, fault.byMs, fault.noticed);
      break;
    case "jam":
      sites.mechanism.setJam(true);
      break;
    case "lost-step":
      sites.mechanism.slipOnce();
      break;
    case "misplaced":
      sites.mechanism.misplace(true);
      break;
    case "sensor-bounce":
      sites.mechanism.bounceOnce();
      break;
    case "sensor-stuck":
      sites.mechanism.setStuck(fault.sensor, true);
      break;
    case "store-fails":
      sites.store.failWith(fault.failure);
      break;
    case "store-lies":
      sites.store.lieAbout(fault.commits);
      break;
    default:
      beginAround(sites, fault);
  }
}

type FaultAround = Extract<
  DeviceFault,
  {
    kind: "mains-loss" | "battery-drop" | "temperature" | "case-open" | "hang" | "sensor-ghost";
  }
>;

/** Faults of the hardware around the mechanism. */
function beginAround(sites: FaultSites, fault: FaultAround): void {
  switch (fault.kind) {
    case "mains-loss":
      sites.supply.setMains(false);
      break;
    case "battery-drop":
      sites.supply.dropTo(fault.permille);
      break;
    case "temperature":
      sites.surroundings.setTemperature(fault.celsius);
      break;
    case "case-open":
      sites.surroundings.setCaseOpen(true);
      break;
    case "hang":
      sites.hang();
      break;
    case "sensor-ghost":
      sites.ghost(fault.sensor, fault.times);
      break;
  }
}

function end(sites: FaultSites, fault: DeviceFault): void {
  switch (fault.kind) {
    case "link-cut":
      sites.link.setCut(false);
      break;
    case "link-noise":
      sites.link.setNoise(undefined);
      break;
    case "misplaced":
      sites.mechanism.misplace(false);
      break;
    case "jam":
      sites.mechanism.setJam(false);
      break;
    case "sensor-stuck":
      sites.mechanism.setStuck(fault.sensor, false);
      break;
    case "store-fails":
      sites.store.failWith(undefined);
      break;
    case "store-lies":
      sites.store.lieAbout(0);
      break;
    case "mains-loss":
      sites.supply.setMains(true);
      break;
    case "battery-drop":
      sites.supply.replace();
      break;
    case "temperature":
      sites.surroundings.setTemperature(undefined);
      break;
    case "case-open":
      sites.surroundings.setCaseOpen(false);
      break;
    case "hang":
    case "sensor-ghost":
    case "power-cut":
    case "clock-step":
    case "lost-step":
    case "sensor-bounce":
      // The switch ends its own cuts; the others are over at once.
      break;
  }
}

function stepClock(sites: FaultSites, byMs: number, isNoticed: boolean): void {
  const previousCivilMs = sites.clock.now().civilMs;
  sites.clock.stepCivil(byMs);
  sites.onClockStep();
  if (isNoticed) sites.onClockSet(previousCivilMs);
}
