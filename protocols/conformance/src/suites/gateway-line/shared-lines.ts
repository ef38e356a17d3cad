import { encodeFrame } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { frame } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";
import { counted, ofType } from "../device-line/line-steps.ts";
import { recordBytes } from "../gateway/played-device.ts";
import {
  acknowledged,
  comesBack,
  greeted,
  ABOUT as POINT_ABOUT,
  AGAINST as POINT_AGAINST,
  segment,
  sends,
  stillTakes,
} from "./line-steps.ts";

const ABOUT = { ...POINT_ABOUT, line: "shared" } as const;
const AGAINST = { ...POINT_AGAINST, line: "shared" } as const;
const ANY = frame("any frame");
const LEFT = { turns: "left" } as const;
const TAKEN = { turns: "taken" } as const;
/** Turns without an answer after which contact is lost. */
const TURNS = 4;
/** Within which an answer may begin, ms. */
const ANSWER_MS = 20;

/** How long a gateway may take to lose contact with a device that is silent, ms of the link. */
const SILENT_MS_MAX = 40_000;

/** How many frames came before the first RST. */
const lostAfterTurns: Judge = (trace, { from, over }) => {
  const frames = trace.frames(from);
  const reset = frames.findIndex(({ frame: { type } }) => type === "RST");
  if (reset < 0) {
    return over ? { verdict: "fail", seen: `${frames.length} frames, no RST` } : undefined;
  }
  return { verdict: reset === TURNS ? "pass" : "fail", seen: `${reset} frames, then RST` };
};

/** Devices that are not there, and how long the turns are watched, ms of the link. */
const [ABSENT, WATCHED_MS] = [3, 8_000];
const PRESENT_ADDRESS = 9;
const TURNS_FOR_ONE_IN_VAIN = 8;

/** To whom the gateway spoke, turn by turn. */
function turnsOf(trace: Trace, from: number): readonly number[] {
  return trace.frames(from).map(({ frame: { drop } }) => drop?.address ?? 0);
}

/** How many turns lie between two that fulfil a condition; nothing before the first of them. */
function gapsBetween(turns: readonly number[], fits: (address: number) => boolean): number[] {
  const places = turns.flatMap((address, at) => (fits(address) ? [at] : []));
  return places.slice(1).map((place, at) => place - (places[at] ?? 0));
}

const askedInTime: Judge = (trace, { from }) => {
  const gaps = gapsBetween(turnsOf(trace, from), (address) => address === PRESENT_ADDRESS);
  const longest = Math.max(0, ...gaps);
  const seen = `${gaps.length + 1} turns for the device, ${longest} apart at the most`;
  if (gaps.length === 0) return { verdict: "fail", seen };
  return { verdict: longest <= 2 * (ABSENT + 1) ? "pass" : "fail", seen };
};

const seldomInVain: Judge = (trace, { from }) => {
  const turns = turnsOf(trace, from);
  const gaps = gapsBetween(turns, (address) => address !== PRESENT_ADDRESS);
  const shortest = Math.min(...gaps);
  const seen = `${turns.length} turns, those in vain at least ${shortest} apart`;
  if (gaps.length === 0) return { verdict: "unverified", seen };
  return { verdict: shortest >= TURNS_FOR_ONE_IN_VAIN ? "pass" : "fail", seen };
};

