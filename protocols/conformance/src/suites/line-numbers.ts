import { decodeLinkFlags } from "@dosekit/protocols";
import type { LineBehaviour } from "../line/line-behaviour.ts";
import { R } from "../requirements/registry.generated.ts";
import type { Judgement, Span } from "../scenario/judgement.ts";
import type { FrameSeen, Observation } from "../scenario/observation.ts";
import { frame, type Pattern } from "../scenario/pattern.ts";
import { type Scenario, type ScenarioAbout, scenario } from "../scenario/scenario.ts";
import type { Stage } from "../scenario/stage.ts";
import type { Trace } from "../scenario/trace.ts";
import { ofType } from "./device-line/line-steps.ts";

/** The frame acknowledges the newest DATA frame of the kit. */
export const ACKNOWLEDGES: Pattern = {
  text: "a frame that acknowledges the DATA",
  matches: (seen, trace) => {
    const sent = trace.observations.findLast(
      (one) => one.type === "sent" && one.entry.frame?.type === "DATA",
    );
    if (seen.type !== "frame" || sent?.type !== "sent" || seen.at < sent.at) return false;
    const { type, ack } = seen.frame;
    const next = ((sent.entry.frame?.seq ?? 0) + 1) % 256;
    return (type === "ACK" || type === "DATA") && ack === next;
  },
};

/** It asks whether the kit is still busy. */
export const ASKS: Pattern = frame("an ACK that wants an answer", ({ type, payload }) => {
  return type === "ACK" && decodeLinkFlags(payload).wantsAnswer;
});

/** Nothing comes with a number that came before. */
export function notAgain(trace: Trace, { from }: Span): Judgement {
  const numbers = (frames: readonly FrameSeen[]) => {
    return frames.flatMap(({ frame: { type, seq } }) => (type === "DATA" ? [seq] : []));
  };
  const before = numbers(trace.frames().filter(({ at }) => at < from));
  const again = numbers(trace.frames(from)).filter((seq) => before.includes(seq));
  return { verdict: again.length === 0 ? "pass" : "fail", seen: `again: ${again.join(", ")}` };
}

/** Waits before a DATA frame is sent again, and before it is given up, ms. */
const WAITS_MS = [250, 500, 1_000] as const;
const LAST_WAIT_MS = 2_000;

/** The newest DATA frame was sent four times, each time later, and then given up. */
export function keepsTries(givesUp: Pattern) {
  return (_count: number, all: readonly Observation[], trace: Trace): boolean => {
    const seqOf = (one: Observation | undefined) => (one?.type === "frame" ? one.frame.seq : -1);
    const seen = all.filter((one) => seqOf(one) === seqOf(all.at(-1)));
    const inTime = WAITS_MS.every((waitMs, index) => {
      const [one, other] = [seen[index], seen[index + 1]];
      return one && other && trace.hasWaited(one, other, waitMs);
    });
    const last = seen.at(-1);
    const gaveUp = trace.since(last?.at ?? 0).find((one) => givesUp.matches(one, trace));
    if (seen.length !== WAITS_MS.length + 1 || last === undefined) return false;
    return inTime && gaveUp !== undefined && trace.hasWaited(last, gaveUp, LAST_WAIT_MS);
  };
}

/** One side of a line with two ends, and how the kit deals with it from the other. */
export interface LineSide {
  readonly about: Omit<ScenarioAbout, "reqs" | "kind">;
  /** Who the kit is. */
  readonly kit: "the kit" | "the device";
  /** How the kit behaves that acknowledges nothing, and then again all. */
  readonly withheld: Partial<LineBehaviour>;
  readonly kept: Partial<LineBehaviour>;
  /** It is in contact, and nothing is under way. */
  readonly rests: (s: Stage) => void;
  /** It has something to say, under a name where that has one. */
  readonly speaks: (s: Stage, name: string) => void;
  /** What it has to say comes. */
  readonly said: Pattern;
  /** It has not given the contact up. */
  readonly holdsOn: (s: Stage) => void;
  readonly stillWorks: (s: Stage) => void;
}

/** It says something, and the kit acknowledges nothing. */
export function withholds(s: Stage, { kit, withheld, rests, speaks }: LineSide): void {
  rests(s);
  s.drive.line.behaves(`${kit} acknowledges nothing`, withheld);
  speaks(s, "withheld");
}

/** It has something to say while the kit is busy. */
export function isBusy(s: Stage, { kit, withheld, rests, speaks }: LineSide): void {
  rests(s);
  s.drive.line.behaves(`${kit} answers nothing`, withheld);
  s.drive.line.does(`${kit} is busy`, (line) => line.acknowledge(line.expected, { isBusy: true }));
  s.drive.pause("quietMs");
  s.drive.fromHere();
  speaks(s, "for-a-busy-one");
}

/** The kit is no longer busy. */
export function isFree(s: Stage, { kit, kept }: LineSide): void {
  s.drive.line.behaves(`${kit} acknowledges`, kept);
  s.drive.line.does(`${kit} is no longer busy`, (line) => line.acknowledge());
}

/** A number is acknowledged that was never sent. */
export function neverSent(side: LineSide): Scenario {
  const about = { ...side.about, kind: "negative", reqs: [R.OMDP_LNK_010] } as const;
  return scenario("link/acknowledged-and-never-sent", about, (s) => {
    withholds(s, side);
    s.check.within(ofType("DATA"), "reactionMs");
    s.drive.line.does("a number is acknowledged that was not under way", (line) => {
      line.acknowledge((line.expected + 100) % 256);
    });
    s.check.within(ofType("DATA"), "reactionMs");
    s.drive.line.behaves(`${side.kit} acknowledges`, side.kept);
    s.check.within(side.said, "reactionMs");
    side.stillWorks(s);
  });
}

/** The kit is busy for a while and then no longer. */
export function noLongerBusy(side: LineSide): Scenario {
  const about = { ...side.about, kind: "positive", reqs: [R.OMDP_LNK_013] } as const;
  return scenario("link/goes-on-when-a-peer-is-no-longer-busy", about, (s) => {
    isBusy(s, side);
    s.drive.line.passes(4_000);
    isFree(s, side);
    s.check.within(side.said, "reactionMs");
    side.holdsOn(s);
    side.stillWorks(s);
  });
}
