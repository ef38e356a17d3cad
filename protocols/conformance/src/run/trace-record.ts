import type { LinkChannel } from "@dosekit/protocols";
import { readPacket } from "../broker/packet-stream.ts";
import type { WireEntry, WireWay } from "../broker/wire-log.ts";
import { FrameStream } from "../line/frame-stream.ts";
import { type Observation, observationOf, observationText } from "../scenario/observation.ts";
import { Trace } from "../scenario/trace.ts";

/** A line of the wire log that survives being written down. */
export interface WireRecord {
  readonly index: number;
  /** When it was heard or said, ms since the log began. */
  readonly atMs: number;
  /** When it can have come at the earliest; absent where nobody watched how the kit listens. */
  readonly sinceMs?: number;
  readonly connection: number;
  /** `in` came from the one under test, `out` went to it. */
  readonly way: WireWay;
  /** The bytes in hexadecimal. */
  readonly hex: string;
  /** What the bytes were read, or written, as. */
  readonly as: "packet" | "frame" | "bytes";
  /** What they say, in one line. */
  readonly says: string;
  readonly note?: string;
}

/** One observation: a line of the wire log, a message over a line, or a fixture's answer. */
export type TraceRecord =
  | { readonly wire: number }
  | {
      readonly message: {
        readonly channel: LinkChannel | "will";
        readonly hex: string;
        readonly deviceId: string;
      };
    }
  | { readonly answer: string; readonly value: unknown; readonly atMs: number };

/** Writes a line of the wire log down. */
export function recordWire(entry: WireEntry): WireRecord {
  const { index, atMs, sinceMs, connection, way, bytes, packet, frame, note } = entry;
  const as = packet !== undefined ? "packet" : frame !== undefined ? "frame" : "bytes";
  const says = saysOf(entry);
  const about = note === undefined ? {} : { note };
  const since = sinceMs === undefined ? {} : { sinceMs };
  return { index, atMs, ...since, connection, way, hex: hexOf(bytes), as, says, ...about };
}

/** Writes down what checks were asked about. */
export function recordTrace(trace: Trace): readonly TraceRecord[] {
  let wire = 0;
  return trace.observations.map((seen) => {
    if (seen.type === "answer") {
      return { answer: seen.action, value: seen.value, atMs: seen.atMs };
    }
    if (seen.type === "line-message") {
      const { payload, channel = "will", deviceId = "" } = seen;
      return { message: { channel, hex: hexOf(payload), deviceId } };
    }
    wire += 1;
    return { wire: wire - 1 };
  });
}

/**
 * Makes the trace again that checks were asked about, from bytes alone.
 *
 * @param length how many observations; all by default
 * @throws RangeError when the trace names a line that the wire log does not have
 */
export function rebuildTrace(
  wire: readonly WireRecord[],
  records: readonly TraceRecord[],
  length: number = records.length,
): Trace {
  const trace = new Trace();
  for (const record of records.slice(0, length)) {
    if ("wire" in record) trace.addEntry(entryAt(wire, record.wire));
    else if ("answer" in record) trace.addAnswer(record.answer, record.value, record.atMs);
    else {
      const { channel, hex, deviceId } = record.message;
      trace.addLineMessage({ channel, payload: bytesOf(hex) }, deviceId);
    }
  }
  return trace;
}

function entryAt(wire: readonly WireRecord[], at: number): WireEntry {
  const line = wire[at];
  if (line === undefined) throw new RangeError(`no line ${at} in the wire log`);
  const { index, atMs, sinceMs, connection, way, hex, as, note } = line;
  const bytes = bytesOf(hex);
  const about = note === undefined ? {} : { note };
  const since = sinceMs === undefined ? {} : { sinceMs };
  const base = { index, atMs, ...since, connection, way, bytes, ...about };
  if (as === "packet") {
    const { packet } = readPacket(bytes);
    return packet === undefined ? base : { ...base, packet };
  }
  if (as === "bytes") return base;
  const result = new FrameStream().push(bytes).at(0)?.result;
  return result?.ok === true ? { ...base, frame: result.frame } : base;
}

function saysOf(entry: WireEntry): string {
  // What the kit sends is read as what it gets is, so that both are told alike.
  const way = entry.way === "out" ? "in" : entry.way;
  const seen: Observation = observationOf({ ...entry, way }, 0);
  return seen.type === "malformed" ? (entry.note ?? "bytes") : observationText(seen);
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}
