import type { HostTimer } from "../live/host-timer.ts";
import { PacedScheduler } from "../live/paced-scheduler.ts";

/** Paced time that can jump ahead: everything that is due on the way happens at its own time. */
export class LeapingTime {
  readonly scheduler: PacedScheduler;
  #speed = 1;
  #leaptHostMs = 0;

  /**
   * Time begins to pass at the wall's own pace.
   *
   * @param startMs true time at the start, ms since the Unix epoch
   * @param onFault told when an event throws; time stops there
   */
  constructor(startMs: number, host: HostTimer, onFault: (fault: unknown) => void) {
    const leaping: HostTimer = {
      nowMs: () => host.nowMs() + this.#leaptHostMs,
      after: (delayMs, run) => host.after(delayMs, run),
    };
    this.scheduler = new PacedScheduler(startMs, this.#speed, leaping, onFault);
  }

  /** Lets time pass at another speed, 1 or more, from now on. */
  changeSpeed(speed: number): void {
    this.#speed = speed;
    this.scheduler.changeSpeed(speed);
  }

  /** Device time that passes in one unit of host time. */
  get speed(): number {
    return this.#speed;
  }

  /** Jumps ahead to a true time; one that has passed is ignored. */
  leapTo(trueMs: number): void {
    const aheadMs = trueMs - this.scheduler.pacedMs();
    if (aheadMs <= 0) return;
    this.#leaptHostMs += aheadMs / this.#speed;
    // The alarm that is set was reckoned without the leap.
    this.scheduler.changeSpeed(this.#speed);
  }
}
