import { encodeFrame, LINK_COUNTER_NAMES, type LinkCounterName } from "@dosekit/protocols";
import type { RawFrame } from "../../line/raw-frame.ts";
import { R, type RequirementId } from "../../requirements/registry.generated.ts";
import { frame } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import { counting, err, ofType } from "../device-line/line-steps.ts";
import { recordBytes } from "../gateway/played-device.ts";
import { ABOUT, AGAINST, acknowledged, greeted, segment, sends, stillTakes } from "./line-steps.ts";

const DAMAGED: readonly (readonly [
  string,
  LinkCounterName,
  Partial<RawFrame>,
  readonly RequirementId[],
])[] = [
  ["checksum", "rxCrcErrors", { checksumTurned: 1 }, [R.OMDP_FRM_005]],
  ["length", "rxLengthErrors", { length: 3 }, [R.OMDP_FRM_005]],
  ["layout-version", "rxVersionErrors", { version: 2 }, [R.OMDP_FRM_005, R.OMDP_LNK_007]],
  ["type", "rxUnknownTypes", { type: 12 }, [R.OMDP_FRM_005, R.OMDP_LNK_021]],
];

const RUN_BYTES = 100_000;

/** How a gateway writes frames, what it makes of wrong ones, and what it counts. */
export const GATEWAY_LINE_FRAMES: readonly Scenario[] = [
  scenario(
    "frames/as-they-are-to-be-written",
    {
      ...ABOUT,
      reqs: [R.OMDP_FRM_001, R.OMDP_FRM_002, R.OMDP_FRM_003, R.OMDP_FRM_004, R.OMDP_FRM_006],
    },
    (s) => {
      s.drive.line.behaves("the device takes 128 bytes in a frame", { payloadMax: 128 });
      greeted(s);
      s.drive.dut("send-command", () => "any");
      s.drive.line.asksCounters();
      s.check.within(ofType("COUNT"), "reactionMs");
      s.check.every(
        { text: "what stands before a 0x00", matches: ({ type }) => isOfLine(type) },
        "a frame in the one form that it has, of at most 128 bytes",
        (seen) => {
          if (seen.type !== "frame") return false;
          const form = Buffer.from(encodeFrame(seen.frame));
          const isOne = Buffer.from(seen.bytes).subarray(-form.length).equals(form);
          return isOne && seen.frame.payload.length <= 128;
        },
      );
      stillTakes(s);
    },
  ),

  scenario("frames/begin-with-0x00-after-a-pause", { ...ABOUT, reqs: [R.OMDP_LNK_002] }, (s) => {
    greeted(s);
    s.drive.line.passes(1_000);
    s.drive.line.asksCounters();
    s.check.within(
      frame("COUNT behind a 0x00", ({ type }, { bytes }) => type === "COUNT" && bytes[0] === 0),
      "reactionMs",
    );
  }),

  ...DAMAGED.map(([name, counter, change, reqs]) =>
    scenario(`frames/wrong-${name}`, { ...AGAINST, reqs }, (s) => {
      greeted(s);
      s.drive.line.does(`a record comes with a wrong ${name}`, (line) => {
        const payload = segment("evt", recordBytes(2));
        const numbers = { seq: line.nextSeq, ack: line.expected };
        line.sendRaw({ type: "DATA", ...numbers, payload, ...change });
      });
      if (name === "type") s.check.within(err("unknown-type"), "reactionMs");
      s.check.none(acknowledged(2));
      s.drive.line.asksCounters();
      s.check.within(counting(counter), "reactionMs");
      stillTakes(s);
    }),
  ),

  scenario("frames/unknown-type", { ...ABOUT, reqs: [R.OMDP_LNK_021] }, (s) => {
    greeted(s);
    s.drive.line.does("a frame of type 12 comes", (line) => line.sendRaw({ type: 12 }));
    s.check.within(err("unknown-type"), "reactionMs");
    s.check.none(ofType("RST"));
    stillTakes(s);
  }),

  scenario("frames/empty-ones-are-passed-over", { ...AGAINST, reqs: [R.OMDP_FRM_008] }, (s) => {
    greeted(s);
    s.drive.line.bytes("five times 0x00 comes", new Uint8Array(5));
    s.check.none(frame("any frame"));
    stillTakes(s);
  }),

  scenario("frames/afresh-after-damage", { ...ABOUT, reqs: [R.OMDP_FRM_008] }, (s) => {
    greeted(s);
    s.drive.line.bytes("the rest of a frame comes", Uint8Array.of(7, 7, 7, 0));
    sends(s, 2);
    s.check.within(acknowledged(2), "reactionMs");
    stillTakes(s, 3);
  }),

  scenario(
    "frames/run-without-an-end",
    { ...AGAINST, reqs: [R.OMDP_FRM_007, R.OMDP_LNK_030] },
    (s) => {
      greeted(s);
      s.drive.line.bytes(`${RUN_BYTES} bytes come`, new Uint8Array(RUN_BYTES).fill(0x55));
      s.drive.line.bytes("then 0x00", new Uint8Array(1));
      s.drive.line.asksCounters();
      s.check.within(counting("rxTooLong"), "reactionMs");
      stillTakes(s);
    },
  ),

  scenario("link/counters", { ...ABOUT, reqs: [R.OMDP_LNK_029] }, (s) => {
    greeted(s);
    s.drive.line.asksCounters();
    s.check.within(
      frame("COUNT with all of the table", ({ type, payload }) => {
        return type === "COUNT" && payload.length >= LINK_COUNTER_NAMES.length * 4;
      }),
      "reactionMs",
    );
    s.check.within(counting("contacts"), "reactionMs");
    s.check.within(counting("rxMessages", 2), "reactionMs");
  }),

  scenario("link/counters-of-what-goes-wrong", { ...AGAINST, reqs: [R.OMDP_LNK_029] }, (s) => {
    greeted(s);
    s.drive.line.does("three damaged frames and an early one come", (line) => {
      for (let one = 0; one < 3; one += 1) line.sendRaw({ type: "ACK", checksumTurned: 1 });
      line.send({ type: "DATA", seq: (line.nextSeq + 3) % 256 });
    });
    s.drive.line.asksCounters();
    s.check.within(counting("rxCrcErrors", 3), "reactionMs");
    s.check.within(counting("rxOutOfSequence"), "reactionMs");
    stillTakes(s);
  }),
];

function isOfLine(type: string): boolean {
  return type === "frame" || type === "malformed";
}
