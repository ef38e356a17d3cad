import { randomInt } from "node:crypto";

/** How long to wait between attempts to connect. */
export interface BackOffOptions {
  /** Shortest wait, in ms; 1,000 by default. */
  readonly firstMs?: number;
  /** Longest wait, in ms; 60,000 by default. */
  readonly longestMs?: number;
  /** A number from 0 up to 1; the operating system's by default, a seeded stream in simulations. */
  readonly random?: () => number;
}

/**
 * Waits that grow while a broker is away and differ from device to device, so that a fleet does
 * not come back in one wave. Each is drawn between the shortest and three times the one before.
 */
export class BackOff {
  readonly #firstMs: number;
  readonly #longestMs: number;
  readonly #random: () => number;
  #lastMs: number;

  constructor(options: BackOffOptions = {}) {
    this.#firstMs = options.firstMs ?? 1_000;
    this.#longestMs = options.longestMs ?? 60_000;
    this.#random = options.random ?? (() => randomInt(2 ** 32) / 2 ** 32);
    this.#lastMs = this.#firstMs;
  }

  /** Draws the next wait, in ms. */
  nextMs(): number {
    const spreadMs = this.#lastMs * 3 - this.#firstMs;
    this.#lastMs = Math.min(this.#longestMs, this.#firstMs + this.#random() * spreadMs);
    return Math.round(this.#lastMs);
  }

  /** Starts again at the shortest wait, after a success. */
  reset(): void {
    this.#lastMs = this.#firstMs;
  }
}
