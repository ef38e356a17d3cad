import type { Frame } from "@dosekit/protocols";
import type { Packet } from "mqtt-packet";

/** What a line of the log is about. */
export type WireWay = "in" | "out" | "opened" | "closed";

/** One packet or frame, or the beginning or end of a connection, as evidence. */
export interface WireEntry {
  /** Place in the log, from 0. */
  readonly index: number;
  /** When it was heard or said, in ms since the log began. */
  readonly atMs: number;
  /** When it can have come at the earliest, in the same time; absent where nobody watches. */
  readonly sinceMs?: number;
  /** Which connection to the broker, from 0; 0 on a serial line. */
  readonly connection: number;
  /** `in` came from the peer, `out` went to it. */
  readonly way: WireWay;
  readonly bytes: Uint8Array;
  /** What the bytes say; absent when they can't be read. */
  readonly packet?: Packet;
  /** On a serial line the frame, when it can be read. */
  readonly frame?: Frame;
  /** Why they can't be read, or how a connection ended. */
  readonly note?: string;
}

/** Bounds of one log. */
export const WIRE_LOG_LIMITS = { entries: 20_000, bytes: 16_777_216 } as const;

/**
 * Everything that went over the wire, both ways, in order.
 *
 * Invariants: bounded; what does not fit is counted in {@link missed}, and then nothing that the
 * log does not show may be taken for absent.
 */
export class WireLog {
  readonly #entries: WireEntry[] = [];
  readonly #listeners = new Set<(entry: WireEntry) => void>();
  readonly #nowMs: () => number;
  readonly #sinceMs: (() => number) | undefined;
  readonly #startMs: number;
  #bytes = 0;
  #missed = 0;

  /**
   * @param nowMs a clock that never steps, in ms
   * @param sinceMs on the same clock, since when what is heard now may have lain unheard
   */
  constructor(nowMs: () => number, sinceMs?: () => number) {
    this.#nowMs = nowMs;
    this.#sinceMs = sinceMs;
    this.#startMs = nowMs();
  }

  /** The lines so far, oldest first. */
  get entries(): readonly WireEntry[] {
    return this.#entries;
  }

  /** Lines that found no room. */
  get missed(): number {
    return this.#missed;
  }

  /** Writes a line down. */
  add(line: Omit<WireEntry, "index" | "atMs" | "sinceMs">): void {
    const { entries, bytes } = WIRE_LOG_LIMITS;
    if (this.#entries.length >= entries || this.#bytes + line.bytes.length > bytes) {
      this.#missed += 1;
      return;
    }
    this.#bytes += line.bytes.length;
    const index = this.#entries.length;
    const atMs = this.#sinceStart(this.#nowMs());
    const since =
      line.way === "in" && this.#sinceMs !== undefined
        ? { sinceMs: Math.max(0, Math.min(atMs, this.#sinceStart(this.#sinceMs()))) }
        : {};
    const entry = { ...line, ...since, index, atMs };
    this.#entries.push(entry);
    for (const listener of this.#listeners) listener(entry);
  }

  /** Time on its clock, ms since it began. */
  elapsedMs(): number {
    return this.#sinceStart(this.#nowMs());
  }

  #sinceStart(ms: number): number {
    return Math.round((ms - this.#startMs) * 1_000) / 1_000;
  }

  /** Calls a function for every line from now on; gives what ends it. */
  onEntry(listener: (entry: WireEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
