/**
 * Who goes first on one thread, where one of two works has other threads wait for it: the other one
 * goes on only while those are busy by themselves.
 */
export class ThreadTurns {
  #isTaken = false;
  #waiting: (() => void)[] = [];

  /** Keeps the thread: others wait for what it does from now on. */
  take(): void {
    this.#isTaken = true;
  }

  /** Leaves the thread to whoever asks for a turn. */
  leave(): void {
    this.#isTaken = false;
    for (const goOn of this.#waiting.splice(0)) goOn();
  }

  /** Waits until it is somebody's turn who has nobody wait; all that came in is looked at first. */
  async next(): Promise<void> {
    do {
      await nextTurn();
      if (this.#isTaken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } while (this.#isTaken);
  }
}

/** Waits until a thread has looked at all that came in. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
