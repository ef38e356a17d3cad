import { LeapTimer, LeapTimers } from "./leap-timers.ts";
import { LoopbackQuiet } from "./loopback-quiet.ts";

/** Rounds of the event loop without anything to do after which time leaps. */
const IDLE_ROUNDS = 3;
/** Real time after which time leaps though there is always something to do, ms. */
const BUSY_MS_MAX = 1_000;
/** What is put back in the end. */
const OWN = { setTimeout, setInterval, clearTimeout, clearInterval, setImmediate } as const;
const [OWN_NOW, OWN_DATE] = [performance.now, Date.now] as const;

const realNowMs = () => OWN_NOW.call(performance);

type Call = (...args: never[]) => void;

/**
 * Time of this process that passes only while there is nothing to do: then it leaps to where the next
 * timer ends.
 *
 * What is computed takes no time, so that a busy machine changes no verdict, and what only waits costs
 * nothing. Sockets stay real ones; while bytes are on their way time stands still.
 */
export class LeapingTime {
  readonly #loopback = new LoopbackQuiet(realNowMs);
  readonly #timers = new LeapTimers(Math.ceil(realNowMs()));
  readonly #dateOffsetMs = OWN_DATE() - this.#timers.nowMs;
  #idleRounds = 0;
  #leaptMs = realNowMs();
  #isOver = false;

  /** Takes the place of the clocks and timers of this process until it is ended. */
  static begin(): LeapingTime {
    const time = new LeapingTime();
    time.#install();
    time.#round();
    return time;
  }

  /** Gives the process its own time back; what still waits is dropped. */
  end(): void {
    this.#isOver = true;
    this.#loopback.end();
    Object.assign(globalThis, OWN);
    performance.now = OWN_NOW;
    Date.now = OWN_DATE;
  }

  #install(): void {
    const setter =
      (repeats: boolean) =>
      (call: Call, ms?: unknown, ...args: never[]) => {
        const timer = new LeapTimer(this.#timers, () => call(...args), { ms, repeats });
        return timer.refresh();
      };
    const clear = (timer: unknown) => {
      if (timer instanceof LeapTimer) timer.close();
    };
    const immediately = (call: Call, ...args: never[]) =>
      OWN.setImmediate(() => {
        this.#idleRounds = 0;
        call(...args);
      });
    Object.assign(globalThis, {
      ...{ setTimeout: setter(false), setInterval: setter(true), setImmediate: immediately },
      ...{ clearTimeout: clear, clearInterval: clear },
    });
    performance.now = () => this.#timers.nowMs;
    Date.now = () => this.#timers.nowMs + this.#dateOffsetMs;
  }

  /** One round of the event loop after the other, so that what has come is heard before time leaps. */
  #round(): void {
    OWN.setImmediate(() => {
      if (this.#isOver) return;
      this.#idleRounds += 1;
      const isIdle = this.#idleRounds > IDLE_ROUNDS && this.#loopback.isQuiet();
      // Two that answer each other without end would let no time pass.
      if (isIdle || realNowMs() - this.#leaptMs > BUSY_MS_MAX) this.#leap();
      else this.#round();
    });
  }

  #leap(): void {
    const due = this.#timers.leap();
    // Each by itself, so that what one has promised is kept before the next.
    for (const timer of due) OWN.setImmediate(() => this.#timers.fire(timer));
    const goOn = () => {
      this.#idleRounds = 0;
      this.#leaptMs = realNowMs();
      this.#round();
    };
    if (due.length > 0) OWN.setImmediate(goOn);
    else OWN.setTimeout(goOn, 1);
  }
}
