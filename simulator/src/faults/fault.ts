import type { StoreFailure } from "@dosekit/protocols";

/** Which devices a fault strikes: those named, a share drawn for each on its own, or all. */
export type FaultTarget =
  | { readonly deviceIds: readonly string[] }
  | { readonly sharePermille: number }
  | { readonly all: true };

/** When a fault holds, in true time. */
export interface FaultSpan {
  readonly fromMs: number;
  /** How long it lasts, in ms. */
  readonly durationMs: number;
}

/**
 * When the power goes within a power cut's span: at its start, or later, at the first write or
 * movement that begins in it, half-way through. The span's length counts from the cut.
 */
export type PowerCutAim = "start" | "during-write" | "during-motion";

/** What befalls the entry that was being written when the power went. */
export type WriteFate = "kept" | "torn" | "lost";

/** Batteries out, or flat: everything stops at once and starts again when the span ends. */
export interface PowerCut extends FaultSpan {
  readonly kind: "power-cut";
  readonly aim?: PowerCutAim;
  /** Fate of an entry that was being written; drawn when absent. */
  readonly write?: WriteFate;
  /** Whether the clock chip loses its own supply too, so that the clock is unset afterwards. */
  readonly clockLost?: boolean;
  /** The supply sags under a load for a moment: the board says so when it starts again. */
  readonly brownOut?: boolean;
}

/** No mains power; a device with a battery goes on until that is empty. */
export interface MainsLoss extends FaultSpan {
  readonly kind: "mains-loss";
}

/** A cell gives out: no more charge than this is left. Whoever comes at the end replaces it. */
export interface BatteryDrop extends FaultSpan {
  readonly kind: "battery-drop";
  readonly permille: number;
}

/** It gets too warm or too cold where the device stands. */
export interface Temperature extends FaultSpan {
  readonly kind: "temperature";
  readonly celsius: number;
}

/** Somebody opens the case, and closes it at the end of the span. */
export interface CaseOpen extends FaultSpan {
  readonly kind: "case-open";
}

/** The device's program hangs once, until the watchdog resets it. */
export interface Hang extends FaultSpan {
  readonly kind: "hang";
}

/** A sensor lies once: it tells a gesture or an opening that never was, as often as it chatters. */
export interface SensorGhost extends FaultSpan {
  readonly kind: "sensor-ghost";
  readonly sensor: "tilt" | "lid";
  readonly times: number;
}

/** No contact between device and network. */
export interface LinkCut extends FaultSpan {
  readonly kind: "link-cut";
}

/** Messages go astray while contact lasts; each number is a chance for each message, permille. */
export interface LinkNoise extends FaultSpan {
  readonly kind: "link-noise";
  readonly lossPermille: number;
  readonly duplicatePermille: number;
  /** Chance of arriving out of turn, later than messages sent after it. */
  readonly reorderPermille: number;
}

/** The device's civil clock jumps. */
export interface ClockStep extends FaultSpan {
  readonly kind: "clock-step";
  /** How far it jumps, in ms; negative is back. */
  readonly byMs: number;
  /** Whether the board notices and tells the device, as when a network sets the time. */
  readonly noticed: boolean;
}

/** The mechanism sticks: every movement that begins in the span fails. */
export interface Jam extends FaultSpan {
  readonly kind: "jam";
}

/** The drive slips once: the next movement ends a section short, and the motor looks well. */
export interface LostStep extends FaultSpan {
  readonly kind: "lost-step";
}

/** The device lies tilted, until somebody puts it up. */
export interface Misplaced extends FaultSpan {
  readonly kind: "misplaced";
}

/** The sensor that tells how the mechanism stands gives one false signal. */
export interface SensorBounce extends FaultSpan {
  readonly kind: "sensor-bounce";
}

/** A sensor gives no signal. */
export interface SensorStuck extends FaultSpan {
  readonly kind: "sensor-stuck";
  readonly sensor: "tilt" | "lid" | "index";
}

/** Nothing can be written. */
export interface StoreFails extends FaultSpan {
  readonly kind: "store-fails";
  readonly failure: StoreFailure;
}

/**
 * The storage confirms writes that it does not keep: the next power cut in the span that leaves the
 * clock its own supply throws the last ones away, and what is left is whole.
 */
export interface StoreLies extends FaultSpan {
  readonly kind: "store-lies";
  /** How many confirmed writes are thrown away. */
  readonly commits: number;
}

/** The gateway can't be reached, and keeps running. */
export interface GatewayOutage extends FaultSpan {
  readonly kind: "gateway-outage";
}

/** The gateway's process dies, and starts again from its inbox when the span ends. */
export interface GatewayRestart extends FaultSpan {
  readonly kind: "gateway-restart";
}

/** One thing that goes wrong in one device's home. */
export type DeviceFault =
  | PowerCut
  | LinkCut
  | LinkNoise
  | ClockStep
  | Jam
  | LostStep
  | MainsLoss
  | BatteryDrop
  | Temperature
  | CaseOpen
  | Hang
  | SensorGhost
  | SensorBounce
  | Misplaced
  | SensorStuck
  | StoreFails
  | StoreLies;

/** One thing that goes wrong at a gateway, for all of its devices at once. */
export type GatewayFault = GatewayOutage | GatewayRestart;

/** Anything that can go wrong. */
export type Fault = DeviceFault | GatewayFault;

/** A device's fault and whom it strikes; a gateway's fault needs no target. */
export type PlannedFault =
  | { readonly fault: DeviceFault; readonly target: FaultTarget }
  | { readonly fault: GatewayFault };

/** Ready-made rows of faults, drawn from the seed for each device. */
export type FaultPreset = "none" | "everyday" | "storm";

/** What goes wrong in a run. */
export interface FaultPlan {
  readonly preset: FaultPreset;
  /** Faults that are planned one by one, on top of the preset. */
  readonly planned: readonly PlannedFault[];
  /**
   * Shortest loss of power, link or gateway, in ms; default 0. In paced time outages last at least
   * some real seconds, because connections are noticed, ended and made again in real time.
   */
  readonly outageMinMs?: number;
}

/** Kinds of faults that a gateway has. */
export function isGatewayFault(fault: Fault): fault is GatewayFault {
  return fault.kind === "gateway-outage" || fault.kind === "gateway-restart";
}
