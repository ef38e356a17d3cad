import {
  type Channel,
  type DecodedMessage,
  type DecodeError,
  decodeMessage,
  type Frame,
  type LinkMessage,
  parseTopic,
} from "@dosekit/protocols";
import type {
  IConnectPacket,
  IDisconnectPacket,
  IPubackPacket,
  IPublishPacket,
  ISubscribePacket,
} from "mqtt-packet";
import type { WireEntry } from "../broker/wire-log.ts";

interface Place {
  /** Place among the observations, from 0. */
  readonly at: number;
  /** When it was heard or said, in ms since the log began. */
  readonly atMs: number;
  /** When it can have come at the earliest; absent where nobody watched how the kit listens. */
  readonly sinceMs?: number;
  /** Which connection; -1 for what came another way. */
  readonly connection: number;
}

/** A message of the device or gateway under test, whichever way it came. */
export interface Delivery extends Place {
  readonly payload: Uint8Array;
  /** Absent when the topic is none of the binding, or for the last will of a serial line. */
  readonly channel?: Channel;
  readonly deviceId?: string;
  /** What the payload says; absent when it can't be read. */
  readonly decoded?: DecodedMessage;
  readonly error?: DecodeError;
}

/** A publication of the device or gateway under test. */
export interface Publication extends Delivery {
  readonly type: "publication";
  readonly packet: IPublishPacket;
  readonly tenant?: string;
}

/** A message that came whole over a serial line. */
export interface LineDelivery extends Delivery {
  readonly type: "line-message";
  /** Whether it is the device's last will. */
  readonly isWill: boolean;
}

/** A frame of the device or gateway under test. */
export interface FrameSeen extends Place {
  readonly type: "frame";
  readonly frame: Frame;
  /** With the 0x00 that ended it, and those in front of it. */
  readonly bytes: Uint8Array;
}

/** Something that the device or gateway under test did, or that was done to it. */
export type Observation =
  | Publication
  | LineDelivery
  | FrameSeen
  | (Place & { readonly type: "connect"; readonly packet: IConnectPacket })
  | (Place & { readonly type: "subscribe"; readonly packet: ISubscribePacket })
  | (Place & { readonly type: "acknowledged"; readonly packet: IPubackPacket })
  | (Place & { readonly type: "disconnect"; readonly packet: IDisconnectPacket })
  | (Place & { readonly type: "other"; readonly name: string })
  | (Place & { readonly type: "malformed"; readonly error: string })
  | (Place & { readonly type: "opened" | "closed"; readonly note?: string })
  /** What the kit sent. */
  | (Place & { readonly type: "sent"; readonly entry: WireEntry })
  /** What a fixture answered. */
  | (Place & { readonly type: "answer"; readonly action: string; readonly value: unknown });

/** Reads a line of the wire log; `at` is the place that the observation gets. */
export function observationOf(entry: WireEntry, at: number): Observation {
  const { atMs, sinceMs, connection, way, packet, note } = entry;
  const place = { at, atMs, connection, ...(sinceMs === undefined ? {} : { sinceMs }) };
  if (way === "opened" || way === "closed") {
    return { ...place, type: way, ...(note === undefined ? {} : { note }) };
  }
  if (way === "out") return { ...place, type: "sent", entry };
  if (entry.frame !== undefined) {
    return { ...place, type: "frame", frame: entry.frame, bytes: entry.bytes };
  }
  if (packet === undefined) return { ...place, type: "malformed", error: note ?? "" };
  switch (packet.cmd) {
    case "connect":
      return { ...place, type: "connect", packet };
    case "publish":
      return publicationOf(packet, place);
    case "subscribe":
      return { ...place, type: "subscribe", packet };
    case "puback":
      return { ...place, type: "acknowledged", packet };
    case "disconnect":
      return { ...place, type: "disconnect", packet };
    default:
      return { ...place, type: "other", name: packet.cmd };
  }
}

/** Tells whether an observation is a sign that the device or gateway under test is alive. */
export function isSignOfLife({ type }: Observation): boolean {
  return type !== "sent" && type !== "closed" && type !== "answer" && type !== "opened";
}

/** An observation in a few words. */
export function observationText(seen: Observation): string {
  switch (seen.type) {
    case "publication":
      return publicationText(seen);
    case "line-message":
      return deliveryText(seen);
    case "frame":
      return frameText(seen.frame);
    case "connect":
      return `CONNECT as ${JSON.stringify(seen.packet.clientId)}`;
    case "subscribe":
      return `SUBSCRIBE ${seen.packet.subscriptions.map(({ topic }) => topic).join(" ")}`;
    case "sent":
      return `kit: ${seen.entry.packet?.cmd.toUpperCase() ?? seen.entry.frame?.type ?? "bytes"}`;
    case "malformed":
      return `malformed: ${seen.error}`;
    case "answer":
      return `${seen.action}: ${JSON.stringify(seen.value)}`;
    case "other":
      return seen.name.toUpperCase();
    default:
      return seen.type.toUpperCase();
  }
}

/** Reads a message that came over a serial line; `place` is where it stands. */
export function lineDeliveryOf(message: LinkMessage, place: Place, deviceId: string): LineDelivery {
  const { channel, payload } = message;
  const isWill = channel === "will";
  const where = channel === "will" ? {} : { channel };
  const base = { ...place, ...where, type: "line-message", payload, deviceId, isWill } as const;
  const decoded = decodeMessage(payload);
  if (isWill) return base;
  return decoded.ok ? { ...base, decoded: decoded.value } : { ...base, error: decoded.error };
}

function deliveryText({ channel, decoded, error, isWill }: LineDelivery): string {
  if (isWill) return "last will";
  const what = decoded
    ? `${decoded.definition.name} ${JSON.stringify(decoded.message)}`
    : `unreadable (${error?.code ?? "?"})`;
  return `${channel}: ${what}`.slice(0, 300);
}

function frameText({ type, seq, ack, payload, drop }: Frame): string {
  const address = drop === undefined ? "" : ` of ${drop.address}`;
  const hex = Buffer.from(payload.subarray(0, 16)).toString("hex");
  return `${type}${address} seq ${seq} ack ${ack} [${hex}${payload.length > 16 ? "…" : ""}]`;
}

function publicationOf(packet: IPublishPacket, place: Place): Publication {
  const { payload } = packet;
  const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
  const base = { ...place, type: "publication", packet, payload: Uint8Array.from(bytes) } as const;
  const topic = parseTopic(packet.topic);
  const address = topic.ok ? topic.value : {};
  const decoded = decodeMessage(base.payload);
  return decoded.ok
    ? { ...base, ...address, decoded: decoded.value }
    : { ...base, ...address, error: decoded.error };
}

function publicationText({ packet, decoded, error, channel }: Publication): string {
  const where = channel ?? packet.topic;
  const flags = `${packet.retain ? " retained" : ""}${packet.dup ? " dup" : ""}`;
  const what = decoded
    ? `${decoded.definition.name} ${JSON.stringify(decoded.message)}`
    : `unreadable (${error?.code ?? "?"})`;
  return `${where} q${packet.qos}${flags}: ${what}`.slice(0, 300);
}
