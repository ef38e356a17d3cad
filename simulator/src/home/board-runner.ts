import type { DeviceInput, JournalRecord, ResetCause } from "@dosekit/protocols";
import { DeviceRunner, type DeviceRunnerOptions } from "@dosekit/sdk/device";

/** What a board needs of the runtime that its device's program runs on. */
export interface BoardRunner {
  isOn(): boolean;
  /** What the program holds, for inspection; `undefined` while it is off. */
  state(): unknown;
  powerOn(cause: ResetCause): void;
  powerOff(): void;
  stop(): void;
  input(input: DeviceInput): void;
  /** See `DeviceRunner.callHost`. */
  callHost(stayMs: number): void;
  /**
   * The write that was under way when the power went turned out to be whole, and nobody was told.
   *
   * @returns its records; a runtime that writes bytes leaves reading them to the board
   */
  keepLastWrite?(): readonly JournalRecord[];
}

/** What a board gives its runtime. */
export type BoardRunnerOptions = DeviceRunnerOptions<unknown>;

/** Makes the runtime of one board. */
export type NewBoardRunner = (options: BoardRunnerOptions) => BoardRunner;

/** The SDK's own runtime, which users embed. */
export const newSdkRunner: NewBoardRunner = (options) => new DeviceRunner(options);
