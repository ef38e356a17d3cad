import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { DurableStore, StoreDone, StoreFailure } from "@dosekit/protocols";

/** Room that a file store takes unless told otherwise: 64 MiB. */
export const FILE_STORE_CAPACITY_BYTES = 64 * 1_048_576;

const LENGTH_BYTES = 4;

/**
 * A device's non-volatile memory as one append-only file: `[length:u32][entry]` for each entry.
 *
 * An append is durable after `fdatasync`; a replacement is written beside, synced, renamed over the
 * file, and the directory is synced. It is synchronous: each write holds up the process for as long
 * as the disk takes, which suits one device per process. Only one process may use a file.
 */
export class FileStore implements DurableStore {
  readonly #path: string;
  readonly #capacityBytes: number;
  readonly #mode: number;
  #file: number | undefined;
  /** Where the next entry goes: behind the last one that is whole as far as its length tells. */
  #size = 0;

  /**
   * Opens or creates the file and its directory.
   *
   * @param mode rights of a new file, less the process's mask; 0o600 for keys
   * @throws Error of the file system when it can't be opened
   */
  constructor(path: string, capacityBytes: number = FILE_STORE_CAPACITY_BYTES, mode = 0o666) {
    this.#path = path;
    this.#capacityBytes = capacityBytes;
    this.#mode = mode;
    mkdirSync(dirname(path), { recursive: true });
    rmSync(this.#besidePath, { force: true });
    this.#file = openSync(path, "a", mode);
    closeSync(this.#file);
    this.#file = openSync(path, "r+");
    syncDirectory(path);
    this.recover();
  }

  /** See `DurableStore.recover`; bytes behind the last whole entry count as a torn one. */
  recover(): readonly Uint8Array[] {
    const { rows, wholeBytes } = splitRows(new Uint8Array(readFileSync(this.#path)));
    this.#size = wholeBytes;
    return rows;
  }

  /** See `DurableStore.append`. */
  append(entry: Uint8Array, done: StoreDone): void {
    const bytes = framed(entry);
    if (bytes.length > this.freeBytes()) {
      done("full");
      return;
    }
    done(this.#attempt((file) => this.#appendTo(file, bytes)));
  }

  /** See `DurableStore.replaceAll`. */
  replaceAll(entry: Uint8Array, done: StoreDone): void {
    const bytes = framed(entry);
    if (bytes.length > this.#capacityBytes) {
      done("full");
      return;
    }
    done(this.#attempt((file) => this.#replaceBy(bytes, file)));
  }

  /** See `DurableStore.freeBytes`. */
  freeBytes(): number {
    return this.#capacityBytes - this.#size;
  }

  /** Closes the file; later writes fail. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  get #besidePath(): string {
    return `${this.#path}.next`;
  }

  #appendTo(file: number, bytes: Uint8Array): void {
    try {
      // What an earlier torn or failed write left behind must not stand between two entries.
      ftruncateSync(file, this.#size);
      writeAll(file, bytes, this.#size);
      fdatasyncSync(file);
    } catch (cause) {
      ftruncateSync(file, this.#size);
      throw cause;
    }
    this.#size += bytes.length;
  }

  #replaceBy(bytes: Uint8Array, old: number): void {
    const file = openSync(this.#besidePath, "w", this.#mode);
    try {
      writeAll(file, bytes, 0);
      fsyncSync(file);
      renameSync(this.#besidePath, this.#path);
    } catch (cause) {
      closeSync(file);
      rmSync(this.#besidePath, { force: true });
      throw cause;
    }
    closeSync(old);
    this.#file = file;
    this.#size = bytes.length;
    syncDirectory(this.#path);
  }

  #attempt(write: (file: number) => void): StoreFailure | undefined {
    if (this.#file === undefined) return "io";
    try {
      write(this.#file);
      return undefined;
    } catch (cause) {
      const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
      return code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG" ? "full" : "io";
    }
  }
}

function framed(entry: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(LENGTH_BYTES + entry.length);
  new DataView(bytes.buffer).setUint32(0, entry.length);
  bytes.set(entry, LENGTH_BYTES);
  return bytes;
}

function splitRows(bytes: Uint8Array): { rows: readonly Uint8Array[]; wholeBytes: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = at + LENGTH_BYTES <= bytes.length ? view.getUint32(at) : 0;
    const end = at + LENGTH_BYTES + length;
    // A file that grew before its content was written ends in zeros: no entry has length 0.
    if (length === 0 || end > bytes.length) {
      rows.push(bytes.slice(at));
      break;
    }
    rows.push(bytes.slice(at + LENGTH_BYTES, end));
    at = end;
  }
  return { rows, wholeBytes: at };
}

function writeAll(file: number, bytes: Uint8Array, position: number): void {
  let written = 0;
  while (written < bytes.length) {
    written += writeSync(file, bytes, written, bytes.length - written, position + written);
  }
}

function syncDirectory(path: string): void {
  const directory = openSync(dirname(path), "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
