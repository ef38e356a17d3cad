import { Writable } from "node:stream";
import { SingleBar } from "cli-progress";
import type { CommandIo } from "./command-io.ts";

/** Where people see how far a command is. */
export interface ProgressSurface {
  /**
   * Shows how far it is.
   *
   * @param share part that is done, 0 to 1
   * @param phase what is being done; a new one is shown at once
   * @param text says more; asked for only when it is shown
   */
  show(share: number, phase: string, text: () => string): void;
  /** Ends; the line is left as it is. */
  close(): void;
}

/** How often a line is written where lines can't be redrawn, ms. */
const LINE_EVERY_MS = 5_000;

/** Opens a bar on a terminal, and plain lines elsewhere. */
export function openSurface(io: CommandIo): ProgressSurface {
  return io.interactive ? new ProgressBar(io) : new ProgressLines(io);
}

class ProgressBar implements ProgressSurface {
  readonly #bar: SingleBar;
  #isOpen = false;

  constructor(io: CommandIo) {
    this.#bar = new SingleBar({
      format: "{bar} {percentage} % · {text}",
      stream: terminalOf(io),
      hideCursor: true,
      clearOnComplete: false,
      barsize: 24,
      barCompleteChar: "█",
      barIncompleteChar: "░",
      // The command handles signals itself, so that a partial result is still printed.
      gracefulExit: false,
    });
  }

  show(share: number, _phase: string, text: () => string): void {
    const payload = { text: text() };
    const percent = Math.floor(share * 100);
    if (this.#isOpen) this.#bar.update(percent, payload);
    else this.#bar.start(100, percent, payload);
    this.#isOpen = true;
  }

  close(): void {
    if (this.#isOpen) this.#bar.stop();
    this.#isOpen = false;
  }
}

class ProgressLines implements ProgressSurface {
  readonly #io: CommandIo;
  #nextMs = 0;
  #phase = "";

  constructor(io: CommandIo) {
    this.#io = io;
  }

  show(share: number, phase: string, text: () => string): void {
    const nowMs = this.#io.hostMs();
    if (nowMs < this.#nextMs && phase === this.#phase) return;
    this.#nextMs = nowMs + LINE_EVERY_MS;
    this.#phase = phase;
    const percent = String(Math.floor(share * 100)).padStart(3);
    this.#io.err(`${percent} % · ${text()}\n`);
  }

  close(): void {
    // Every line ended with its own line break.
  }
}

/** A terminal as the bar wants it, on top of the command's own messages. */
function terminalOf(io: CommandIo): NodeJS.WritableStream {
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      io.err(String(chunk));
      done();
    },
  });
  return Object.assign(stream, { isTTY: true, columns: io.columns });
}
