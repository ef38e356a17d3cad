import type { GatewayTimers } from "@dosekit/sdk";

interface Pending {
  readonly atMs: number;
  readonly order: number;
  readonly fire: () => void;
}

/** Gateway timers and clock on virtual time; nothing fires until time is moved. */
export class VirtualTimers implements GatewayTimers {
  readonly #pending = new Map<string, Pending>();
  #nowMs: number;
  #order = 0;

  constructor(startMs = 1_790_000_000_000) {
    this.#nowMs = startMs;
  }

  readonly nowMs = (): number => this.#nowMs;

  get names(): readonly string[] {
    return [...this.#pending.keys()];
  }

  arm(name: string, delayMs: number, fire: () => void): void {
    this.#order += 1;
    this.#pending.set(name, { atMs: this.#nowMs + delayMs, order: this.#order, fire });
  }

  cancel(name: string): void {
    this.#pending.delete(name);
  }

  /** Moves time on and fires what is due, in order. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      const next = this.#earliest();
      if (next === undefined || next[1].atMs > untilMs) break;
      this.#pending.delete(next[0]);
      this.#nowMs = Math.max(this.#nowMs, next[1].atMs);
      next[1].fire();
    }
    this.#nowMs = untilMs;
  }

  #earliest(): [string, Pending] | undefined {
    const before = (a: Pending, b: Pending) => a.atMs - b.atMs || a.order - b.order;
    return [...this.#pending].sort(([, a], [, b]) => before(a, b))[0];
  }
}
