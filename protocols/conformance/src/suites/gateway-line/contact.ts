import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { frame } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import { counted, err, ofType } from "../device-line/line-steps.ts";
import { recordBytes } from "../gateway/played-device.ts";
import {
  ABOUT,
  AGAINST,
  CONFIRMS,
  comesBack,
  greeted,
  resetsIn,
  segment,
  stillTakes,
} from "./line-steps.ts";

const REFUSED = { contact: "refused" } as const;
const MADE = { contact: "made" } as const;

const sameAgain: Judge = (trace, { over }) => {
  const resets = resetsIn(trace);
  const [first, second] = resets;
  if (second === undefined || first === undefined) {
    return over
      ? { verdict: "fail", seen: `${resets.length} RST`, restsOnSilence: true }
      : undefined;
  }
  const isSame = first.bootId === second.bootId && first.handshake === second.handshake;
  return { verdict: isSame ? "pass" : "fail", seen: `${first.handshake}, ${second.handshake}` };
};

/** The handshake after a contact has a number that no RST before that contact had. */
const newNumber: Judge = (trace, { from, over }) => {
  const [next] = resetsIn(trace, from);
  if (next === undefined) {
    return over ? { verdict: "fail", seen: "no RST", restsOnSilence: true } : undefined;
  }
  const before = resetsIn(trace).slice(0, -resetsIn(trace, from).length);
  const isNew = before.every(({ handshake }) => handshake !== next.handshake);
  return { verdict: isNew ? "pass" : "fail", seen: `handshake ${next.handshake}` };
};

