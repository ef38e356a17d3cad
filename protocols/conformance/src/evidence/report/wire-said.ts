import { describeLink, describePayload, diagnose, type Frame } from "@dosekit/protocols";
import type { Packet } from "mqtt-packet";
import { readPacket } from "../../broker/packet-stream.ts";
import { FrameStream } from "../../line/frame-stream.ts";
import type { WireRecord } from "../../run/trace-record.ts";

/** Longest diagnostic notation of one line that is shown, in signs. */
const NOTATION_MAX = 400;

/**
 * Says what a line of a wire log carries: a message in the diagnostic notation of CBOR (RFC 8949
 * §8), a frame field by field. Pure; what can't be read says so.
 */
export function wireSaid({ hex, as }: WireRecord): string {
  const bytes = Uint8Array.from(Buffer.from(hex, "hex"));
  if (as === "packet") return shortened(packetSaid(readPacket(bytes).packet));
  if (as !== "frame") return "";
  const result = new FrameStream().push(bytes).at(0)?.result;
  return result?.ok === true ? shortened(frameSaid(result.frame)) : "";
}

function packetSaid(packet: Packet | undefined): string {
  if (packet?.cmd !== "publish") return "";
  const payload = Uint8Array.from(Buffer.from(packet.payload));
  if (payload.length === 0) return "empty";
  const notation = diagnose(payload);
  return notation.ok ? notation.value : sealedOrBroken(payload);
}

function sealedOrBroken(payload: Uint8Array): string {
  const { seal, defects } = describePayload(payload);
  const sealed = seal === undefined ? [] : [`sealed, counter ${seal.counter}`];
  return [...sealed, ...defects.map(({ message }) => message)].join("; ");
}

function frameSaid(frame: Frame): string {
  const { part, fields } = describeLink(frame);
  const said = fields.map(({ name, value, meaning }) => `${name} ${meaning ?? value}`);
  return [part, ...said].join(", ");
}

function shortened(text: string): string {
  return text.length > NOTATION_MAX ? `${text.slice(0, NOTATION_MAX)}…` : text;
}
