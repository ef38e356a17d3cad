import { DeviceEvent, encodeFrame, type FrameType } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import { frame, message, type Pattern } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { AGAINST, commandSegment, counted, ofType, ABOUT as POINT, replied } from "./line-steps.ts";

const ABOUT = { ...POINT, line: "shared" } as const;
const WRONG = { ...AGAINST, line: "shared" } as const;
const ANY = frame("any frame");
const NEWS: Pattern = message(DeviceEvent, "a new record", ({ seq }, trace) => {
  return seq > trace.restSeq();
});

/** Everything rests, and the kit asks only when it is told to. */
function atRest(s: Stage): void {
  s.prologue.settledOnLine();
  s.drive.line.passes(400);
  s.drive.line.behaves("the kit asks nobody", { turns: "left", contact: "offered" });
  // What the last turn asked for has come by then, on a busy machine too.
  s.drive.line.passes(800);
  s.drive.fromHere();
}

function asksAgain(s: Stage): void {
  s.drive.line.behaves("the kit asks again", { turns: "taken", contact: "made" });
}

const ASKED: readonly FrameType[] = ["ACK", "NAK", "RST", "RSTACK", "COUNT", "DATA"];
/** Neither the address of the device nor one that is never on a line. */
const OTHER_ADDRESS = 77;
const EVERY_ADDRESS = 127;
const FROM_DEVICE = 128;

/** How a device behaves on a line that it shares. */
export const DEVICE_LINE_SHARED: readonly Scenario[] = [
  scenario("shared/carries-messages", { ...ABOUT, reqs: [R.OMDP_LNK_001, R.OMDP_LNK_004] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.dut("event");
    s.check.within(NEWS, "reactionMs");
    s.epilogue.stillAnswers();
  }),

  ...ASKED.map((type) =>
    scenario(
      `shared/one-answer-to-${type.toLowerCase()}`,
      { ...ABOUT, reqs: [R.OMDP_LNK_023] },
      (s) => {
        atRest(s);
        s.drive.line.does(`${type} comes`, (line, kit) => {
          if (type === "RST") line.sendReset();
          else if (type === "RSTACK") line.sendResetAnswer();
          else if (type === "DATA") line.sendData(commandSegment(kit, "asked"));
          else
            line.send({ type, payload: type === "COUNT" ? new Uint8Array() : Uint8Array.of(0, 1) });
        });
        s.check.within(ANY, "reactionMs");
        s.check.holds(
          "one frame and no more",
          counted(ANY, (count) => count === 1),
          {
            within: "silenceMs",
          },
        );
        asksAgain(s);
        s.epilogue.stillAnswers();
      },
    ),
  ),

  scenario("shared/silent-until-asked", { ...WRONG, reqs: [R.OMDP_LNK_023] }, (s) => {
    atRest(s);
    s.drive.dut("event");
    s.check.none(ANY);
    asksAgain(s);
    s.check.within(NEWS, "reactionMs");
    s.epilogue.stillAnswers();
  }),

  scenario("shared/no-answer-for-another", { ...WRONG, reqs: [R.OMDP_LNK_023] }, (s) => {
    atRest(s);
    s.drive.line.does("frames for another address come", (line, kit) => {
      const payload = commandSegment(kit, "for-another");
      line.sendRaw({ type: "ACK", addressByte: OTHER_ADDRESS, payload: Uint8Array.of(0) });
      line.sendRaw({ type: "DATA", seq: line.nextSeq, addressByte: OTHER_ADDRESS, payload });
      line.sendRaw({ type: "DATA", seq: line.nextSeq, addressByte: 9 + FROM_DEVICE, payload });
      line.sendRaw({
        type: "DATA",
        seq: line.nextSeq,
        payload: Uint8Array.of(0xc8),
        addressByte: 0,
      });
    });
    s.check.none(ANY);
    asksAgain(s);
    s.check.none(replied("for-another"));
    s.epilogue.stillAnswers();
  }),

  scenario("shared/addresses-that-cannot-be", { ...WRONG, reqs: [R.OMDP_FRM_009] }, (s) => {
    atRest(s);
    s.drive.line.does("frames with such addresses come", (line) => {
      for (const addressByte of [0, FROM_DEVICE, FROM_DEVICE + EVERY_ADDRESS]) {
        line.sendRaw({ type: "ACK", addressByte, payload: Uint8Array.of(0) });
      }
    });
    s.check.none(ANY);
    asksAgain(s);
    s.epilogue.stillAnswers();
  }),

  scenario("shared/own-address-in-each-frame", { ...ABOUT, reqs: [R.OMDP_FRM_009] }, (s) => {
    s.prologue.settledOnLine();
    s.check.every(
      { text: "what it sent", matches: ({ type }) => type === "frame" || type === "malformed" },
      "a frame from its address",
      (seen) => {
        return (
          seen.type === "frame" &&
          seen.frame.drop?.from === "device" &&
          seen.frame.drop.address === 9
        );
      },
    );
  }),

  scenario("shared/no-answer-to-everyone", { ...WRONG, reqs: [R.OMDP_LNK_023] }, (s) => {
    atRest(s);
    s.drive.line.does("frames for everyone come", (line, kit) => {
      const payload = commandSegment(kit, "for-everyone");
      line.sendRaw({ type: "DATA", seq: line.nextSeq, addressByte: EVERY_ADDRESS, payload });
      line.sendRaw({ type: "ACK", addressByte: EVERY_ADDRESS, payload: Uint8Array.of(0) });
      line.sendRaw({ type: "TIME", addressByte: EVERY_ADDRESS, payload: new Uint8Array(6) });
    });
    s.check.none(ANY);
    asksAgain(s);
    s.check.none(replied("for-everyone"));
    s.epilogue.stillAnswers();
  }),

  scenario("shared/frame-with-a-pause-in-it", { ...WRONG, reqs: [R.OMDP_LNK_032] }, (s) => {
    atRest(s);
    s.drive.line.does("half a frame comes", (line) => line.sendBytes(poll().subarray(0, 6)));
    s.drive.line.passes(400);
    s.drive.line.does("the rest of it comes late", (line) => line.sendBytes(poll().subarray(6)));
    s.check.none(ANY);
    asksAgain(s);
    s.epilogue.stillAnswers();
  }),

  scenario("shared/frame-in-two-pieces", { ...ABOUT, reqs: [R.OMDP_LNK_032] }, (s) => {
    atRest(s);
    s.drive.line.does("a frame comes in two pieces, at once", (line) => {
      line.sendBytes(poll().subarray(0, 6));
      line.sendBytes(poll().subarray(6));
    });
    s.check.within(ofType("COUNT"), "reactionMs");
    asksAgain(s);
    s.epilogue.stillAnswers();
  }),
];

function poll(): Uint8Array {
  const drop = { address: 9, from: "gateway" } as const;
  return encodeFrame({ type: "COUNT", seq: 0, ack: 0, payload: new Uint8Array(), drop });
}
