import type { Frame } from "../framing/frame.ts";
import {
  decodeLinkCounters,
  decodeLinkError,
  decodeLinkFlags,
  decodeLinkTime,
  type LinkFlags,
  NAK_REASONS,
} from "../link/control-payloads.ts";
import { decodeIntroduction } from "../link/introduction.ts";
import { isFromDevice, linkChannelOf } from "../link/link-channels.ts";
import { LINK_COUNTERS, type LinkCounterName } from "../link/link-counters.ts";
import { readSegment, segmentFlags } from "../link/segment.ts";
import type { RequirementId } from "./broken-requirement.ts";
import type { FieldDescription } from "./describe-message.ts";
import type { Defect } from "./describe-payload.ts";
import { instantText } from "./instant-text.ts";

/** What a frame says on the link, apart from the message that it carries. */
export interface LinkDescription {
  /** What the frame is there for, such as `handshake` or `poll`. */
  readonly part: string;
  /** What its payload says; the key is the place of the first byte. */
  readonly fields: readonly FieldDescription[];
  readonly defects: readonly Defect[];
}

/** Describes a frame of the serial link, also one whose payload a receiver refuses. */
export function describeLink(frame: Frame): LinkDescription {
  const { type, payload, drop } = frame;
  switch (type) {
    case "RST":
      return { part: "handshake: the gateway introduces itself", ...introduction(frame) };
    case "RSTACK":
      return { part: "handshake: answer or confirmation", ...introduction(frame) };
    case "DATA":
      return { part: "segment of a message", ...segment(frame) };
    case "ACK": {
      const part = drop?.from === "gateway" ? "poll with acknowledgement" : "acknowledgement";
      return { part, fields: flagFields(decodeLinkFlags(payload)), defects: [] };
    }
    case "NAK":
      return { part: "refusal of a frame", ...refusal(payload) };
    case "ERR":
      return { part: "error of the link", ...linkError(payload) };
    case "TIME":
      return { part: "time of the gateway", ...time(payload) };
    case "COUNT":
      return payload.length === 0
        ? { part: "counters: request", fields: [], defects: [] }
        : { part: "counters: answer", fields: counterFields(payload), defects: [] };
  }
}

type Content = Pick<LinkDescription, "fields" | "defects">;

function introduction({ type, payload }: Frame): Content {
  const read = decodeIntroduction(payload);
  if (!read.ok && read.error === "version") {
    const message = `version: found ${read.version}; nothing else of it is certain`;
    const known = field(0, "version", read.version, "version of the link that the sender speaks");
    return { fields: [known], defects: [defect("link-version", message, "OMDP-LNK-007")] };
  }
  if (!read.ok) {
    const message = `introduction: found ${payload.length} bytes that are none`;
    const broken = type === "RST" ? "OMDP-LNK-003" : "OMDP-LNK-004";
    return { fields: [], defects: [defect("introduction", message, broken)] };
  }
  const { version, bootId, answeredBootId, handshake, payloadMax, window, messageMax, name } =
    read.introduction;
  const fields = [
    field(0, "version", version, "version of the link that the sender speaks"),
    field(1, "bootId", bootId, "number of the sender's boot"),
    field(5, "answeredBootId", answeredBootId, "boot that is answered or confirmed; in RST 0"),
    field(9, "handshake", handshake, "number of the handshake"),
    field(13, "payloadMax", payloadMax, "greatest payload that the sender takes, in bytes"),
    field(15, "window", window, "DATA frames under way that the sender takes"),
    field(16, "messageMax", messageMax, "longest message that the sender takes, in bytes"),
    field(20, "name", JSON.stringify(name), "name of the sender; of a device its id"),
  ];
  return { fields, defects: [] };
}

function segment({ payload, drop }: Frame): Content {
  const read = readSegment(payload);
  if (read === undefined) {
    const message = `segment: found ${payload.length} bytes, cut short`;
    return { fields: [], defects: [defect("segment", message, "OMDP-LNK-015")] };
  }
  const { isFirst, isLast, channel, totalBytes, data } = read;
  const name = linkChannelOf(channel);
  const { isBusy, hasMore } = segmentFlags(payload);
  const fields = [
    field(0, "first", isFirst, "begins a message"),
    field(0, "last", isLast, "ends a message"),
    field(0, "busy", isBusy, "the sender takes no DATA for now"),
    field(0, "more", hasMore, "the sender has more to send"),
    { ...field(0, "channel", channel, "what it is about"), ...(name ? { meaning: name } : {}) },
    ...(totalBytes === undefined
      ? []
      : [field(1, "total", totalBytes, "bytes of the whole message")]),
    field(payload.length - data.length, "data", `h'${hexOf(data)}'`, "bytes of the message"),
  ];
  const defects: Defect[] = [];
  if (data.length === 0 && !(isFirst && isLast)) {
    const message = "segment: found no byte, allowed only for a whole message";
    defects.push(defect("segment", message, "OMDP-LNK-015"));
  }
  if (totalBytes !== undefined && data.length >= totalBytes) {
    const message = `segment: found ${data.length} of ${totalBytes} bytes in the first of several`;
    defects.push(defect("segment", message, "OMDP-LNK-015"));
  }
  const isStray =
    name === undefined || (drop !== undefined && isFromDevice(name) !== (drop.from === "device"));
  if (isStray) {
    const message = `channel: found ${name ?? channel}, which does not go this way`;
    defects.push(defect("channel", message, "OMDP-LNK-016"));
  }
  return { fields, defects };
}

function refusal(payload: Uint8Array): Content {
  const reason = payload[1] ?? 0;
  const [word] = Object.entries(NAK_REASONS).find(([, number]) => number === reason) ?? [];
  const told = field(1, "reason", reason, "why the frame is asked for again");
  const fields = [...flagFields(decodeLinkFlags(payload)), { ...told, ...meaningOf(word) }];
  return { fields, defects: [] };
}

function linkError(payload: Uint8Array): Content {
  const error = field(0, "error", payload[0] ?? 0, "what is wrong");
  const detail = field(1, "detail", payload[1] ?? 0, "of version the sender's own");
  return {
    fields: [{ ...error, ...meaningOf(decodeLinkError(payload)) }, detail],
    defects: [],
  };
}

function time(payload: Uint8Array): Content {
  const civilMs = decodeLinkTime(payload);
  if (civilMs === undefined) {
    const message = `time: found ${payload.length} bytes that are none`;
    return { fields: [], defects: [{ code: "time", message }] };
  }
  const told = field(0, "civilMs", civilMs, "the gateway's time");
  return { fields: [{ ...told, meaning: instantText(civilMs) }], defects: [] };
}

function counterFields(payload: Uint8Array): readonly FieldDescription[] {
  return Object.entries(decodeLinkCounters(payload)).map(([name, count], index) =>
    field(index * 4, name, count, LINK_COUNTERS[name as LinkCounterName]),
  );
}

function flagFields({ isBusy, wantsAnswer, hasMore }: LinkFlags): readonly FieldDescription[] {
  return [
    field(0, "busy", isBusy, "the sender takes no DATA for now"),
    field(0, "answer", wantsAnswer, "the sender wants an answer at once"),
    field(0, "more", hasMore, "the sender has more to send"),
  ];
}

function field(
  at: number,
  name: string,
  value: number | boolean | string,
  doc: string,
): FieldDescription {
  return { key: String(at), name, value: String(value), doc: `${doc}.` };
}

function meaningOf(meaning: string | undefined): { readonly meaning?: string } {
  return meaning === undefined ? {} : { meaning };
}

function defect(code: string, message: string, requirement: RequirementId): Defect {
  return { code, message, requirement };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
