import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { UserError } from "../cli/user-error.ts";
import type { EventLine } from "./event-line.ts";
import {
  BLOCK_CHARS,
  EventParts,
  LINES_IN_MEMORY,
  lineOrder,
  removeParts,
  type SortedLine,
} from "./event-parts.ts";

/**
 * Writes the event file: one JSON object a line in the order of (t, device, seq).
 *
 * Devices' clocks differ from true time, so lines don't come in that order; they are sorted in
 * memory, and in part files beside the target when there are many. The target itself appears only
 * at the end, whole.
 */
export class EventFile {
  readonly #path: string;
  readonly #own: EventParts;
  /** Stems of the part files that other threads write. */
  readonly #stems: string[] = [];
  readonly #adopted: string[] = [];

  private constructor(path: string, linesInMemory: number) {
    this.#path = path;
    this.#own = new EventParts(`${path}.part`, linesInMemory);
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
    this.#own.add(line);
  }

  /** Names the part files of one more thread, which that thread gathers by {@link EventParts}. */
  newStem(): string {
    const stem = `${this.#path}.part-${this.#stems.length}`;
    this.#stems.push(stem);
    return stem;
  }

  /** Takes the part files of a thread that has ended, each in the order of its lines. */
  adopt(paths: readonly string[]): void {
    this.#adopted.push(...paths);
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
  }

  async *#merged(): AsyncGenerator<SortedLine> {
    const rows = [
      ...[...this.#own.paths, ...this.#adopted].map(linesOfPart),
      linesOf(this.#own.takeRest()),
    ];
    const heads = await Promise.all(rows.map(async (row) => ({ row, head: await row.next() })));
    for (let first = firstOf(heads); first !== undefined; first = firstOf(heads)) {
      yield first.line;
      first.from.head = await first.from.row.next();
    }
  }

  #removeParts(): void {
    for (const stem of [`${this.#path}.part`, ...this.#stems]) removeParts(stem);
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
    if (first === undefined || lineOrder(line, first.line) < 0) first = { from, line };
  }
  return first;
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
