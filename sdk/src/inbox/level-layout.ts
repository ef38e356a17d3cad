import type { ClassicLevel } from "classic-level";
import { type SdkFault, sdkFault } from "../errors.ts";
import type { CommittedRow } from "./device-cursor.ts";
import { decodeRow, encodeRow, type InboxRow } from "./inbox-row.ts";
import type { InboxBatch, InboxContents, StoreResult } from "./inbox-store.ts";

/*
 * Keys: `format` the version of this layout; `last` the newest position ever given; `r!<position>`
 * rows, the position as 14 hexadecimal digits so that keys and rows have one order; `c!<device>`
 * cursors; `n!<consumer>` positions; `d!<device>` desired configurations.
 */

/** The embedded database with the encodings of this layout. */
export type Database = ClassicLevel<string, Uint8Array>;

/** Changes of the database that are written all at once. */
export type DatabaseBatch = ReturnType<Database["batch"]>;

/** Behind the key of every row. */
export const ROWS_END = "r~";

const FORMAT = 1;
const POSITION_DIGITS = 14;

/** Gives the key of a row. */
export function rowKey(position: number): string {
  return `r!${position.toString(16).padStart(POSITION_DIGITS, "0")}`;
}

/**
 * Gathers the changes of a batch; `firstPosition` is the oldest row that is kept.
 *
 * Each change goes to the database's own memory at once: a list of them costs several times as much.
 */
export function changesOf(
  database: Database,
  batch: InboxBatch,
  firstPosition: number,
): DatabaseBatch {
  const changes = database.batch();
  for (const row of batch.rows) changes.put(rowKey(row.position), encodeRow(row));
  const last = batch.rows.at(-1)?.position;
  if (last !== undefined) changes.put("last", toBytes(last));
  for (const [deviceId, rows] of batch.cursors) changes.put(`c!${deviceId}`, toBytes(rows));
  for (const [name, position] of batch.consumers) {
    if (position < 0) changes.del(`n!${name}`);
    else changes.put(`n!${name}`, toBytes(position));
  }
  for (const [deviceId, payload] of batch.desired) {
    if (payload.length === 0) changes.del(`d!${deviceId}`);
    else changes.put(`d!${deviceId}`, payload);
  }
  for (let at = firstPosition; at <= (batch.removeThrough ?? 0); at += 1) changes.del(rowKey(at));
  return changes;
}

/** Opens the database and reads everything but the rows. */
export async function contentsOf(database: Database): Promise<StoreResult<InboxContents>> {
  await database.open();
  const format = fromBytes(await database.get("format"));
  if (format === undefined) await database.put("format", toBytes(FORMAT), { sync: true });
  else if (format !== FORMAT) return { ok: false, fault: sdkFault("inbox-format", `${format}`) };
  const lastPosition = wholeOf(fromBytes(await database.get("last")) ?? 0);
  const [first] = await database.keys({ gt: "r!", lt: ROWS_END, limit: 1 }).all();
  const cursors = await entriesOf(database, "c");
  const consumers = await entriesOf(database, "n");
  return {
    ok: true,
    value: {
      firstPosition: first === undefined ? lastPosition + 1 : Number.parseInt(first.slice(2), 16),
      lastPosition,
      cursors: new Map(cursors.map(([id, bytes]) => [id, committedOf(fromBytes(bytes))])),
      consumers: new Map(consumers.map(([name, bytes]) => [name, wholeOf(fromBytes(bytes))])),
      desired: new Map(await entriesOf(database, "d")),
    },
  };
}

/** Reads rows as the database gives them. */
export function rowsOf(
  entries: readonly (readonly [string, Uint8Array])[],
): StoreResult<readonly InboxRow[]> {
  const rows: InboxRow[] = [];
  for (const [key, bytes] of entries) {
    const row = decodeRow(Number.parseInt(key.slice(2), 16), bytes);
    if (row === undefined) return { ok: false, fault: sdkFault("inbox-corrupt", key) };
    rows.push(row);
  }
  return { ok: true, value: rows };
}

/** Says what a failure of the database means. */
export function faultOf(cause: unknown): SdkFault {
  const code = deepestCode(cause);
  if (code === "LEVEL_LOCKED") return sdkFault("inbox-locked");
  if (code === "LEVEL_CORRUPTION" || cause instanceof Unreadable) {
    return sdkFault("inbox-corrupt", code ?? String(cause));
  }
  return sdkFault("inbox-io", code ?? String(cause));
}

/** Says whether something failed because the database was closed, or opened anew, meanwhile. */
export function isNotOpen(cause: unknown): boolean {
  return /^LEVEL_(DATABASE|ITERATOR)_NOT_OPEN$/.test(deepestCode(cause) ?? "");
}

/** The database wraps what happened below it; the innermost code tells. */
function deepestCode(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const own = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  return deepestCode(cause.cause) ?? own;
}

/** A value in the store that this layout never wrote. */
class Unreadable extends Error {}

async function entriesOf(database: Database, family: string): Promise<[string, Uint8Array][]> {
  const entries = await database.iterator({ gt: `${family}!`, lt: `${family}~` }).all();
  return entries.map(([key, value]) => [key.slice(2), value]);
}

function toBytes(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function fromBytes(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Unreadable("a value is not JSON");
  }
}

function wholeOf(value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Unreadable("a position is not a whole number");
}

function committedOf(value: unknown): readonly CommittedRow[] {
  if (!Array.isArray(value)) throw new Unreadable("a cursor is not a list");
  return value.map((row: Record<string, unknown>) => ({
    epoch: wholeOf(row["epoch"]),
    throughSeq: wholeOf(row["throughSeq"]),
    announced: row["announced"] === true,
  }));
}
