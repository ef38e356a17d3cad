import { Command } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { counted, counting, err, ofType } from "../device-line/line-steps.ts";
import { wrongSegments } from "../device-line/messages.ts";
import { recordBytes } from "../gateway/played-device.ts";
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
  acknowledged,
  comesBack,
  greeted,
  segment,
  sends,
  stillTakes,
} from "./line-steps.ts";

const COMMANDED = message(Command, "the command comes");
/** Channels of a device. */
const [EVT, RSP] = [2, 3] as const;
const SIDE: LineSide = {
  about: ABOUT,
  kit: "the device",
  withheld: { acknowledge: "never" },
  kept: { acknowledge: "at-once" },
  rests: greeted,
  speaks: (s, name) => s.drive.dut("send-command", () => name),
  said: COMMANDED,
  holdsOn: (s) => s.check.none(ofType("RST")),
  stillWorks: stillTakes,
};

/** Which records the gateway has; it has each once. */
function hasOnce(s: Stage, text: string, count: number): void {
  s.drive.pause("silenceMs");
  s.drive.dut("committed");
  s.check.holds(text, (trace) => {
    const rows = trace.answer("committed") as readonly string[];
    const fits = rows.length === count && new Set(rows).size === count;
    return { verdict: fits ? "pass" : "fail", seen: rows.join(", ") };
  });
}

/** How a gateway counts, acknowledges and repeats, and what it makes of segments. */
export const GATEWAY_LINE_NUMBERS: readonly Scenario[] = [
  scenario(
    "link/records-and-acknowledgements",
    { ...ABOUT, reqs: [R.OMDP_LNK_001, R.OMDP_LNK_008, R.OMDP_LNK_010, R.OMDP_LNK_034] },
    (s) => {
      greeted(s);
      for (const seq of [2, 3, 4]) {
        sends(s, seq);
        s.check.within(ACKNOWLEDGES, "reactionMs");
        s.check.within(acknowledged(seq), "reactionMs");
      }
      s.drive.line.passes(400);
      s.drive.fromHere();
      s.drive.line.passes(1_500);
      s.drive.line.asksCounters();
      s.check.holds("what was acknowledged is not sent again", notAgain);
      hasOnce(s, "it has each record once", 4);
    },
  ),

  scenario(
    "link/frame-twice",
    { ...AGAINST, reqs: [R.OMDP_LNK_001, R.OMDP_LNK_009, R.OMDP_LNK_034] },
    (s) => {
      greeted(s);
      s.drive.line.does("a record comes", (line) => {
        line.sendData(segment("evt", recordBytes(2)));
      });
      s.check.within(acknowledged(2), "reactionMs");
      s.drive.line.does("its frame comes again", (line) => {
        const seq = (line.nextSeq + 255) % 256;
        line.send({ type: "DATA", seq, payload: segment("evt", recordBytes(2)) });
      });
      s.check.within(ACKNOWLEDGES, "reactionMs");
      s.drive.line.asksCounters();
      s.check.within(counting("rxDuplicates"), "reactionMs");
      stillTakes(s, 3);
    },
  ),

  scenario("link/frame-that-came-too-early", { ...AGAINST, reqs: [R.OMDP_LNK_008] }, (s) => {
    greeted(s);
    s.drive.line.does("a record comes before an earlier frame", (line) => {
      const payload = segment("evt", recordBytes(2));
      line.send({ type: "DATA", seq: (line.nextSeq + 1) % 256, payload });
    });
    s.check.none(acknowledged(2));
    stillTakes(s);
  }),

  neverSent(SIDE),

  scenario("link/damage-brings-one-nak", { ...AGAINST, reqs: [R.OMDP_LNK_011] }, (s) => {
    greeted(s);
    s.drive.line.does("five damaged frames come", (line) => {
      for (let one = 0; one < 5; one += 1) {
        line.sendRaw({ type: "DATA", seq: line.nextSeq, checksumTurned: 1 });
      }
    });
    s.check.holds(
      "at most one NAK",
      counted(ofType("NAK"), (count) => count <= 1),
      {
        within: "silenceMs",
      },
    );
    stillTakes(s);
  }),

  scenario("link/sent-again-until-acknowledged", { ...ABOUT, reqs: [R.OMDP_LNK_012] }, (s) => {
    withholds(s, SIDE);
    s.drive.line.passes(400);
    s.drive.line.behaves("the device acknowledges", SIDE.kept);
    s.check.within(COMMANDED, "reactionMs");
    stillTakes(s);
  }),

  scenario(
    "link/four-tries-in-vain",
    { ...AGAINST, reqs: [R.OMDP_LNK_012, R.OMDP_LNK_019] },
    (s) => {
      withholds(s, SIDE);
      s.drive.line.until("it begins anew", 30_000, (trace) => {
        const [data] = trace
          .frames()
          .filter(({ frame: { type } }) => type === "DATA")
          .slice(-1);
        return trace.frames(data?.at ?? 0).some(({ frame: { type } }) => type === "RST");
      });
      s.check.holds("DATA four times, later each time, then RST", (trace, span) =>
        counted(ofType("DATA"), keepsTries(ofType("RST")))(trace, { ...span, over: true }),
      );
      s.drive.line.behaves("the device acknowledges", SIDE.kept);
    },
  ),

  scenario("link/nothing-for-a-busy-peer", { ...AGAINST, reqs: [R.OMDP_LNK_013] }, (s) => {
    isBusy(s, SIDE);
    s.drive.line.passes(2_400);
    s.check.none(ofType("DATA"));
    s.check.holds(
      "it asks whether that is still so",
      counted(ASKS, (count) => count >= 2),
    );
    isFree(s, SIDE);
    s.check.within(COMMANDED, "reactionMs");
    stillTakes(s);
  }),

  noLongerBusy(SIDE),

  scenario(
    "link/record-in-two-segments",
    { ...ABOUT, reqs: [R.OMDP_LNK_014, R.OMDP_LNK_015] },
    (s) => {
      greeted(s);
      s.drive.line.does("a record comes in two segments", (line) => {
        const bytes = recordBytes(2);
        const head = [0x82, 0, 0, bytes.length, ...bytes.subarray(0, 9)];
        line.sendData(Uint8Array.from(head));
        line.sendData(Uint8Array.from([0x42, ...bytes.subarray(9)]));
      });
      s.check.within(acknowledged(2), "reactionMs");
      stillTakes(s, 3);
    },
  ),

  ...wrongSegments(EVT, RSP).map(([name, payloads]) =>
    scenario(`link/segment-that-${name}`, { ...AGAINST, reqs: [R.OMDP_LNK_015] }, (s) => {
      greeted(s);
      s.drive.line.does("the segments come", (line) => {
        for (const payload of payloads) line.sendData(payload);
      });
      s.check.within(ofType("RST"), "reactionMs");
      comesBack(s);
    }),
  ),

  ...(
    [
      ["nobody-knows", 15],
      ["goes-the-other-way", 8],
    ] as const
  ).map(([name, channel]) =>
    scenario(`link/channel-that-${name}`, { ...AGAINST, reqs: [R.OMDP_LNK_016] }, (s) => {
      greeted(s);
      s.drive.line.does("a message comes there", (line) => {
        line.sendData(Uint8Array.of(0xc0 + channel, 1, 2, 3));
      });
      s.check.within(ACKNOWLEDGES, "reactionMs");
      s.drive.line.asksCounters();
      s.check.within(counting("rxUnknownChannels"), "reactionMs");
      s.check.none(err("protocol"));
      stillTakes(s);
    }),
  ),
];
