import type { TestClockPort } from "@dosekit/sdk/device";
import type { LeapingTime } from "./leaping-time.ts";

const LANE = 0;

/**
 * The test clock of a device at a console: what its host wishes to pass is leapt over, and whatever
 * is due on the way happens at its own time.
 *
 * @see OMDP-TCK-001 to OMDP-TCK-004
 */
export class ConsoleTestClock implements TestClockPort {
  readonly inTestState: boolean;
  readonly #time: LeapingTime;

  /** @param inTestState whether whoever starts the device puts it into the test state */
  constructor(inTestState: boolean, time: LeapingTime) {
    this.inTestState = inTestState;
    this.#time = time;
  }

  /** See `TestClockPort.runFor`. */
  runFor(durationMs: number, done: () => void): void {
    if (!this.inTestState) throw new RangeError("the time of this device runs by itself only");
    const { scheduler } = this.#time;
    const endMs = Math.max(scheduler.nowMs(), scheduler.pacedMs()) + durationMs;
    scheduler.at(endMs, LANE, done);
    this.#time.leapTo(endMs);
  }
}
