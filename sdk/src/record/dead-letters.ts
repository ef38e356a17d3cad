import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DeviceId } from "@dosekit/protocols";
import { decodeRow, encodeRow, type InboxRow } from "../inbox/inbox-row.ts";
import { type LaterMark, laterMarkOf } from "../inbox/later-marks.ts";
import { SECRET_FOLDER_MODE, writeSecretFile } from "../security/secret-file.ts";

/** Why a row was put aside, and when. */
export interface DeadLetterCause {
  /** `http-422`, `no-placement`, `patient-unclear`, `unreadable`, … */
  readonly code: string;
  /** Attempts that were made. */
  readonly attempts: number;
  /** Gateway clock, ms since the Unix epoch. */
  readonly atMs: number;
}

/** A row that could not be told to a record; it holds no word about the person. */
export interface DeadLetter extends DeadLetterCause {
  /** Name of the letter, the row's position in the inbox. */
  readonly position: number;
  readonly row: InboxRow;
}

/** Letters of one receiver, and files that are none. */
export interface DeadLetterList {
  readonly letters: readonly DeadLetter[];
  /** Files that can't be read as letters, by name. */
  readonly damaged: readonly string[];
}

const FORMAT = 1;
const LETTERS_MAX = 10_000;
const DEVICE_LETTERS_MAX = 1_000;
/** What every device may have, however many others have more: a part of its share. */
const MODEST_PART = 16;
/** File of the devices that are told of later; no letter is called so. */
const MARKS = "later.json";
const LETTER_BYTES_MAX = 64 * 1024;
const NAME = /^(\d{1,16})\.json$/;

/**
 * Keeps what a receiver refused, one file for each row, durable when `put` returns. A letter holds
 * the record as the device sent it: the message is built anew when it is sent again, so that no
 * identity number lies here and a register set right sets the message right.
 */
export class DeadLetters {
  readonly #folder: string;
  readonly #lettersMax: number;
  readonly #deviceLettersMax: number;
  #count: number;
  /** Whose the letters are, by position; read when it is first asked for. */
  #owners: Map<number, string> | undefined;

  /**
   * Opens a folder, or makes it.
   *
   * @param lettersMax letters of all devices
   * @param deviceLettersMax letters of one device, so that none fills the room of all others
   * @throws Error of the file system
   */
  constructor(folder: string, lettersMax = LETTERS_MAX, deviceLettersMax = DEVICE_LETTERS_MAX) {
    mkdirSync(folder, { recursive: true, mode: SECRET_FOLDER_MODE });
    this.#folder = folder;
    this.#lettersMax = lettersMax;
    this.#deviceLettersMax = deviceLettersMax;
    this.#count = this.#names().length;
  }

  /** How many letters lie here. */
  get count(): number {
    return this.#count;
  }

  /** Says whether there is no room for another one. */
  get full(): boolean {
    // Another program may have taken letters away.
    if (this.#count >= this.#lettersMax) this.#count = this.#names().length;
    return this.#count >= this.#lettersMax;
  }

  /**
   * Says whether a device may have another letter. A few each device may always have; beyond these
   * devices share half of all room, so that however many of them are refused, there is room for
   * the others.
   */
  hasRoomOf(deviceId: string): boolean {
    if (this.#isWithinShare(deviceId)) return true;
    // Another program may have taken letters away.
    const present = new Set(this.#names().map((name) => Number.parseInt(name, 10)));
    for (const position of this.#owned().keys()) {
      if (!present.has(position)) this.#owned().delete(position);
    }
    return this.#isWithinShare(deviceId);
  }

  /** Says whether the row has a letter already, or its device may have another one. */
  hasDeviceRoomFor({ deviceId, position }: InboxRow): boolean {
    return this.#owned().has(position) || this.hasRoomOf(deviceId);
  }

  /** Which devices are told of later, as it was kept last. */
  keptMarks(): ReadonlyMap<DeviceId, LaterMark> {
    const path = join(this.#folder, MARKS);
    if (!existsSync(path)) return new Map();
    const kept = Object.entries(JSON.parse(readFileSync(path, "utf8")) as object);
    const marks = kept.map(([deviceId, value]) => [deviceId, laterMarkOf(value)] as const);
    return new Map(marks.filter((one): one is [DeviceId, LaterMark] => one[1] !== undefined));
  }

  /** Keeps which devices are told of later, durable when it returns. */
  keepMarks(marks: ReadonlyMap<DeviceId, LaterMark>): void {
    writeSecretFile(join(this.#folder, MARKS), `${JSON.stringify(Object.fromEntries(marks))}\n`);
  }

  /** Keeps a row; the same row again takes the place of the letter before. */
  put(row: InboxRow, cause: DeadLetterCause): void {
    const { code, attempts, atMs } = cause;
    const { position } = row;
    const content = Buffer.from(encodeRow(row)).toString("base64");
    const letter = { v: FORMAT, position, code, attempts, atMs, row: content };
    writeSecretFile(join(this.#folder, `${position}.json`), `${JSON.stringify(letter)}\n`);
    this.#owners?.set(position, row.deviceId);
    this.#count = this.#names().length;
  }

  /** Lists all letters, oldest row first. */
  list(): DeadLetterList {
    const letters: DeadLetter[] = [];
    const damaged: string[] = [];
    for (const name of this.#names()) {
      const letter = this.#read(name);
      if (letter === undefined) damaged.push(name);
      else letters.push(letter);
    }
    return { letters, damaged };
  }

  /** Forgets a letter; unknown ones are ignored. */
  remove(position: number): void {
    rmSync(join(this.#folder, `${position}.json`), { force: true });
    this.#owners?.delete(position);
    this.#count = this.#names().length;
  }

  #owned(): Map<number, string> {
    this.#owners ??= new Map(this.list().letters.map((one) => [one.position, one.row.deviceId]));
    return this.#owners;
  }

  #isWithinShare(deviceId: string): boolean {
    const modest = Math.max(1, Math.floor(this.#deviceLettersMax / MODEST_PART));
    const counts = new Map<string, number>();
    for (const owner of this.#owned().values()) counts.set(owner, (counts.get(owner) ?? 0) + 1);
    const own = counts.get(deviceId) ?? 0;
    if (own >= this.#deviceLettersMax) return false;
    if (own < modest) return true;
    let crowd = 0;
    for (const count of counts.values()) crowd += Math.max(0, count - modest);
    return crowd < this.#lettersMax / 2;
  }

  #names(): readonly string[] {
    return readdirSync(this.#folder)
      .filter((name) => NAME.test(name))
      .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  }

  #read(name: string): DeadLetter | undefined {
    try {
      const path = join(this.#folder, name);
      if (statSync(path).size > LETTER_BYTES_MAX) return undefined;
      return letterOf(JSON.parse(readFileSync(path, "utf8")));
    } catch {
      return undefined;
    }
  }
}

function letterOf(value: unknown): DeadLetter | undefined {
  const { v, position, code, attempts, atMs, row } = value as Readonly<Record<string, unknown>>;
  if (v !== FORMAT || typeof code !== "string" || typeof row !== "string") return undefined;
  if (![position, attempts, atMs].every(Number.isSafeInteger)) return undefined;
  const read = decodeRow(Number(position), Buffer.from(row, "base64"));
  if (read === undefined) return undefined;
  const cause = { code, attempts: Number(attempts), atMs: Number(atMs) };
  return { position: read.position, row: read, ...cause };
}
