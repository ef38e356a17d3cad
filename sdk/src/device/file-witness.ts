import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { crc32c } from "@dosekit/protocols";
import type { CommitMark, WitnessPort } from "./ports.ts";

const SLOTS = 2;
/** `[turn:u32][epoch:u32][lastSeq:u64][crc32c:u32]`; epoch 0 says that nothing is known. */
const SLOT_BYTES = 20;
const CHECKED_BYTES = SLOT_BYTES - 4;

interface Slot {
  readonly turn: number;
  readonly mark: CommitMark | undefined;
}

/**
 * A witness in a small file of its own, for a device on a computer: two slots that are written in
 * turn, so that a write torn by a power cut leaves the mark before it.
 *
 * It is worth most on another medium than the journal: what loses both at once leaves no trace.
 * Each mark costs one `fdatasync`. A file that is missing or damaged knows nothing.
 */
export class FileWitness implements WitnessPort {
  readonly #path: string;
  readonly #file: number;
  #newest: Slot | undefined;

  /**
   * Opens or creates the file and its directory.
   *
   * @throws Error of the file system when it can't be opened
   */
  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, "a"));
    this.#file = openSync(path, "r+");
    syncDirectory(path);
    this.#newest = newestOf(readFileSync(path));
  }

  /** See {@link WitnessPort.read}. */
  read(): CommitMark | undefined {
    this.#newest = newestOf(readFileSync(this.#path));
    return this.#newest?.mark;
  }

  /**
   * See {@link WitnessPort.write}.
   *
   * @throws Error of the file system when the mark can't be kept
   */
  write(mark: CommitMark | undefined): void {
    const turn = ((this.#newest?.turn ?? 0) + 1) >>> 0;
    writeSync(this.#file, slotBytes({ turn, mark }), 0, SLOT_BYTES, (turn % SLOTS) * SLOT_BYTES);
    fdatasyncSync(this.#file);
    this.#newest = { turn, mark };
  }

  /** Closes the file; later writes fail. */
  close(): void {
    closeSync(this.#file);
  }
}

function slotBytes({ turn, mark }: Slot): Uint8Array {
  const bytes = new Uint8Array(SLOT_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, turn);
  view.setUint32(4, mark?.epoch ?? 0);
  view.setBigUint64(8, BigInt(mark?.lastSeq ?? 0));
  view.setUint32(CHECKED_BYTES, crc32c(bytes.subarray(0, CHECKED_BYTES)));
  return bytes;
}

/** Which whole slot was written last: turns count up and wrap. */
function newestOf(bytes: Uint8Array): Slot | undefined {
  const slots = [0, 1].flatMap((at) => slotAt(bytes, at * SLOT_BYTES));
  const [one, other] = slots;
  if (one === undefined || other === undefined) return one;
  return (other.turn - one.turn) >>> 0 === 1 ? other : one;
}

function slotAt(bytes: Uint8Array, from: number): readonly Slot[] {
  if (bytes.length < from + SLOT_BYTES) return [];
  const own = new Uint8Array(bytes.subarray(from, from + SLOT_BYTES));
  const view = new DataView(own.buffer);
  if (view.getUint32(CHECKED_BYTES) !== crc32c(own.subarray(0, CHECKED_BYTES))) return [];
  const [turn, epoch] = [view.getUint32(0), view.getUint32(4)];
  const lastSeq = Number(view.getBigUint64(8));
  return [{ turn, mark: epoch === 0 ? undefined : { epoch, lastSeq } }];
}

function syncDirectory(path: string): void {
  const directory = openSync(dirname(path), "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