/** How a gateway behaves on a line that devices share. */
export const GATEWAY_LINE_SHARED: readonly Scenario[] = [
  scenario("shared/carries-messages", { ...ABOUT, reqs: [R.OMDP_LNK_001, R.OMDP_LNK_025] }, (s) => {
    greeted(s);
    sends(s, 2);
    s.check.within(acknowledged(2), "reactionMs");
    stillTakes(s, 3);
  }),

  scenario("shared/own-way-in-each-frame", { ...ABOUT, reqs: [R.OMDP_FRM_009] }, (s) => {
    greeted(s);
    s.check.every(ANY, "from the gateway, to an address", (seen) => {
      return seen.type === "frame" && seen.frame.drop?.from === "gateway";
    });
  }),

  scenario(
    "shared/nothing-while-an-answer-may-come",
    { ...AGAINST, reqs: [R.OMDP_LNK_025] },
    (s) => {
      greeted(s);
      s.drive.line.behaves("the device is silent", LEFT);
      s.drive.line.passes(4_000);
      s.check.holds(
        "a pause of 20 ms or more behind each frame",
        counted(ANY, (count, seen, trace) => {
          const [first, last] = [seen[0], seen.at(-1)];
          if (count < 3 || first === undefined || last === undefined) return false;
          return trace.hasWaited(first, last, ANSWER_MS * (count - 1));
        }),
      );
      answersAgain(s);
    },
  ),

  scenario("shared/lost-after-four-turns", { ...AGAINST, reqs: [R.OMDP_LNK_027] }, (s) => {
    greeted(s);
    s.drive.line.behaves("the device is silent", LEFT);
    s.check.holds("four frames without an answer, then RST", lostAfterTurns, {
      within: "reactionMs",
    });
    s.drive.line.behaves("the device answers again", TAKEN);
    comesBack(s);
  }),

  scenario("shared/kept-after-two-turns", { ...ABOUT, reqs: [R.OMDP_LNK_027] }, (s) => {
    greeted(s);
    s.drive.line.behaves("the device is silent", LEFT);
    s.drive.line.until("it was asked twice", 4_000, (trace) => {
      const answer = trace.observations.findLast(({ type }) => type === "sent");
      return trace.frames(answer?.at ?? 0).length >= 2;
    });
    s.drive.line.behaves("the device answers again", TAKEN);
    s.check.none(ofType("RST"));
    stillTakes(s);
  }),

  scenario("shared/nothing-but-time-for-everyone", { ...ABOUT, reqs: [R.OMDP_LNK_028] }, (s) => {
    greeted(s);
    s.drive.dut("send-command", () => "for-one");
    s.check.within(ofType("DATA"), "reactionMs");
    s.check.every(ANY, "to the device, unless it is TIME", (seen) => {
      if (seen.type !== "frame") return false;
      return seen.frame.drop?.address !== 127 || seen.frame.type === "TIME";
    });
    stillTakes(s);
  }),

  scenario(
    "shared/asked-in-time",
    { ...ABOUT, absentDevices: ABSENT, reqs: [R.OMDP_LNK_026] },
    (s) => {
      greeted(s);
      s.drive.line.passes(WATCHED_MS);
      s.check.holds("it asks the device within two turns for each", askedInTime);
      stillTakes(s);
    },
  ),

  scenario(
    "shared/one-turn-in-eight-in-vain",
    { ...AGAINST, absentDevices: ABSENT, reqs: [R.OMDP_LNK_026] },
    (s) => {
      greeted(s);
      s.drive.line.passes(WATCHED_MS);
      s.check.holds("seven turns lie between two for those who are not there", seldomInVain);
      stillTakes(s);
    },
  ),

  scenario("shared/frame-with-a-pause-in-it", { ...AGAINST, reqs: [R.OMDP_LNK_032] }, (s) => {
    greeted(s);
    s.drive.line.behaves("the device is silent", LEFT);
    s.drive.line.does("half a frame comes", (line) => {
      line.sendBytes(record(line.nextSeq, line.expected).subarray(0, 9));
    });
    s.drive.line.passes(400);
    s.drive.line.does("the rest of it comes late", (line) => {
      line.sendBytes(record(line.nextSeq, line.expected).subarray(9));
    });
    s.check.none(acknowledged(2));
    answersAgain(s);
  }),
];

/** Not before contact was lost: how soon that is depends on how often the gateway asks. */
function answersAgain(s: Stage): void {
  s.drive.line.until("the gateway has lost contact", SILENT_MS_MAX, (trace) => {
    return trace.frames().at(-1)?.frame.type === "RST";
  });
  s.drive.line.behaves("the device answers again", TAKEN);
  comesBack(s);
}

function record(seq: number, ack: number): Uint8Array {
  const drop = { address: 9, from: "device" } as const;
  return encodeFrame({ type: "DATA", seq, ack, payload: segment("evt", recordBytes(2)), drop });
}
