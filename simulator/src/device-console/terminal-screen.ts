import type { Terminal } from "../cli/command-io.ts";

const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";
const CLEAR_TO_END_OF_LINE = "\u001b[K";
const CLEAR_BELOW = "\u001b[J";

/**
 * A few lines at the end of a terminal that are redrawn in place.
 *
 * Invariant: between two drawings the cursor stands at the start of the line below them.
 */
export class TerminalScreen {
  readonly #terminal: Pick<Terminal, "write">;
  #drawn: readonly string[] = [];

  constructor(terminal: Pick<Terminal, "write">) {
    this.#terminal = terminal;
    terminal.write(HIDE_CURSOR);
  }

  /** Draws lines in place of those before; what has not changed is left alone. */
  draw(lines: readonly string[]): void {
    const drawn = this.#drawn;
    const up = drawn.length === 0 ? "" : `\u001b[${drawn.length}A`;
    const body = lines.map((line, at) =>
      line === drawn[at] ? "\n" : `\r${line}${CLEAR_TO_END_OF_LINE}\n`,
    );
    const rest = lines.length < drawn.length ? `\r${CLEAR_BELOW}` : "";
    this.#drawn = lines;
    this.#terminal.write(`${up}${body.join("")}${rest}`);
  }

  /** Forgets what stands there, so that all of it is drawn anew. */
  invalidate(): void {
    this.#drawn = this.#drawn.map(() => "\u0000");
  }

  /** Leaves the lines as they are and gives the cursor back. */
  close(): void {
    this.#terminal.write(SHOW_CURSOR);
  }
}
