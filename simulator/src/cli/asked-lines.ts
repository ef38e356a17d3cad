import { createInterface } from "node:readline/promises";

/** Where questions are put, and where their answers come from. */
export interface AskedEnds {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Whether somebody types at a terminal; told by the streams when absent. */
  readonly terminal?: boolean;
  /** Told when the person wants to leave: by Ctrl-C, or by ending the input. */
  readonly leave: () => void;
}

/**
 * Asks whoever types, a line for each question. Lines that were typed or pasted ahead answer the
 * questions that follow, one each.
 */
export class AskedLines {
  readonly #ends: AskedEnds;
  readonly #ahead: string[] = [];
  /** What was typed of a line that has not ended yet. */
  #begun = "";

  constructor(ends: AskedEnds) {
    this.#ends = ends;
  }

  /**
   * Puts a question and gives the line that answers it.
   *
   * @param isAnew what was typed ahead does not answer it, as the line before it was none
   * @param signal ends the waiting with a rejection
   */
  async ask(text: string, isAnew: boolean, signal: AbortSignal): Promise<string> {
    const { input, output, terminal, leave } = this.#ends;
    if (isAnew) this.#forget();
    const waiting = this.#ahead.shift();
    if (waiting !== undefined) {
      output.write(`${text}${waiting}\n`);
      return waiting;
    }
    const lines = createInterface({
      input,
      output,
      ...(terminal === undefined ? {} : { terminal }),
    });
    // While a line is read the terminal hands Ctrl-C to the reader, not to the process.
    lines.on("SIGINT", leave);
    let isOver = false;
    lines.on("close", () => {
      if (!isOver) leave();
    });
    try {
      const answer = lines.question(text, { signal });
      // The question takes the first line; more that come with it would be lost when it closes.
      lines.on("line", (line) => this.#ahead.push(line));
      if (this.#begun !== "") lines.write(this.#begun);
      return await answer;
    } finally {
      isOver = true;
      this.#begun = lines.line;
      lines.close();
    }
  }

  #forget(): void {
    this.#ahead.length = 0;
    this.#begun = "";
  }
}
