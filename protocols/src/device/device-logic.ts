import type { CapabilityReport } from "../messages/report.ts";
import type { DeviceTime } from "./device-time.ts";
import type { Effect } from "./effect.ts";
import type { BootInput, DeviceInput } from "./input.ts";
import type { TimerDeadline } from "./timer.ts";

/** A new state and what the board is to do, in this order. */
export type StepResult<State> = readonly [state: State, effects: readonly Effect[]];

/**
 * Plain data (numbers, strings, booleans, null, lists and string-keyed objects) from which a state
 * can be rebuilt, pending timers included.
 */
export type Checkpoint = { readonly [key: string]: CheckpointValue };
/** A value inside a {@link Checkpoint}. */
export type CheckpointValue =
  | null
  | boolean
  | number
  | string
  | readonly CheckpointValue[]
  | { readonly [key: string]: CheckpointValue };

/** What a device's program can do, for the capability report. */
export type LogicCapabilities = Pick<
  CapabilityReport,
  "verbs" | "planEntriesMax" | "dosesPerDayMax" | "minimumSpacingMin" | "repliesKept"
>;

/**
 * A device's whole behaviour as pure functions; the firmware model and a vendor's own firmware
 * both have this shape, and every host drives it the same way.
 *
 * Invariants: the same arguments give the same result; no argument is changed; no function reads a
 * clock, randomness or storage; none throws on any input.
 */
export interface DeviceLogic<State> {
  /**
   * Starts the device.
   *
   * @param checkpoint what survived in storage; `undefined` on the first boot or after its loss
   */
  boot(checkpoint: Checkpoint | undefined, input: BootInput, now: DeviceTime): StepResult<State>;
  /** Answers one input. */
  step(state: State, input: DeviceInput, now: DeviceTime): StepResult<State>;
  /** Turns a state into what storage keeps. */
  checkpoint(state: State): Checkpoint;
  /** Lists the timers that are pending in a state. */
  timers(state: State): readonly TimerDeadline[];
  /** Says what it can do; a program without it leaves these lines out of the report. */
  capabilities?(): LogicCapabilities;
}
