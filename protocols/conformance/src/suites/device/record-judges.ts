import { DeviceEvent, DeviceState } from "@dosekit/protocols";
import type { Judge } from "../../scenario/judgement.ts";
import { NotOffered } from "../../scenario/kit.ts";
import { message } from "../../scenario/pattern.ts";
import type { Stage } from "../../scenario/stage.ts";
import { endOf, type Trace } from "../../scenario/trace.ts";

/** Spools above this are not filled. */
const SPOOL_EVENTS_MAX = 2_000;

/** Tells whether two records have the same place. */
export function isSame(one: DeviceEvent, other: DeviceEvent): boolean {
  return one.epoch === other.epoch && one.seq === other.seq;
}

/** The record in an observation, if it is one. */
export function readRecord(seen: { readonly type: string } & object): DeviceEvent | undefined {
  if (!("decoded" in seen)) return undefined;
  const decoded = seen.decoded as { readonly message: object } | undefined;
  return decoded?.message as DeviceEvent | undefined;
}

/** The alerts that were raised. */
export function raised(trace: Trace): readonly DeviceEvent[] {
  return trace.records().filter(({ kind }) => kind === "alert.raised");
}

/** The records that came after the host was last up to date. */
export function unacknowledged(trace: Trace): readonly DeviceEvent[] {
  return trace.records().filter(({ seq }) => seq > trace.restSeq());
}

/** How many different ones there are. */
export function unacknowledgedSeqs(trace: Trace): number {
  return new Set(unacknowledged(trace).map(({ seq }) => seq)).size;
}

/**
 * How many records the device can keep.
 *
 * @throws NotOffered when it does not say so, or has more room than can be filled
 */
export function spoolEvents(trace: Trace): number {
  const stated = trace.birth()?.spoolEvents;
  if (stated === undefined) throw new NotOffered("the device does not state its spool");
  if (stated > SPOOL_EVENTS_MAX) throw new NotOffered(`a spool of ${stated} records is not filled`);
  return stated;
}

/** The same number has the same bytes, unless a marker took its place. */
export const sameBytes: Judge = (trace) => {
  const known = new Map<string, string>();
  let copies = 0;
  for (const { message: one, publication } of trace.said(DeviceEvent)) {
    if (one.kind === "telemetry.dropped") continue;
    const key = `${one.epoch}-${one.seq}`;
    const bytes = Buffer.from(publication.payload).toString("hex");
    const before = known.get(key);
    if (before !== undefined && before !== bytes) {
      return { verdict: "fail", seen: `${key}: ${before}, then ${bytes}` };
    }
    if (before !== undefined) copies += 1;
    known.set(key, bytes);
  }
  if (copies === 0) return { verdict: "unverified", seen: "no record came twice" };
  return { verdict: "pass", seen: `${copies} copies` };
};

/** The newest alert has come more than once. */
export const comesTwice: Judge = (trace, { over }) => {
  const newest = raised(trace).findLast(({ seq }) => seq > trace.restSeq());
  const copies = raised(trace).filter((one) => newest !== undefined && isSame(one, newest));
  const seen = `${copies.length} copies of ${newest?.alertId}`;
  if (copies.length > 1) return { verdict: "pass", seen };
  return over ? { verdict: "fail", seen } : undefined;
};

/** After the last birth the rows of records and markers leave no gap, and no two markers meet. */
export const coveredByMarkers: Judge = (trace) => {
  const ordered = lastRows(trace);
  const markers = ordered.filter(isMarker);
  const pairs = ordered.slice(1).map((one, at) => [ordered[at] ?? one, one] as const);
  const hole = pairs.find(([before, one]) => one.seq !== endOf(before) + 1)?.[1];
  const isTouching = pairs.some(([before, one]) => isMarker(before) && isMarker(one));
  const shape = isTouching ? ", two of them side by side" : "";
  const seen = `${ordered.length} rows, ${markers.length} markers${shape}`;
  if (hole !== undefined) return { verdict: "fail", seen: `${seen}, a hole before ${hole.seq}` };
  return { verdict: markers.length > 0 && !isTouching ? "pass" : "fail", seen };
};

/** What came since the last birth; a marker takes the place of what it covers. */
function lastRows(trace: Trace): readonly DeviceEvent[] {
  const rows = new Map<number, DeviceEvent>();
  for (const one of trace.records(trace.said(DeviceState).at(-1)?.publication.at ?? 0)) {
    for (let seq = one.seq; seq <= endOf(one); seq += 1) rows.delete(seq);
    rows.set(one.seq, one);
  }
  return [...rows.values()].sort((one, other) => one.seq - other.seq);
}

function isMarker({ kind }: DeviceEvent): boolean {
  return kind === "telemetry.dropped";
}

/** Any record. */
export const record = message(DeviceEvent, "a record");

/** The device writes records that the host does not acknowledge. */
export function writes(s: Stage, count = 1): void {
  s.drive.dutTimes("event", () => count);
  s.drive.until("its records come", (trace) => unacknowledged(trace).length >= count, "reactionMs");
}

/** Every record that the host has not acknowledged comes again on a new connection. */
export const comesAgain: Judge = (trace, { from, over }) => {
  const connection = trace.connects(from).at(-1)?.connection;
  const waiting = new Set<number>();
  const again = new Set<number>();
  for (const { message: one, publication } of trace.said(DeviceEvent)) {
    if (one.seq <= trace.restSeq()) continue;
    if (publication.connection === connection) again.add(one.seq);
    else if (connection === undefined || publication.connection < connection) waiting.add(one.seq);
  }
  const missing = [...waiting].filter((seq) => !again.has(seq));
  const seen = `${waiting.size} records wait, of which missing: ${missing.join() || "none"}`;
  if (connection !== undefined && missing.length === 0 && waiting.size > 0) {
    return { verdict: "pass", seen };
  }
  if (!over) return undefined;
  return { verdict: waiting.size > 0 ? "fail" : "unverified", seen, restsOnSilence: true };
};