/** How a gateway comes into contact, and how it begins anew. */
export const GATEWAY_LINE_CONTACT: readonly Scenario[] = [
  scenario("link/comes-into-contact", { ...ABOUT, reqs: [R.OMDP_LNK_003, R.OMDP_LNK_005] }, (s) => {
    s.prologue.started();
    s.check.within(ofType("RST"), "connectMs", { reqs: [R.OMDP_LNK_003] });
    s.check.within(CONFIRMS, "connectMs", { reqs: [R.OMDP_LNK_005], scope: "all" });
  }),

  scenario("link/same-rst-while-it-waits", { ...ABOUT, reqs: [R.OMDP_LNK_003] }, (s) => {
    s.drive.line.behaves("the device answers nothing", REFUSED);
    s.prologue.started();
    s.check.holds("the same RST again", sameAgain, { within: "connectMs" });
    s.drive.line.behaves("the device answers", MADE);
    comesBack(s);
  }),

  scenario("link/new-number-for-a-new-contact", { ...AGAINST, reqs: [R.OMDP_LNK_003] }, (s) => {
    greeted(s);
    s.drive.line.errs("no-contact");
    s.check.holds("an RST with a handshake that is new", newNumber, { within: "reactionMs" });
    comesBack(s);
  }),

  ...(
    [
      ["another-handshake", { handshake: 9_999 }],
      ["another-boot-of-the-gateway", { answeredBootId: 4_294_967_295 }],
      ["another-version", { version: 9 }],
    ] as const
  ).map(([name, change]) => {
    const req = name === "another-version" ? R.OMDP_LNK_007 : R.OMDP_LNK_005;
    return scenario(`link/answer-of-${name}`, { ...AGAINST, reqs: [req] }, (s) => {
      s.drive.line.behaves("the device answers nothing by itself", REFUSED);
      s.prologue.started();
      s.check.within(ofType("RST"), "connectMs");
      s.drive.line.does("an answer comes that is none", (line, { trace }) => {
        const reset = resetsIn(trace).at(-1);
        const { bootId = 0, handshake = 0 } = reset ?? {};
        line.sendResetAnswer({ answeredBootId: bootId, handshake, ...change });
      });
      s.check.none(ofType("RSTACK", "DATA"));
      s.drive.line.behaves("the device answers", MADE);
      comesBack(s);
    });
  }),

  scenario("link/answer-of-another-boot", { ...AGAINST, reqs: [R.OMDP_LNK_005] }, (s) => {
    greeted(s);
    s.drive.line.does("the answer of another boot of the device comes", (line) => {
      line.sendResetAnswer({ bootId: (line.bootId + 1) % 2 ** 32 });
    });
    s.check.within(ofType("RST"), "reactionMs");
    comesBack(s);
  }),

  ...(["no-contact", "gave-up"] as const).map((error) =>
    scenario(`link/anew-after-${error}`, { ...ABOUT, reqs: [R.OMDP_LNK_019] }, (s) => {
      greeted(s);
      s.drive.line.errs(error);
      s.check.within(ofType("RST"), "reactionMs");
      comesBack(s);
    }),
  ),

  scenario("link/asked-for-while-it-pauses", { ...AGAINST, reqs: [R.OMDP_LNK_019] }, (s) => {
    s.drive.line.behaves("the device answers nothing", REFUSED);
    s.prologue.started();
    s.drive.line.passes(13_000);
    s.drive.line.behaves("the device answers", MADE);
    s.drive.line.errs("no-contact");
    s.check.within(ofType("RST"), "reactionMs");
    comesBack(s);
  }),

  scenario("link/goes-on-trying", { ...ABOUT, reqs: [R.OMDP_LNK_020] }, (s) => {
    s.drive.line.behaves("the device answers nothing", REFUSED);
    s.prologue.started();
    s.drive.line.passes(16_000);
    s.check.holds(
      "five RST or more",
      counted(ofType("RST"), (count) => count >= 5),
    );
    s.drive.line.behaves("the device answers", MADE);
    comesBack(s);
  }),

  scenario("link/asks-for-life", { ...ABOUT, reqs: [R.OMDP_LNK_022] }, (s) => {
    greeted(s);
    s.drive.line.passes(22_000);
    s.check.holds(
      "it asks in each 10 s",
      counted(ofType("ACK"), (count) => count >= 2),
    );
    s.check.none(ofType("RST"));
    stillTakes(s);
  }),

  scenario("link/lost-after-silence", { ...AGAINST, reqs: [R.OMDP_LNK_022] }, (s) => {
    greeted(s);
    s.drive.line.behaves("the device answers nothing", REFUSED);
    s.drive.line.passes(37_000);
    s.check.within(ofType("RST"), "reactionMs");
    s.drive.line.behaves("the device answers", MADE);
    comesBack(s);
  }),

  scenario("link/no-error-for-an-error", { ...AGAINST, reqs: [R.OMDP_LNK_018] }, (s) => {
    greeted(s);
    s.drive.line.errs("unknown-type");
    s.drive.line.sends("an ERR that nobody knows", { type: "ERR", payload: Uint8Array.of(99, 0) });
    s.check.none(ofType("ERR"));
    stillTakes(s);
  }),

  scenario("link/other-layouts-answered-rarely", { ...AGAINST, reqs: [R.OMDP_LNK_018] }, (s) => {
    greeted(s);
    s.drive.line.does("ten frames of another layout come", (line) => {
      for (let one = 0; one < 10; one += 1) line.sendRaw({ type: "ACK", version: 2 });
    });
    s.check.holds(
      "at most one ERR version",
      counted(err("version"), (count) => count <= 1),
      {
        within: "silenceMs",
      },
    );
    stillTakes(s);
  }),

  scenario("link/record-before-contact", { ...AGAINST, reqs: [R.OMDP_LNK_005] }, (s) => {
    s.drive.line.behaves("the device answers nothing", REFUSED);
    s.prologue.started();
    s.check.within(ofType("RST"), "connectMs");
    s.drive.line.does("a record comes before contact", (line) => {
      line.send({ type: "DATA", payload: segment("evt", recordBytes(1)) });
    });
    s.check.none(frame("an acknowledgement of it", ({ type, ack }) => type === "ACK" && ack === 1));
    s.drive.line.behaves("the device answers", MADE);
    comesBack(s);
  }),
];
