import { encodeLinkError } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import { frame } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import {
  ABOUT,
  AGAINST,
  backInContact,
  commandSegment,
  counted,
  err,
  introducedBy,
  ONLINE,
  ofType,
  REPEATS_RESET,
} from "./line-steps.ts";

const TOLD = { resets: "when-told" } as const;

function startsAlone(s: Stage): void {
  s.drive.line.behaves("the kit sends no RST by itself", TOLD);
  s.prologue.started();
}

/** An RSTACK to a handshake that is older than the newest RST but one. */
const ANSWERS_NEWEST = frame("RSTACK", ({ type }) => type === "RSTACK");

/** How a device comes into contact, and how it does not. */
export const DEVICE_LINE_CONTACT: readonly Scenario[] = [
  scenario(
    "link/comes-into-contact",
    { ...ABOUT, reqs: [R.OMDP_LNK_004, R.OMDP_LNK_006, R.OMDP_LNK_031] },
    (s) => {
      startsAlone(s);
      s.check.within(err("no-contact"), "connectMs", { reqs: [R.OMDP_LNK_006] });
      s.drive.line.resets();
      s.check.within(REPEATS_RESET, "reactionMs", { reqs: [R.OMDP_LNK_004] });
      s.check.within(
        frame("DATA with the number 0", ({ type, seq }) => type === "DATA" && seq === 0),
        "reactionMs",
        { reqs: [R.OMDP_LNK_031] },
      );
      s.epilogue.stillAnswers();
    },
  ),

  scenario("link/same-rst-again", { ...ABOUT, reqs: [R.OMDP_LNK_004] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.does("the same RST is sent again", (line) => line.sendReset());
    s.check.within(REPEATS_RESET, "reactionMs");
    s.check.none(ONLINE);
    s.epilogue.stillAnswers();
  }),

  scenario("link/another-handshake", { ...ABOUT, reqs: [R.OMDP_LNK_004] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.resets();
    s.check.within(REPEATS_RESET, "reactionMs");
    s.check.within(ONLINE, "connectMs");
    s.epilogue.stillAnswers();
  }),

  scenario("link/handshake-that-was-over", { ...AGAINST, reqs: [R.OMDP_LNK_004] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.resets();
    s.check.within(ONLINE, "connectMs");
    s.drive.line.passes(400);
    s.drive.fromHere();
    s.drive.line.does("the RST of the contact before comes late", (line) => {
      line.sendReset({ handshake: line.handshake - 1 });
    });
    s.check.none(ANSWERS_NEWEST);
    s.epilogue.stillAnswers();
  }),

  scenario("link/no-numbers-before-confirmation", { ...AGAINST, reqs: [R.OMDP_LNK_031] }, (s) => {
    s.drive.line.behaves("the kit confirms nothing", { contact: "offered" });
    s.prologue.started();
    s.check.within(ofType("RSTACK"), "connectMs");
    s.drive.dut("event");
    s.drive.line.does("a DATA frame comes before its time", (line, kit) => {
      line.send({ type: "DATA", payload: commandSegment(kit, "too-soon") });
    });
    s.check.within(ofType("RSTACK"), "reactionMs");
    s.check.none(ofType("DATA", "ACK", "NAK"));
    backInContact(s);
    s.epilogue.stillAnswers();
  }),

  ...[
    { name: "another-boot", change: { boot: 1, handshake: 0 } },
    { name: "another-handshake", change: { boot: 0, handshake: 7 } },
  ].map(({ name, change }) =>
    scenario(`link/confirmation-of-${name}`, { ...AGAINST, reqs: [R.OMDP_LNK_031] }, (s) => {
      s.drive.line.behaves("the kit confirms nothing", { contact: "offered" });
      s.prologue.started();
      s.check.within(ofType("RSTACK"), "connectMs");
      s.drive.fromHere();
      s.drive.line.does("a confirmation comes that is not its own", (line, { trace }) => {
        const seen = trace.frames().findLast(({ frame: { type } }) => type === "RSTACK");
        const boot = seen === undefined ? 0 : (introducedBy(seen.frame.payload)?.bootId ?? 0);
        const answeredBootId = (boot + change.boot) % 2 ** 32;
        line.sendResetAnswer({ answeredBootId, handshake: line.handshake + change.handshake });
      });
      s.check.none(ofType("DATA"));
      backInContact(s);
      s.epilogue.stillAnswers();
    }),
  ),

  scenario("link/without-contact", { ...ABOUT, reqs: [R.OMDP_LNK_006] }, (s) => {
    startsAlone(s);
    s.check.within(err("no-contact"), "connectMs");
    for (const type of ["DATA", "ACK", "NAK"] as const) {
      s.drive.line.sends(`${type} comes`, { type, payload: Uint8Array.of(0, 1) });
      s.check.within(err("no-contact"), "reactionMs");
    }
    backInContact(s);
    s.epilogue.stillAnswers();
  }),

  scenario("link/after-a-farewell", { ...AGAINST, reqs: [R.OMDP_LNK_006] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.behaves("the kit sends no RST by itself", TOLD);
    s.drive.line.errs("closed");
    s.drive.line.does("DATA of the contact that is over comes", (line, kit) => {
      line.sendData(commandSegment(kit, "after-the-end"));
    });
    s.check.within(err("no-contact"), "reactionMs");
    s.check.none(ofType("DATA", "ACK"));
    backInContact(s);
    s.epilogue.stillAnswers();
  }),

  scenario("link/handshake-of-another-version", { ...AGAINST, reqs: [R.OMDP_LNK_007] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.does("an RST of version 9 comes", (line) => line.sendReset({ version: 9 }));
    s.check.within(
      frame("ERR version with its own", ({ type, payload }) => {
        return type === "ERR" && payload[0] === encodeLinkError("version")[0] && payload[1] === 1;
      }),
      "reactionMs",
    );
    s.check.none(ofType("RSTACK"));
    s.epilogue.stillAnswers();
  }),

  scenario("link/no-error-for-an-error", { ...AGAINST, reqs: [R.OMDP_LNK_018] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.errs("unknown-type");
    s.drive.line.errs("version");
    s.drive.line.sends("an ERR that nobody knows", { type: "ERR", payload: Uint8Array.of(99, 0) });
    s.check.none(ofType("ERR"));
    s.epilogue.stillAnswers();
  }),

  scenario("link/other-layouts-answered-rarely", { ...AGAINST, reqs: [R.OMDP_LNK_018] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.does("ten frames of another layout come", (line) => {
      for (let one = 0; one < 10; one += 1) line.sendRaw({ type: "ACK", version: 2 });
    });
    s.check.holds(
      "at most one ERR version",
      counted(err("version"), (count) => count <= 1),
      { within: "silenceMs" },
    );
    s.epilogue.stillAnswers();
  }),

  scenario("link/asks-ever-more-rarely", { ...ABOUT, reqs: [R.OMDP_LNK_020] }, (s) => {
    startsAlone(s);
    s.prologue.fresh("started");
    s.drive.line.until("it says four times that it has no contact", 20_000, (trace) => {
      return trace.frames().filter(({ frame: one }) => one.type === "ERR").length >= 4;
    });
    s.check.holds(
      "three or more times, with pauses of at most 30 s",
      counted(err("no-contact"), (count, seen, trace) => {
        const short = seen.slice(1).every((one, index) => {
          return trace.cameWithin(seen[index] ?? one, one, 31_000);
        });
        return count >= 3 && short;
      }),
    );
    backInContact(s);
    s.epilogue.stillAnswers();
  }),

  scenario("link/lost-after-silence", { ...AGAINST, reqs: [R.OMDP_LNK_022] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.behaves("the kit sends no RST by itself", TOLD);
    s.drive.line.passes(37_000);
    s.check.within(err("gave-up"), "reactionMs");
    backInContact(s);
    s.epilogue.stillAnswers();
  }),

  scenario("link/kept-by-signs-of-life", { ...ABOUT, reqs: [R.OMDP_LNK_022] }, (s) => {
    s.prologue.settledOnLine();
    s.drive.line.behaves("the kit sends no RST by itself", TOLD);
    for (let turn = 0; turn < 4; turn += 1) {
      s.drive.line.passes(10_000);
      s.drive.line.does("a sign of life is asked for", (line) => {
        line.acknowledge(line.expected, { wantsAnswer: true });
      });
    }
    s.check.none(err("gave-up"));
    s.check.holds(
      "each is answered",
      counted(ofType("ACK"), (count) => count >= 4),
    );
    s.epilogue.stillAnswers();
  }),
];
