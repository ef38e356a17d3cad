import { writeSync } from "node:fs";

/** Unread bytes above which more are dropped, as a cable without a listener drops them. */
const UNREAD_BYTES_MAX = 65_536;
/** How long to wait before it is tried again whether the far end has read something, ms. */
const AGAIN_MS = 5;

/**
 * Writes to the near end of a pseudo-terminal without ever waiting in the call.
 *
 * Node's own stream on this file waits within the call until the far end has read, with everything
 * else in the program: a device whose bytes nobody reads would stop for ever after some 20 kB.
 */
export class NearWrites {
  readonly #file: number;
  readonly #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  /** @param file an open file that answers at once when it is full */
  constructor(file: number) {
    this.#file = file;
  }

  /** Writes, now or when there is room; drops what is too much. */
  write(bytes: Uint8Array): void {
    if (this.#isOver || this.#waitingBytes + bytes.length > UNREAD_BYTES_MAX) return;
    this.#waiting.push(bytes.slice());
    this.#waitingBytes += bytes.length;
    if (this.#timer === undefined) this.#hand();
  }

  /** Forgets what waits; the file is written to no more. */
  end(): void {
    this.#isOver = true;
    this.#forget();
    clearTimeout(this.#timer);
  }

  #hand(): void {
    try {
      for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
        const taken = writeSync(this.#file, next);
        this.#waitingBytes -= taken;
        if (taken === next.length) this.#waiting.shift();
        else this.#waiting[0] = next.subarray(taken);
      }
    } catch (cause) {
      if (isFull(cause)) this.#later();
      // The far end has vanished; the device hears of that by silence, as on a cable.
      else this.#forget();
    }
  }

  #later(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#hand();
    }, AGAIN_MS);
  }

  #forget(): void {
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
  }
}

function isFull(cause: unknown): boolean {
  const { code } = cause as NodeJS.ErrnoException;
  return code === "EAGAIN" || code === "EINTR";
}
