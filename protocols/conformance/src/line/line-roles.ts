import {
  decodeIntroduction,
  decodeLinkError,
  decodeLinkFlags,
  type Frame,
} from "@dosekit/protocols";
import type { ScriptedLine } from "./scripted-line.ts";

/** What a gateway does on a frame of its device, DATA and acknowledgements taken already. */
export function answerAsGateway(line: ScriptedLine, frame: Frame, isShared: boolean): void {
  const { contact, resets, acknowledge } = line.behaviour;
  if (frame.type === "RSTACK" && contact === "made") confirm(line, frame);
  else if (frame.type === "ERR") heedError(line, frame, resets === "when-asked" && !isShared);
  else if (isShared || acknowledge === "never" || !line.isInContact) return;
  else if (frame.type === "DATA" || wantsAnswer(frame)) line.acknowledge();
}

/** What a device does on a frame of its gateway. */
export function answerAsDevice(line: ScriptedLine, frame: Frame, isShared: boolean): void {
  const { contact, acknowledge, turns } = line.behaviour;
  if (contact === "refused" || turns === "left") return;
  if (frame.type === "RST") answerReset(line, frame);
  else if (frame.type === "RSTACK") enterIfMeant(line, frame);
  if (frame.type === "RST" || frame.type === "ERR" || frame.type === "TIME") return;
  if (!line.isInContact) return;
  if (isShared) line.poll();
  else if (frame.type !== "DATA" && !wantsAnswer(frame)) return;
  else if (acknowledge === "at-once") line.acknowledge();
}

function confirm(line: ScriptedLine, frame: Frame): void {
  const read = decodeIntroduction(frame.payload);
  if (!read.ok) return;
  const { answeredBootId, handshake } = read.introduction;
  if (answeredBootId !== line.bootId || handshake !== line.handshake) return;
  line.meet(read.introduction);
  line.enter();
  line.sendResetAnswer();
}

const ASKS = new Set(["no-contact", "gave-up", "protocol"]);

function heedError(line: ScriptedLine, { payload }: Frame, mayReset: boolean): void {
  const error = decodeLinkError(payload);
  if (error === undefined || !ASKS.has(error)) return;
  line.leave();
  if (mayReset) line.reset();
}

function answerReset(line: ScriptedLine, frame: Frame): void {
  const read = decodeIntroduction(frame.payload);
  if (!read.ok) return;
  line.leave();
  line.meet(read.introduction);
  line.sendResetAnswer();
}

function enterIfMeant(line: ScriptedLine, frame: Frame): void {
  const read = decodeIntroduction(frame.payload);
  const isMeant = read.ok && read.introduction.answeredBootId === line.bootId;
  if (isMeant && read.introduction.handshake === line.handshake) line.enter();
}

function wantsAnswer({ type, payload }: Frame): boolean {
  return (type === "ACK" || type === "NAK") && decodeLinkFlags(payload).wantsAnswer;
}
