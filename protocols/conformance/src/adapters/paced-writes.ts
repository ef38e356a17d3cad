/** How bytes go out, and how fast the line takes them. */
export interface PacedSetup {
  readonly write: (bytes: Uint8Array) => void;
  /** Bytes that the line takes in a millisecond. */
  readonly bytesPerMs: number;
  /** Most bytes that may wait; beyond, what is written is dropped. */
  readonly waitingMax: number;
}

/** Bytes that may be handed over before the line can have taken them: less than any port's room. */
const AHEAD_MAX = 2_048;
const PIECE_MAX = 1_024;

/**
 * Hands bytes to a port no faster than its line takes them, in order.
 *
 * A port whose room is full is waited for by the library, and that wait is lost when something is
 * read meanwhile: what was to be written then lies there until the device speaks again. So its room
 * is never filled.
 */
export class PacedWrites {
  readonly #setup: PacedSetup;
  readonly #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** When the line has taken all that was handed over. */
  #takenMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(setup: PacedSetup) {
    this.#setup = setup;
  }

  /** Hands bytes over, at once where there is room. */
  write(bytes: Uint8Array): void {
    if (this.#waitingBytes + bytes.length > this.#setup.waitingMax) return;
    for (let from = 0; from < bytes.length; from += PIECE_MAX) {
      this.#waiting.push(bytes.slice(from, from + PIECE_MAX));
    }
    this.#waitingBytes += bytes.length;
    if (this.#timer === undefined) this.#hand();
  }

  /** Forgets what still waits. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
  }

  #hand(): void {
    const { write, bytesPerMs } = this.#setup;
    for (let [piece] = this.#waiting; piece !== undefined; [piece] = this.#waiting) {
      const nowMs = performance.now();
      const aheadMs = Math.max(0, this.#takenMs - nowMs);
      const roomMs = (AHEAD_MAX - piece.length) / bytesPerMs;
      if (aheadMs > roomMs) {
        this.#timer = setTimeout(() => this.#goOn(), Math.ceil(aheadMs - roomMs));
        return;
      }
      this.#takenMs = nowMs + aheadMs + piece.length / bytesPerMs;
      this.#waiting.shift();
      this.#waitingBytes -= piece.length;
      write(piece);
    }
  }

  #goOn(): void {
    this.#timer = undefined;
    this.#hand();
  }
}
