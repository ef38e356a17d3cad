import { closeSync, existsSync, openSync, rmSync, writeSync } from "node:fs";
import type { EventLine } from "./event-line.ts";

/** Lines that are sorted in memory before they go to a part file. */
export const LINES_IN_MEMORY = 200_000;
/** Characters that are written at once. */
export const BLOCK_CHARS = 256 * 1024;

/** A line with what it is ordered by. */
export interface SortedLine {
  /** Time, or `~` for none, which comes after every digit. */
  readonly t: string;
  readonly device: string;
  readonly seq: number;
  readonly epoch: number;
  readonly json: string;
}

/**
 * Gathers event lines and, when there are many, sorts them into part files beside the target. One
 * thread has one of these; all lines of a device go to the same one.
 */
export class EventParts {
  readonly #stem: string;
  readonly #linesInMemory: number;
  readonly #paths: string[] = [];
  #lines: SortedLine[] = [];

  /** @param stem path that the names of the part files begin with, no other's */
  constructor(stem: string, linesInMemory = LINES_IN_MEMORY) {
    this.#stem = stem;
    this.#linesInMemory = linesInMemory;
  }

  /** The part files so far, in the order in which they were written. */
  get paths(): readonly string[] {
    return this.#paths;
  }

  /** Takes a line; where it comes in the file is decided at the end. */
  add(line: EventLine): void {
    const { t, device, seq, epoch } = line;
    this.#lines.push({ t: t ?? "~", device, seq, epoch, json: JSON.stringify(line) });
    if (this.#lines.length >= this.#linesInMemory) this.spill();
  }

  /** Hands over the lines that are in no part file, in order. */
  takeRest(): readonly SortedLine[] {
    const rest = this.#lines.sort(lineOrder);
    this.#lines = [];
    return rest;
  }

  /** Writes what is in memory to one more part file. */
  spill(): void {
    const lines = this.takeRest();
    if (lines.length === 0) return;
    const path = partPath(this.#stem, this.#paths.length);
    const handle = openSync(path, "w");
    this.#paths.push(path);
    let block = "";
    for (const line of lines) {
      block += `${line.t}\t${line.device}\t${line.seq}\t${line.epoch}\t${line.json}\n`;
      if (block.length < BLOCK_CHARS) continue;
      writeSync(handle, block);
      block = "";
    }
    writeSync(handle, block);
    closeSync(handle);
  }
}

/** Takes away the part files of a stem, whoever wrote them. */
export function removeParts(stem: string): void {
  for (let index = 0; existsSync(partPath(stem, index)); index += 1) {
    rmSync(partPath(stem, index), { force: true });
  }
}

/** Order of the lines of an event file. */
export function lineOrder(a: SortedLine, b: SortedLine): number {
  return compare(a.t, b.t) || compare(a.device, b.device) || a.seq - b.seq || a.epoch - b.epoch;
}

function partPath(stem: string, index: number): string {
  return `${stem}-${index}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
