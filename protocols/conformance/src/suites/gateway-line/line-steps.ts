import {
  cutSegment,
  EventAcknowledgement,
  type Introduction,
  type LinkChannel,
} from "@dosekit/protocols";
import { WELL_BEHAVED_LINE } from "../../line/line-behaviour.ts";
import type { LineKind } from "../../line/line-port.ts";
import type { Observation } from "../../scenario/observation.ts";
import { message, type Pattern } from "../../scenario/pattern.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";
import { introducedBy } from "../device-line/line-steps.ts";
import { born, recordBytes } from "../gateway/played-device.ts";

/** A positive scenario for a gateway on a line with two ends. */
export const ABOUT = {
  profile: "SERIAL",
  kind: "positive",
  role: "gateway",
  line: "two-ends" as LineKind,
} as const;
/** A negative one. */
export const AGAINST = { ...ABOUT, kind: "negative" } as const;

/** The gateway is in contact, knows the device, and has its first record. */
export function greeted(s: Stage): void {
  s.prologue.metOnLine();
  born(s, 1);
  sends(s, 1);
  s.check.within(acknowledged(1), "connectMs");
  s.drive.line.passes(400);
  s.drive.fromHere();
}

/** The played device sends a record. */
export function sends(s: Stage, seq: number): void {
  s.drive.line.does(`it sends record ${seq}`, (line) => line.say("evt", recordBytes(seq)));
}

/** The gateway acknowledges records up to one. */
export function acknowledged(seq: number): Pattern {
  return message(EventAcknowledgement, `it acknowledges up to ${seq}`, ({ throughSeq }) => {
    return throughSeq >= seq;
  });
}

/** The gateway still takes records. */
export function stillTakes(s: Stage, seq = 2): void {
  s.drive.line.behaves("the kit keeps the rules", WELL_BEHAVED_LINE);
  sends(s, seq);
  s.check.within(acknowledged(seq), "connectMs");
}

/** The gateway comes into contact again and takes records. */
export function comesBack(s: Stage, seq = 2): void {
  s.check.within(CONFIRMS, "connectMs");
  born(s, seq);
  for (let one = 1; one < seq; one += 1) sends(s, one);
  stillTakes(s, seq);
}

/** A payload as one DATA frame. */
export function segment(channel: LinkChannel, payload: Uint8Array): Uint8Array {
  return cutSegment({ channel, payload }, 0, 512).bytes;
}

/** What a frame of the gateway says of it; `undefined` for other observations and frames. */
function introductionIn(seen: Observation, type: "RST" | "RSTACK"): Introduction | undefined {
  if (seen.type !== "frame" || seen.frame.type !== type) return undefined;
  return introducedBy(seen.frame.payload);
}

/** The RST of the gateway from a place on. */
export function resetsIn(trace: Trace, from = 0): readonly Introduction[] {
  return trace.since(from).flatMap((seen) => introductionIn(seen, "RST") ?? []);
}

/** What the kit answered last. */
function lastAnswer(trace: Trace): Introduction | undefined {
  const found = trace.observations.findLast(
    (seen) => seen.type === "sent" && seen.entry.frame?.type === "RSTACK",
  );
  const frame = found?.type === "sent" ? found.entry.frame : undefined;
  return frame === undefined ? undefined : introducedBy(frame.payload);
}

/** An RSTACK that repeats the boot of the device, and its handshake. */
export const CONFIRMS: Pattern = {
  text: "RSTACK that repeats boot of the device and handshake",
  matches: (seen, trace) => {
    const own = introductionIn(seen, "RSTACK");
    const answer = lastAnswer(trace);
    if (own === undefined || answer === undefined) return false;
    return own.answeredBootId === answer.bootId && own.handshake === answer.handshake;
  },
};
