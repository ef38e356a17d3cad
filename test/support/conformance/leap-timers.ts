/** Node knows no longer wait, and takes such a one for the shortest; ms. */
const DELAY_MS_MAX = 2 ** 31 - 1;

/** A wait that ends when its time is come, and can be stopped or begun again. */
export class LeapTimer {
  readonly call: () => void;
  readonly delayMs: number;
  readonly repeats: boolean;
  readonly #timers: LeapTimers;
  /** Time at which it ends, ms. */
  dueMs = 0;

  constructor(timers: LeapTimers, call: () => void, wait: { ms: unknown; repeats: boolean }) {
    const ms = Math.trunc(Number(wait.ms));
    this.#timers = timers;
    this.call = call;
    this.delayMs = ms >= 1 && ms <= DELAY_MS_MAX ? ms : 1;
    this.repeats = wait.repeats;
  }

  /** Does nothing: time that leaps keeps no process alive. */
  ref(): this {
    return this;
  }

  /** See {@link ref}. */
  unref(): this {
    return this;
  }

  /** See {@link ref}. */
  hasRef(): boolean {
    return true;
  }

  /** Begins the wait again. */
  refresh(): this {
    this.#timers.arm(this);
    return this;
  }

  /** Stops it. */
  close(): this {
    this.#timers.disarm(this);
    return this;
  }
}

/** Waits by the time at which they end, those of one time in the order in which they began. */
export class LeapTimers {
  readonly #byTime = new Map<number, Set<LeapTimer>>();
  /** Where time stands, ms. */
  nowMs: number;

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  /** Lets a timer wait from now on. */
  arm(timer: LeapTimer): void {
    this.disarm(timer);
    timer.dueMs = this.nowMs + timer.delayMs;
    const others = this.#byTime.get(timer.dueMs);
    if (others === undefined) this.#byTime.set(timer.dueMs, new Set([timer]));
    else others.add(timer);
  }

  /** Lets it wait no longer. */
  disarm(timer: LeapTimer): void {
    const others = this.#byTime.get(timer.dueMs);
    others?.delete(timer);
    if (others?.size === 0) this.#byTime.delete(timer.dueMs);
  }

  /** Moves time on to where the next wait ends; gives those that end there, none if none waits. */
  leap(): readonly LeapTimer[] {
    const nextMs = [...this.#byTime.keys()].reduce((one, other) => Math.min(one, other), Infinity);
    const due = this.#byTime.get(nextMs);
    if (due === undefined) return [];
    this.nowMs = nextMs;
    return [...due];
  }

  /** Ends a wait, unless it was stopped meanwhile. */
  fire(timer: LeapTimer): void {
    if (timer.dueMs !== this.nowMs || this.#byTime.get(this.nowMs)?.has(timer) !== true) return;
    if (timer.repeats) this.arm(timer);
    else this.disarm(timer);
    timer.call();
  }
}
