import { encodeFrame, LINK_COUNTER_NAMES, type LinkCounterName } from "@dosekit/protocols";
import type { RawFrame } from "../../line/raw-frame.ts";
import { R, type RequirementId } from "../../requirements/registry.generated.ts";
import { frame } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import {
  ABOUT,
  AGAINST,
  commandSegment,
  counterOf,
  counting,
  err,
  ofType,
  replied,
} from "./line-steps.ts";

/** Ways to write a frame wrongly, and the counter that tells each. */
const DAMAGED: readonly (readonly [string, LinkCounterName, Omit<RawFrame, "type">])[] = [
  ["checksum", "rxCrcErrors", { checksumTurned: 1 }],
  ["length", "rxLengthErrors", { length: 3 }],
  ["layout-version", "rxVersionErrors", { version: 2 }],
];

const RUN_BYTES = 100_000;

function damaged(
  name: string,
  counter: LinkCounterName,
  change: Omit<RawFrame, "type">,
  reqs: readonly RequirementId[],
): Scenario {
  return scenario(`frames/wrong-${name}`, { ...AGAINST, reqs }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.does(`a command comes with a wrong ${name}`, (line, kit) => {
      const payload = commandSegment(kit, "damaged");
      line.sendRaw({ type: "DATA", seq: line.nextSeq, ack: line.expected, payload, ...change });
    });
    s.check.none(replied("damaged"));
    s.drive.line.asksCounters();
    s.check.within(counting(counter), "reactionMs");
    s.epilogue.stillAnswers();
  });
}

/** How a device writes frames, what it makes of wrong ones, and what it counts. */
export const DEVICE_LINE_FRAMES: readonly Scenario[] = [
  scenario(
    "frames/as-they-are-to-be-written",
    { ...ABOUT, reqs: [R.OMDP_FRM_001, R.OMDP_FRM_002, R.OMDP_FRM_003, R.OMDP_FRM_004] },
    (s) => {
      s.prologue.settledOnLine();
      s.drive.dut("event");
      s.drive.line.asksCounters();
      s.check.within(ofType("COUNT"), "reactionMs");
      s.check.every(
        { text: "what stands before a 0x00", matches: ({ type }) => isOfLine(type) },
        "a frame in the one form that it has",
        (seen) => {
          if (seen.type !== "frame") return false;
          const form = Buffer.from(encodeFrame(seen.frame));
          return Buffer.from(seen.bytes).subarray(-form.length).equals(form);
        },
      );
      s.epilogue.stillAnswers();
    },
  ),

  scenario("frames/begin-with-0x00-after-a-pause", { ...ABOUT, reqs: [R.OMDP_LNK_002] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.passes(1_000);
    s.drive.line.asksCounters();
    s.check.within(
      frame("COUNT behind a 0x00", ({ type }, { bytes }) => type === "COUNT" && bytes[0] === 0),
      "reactionMs",
    );
  }),

  ...DAMAGED.map(([name, counter, change]) =>
    damaged(
      name,
      counter,
      change,
      name.startsWith("layout") ? [R.OMDP_FRM_005, R.OMDP_LNK_007] : [R.OMDP_FRM_005],
    ),
  ),

  ...["positive" as const, "negative" as const].map((kind) =>
    scenario(`frames/unknown-type-${kind}`, { ...ABOUT, kind, reqs: [R.OMDP_LNK_021] }, (s) => {
      s.prologue.settledOnLine();
      s.drive.line.does("a frame of type 12 comes", (line, kit) => {
        const payload = kind === "negative" ? commandSegment(kit, "unknown") : Uint8Array.of(1);
        line.sendRaw({ type: 12, seq: line.nextSeq, ack: line.expected, payload });
      });
      s.check.within(err("unknown-type"), "reactionMs");
      if (kind === "negative") s.check.none(replied("unknown"));
      s.drive.line.asksCounters();
      s.check.within(counting("rxUnknownTypes"), "reactionMs");
      s.check.none(err("no-contact"));
      s.epilogue.stillAnswers();
    }),
  ),

  scenario(
    "frames/broken-stuffing",
    { ...AGAINST, reqs: [R.OMDP_FRM_005, R.OMDP_FRM_008] },
    (s) => {
      s.prologue.settledOnLine();
      s.drive.line.bytes("bytes come that are no stuffing", Uint8Array.of(9, 1, 2, 0));
      s.drive.line.asksCounters();
      s.check.within(counting("rxStuffingErrors"), "reactionMs");
      s.epilogue.stillAnswers();
    },
  ),

  scenario("frames/empty-ones-are-passed-over", { ...AGAINST, reqs: [R.OMDP_FRM_008] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.bytes("five times 0x00 comes", new Uint8Array(5));
    s.check.none(frame("any frame"));
    s.epilogue.stillAnswers();
  }),

  scenario("frames/afresh-after-damage", { ...ABOUT, reqs: [R.OMDP_FRM_008] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.bytes("the rest of a frame comes", Uint8Array.of(7, 7, 7, 0));
    s.drive.line.does("a whole frame comes behind it", (line, kit) => {
      line.sendData(commandSegment(kit, "afresh"));
    });
    s.check.within(replied("afresh"), "reactionMs");
    s.epilogue.stillAnswers();
  }),

  scenario(
    "frames/run-without-an-end",
    { ...AGAINST, reqs: [R.OMDP_FRM_007, R.OMDP_LNK_030] },
    (s) => {
      s.prologue.settledOnLine();
      s.drive.line.bytes(`${RUN_BYTES} bytes come`, new Uint8Array(RUN_BYTES).fill(0x55));
      s.drive.line.bytes("then 0x00", new Uint8Array(1));
      s.drive.line.asksCounters();
      s.check.within(counting("rxTooLong"), "reactionMs");
      s.epilogue.stillAnswers();
    },
  ),

  scenario("link/counters", { ...ABOUT, reqs: [R.OMDP_LNK_029] }, (s) => {
    s.prologue.settledOnLine();
    s.prologue.fresh("started");
    s.drive.line.asksCounters();
    s.check.within(
      frame("COUNT with all of the table", ({ type, payload }) => {
        return type === "COUNT" && payload.length >= LINK_COUNTER_NAMES.length * 4;
      }),
      "reactionMs",
    );
    s.check.holds("they fit what has been seen", (trace) => {
      const names = ["contacts", "txFrames", "rxFrames", "txMessages"] as const;
      const values = names.map((name) => counterOf(trace, name) ?? 0);
      const [contacts = 0, txFrames = 0] = values;
      const fits = contacts === 1 && txFrames > 2 && values.every((value) => value > 0);
      return { verdict: fits ? "pass" : "fail", seen: values.join(", ") };
    });
  }),

  scenario("link/counters-of-what-goes-wrong", { ...AGAINST, reqs: [R.OMDP_LNK_029] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.does("three damaged frames and an early one come", (line) => {
      for (let one = 0; one < 3; one += 1) line.sendRaw({ type: "ACK", checksumTurned: 1 });
      line.send({ type: "DATA", seq: line.nextSeq + 3 });
    });
    s.drive.line.asksCounters();
    s.check.within(counting("rxCrcErrors", 3), "reactionMs");
    s.check.within(counting("rxOutOfSequence"), "reactionMs");
    s.epilogue.stillAnswers();
  }),
];

function isOfLine(type: string): boolean {
  return type === "frame" || type === "malformed";
}
