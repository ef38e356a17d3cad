import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { UserError } from "../cli/user-error.ts";
import type { EventLine } from "./event-line.ts";

/** Lines that are sorted in memory before they go to a part file. */
const LINES_IN_MEMORY = 200_000;
/** Characters that are written at once. */
const BLOCK_CHARS = 256 * 1024;

/** A line with what it is ordered by. */
interface SortedLine {
  /** Time, or `~` for none, which comes after every digit. */
  readonly t: string;
  readonly device: string;
  readonly seq: number;
  readonly epoch: number;
  readonly json: string;
}

/**
 * Writes the event file: one JSON object a line in the order of (t, device, seq).
 *
 * Devices' clocks differ from true time, so lines don't come in that order; they are sorted in
 * memory, and in part files beside the target when there are many. The target itself appears only
 * at the end, whole.
 */
export class EventFile {
  readonly #path: string;
  readonly #linesInMemory: number;
  #lines: SortedLine[] = [];
  #parts: string[] = [];

  private constructor(path: string, linesInMemory: number) {
    this.#path = path;
    this.#linesInMemory = linesInMemory;
  }

  /**
   * Makes sure that the file can be written, and starts with no lines.
   *
   * @throws {@link UserError} `events.cannot-write`, exit 2
   */
  static open(path: string, linesInMemory = LINES_IN_MEMORY): EventFile {
    const file = new EventFile(path, linesInMemory);
    try {
      closeSync(openSync(file.#temporary("new"), "w"));
    } catch (cause) {
      throw new UserError({
        code: "events.cannot-write",
        field: "--events",
        found: `${path} (${cause instanceof Error && "code" in cause ? String(cause.code) : "?"})`,
        allowed: "a file in a folder that exists and may be written to",
        message: "The event file can't be written.",
      });
    }
    return file;
  }

  /** Takes a line; where it comes in the file is decided at the end. */
  add(line: EventLine): void {
    const { t, device, seq, epoch } = line;
    this.#lines.push({ t: t ?? "~", device, seq, epoch, json: JSON.stringify(line) });
    if (this.#lines.length >= this.#linesInMemory) this.#spill();
  }

  /**
   * Puts the lines in order and the file in its place.
   *
   * @returns SHA-256 of the file in hex
   */
  async finish(): Promise<string> {
    const target = this.#temporary("new");
    const hash = createHash("sha256");
    const handle = openSync(target, "w");
    try {
      let block = "";
      const flush = (): void => {
        writeSync(handle, block);
        hash.update(block);
        block = "";
      };
      for await (const { json } of this.#merged()) {
        block += `${json}\n`;
        if (block.length >= BLOCK_CHARS) flush();
      }
      flush();
    } finally {
      closeSync(handle);
    }
    renameSync(target, this.#path);
    this.#removeParts();
    return hash.digest("hex");
  }

  /** Takes away everything that was written; the target is left as it was. */
  discard(): void {
    rmSync(this.#temporary("new"), { force: true });
    this.#removeParts();
    this.#lines = [];
  }

  #spill(): void {
    const part = this.#temporary(`part-${this.#parts.length}`);
    const handle = openSync(part, "w");
    this.#parts.push(part);
    let block = "";
    for (const line of this.#lines.sort(order)) {
      block += `${line.t}\t${line.device}\t${line.seq}\t${line.epoch}\t${line.json}\n`;
      if (block.length < BLOCK_CHARS) continue;
      writeSync(handle, block);
      block = "";
    }
    writeSync(handle, block);
    closeSync(handle);
    this.#lines = [];
  }

  async *#merged(): AsyncGenerator<SortedLine> {
    const rows = [...this.#parts.map(linesOfPart), linesOf(this.#lines.sort(order))];
    const heads = await Promise.all(rows.map(async (row) => ({ row, head: await row.next() })));
    for (let first = firstOf(heads); first !== undefined; first = firstOf(heads)) {
      yield first.line;
      first.from.head = await first.from.row.next();
    }
  }

  #removeParts(): void {
    for (const part of this.#parts.splice(0)) rmSync(part, { force: true });
  }

  #temporary(suffix: string): string {
    return `${this.#path}.${suffix}`;
  }
}

/** A sorted row of lines and the line that it would give next. */
interface RowHead {
  readonly row: AsyncGenerator<SortedLine, void>;
  head: IteratorResult<SortedLine, void>;
}

function firstOf(
  heads: readonly RowHead[],
): { readonly from: RowHead; readonly line: SortedLine } | undefined {
  let first: { from: RowHead; line: SortedLine } | undefined;
  for (const from of heads) {
    if (from.head.done === true) continue;
    const line = from.head.value;
    if (first === undefined || order(line, first.line) < 0) first = { from, line };
  }
  return first;
}

/** Order of the lines of an event file. */
function order(a: SortedLine, b: SortedLine): number {
  return compare(a.t, b.t) || compare(a.device, b.device) || a.seq - b.seq || a.epoch - b.epoch;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function* linesOf(lines: readonly SortedLine[]): AsyncGenerator<SortedLine, void> {
  yield* lines;
}

async function* linesOfPart(part: string): AsyncGenerator<SortedLine, void> {
  const reader = createInterface({ input: createReadStream(part), crlfDelay: Infinity });
  for await (const text of reader) {
    const [t = "", device = "", seq = "", epoch = ""] = text.split("\t", 4);
    const json = text.slice(t.length + device.length + seq.length + epoch.length + 4);
    yield { t, device, seq: Number(seq), epoch: Number(epoch), json };
  }
}
