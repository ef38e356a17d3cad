import { cutSegment, DeviceEvent } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import {
  ACKNOWLEDGES,
  ASKS,
  isBusy,
  isFree,
  keepsTries,
  type LineSide,
  neverSent,
  noLongerBusy,
  notAgain,
  withholds,
} from "../line-numbers.ts";
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

const SIDE: LineSide = {
  about: ABOUT,
  kit: "the kit",
  withheld: { acknowledge: "never", resets: "when-told" },
  kept: { acknowledge: "at-once", resets: "when-asked" },
  rests: (s) => s.prologue.settledOnLine(),
  speaks: (s) => s.drive.dut("event"),
  said: NEWS,
  holdsOn: (s) => s.check.none(err("gave-up"), { scope: "all" }),
  stillWorks: (s) => s.epilogue.stillAnswers(),
};
/** How often it is asked whether a peer is still busy, ms. */
const ASK_MS = 500;

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

  neverSent(SIDE),

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
    withholds(s, SIDE);
    s.drive.line.until("it has sent its DATA twice", 4_000, (trace) => {
      const numbers = trace.frames().flatMap(({ frame: { type, seq } }) => {
        return type === "DATA" ? [seq] : [];
      });
      return new Set(numbers).size < numbers.length;
    });
    s.drive.line.behaves("the kit acknowledges", SIDE.kept);
    s.check.within(NEWS, "reactionMs");
    s.epilogue.stillAnswers();
  }),

  scenario("link/four-tries-in-vain", { ...AGAINST, reqs: [R.OMDP_LNK_012] }, (s) => {
    withholds(s, SIDE);
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
    isBusy(s, SIDE);
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
    isFree(s, SIDE);
    s.epilogue.stillAnswers();
  }),

  noLongerBusy(SIDE),

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
