import { cutSegment, DeviceEvent, decodeLinkFlags } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judgement, Span } from "../../scenario/judgement.ts";
import type { FrameSeen, Observation } from "../../scenario/observation.ts";
import { frame, message, type Pattern } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";
import {
  ABOUT,
  AGAINST,
  backInContact,
  commandBytes,
  commandSegment,
  counted,
  err,
  gives,
  ofType,
  replied,
} from "./line-steps.ts";

const NEWS = message(DeviceEvent, "a new record", ({ seq }, trace) => seq > trace.restSeq());
const WITHHELD = { acknowledge: "never", resets: "when-told" } as const;
const KEPT = { acknowledge: "at-once", resets: "when-asked" } as const;

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

const ASKS = frame("an ACK that wants an answer", ({ type, payload }) => {
  return type === "ACK" && decodeLinkFlags(payload).wantsAnswer;
});

function withholds(s: Stage): void {
  s.prologue.settledOnLine();
  s.drive.line.behaves("the kit acknowledges nothing", WITHHELD);
  s.drive.dut("event");
}

/** Waits before a DATA frame is sent again, and before it is given up, ms. */
const WAITS_MS = [250, 500, 1_000] as const;
const LAST_WAIT_MS = 2_000;

/** Nothing comes with a number that came before. */
export function notAgain(trace: Trace, { from }: Span): Judgement {
  const numbers = (frames: readonly FrameSeen[]) => {
    return frames.flatMap(({ frame: { type, seq } }) => (type === "DATA" ? [seq] : []));
  };
  const before = numbers(trace.frames().filter(({ at }) => at < from));
  const again = numbers(trace.frames(from)).filter((seq) => before.includes(seq));
  return { verdict: again.length === 0 ? "pass" : "fail", seen: `again: ${again.join(", ")}` };
}

/** How often it is asked whether a peer is still busy, ms. */
const ASK_MS = 500;

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

