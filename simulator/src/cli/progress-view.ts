import { Writable } from "node:stream";
import { SingleBar } from "cli-progress";
import type { RunCounts } from "../results/run-collector.ts";
import type { CommandIo } from "./command-io.ts";

/** Shows people how far a run is. */
export interface ProgressView {
  /**
   * Shows how far it is.
   *
   * @param share part of the run that is done, 0 to 1
   * @param phase what is being done, one word
   * @param connected devices with contact, where there are connections
   */
  show(share: number, phase: string, counts: RunCounts, connected?: number): void;
  /** Ends; the line is left as it is. */
  close(): void;
}

/** How often a line is written where lines can't be redrawn, ms. */
const LINE_EVERY_MS = 5_000;

/** Opens a bar on a terminal, and plain lines elsewhere. */
export function openProgress(io: CommandIo): ProgressView {
  return io.interactive ? new ProgressBar(io) : new ProgressLines(io);
}

class ProgressBar implements ProgressView {
  readonly #bar: SingleBar;
  #isOpen = false;

  constructor(io: CommandIo) {
    this.#bar = new SingleBar({
      format: "{bar} {percentage} % · {phase} · {counts}",
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

  show(share: number, phase: string, counts: RunCounts, connected?: number): void {
    const payload = { phase, counts: countsText(counts, connected) };
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

class ProgressLines implements ProgressView {
  readonly #io: CommandIo;
  #nextMs = 0;
  #phase = "";

  constructor(io: CommandIo) {
    this.#io = io;
  }

  show(share: number, phase: string, counts: RunCounts, connected?: number): void {
    const nowMs = this.#io.hostMs();
    if (nowMs < this.#nextMs && phase === this.#phase) return;
    this.#nextMs = nowMs + LINE_EVERY_MS;
    this.#phase = phase;
    const percent = String(Math.floor(share * 100)).padStart(3);
    this.#io.err(`${percent} % · ${phase} · ${countsText(counts, connected)}\n`);
  }

  close(): void {
    // Every line ended with its own line break.
  }
}

function countsText(counts: RunCounts, connected?: number): string {
  const { devices, poweredDown, closedDoses, alerts, sent, committed } = counts;
  const online = connected === undefined ? "" : `${connected}/${devices} online · `;
  const down = poweredDown === 0 ? "" : `${poweredDown} without power · `;
  return `${online}${down}doses ${closedDoses} · alerts ${alerts} · events ${committed}/${sent}`;
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
