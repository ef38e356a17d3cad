/**
 * Timers of a gateway by name: the clock on the wall, or virtual time.
 *
 * At most one timer of each name is pending; arming it again replaces it.
 */
export interface GatewayTimers {
  /** Calls `fire` once, after `delayMs` (0 or more) at the earliest, never from inside `arm`. */
  arm(name: string, delayMs: number, fire: () => void): void;
  /** Stops a timer; unknown names are ignored. */
  cancel(name: string): void;
}

/** Node's timers wrap at 2^31 ms and then fire at once; longer waits go in pieces of this. */
const PIECE_MS_MAX = 2 ** 30;

/** Timers on the real clock. They keep the process alive while they are pending. */
export class RealGatewayTimers implements GatewayTimers {
  readonly #pending = new Map<string, NodeJS.Timeout>();

  /** See {@link GatewayTimers}; any delay is exact to the clock, however long. */
  arm(name: string, delayMs: number, fire: () => void): void {
    this.cancel(name);
    const piece = Math.min(delayMs, PIECE_MS_MAX);
    const timer = setTimeout(() => {
      this.#pending.delete(name);
      if (delayMs > piece) this.arm(name, delayMs - piece, fire);
      else fire();
    }, piece);
    this.#pending.set(name, timer);
  }

  /** See {@link GatewayTimers}. */
  cancel(name: string): void {
    clearTimeout(this.#pending.get(name));
    this.#pending.delete(name);
  }

  /** Stops every timer. */
  cancelAll(): void {
    for (const timer of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
  }
}