/** How a device counts, acknowledges and repeats. */
export const DEVICE_LINE_NUMBERS: readonly Scenario[] = [
  scenario(
    "link/commands-and-answers",
    { ...ABOUT, reqs: [R.OMDP_LNK_001, R.OMDP_LNK_008, R.OMDP_LNK_010, R.OMDP_LNK_034] },
    (s) => {
      s.prologue.settledOnLine();
      for (const id of ["first", "second", "third"]) {
        gives(s, id);
        s.check.within(ACKNOWLEDGES, "reactionMs", { reqs: [R.OMDP_LNK_008, R.OMDP_LNK_034] });
        s.check.within(replied(id), "reactionMs", { reqs: [R.OMDP_LNK_001] });
      }
      s.drive.line.passes(400);
      s.drive.fromHere();
      s.drive.line.passes(1_500);
      s.drive.line.asksCounters();
      s.check.holds("what was acknowledged is not sent again", notAgain, {
        reqs: [R.OMDP_LNK_010],
      });
      s.epilogue.stillAnswers();
    },
  ),

  scenario("link/frame-that-came-too-early", { ...AGAINST, reqs: [R.OMDP_LNK_008] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.does("a DATA frame comes before an earlier one", (line, kit) => {
      line.send({ type: "DATA", seq: line.nextSeq + 1, payload: commandSegment(kit, "early") });
    });
    s.check.none(replied("early"));
    s.epilogue.stillAnswers();
  }),

  scenario(
    "link/frame-twice",
    { ...AGAINST, reqs: [R.OMDP_LNK_001, R.OMDP_LNK_009, R.OMDP_LNK_034] },
    (s) => {
      s.prologue.settledOnLine();
      const segments: Uint8Array[] = [];
      s.drive.line.does("a command is sent", (line, kit) => {
        segments[0] = commandSegment(kit, "twice");
        line.sendData(segments[0]);
      });
      s.check.within(replied("twice"), "reactionMs");
      s.drive.line.does("its frame comes again", (line) => {
        const [payload = new Uint8Array()] = segments;
        line.send({ type: "DATA", seq: (line.nextSeq + 255) % 256, payload });
      });
      s.check.within(ACKNOWLEDGES, "reactionMs", { reqs: [R.OMDP_LNK_009, R.OMDP_LNK_034] });
      s.check.none(replied("twice"), { reqs: [R.OMDP_LNK_001, R.OMDP_LNK_009] });
      s.epilogue.stillAnswers();
    },
  ),

  scenario("link/acknowledged-and-never-sent", { ...AGAINST, reqs: [R.OMDP_LNK_010] }, (s) => {
    withholds(s);
    s.check.within(ofType("DATA"), "reactionMs");
    s.drive.line.does("a number is acknowledged that was not under way", (line) => {
      line.acknowledge((line.expected + 100) % 256);
    });
    s.check.within(ofType("DATA"), "reactionMs");
    s.drive.line.behaves("the kit acknowledges", KEPT);
    s.check.within(NEWS, "reactionMs");
    s.epilogue.stillAnswers();
  }),

  scenario("link/damage-brings-one-nak", { ...AGAINST, reqs: [R.OMDP_LNK_011] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.does("five damaged frames come", (line, kit) => {
      const payload = commandSegment(kit, "damaged");
      for (let one = 0; one < 5; one += 1) {
        line.sendRaw({ type: "DATA", seq: line.nextSeq, payload, checksumTurned: 1 });
      }
    });
    s.check.holds(
      "at most one NAK",
      counted(ofType("NAK"), (count) => count <= 1),
      { within: "silenceMs" },
    );
    s.epilogue.stillAnswers();
  }),

  scenario("link/nak-after-something-moved", { ...ABOUT, reqs: [R.OMDP_LNK_011] }, (s) => {
    s.prologue.settledOnLine();
    for (const id of ["before", "behind"]) {
      s.drive.line.does("two damaged frames come", (line) => {
        for (let one = 0; one < 2; one += 1) {
          line.sendRaw({ type: "DATA", seq: line.nextSeq, checksumTurned: 1 });
        }
      });
      gives(s, id);
      s.check.within(replied(id), "reactionMs");
      s.check.holds(
        "at most one NAK",
        counted(ofType("NAK"), (count) => count <= 1),
      );
    }
    s.epilogue.stillAnswers();
  }),

  scenario("link/sent-again-until-acknowledged", { ...ABOUT, reqs: [R.OMDP_LNK_012] }, (s) => {
    withholds(s);
    s.drive.line.until("it has sent its DATA twice", 4_000, (trace) => {
      const numbers = trace.frames().flatMap(({ frame: { type, seq } }) => {
        return type === "DATA" ? [seq] : [];
      });
      return new Set(numbers).size < numbers.length;
    });
    s.drive.line.behaves("the kit acknowledges", KEPT);
    s.check.within(NEWS, "reactionMs");
    s.epilogue.stillAnswers();
  }),

  scenario("link/four-tries-in-vain", { ...AGAINST, reqs: [R.OMDP_LNK_012] }, (s) => {
    withholds(s);
    s.drive.line.until("it gives up", 30_000, (trace) => {
      return trace.frames().some((seen) => err("gave-up").matches(seen, trace));
    });
    s.check.holds("DATA four times, later each time, then ERR gave-up", (trace, span) =>
      counted(ofType("DATA"), keepsTries(err("gave-up")))(trace, { ...span, over: true }),
    );
    backInContact(s);
    s.epilogue.stillAnswers();
  }),

  scenario("link/nothing-for-a-busy-peer", { ...AGAINST, reqs: [R.OMDP_LNK_013] }, (s) => {
    busy(s);
    s.drive.line.passes(2_400);
    s.check.none(ofType("DATA"));
    s.check.holds(
      "it asks every 500 ms whether that is still so",
      counted(ASKS, (count, seen, trace) => {
        const [first, last] = [seen[0], seen.at(-1)];
        if (count < 2 || first === undefined || last === undefined) return false;
        return trace.hasWaited(first, last, (count - 1) * ASK_MS);
      }),
    );
    s.drive.line.behaves("the kit acknowledges", KEPT);
    s.drive.line.does("the kit is no longer busy", (line) => line.acknowledge());
    s.epilogue.stillAnswers();
  }),

  scenario(
    "link/goes-on-when-a-peer-is-no-longer-busy",
    { ...ABOUT, reqs: [R.OMDP_LNK_013] },
    (s) => {
      busy(s);
      s.drive.line.passes(4_000);
      s.drive.line.behaves("the kit acknowledges", KEPT);
      s.drive.line.does("the kit is no longer busy", (line) => line.acknowledge());
      s.check.within(NEWS, "reactionMs");
      s.check.none(err("gave-up"), { scope: "all" });
      s.epilogue.stillAnswers();
    },
  ),

  scenario("link/command-in-two-segments", { ...ABOUT, reqs: [R.OMDP_LNK_015] }, (s) => {
    s.prologue.settledOnLine();
    const whole: Uint8Array[] = [];
    s.drive.line.does("the first segment of a command comes", (line, kit) => {
      whole[0] = commandBytes(kit, "in-two");
      line.sendData(cutSegment({ channel: "cmd", payload: whole[0] }, 0, 24).bytes);
    });
    s.check.within(ACKNOWLEDGES, "reactionMs");
    s.check.none(replied("in-two"));
    s.drive.line.does("the last one comes", (line) => {
      const [payload = new Uint8Array()] = whole;
      line.sendData(cutSegment({ channel: "cmd", payload }, 20, 512).bytes);
    });
    s.check.within(replied("in-two"), "reactionMs");
    s.epilogue.stillAnswers();
  }),
];

function busy(s: Stage): void {
  s.prologue.settledOnLine();
  s.drive.line.behaves("the kit answers nothing", WITHHELD);
  s.drive.line.does("the kit is busy", (line) => line.acknowledge(line.expected, { isBusy: true }));
  s.drive.pause("quietMs");
  s.drive.fromHere();
  s.drive.dut("event");
}
