import {
  type Channel,
  type DecodedMessage,
  type DecodeError,
  decodeMessage,
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
  /** When, in ms since the log began. */
  readonly atMs: number;
  /** Which connection; -1 for what came another way. */
  readonly connection: number;
}

/** A publication of the device or gateway under test. */
export interface Publication extends Place {
  readonly type: "publication";
  readonly packet: IPublishPacket;
  readonly payload: Uint8Array;
  /** What the topic names; absent when it is none of the binding. */
  readonly channel?: Channel;
  readonly deviceId?: string;
  readonly tenant?: string;
  /** What the payload says; absent when it can't be read. */
  readonly decoded?: DecodedMessage;
  readonly error?: DecodeError;
}

/** Something that the device or gateway under test did, or that was done to it. */
export type Observation =
  | Publication
  | (Place & { readonly type: "connect"; readonly packet: IConnectPacket })
  | (Place & { readonly type: "subscribe"; readonly packet: ISubscribePacket })
  | (Place & { readonly type: "acknowledged"; readonly packet: IPubackPacket })
  | (Place & { readonly type: "disconnect"; readonly packet: IDisconnectPacket })
  | (Place & { readonly type: "other"; readonly name: string })
  | (Place & { readonly type: "malformed"; readonly error: string })
  | (Place & { readonly type: "opened" | "closed"; readonly note?: string })
  /** What the broker sent. */
  | (Place & { readonly type: "sent"; readonly entry: WireEntry })
  /** What a fixture answered. */
  | (Place & { readonly type: "answer"; readonly action: string; readonly value: unknown });

/** Reads a line of the wire log; `at` is the place that the observation gets. */
export function observationOf(entry: WireEntry, at: number): Observation {
  const { atMs, connection, way, packet, note } = entry;
  const place = { at, atMs, connection };
  if (way === "opened" || way === "closed") {
    return { ...place, type: way, ...(note === undefined ? {} : { note }) };
  }
  if (way === "out") return { ...place, type: "sent", entry };
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
    case "connect":
      return `CONNECT as ${JSON.stringify(seen.packet.clientId)}`;
    case "subscribe":
      return `SUBSCRIBE ${seen.packet.subscriptions.map(({ topic }) => topic).join(" ")}`;
    case "sent":
      return `broker: ${seen.entry.packet?.cmd.toUpperCase() ?? "bytes"}`;
    case "malformed":
      return `malformed packet: ${seen.error}`;
    case "answer":
      return `${seen.action}: ${JSON.stringify(seen.value)}`;
    case "other":
      return seen.name.toUpperCase();
    default:
      return seen.type.toUpperCase();
  }
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
