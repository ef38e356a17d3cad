import type { GatewayTimers } from "../client/gateway-timers.ts";
import type { SdkFault } from "../errors.ts";
import type { DurableTable } from "./durable-table.ts";

/** What a writer is made of. */
export interface TableWriterOptions {
  readonly table: DurableTable;
  readonly timers: GatewayTimers;
  /** Distinguishes the timer of several writers. */
  readonly name: string;
  /** Told of each failed write; writing is tried again. */
  readonly onFault: (fault: SdkFault) => void;
}

const AGAIN_MS = 5_000;

/**
 * Writes changes in the order in which they come, many in one batch, one batch at a time. A write
 * that fails is tried again until it succeeds, so that `done` is called at the earliest once its
 * value is durable.
 */
export class TableWriter {
  readonly #options: TableWriterOptions;
  #next = new Map<string, unknown>();
  #waiting: (() => void)[] = [];
  #busy = false;
  #failing = false;

  constructor(options: TableWriterOptions) {
    this.#options = options;
  }

  /** Puts a value under a key, or takes it away with `undefined`. */
  put(key: string, value: unknown, done: () => void = () => {}): void {
    this.#next.set(key, value);
    this.#waiting.push(done);
    if (!this.#busy) this.#writeNext();
  }

  /** Calls back once all that was put is durable, however long that takes. */
  whenDurable(done: () => void): void {
    if (this.#busy) this.#waiting.push(done);
    else done();
  }

  /** Calls back once all that was put is durable, or at once when the table takes nothing: for an end. */
  finish(done: () => void): void {
    if (this.#failing) {
      this.#options.timers.cancel(this.#timer);
      done();
    } else this.whenDurable(done);
  }

  get #timer(): string {
    return `table:${this.#options.name}`;
  }

  #writeNext(): void {
    const [changes, waiting] = [this.#next, this.#waiting];
    this.#next = new Map();
    this.#waiting = [];
    this.#busy = true;
    this.#write(changes, waiting);
  }

  #write(changes: ReadonlyMap<string, unknown>, waiting: readonly (() => void)[]): void {
    this.#options.table.write(changes, (fault) => {
      this.#failing = fault !== undefined;
      if (fault !== undefined) {
        this.#options.onFault(fault);
        this.#options.timers.arm(this.#timer, AGAIN_MS, () => this.#write(changes, waiting));
        return;
      }
      this.#busy = false;
      for (const done of waiting) done();
      if (!this.#busy && this.#waiting.length > 0) this.#writeNext();
    });
  }
}
