import type { DosePlan, StoreFailure } from "@dosekit/protocols";
import type { FaultSpan } from "./fault-span.ts";

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

/** The device's civil clock jumps. */
export interface ClockStep extends FaultSpan {
  readonly kind: "clock-step";
  /** How far it jumps, in ms; negative is back. */
  readonly byMs: number;
  /** Whether the board notices and tells the device, as when a network sets the time. */
  readonly noticed: boolean;
}

/** The clock's crystal runs fast (or, negative, slow), as in heat; the device does not know. */
export interface ClockDrift extends FaultSpan {
  readonly kind: "clock-drift";
  /** How much faster than the device's clock usually runs, parts per million. */
  readonly ppm: number;
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

/** The flash is worn: writes take longer, and now and then one fails for good. */
export interface FlashWear extends FaultSpan {
  readonly kind: "flash-wear";
  /** Chance that a write fails, permille. */
  readonly failPermille: number;
  /** What a write takes longer, ms. */
  readonly slowMs: number;
}

/** The print of the next pouches on the roll can't be read. */
export interface PouchUnreadable extends FaultSpan {
  readonly kind: "pouch-unreadable";
  /** How many pouches. */
  readonly pouches: number;
}

/**
 * Rolls are mixed up: staff put in somebody else's roll at its start, until it is noticed at its end
 * and they bring the right one.
 */
export interface RollSwapped extends FaultSpan {
  readonly kind: "roll-swapped";
  /** Whose roll it is; that of nobody in the run when absent, packed by this device's own plan. */
  readonly other?: { readonly deviceId: string; readonly plan: DosePlan };
}

/** Nobody comes to fill the dispenser before the span ends, whatever was planned or asked for. */
export interface RefillLate extends FaultSpan {
  readonly kind: "refill-late";
}

/** One thing that goes wrong in the device itself, or is done to it. */
export type OwnFault =
  | PowerCut
  | MainsLoss
  | BatteryDrop
  | Temperature
  | CaseOpen
  | Hang
  | SensorGhost
  | SensorBounce
  | SensorStuck
  | Misplaced
  | ClockStep
  | ClockDrift
  | Jam
  | LostStep
  | StoreFails
  | StoreLies
  | FlashWear
  | PouchUnreadable
  | RollSwapped
  | RefillLate;
