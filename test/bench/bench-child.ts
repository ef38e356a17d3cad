import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A part of a measurement in a process of its own, asked and answering by messages in turn. */
export class BenchChild {
  readonly #process: ChildProcess;

  /** Starts a compiled file of this folder, with what it is to do as JSON. */
  constructor(file: string, asked: object) {
    const path = fileURLToPath(new URL(`./${file}`, import.meta.url));
    this.#process = fork(path, [JSON.stringify(asked)]);
  }

  /** The next message of the process; fails when it ends before. */
  async answer<T>(): Promise<T> {
    const ended = new AbortController();
    const { signal } = ended;
    const exit = once(this.#process, "exit", { signal }).then(([code]) => {
      throw new Error(`a part of the measurement ended with ${code}`);
    });
    exit.catch(() => {});
    const [message] = (await Promise.race([once(this.#process, "message", { signal }), exit])) as [
      T,
    ];
    ended.abort();
    return message;
  }

  /** Tells the process what comes next, and waits for its answer. */
  ask<T>(asked: object): Promise<T> {
    const answer = this.answer<T>();
    this.#process.send(asked);
    return answer;
  }

  /** Ends the process, which sees that nobody asks any more. */
  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, "exit");
    this.#process.disconnect();
    await gone;
  }
}
