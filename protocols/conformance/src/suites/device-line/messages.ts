import { CounterReport, type FrameType, MessageJoiner, readSegment } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { DAMAGES } from "../damages.ts";
import { ABOUT, AGAINST, commandBytes, counting, err, ofType } from "./line-steps.ts";

/** What the kit takes in a frame or a message, in bytes: less than the report is long. */
const SHORT = 128;

const REPORT = message(
  CounterReport,
  `its counter report, of more than ${SHORT} bytes`,
  (_report, _trace, { payload }) => payload.length > SHORT,
);

/** Makes the device refuse messages for so many reasons that its report of them is a long one. */
function asksReport(s: Stage): void {
  for (const { name, spoil } of DAMAGES) {
    s.drive.line.does(`a command: ${name}`, (line, kit) => {
      line.say("cmd", spoil(commandBytes(kit, "damaged")));
    });
  }
  s.drive.host.report("the host asks for a report", () => ({ report: "counters", requestId: 7 }));
  s.drive.host.report("and for another", () => ({ report: "capabilities", requestId: 8 }));
}

const FIRST = 0x80;
const LAST = 0x40;
const CMD = 8;
const ACK = 10;
const EVT = 2;
const NOBODY = 15;

/** Segments that no receiver may make a message of, one DATA frame each, on one of two channels. */
export function wrongSegments(
  channel: number,
  another: number,
): readonly (readonly [string, readonly Uint8Array[]])[] {
  const begins = Uint8Array.of(FIRST + channel, 0, 0, 9, 1);
  const beginsTwo = Uint8Array.of(FIRST + channel, 0, 0, 2, 1);
  return [
    ["goes-on-without-a-beginning", [Uint8Array.of(LAST + channel, 1, 2, 3)]],
    ["ends-before-its-length", [begins, Uint8Array.of(LAST + channel, 2)]],
    ["goes-beyond-its-length", [beginsTwo, Uint8Array.of(LAST + channel, 2, 3)]],
    ["begins-with-nothing", [Uint8Array.of(FIRST + channel, 0, 0, 9)]],
    ["is-longer-than-allowed", [Uint8Array.of(FIRST + channel, 255, 255, 255, 1)]],
    ["begins-within-another", [begins, Uint8Array.of(FIRST + LAST + channel, 2)]],
    ["changes-its-channel", [beginsTwo, Uint8Array.of(LAST + another, 2)]],
  ];
}

const DATA: FrameType = "DATA";

/** Frames that were sent again are passed over. */
const continues: Judge = (trace) => {
  const joiner = new MessageJoiner(65_536);
  let [next, cut] = [0, 0];
  for (const { frame } of trace.frames()) {
    if (frame.type !== DATA || frame.seq !== next) continue;
    next = (next + 1) % 256;
    const [head = 0] = frame.payload;
    if ((head & FIRST) === 0 || (head & LAST) === 0) cut += 1;
    if (!joiner.take(frame.payload).ok) return { verdict: "fail", seen: `DATA ${frame.seq}` };
  }
  // Only a message in more than one piece shows how a device cuts.
  return {
    verdict: cut > 0 ? "pass" : "unverified",
    seen: `${next} frames, ${cut} of them pieces`,
  };
};

/** How a device cuts messages into frames, and what it makes of those that it gets. */
export const DEVICE_LINE_MESSAGES: readonly Scenario[] = [
  scenario(
    "link/segments-within-the-limit",
    { ...ABOUT, reqs: [R.OMDP_LNK_014, R.OMDP_FRM_006] },
    (s) => {
      s.drive.line.behaves("the kit takes 128 bytes in a frame", { payloadMax: SHORT });
      s.prologue.settledOnLine();
      asksReport(s);
      s.check.within(REPORT, "reactionMs", { reqs: [R.OMDP_LNK_014] });
      s.check.every(
        ofType(DATA),
        "a payload of at most 128 bytes",
        (seen) => seen.type === "frame" && seen.frame.payload.length <= SHORT,
        { reqs: [R.OMDP_FRM_006] },
      );
      s.check.holds("each segment continues the message before it", continues, {
        scope: "all",
        reqs: [R.OMDP_LNK_014],
      });
      s.epilogue.stillAnswers();
    },
  ),

  scenario("link/nothing-longer-than-stated", { ...AGAINST, reqs: [R.OMDP_LNK_014] }, (s) => {
    s.drive.line.behaves("the kit takes messages of 128 bytes", { messageMax: SHORT });
    s.prologue.settledOnLine();
    asksReport(s);
    s.check.none({
      text: "a message of more than 128 bytes",
      matches: (seen) => {
        if (seen.type !== "frame" || seen.frame.type !== DATA) return false;
        const segment = readSegment(seen.frame.payload);
        return (segment?.totalBytes ?? segment?.data.length ?? 0) > SHORT;
      },
    });
    s.epilogue.stillAnswers();
  }),

  ...wrongSegments(CMD, ACK).map(([name, payloads]) =>
    scenario(`link/segment-that-${name}`, { ...AGAINST, reqs: [R.OMDP_LNK_015] }, (s) => {
      s.prologue.settledOnLine();
      s.drive.line.does("the segments come", (line) => {
        for (const payload of payloads) line.sendData(payload);
      });
      s.check.within(err("protocol"), "reactionMs");
      s.epilogue.stillAnswers();
    }),
  ),

  ...(
    [
      ["nobody-knows", NOBODY],
      ["goes-the-other-way", EVT],
    ] as const
  ).map(([name, channel]) =>
    scenario(`link/channel-that-${name}`, { ...AGAINST, reqs: [R.OMDP_LNK_016] }, (s) => {
      s.prologue.settledOnLine();
      s.drive.line.does("a message comes there", (line) => {
        line.sendData(Uint8Array.of(FIRST + LAST + channel, 1, 2, 3));
      });
      s.check.within(ofType("ACK", DATA), "reactionMs");
      s.drive.line.asksCounters();
      s.check.within(counting("rxUnknownChannels"), "reactionMs");
      s.check.none(err("protocol"), { scope: "all" });
      s.epilogue.stillAnswers();
    }),
  ),
];
