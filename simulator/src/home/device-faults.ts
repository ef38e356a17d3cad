import type { SimulatedDeviceClock } from "../clock/simulated-device-clock.ts";
import type { DeviceFault, LinkFault, RollSwapped } from "../faults/fault.ts";
import type { FaultEffects } from "../faults/fault-injector.ts";
import type { FaultyStore } from "../faults/faulty-store.ts";
import type { FaultyLink } from "../links/faulty-link.ts";
import type { TraySensor } from "../plant/tray-plant.ts";
import type { PowerSupply } from "../power/power-supply.ts";
import type { PowerSwitch } from "./power-switch.ts";
import type { Surroundings } from "./surroundings.ts";

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
  /** Makes the print of the next pouches unreadable, where there are any. */
  smudge(pouches: number): void;
}

/** How staff look after a dispenser, as faults act on it. */
export interface FaultyService {
  /** Makes everybody who would fill the dispenser come later, or at last. */
  setLate(isLate: boolean): void;
  /** Makes staff put in somebody else's roll, or the right one again with `undefined`. */
  swapRoll(fault: RollSwapped | undefined): void;
}

/** Everything of a home that a fault can strike. */
export interface FaultSites {
  readonly power: PowerSwitch;
  readonly link: FaultyLink;
  readonly mechanism: FaultyMechanism;
  readonly service: FaultyService;
  readonly store: Pick<FaultyStore, "failWith" | "lieAbout" | "wear">;
  readonly clock: Pick<SimulatedDeviceClock, "stepCivil" | "driftCivil" | "now">;
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
  if (isLinkFault(fault)) beginOnLink(sites.link, fault);
  else if (isInside(fault)) beginInside(sites, fault);
  else beginAround(sites, fault);
}

function end(sites: FaultSites, fault: DeviceFault): void {
  if (isLinkFault(fault)) endOnLink(sites.link, fault);
  else if (isInside(fault)) endInside(sites, fault);
  else endAround(sites, fault);
}

function isLinkFault(fault: DeviceFault): fault is LinkFault {
  return LINK_KINDS.has(fault.kind);
}

const LINK_KINDS: ReadonlySet<DeviceFault["kind"]> = new Set<LinkFault["kind"]>([
  "link-cut",
  "network-ended",
  "link-noise",
  "link-latency",
  "half-open",
  "link-clog",
]);

function beginOnLink(link: FaultyLink, fault: LinkFault): void {
  switch (fault.kind) {
    case "link-cut":
      link.setCut(true);
      break;
    case "network-ended":
      link.setCut(true, "network");
      break;
    case "link-noise":
      link.setNoise(fault);
      break;
    case "link-latency":
      link.setSlow(fault);
      break;
    case "half-open":
      link.setDead(fault.way, true);
      break;
    case "link-clog":
      link.clog();
      break;
  }
}

function endOnLink(link: FaultyLink, fault: LinkFault): void {
  switch (fault.kind) {
    case "link-cut":
      link.setCut(false);
      break;
    case "network-ended":
      link.setCut(false, "network");
      break;
    case "link-noise":
      link.setNoise(undefined);
      break;
    case "link-latency":
      link.setSlow(undefined);
      break;
    case "half-open":
      link.setDead(fault.way, false);
      break;
    case "link-clog":
      link.unclog(fault.release);
      break;
  }
}

/** Faults of the board and the mechanism on it. */
type FaultInside = Exclude<DeviceFault, LinkFault | FaultAround>;

function isInside(fault: Exclude<DeviceFault, LinkFault>): fault is FaultInside {
  return !AROUND_KINDS.has(fault.kind);
}

function beginInside(sites: FaultSites, fault: FaultInside): void {
  switch (fault.kind) {
    case "power-cut":
      sites.power.begin(fault);
      break;
    case "clock-step":
      stepClock(sites, fault.byMs, fault.noticed);
      break;
    case "clock-drift":
      sites.clock.driftCivil(fault.ppm);
      break;
    case "jam":
      sites.mechanism.setJam(true);
      break;
    case "lost-step":
      sites.mechanism.slipOnce();
      break;
    case "sensor-bounce":
      sites.mechanism.bounceOnce();
      break;
    case "sensor-stuck":
      sites.mechanism.setStuck(fault.sensor, true);
      break;
    case "sensor-ghost":
      sites.ghost(fault.sensor, fault.times);
      break;
    case "store-fails":
      sites.store.failWith(fault.failure);
      break;
    case "store-lies":
      sites.store.lieAbout(fault.commits);
      break;
    case "flash-wear":
      sites.store.wear(fault);
      break;
    case "hang":
      sites.hang();
      break;
  }
}

function endInside(sites: FaultSites, fault: FaultInside): void {
  switch (fault.kind) {
    case "clock-drift":
      sites.clock.driftCivil(0);
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
    case "flash-wear":
      sites.store.wear(undefined);
      break;
    case "power-cut":
    case "clock-step":
    case "hang":
    case "lost-step":
    case "sensor-bounce":
    case "sensor-ghost":
      // The switch ends its own cuts; the others are over at once.
      break;
  }
}

/** Faults of power and surroundings, and of those who look after the dispenser. */
type FaultAround = Extract<
  DeviceFault,
  {
    kind:
      | "mains-loss"
      | "battery-drop"
      | "temperature"
      | "case-open"
      | "misplaced"
      | "pouch-unreadable"
      | "roll-swapped"
      | "refill-late";
  }
>;

const AROUND_KINDS: ReadonlySet<DeviceFault["kind"]> = new Set<FaultAround["kind"]>([
  "mains-loss",
  "battery-drop",
  "temperature",
  "case-open",
  "misplaced",
  "pouch-unreadable",
  "roll-swapped",
  "refill-late",
]);

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
    case "misplaced":
      sites.mechanism.misplace(true);
      break;
    case "pouch-unreadable":
      sites.mechanism.smudge(fault.pouches);
      break;
    case "roll-swapped":
      sites.service.swapRoll(fault);
      break;
    case "refill-late":
      sites.service.setLate(true);
      break;
  }
}

function endAround(sites: FaultSites, fault: FaultAround): void {
  switch (fault.kind) {
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
    case "misplaced":
      sites.mechanism.misplace(false);
      break;
    case "roll-swapped":
      sites.service.swapRoll(undefined);
      break;
    case "refill-late":
      sites.service.setLate(false);
      break;
    case "pouch-unreadable":
      // What is smudged stays so until the roll is changed.
      break;
  }
}

function stepClock(sites: FaultSites, byMs: number, isNoticed: boolean): void {
  const previousCivilMs = sites.clock.now().civilMs;
  sites.clock.stepCivil(byMs);
  sites.onClockStep();
  if (isNoticed) sites.onClockSet(previousCivilMs);
}
