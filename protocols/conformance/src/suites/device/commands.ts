import { type Command, DeviceEvent, Reply } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Bound } from "../../scenario/drive-parts.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { message, type Pattern } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { birth } from "./speaking.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const ID = "the-command";

/** A command to set the clock to what it is: any device knows it, and it moves nothing. */
const syncTime: Bound<Command> = (_trace, kit) => ({
  commandId: ID,
  verb: "sync-time",
  notAfterMs: kit.laterMs(),
  civilMs: kit.nowInstant(),
  actor: "gateway",
});

/** Any device can test itself, and no medicine moves. */
const SELF_TEST = { verb: "self-test", actor: "staff" } as const;

/** The record that says that the command waits. */
const keptRecord = message(DeviceEvent, "a record that it is kept", ({ kind, commandId }) => {
  return kind === "wish.kept" && commandId === ID;
});

const keptOnce: Judge = (trace) => {
  const kept = trace.said(DeviceEvent).filter(({ message: one }) => one.kind === "wish.kept");
  const seqs = new Set(kept.map(({ message: { seq } }) => seq));
  return { verdict: seqs.size === 1 ? "pass" : "fail", seen: `${seqs.size} records of it` };
};

function answered(text: string, fits: (reply: Reply) => boolean = () => true): Pattern {
  return message(Reply, text, (reply) => reply.commandId === ID && fits(reply));
}

const done = answered("it is done", ({ result }) => result === "done");

function refused(refusal: NonNullable<Reply["refusal"]>): Pattern {
  return answered(`it is refused as ${refusal}`, (reply) => {
    return reply.result === "refused" && reply.refusal === refusal;
  });
}

/** Any answer at all to the command, apart from one kind. */
function otherThan(refusal: NonNullable<Reply["refusal"]>): Pattern {
  return answered(`an answer other than ${refusal}`, (reply) => reply.refusal !== refusal);
}

function gives(s: Stage, text: string, change: Bound<Partial<Command>> = () => ({})): void {
  s.drive.host.command(text, (trace, kit) => ({ ...syncTime(trace, kit), ...change(trace, kit) }));
}

/** All answers to the command have the same bytes. */
function sameAnswer(copies: number): Judge {
  return (trace, { over }) => {
    const answers = trace
      .said(Reply)
      .filter(({ message: reply }) => reply.commandId === ID)
      .map(({ publication }) => Buffer.from(publication.payload).toString("hex"));
    if (new Set(answers).size > 1) return { verdict: "fail", seen: answers.join(", then ") };
    if (answers.length >= copies) return { verdict: "pass", seen: `${answers.length} answers` };
    return over ? { verdict: "fail", seen: `only ${answers.length} answers` } : undefined;
  };
}

/** The journal tells of the command once: it acted once. */
const actedOnce: Judge = (trace) => {
  const handled = new Set<number>();
  const effects = new Set<number>();
  for (const { message: one } of trace.said(DeviceEvent)) {
    if (one.seq <= trace.restSeq()) continue;
    if (one.kind === "command.handled" && one.commandId === ID) handled.add(one.seq);
    if (one.kind === "clock.synced" || one.kind === "clock.stepped") effects.add(one.seq);
  }
  const seen = `${handled.size} records of its end, ${effects.size} of its effect`;
  if (handled.size + effects.size === 0) return { verdict: "unverified", seen };
  return { verdict: handled.size <= 1 && effects.size <= 1 ? "pass" : "fail", seen };
};

/** What a device does with commands. */
export const DEVICE_COMMANDS: readonly Scenario[] = [
  scenario("cmd/answered", { ...ABOUT, reqs: [R.OMDP_CMD_003, R.OMDP_CMD_001] }, (s) => {
    s.prologue.timed();
    gives(s, "the host sets the clock");
    s.check.within(done, "reactionMs", { reqs: [R.OMDP_CMD_003] });
    s.drive.pause("quietMs");
    s.check.holds("it acted", actedOnce, { scope: "all", reqs: [R.OMDP_CMD_001] });
  }),

  scenario("cmd/acts-once", { ...AGAINST, reqs: [R.OMDP_CMD_001, R.OMDP_CMD_003] }, (s) => {
    s.prologue.timed();
    s.drive.broker.behaves("delivers everything twice, with DUP", { deliver: "twice" });
    for (const turn of ["", ", again", ", and again"]) gives(s, `the host sets the clock${turn}`);
    s.check.holds("every answer is the same", sameAnswer(3), { within: "reactionMs" });
    s.drive.pause("silenceMs");
    s.check.holds("it acted once", actedOnce, { scope: "all", reqs: [R.OMDP_CMD_001] });
  }),

  scenario(
    "cmd/acts-once-over-a-restart",
    { ...AGAINST, reqs: [R.OMDP_CMD_001, R.OMDP_CMD_003] },
    (s) => {
      s.prologue.timed();
      gives(s, "the host sets the clock");
      s.drive.until("it answers", (trace) => trace.replies().some(isIts), "reactionMs");
      s.drive.dut("power-cut");
      s.drive.dut("power-on");
      s.check.within(birth, "connectMs");
      gives(s, "the host sets the clock, again");
      s.check.holds("the answer of before", sameAnswer(2), { within: "reactionMs" });
      s.drive.pause("silenceMs");
      s.check.holds("it acted once", actedOnce, { scope: "all", reqs: [R.OMDP_CMD_001] });
    },
  ),

  scenario("cmd/same-answer-over-a-contact", { ...ABOUT, reqs: [R.OMDP_CMD_003] }, (s) => {
    s.prologue.timed();
    gives(s, "the host sets the clock");
    s.drive.until("it answers", (trace) => trace.replies().some(isIts), "reactionMs");
    s.drive.broker.cuts();
    s.check.within(birth, "connectMs");
    gives(s, "the host sets the clock, again");
    s.check.holds("the answer of before", sameAnswer(2), { within: "reactionMs" });
  }),

  scenario("cmd/refusal-is-final", { ...AGAINST, reqs: [R.OMDP_CMD_003] }, (s) => {
    s.prologue.timed();
    const expired: Bound<Partial<Command>> = (_trace, kit) => ({ notAfterMs: kit.earlierMs() });
    gives(s, "the host gives a command that is over", expired);
    s.drive.until("it answers", (trace) => trace.replies().some(isIts), "reactionMs");
    gives(s, "the same command, now with time left");
    s.check.holds("the answer of before", sameAnswer(2), { within: "reactionMs" });
  }),

  scenario("cmd/deadline-over", { ...AGAINST, reqs: [R.OMDP_CMD_002] }, (s) => {
    s.prologue.timed();
    gives(s, "the host gives a command that is over", (_trace, kit) => ({
      notAfterMs: kit.earlierMs(),
    }));
    s.check.within(refused("expired"), "reactionMs");
    s.check.none(done);
    s.epilogue.stillAnswers();
  }),

  scenario("cmd/deadline-ahead", { ...ABOUT, reqs: [R.OMDP_CMD_002] }, (s) => {
    s.prologue.timed();
    gives(s, "the host gives a command with time left");
    s.check.within(otherThan("expired"), "reactionMs");
  }),

  scenario(
    "cmd/kept-by-the-broker-until-it-is-over",
    { ...AGAINST, reqs: [R.OMDP_CMD_002] },
    (s) => {
      s.prologue.timed();
      s.drive.dut("power-cut");
      gives(
        s,
        "the host gives a command, which is over when the device is back",
        (_trace, kit) => ({
          notAfterMs: kit.earlierMs(),
        }),
      );
      s.drive.dut("power-on");
      s.check.within(refused("expired"), "connectMs");
    },
  ),

  scenario("cmd/time-ahead-of-itself", { ...AGAINST, reqs: [R.OMDP_CMD_015] }, (s) => {
    s.prologue.timed();
    gives(s, "the host sets the clock, later", (_trace, kit) => ({
      notBeforeMs: kit.laterMs(),
      notAfterMs: kit.muchLaterMs(),
    }));
    s.check.within(refused("too-early"), "reactionMs");
    s.check.none(done);
    s.epilogue.stillAnswers();
  }),

  scenario("cmd/early-enough", { ...ABOUT, reqs: [R.OMDP_CMD_004, R.OMDP_CMD_015] }, (s) => {
    s.prologue.timed();
    gives(s, "the host gives a command whose time has come", (_trace, kit) => ({
      notBeforeMs: kit.earlierMs(),
    }));
    s.check.within(otherThan("too-early"), "reactionMs");
  }),

  scenario("cmd/not-before-its-time", { ...AGAINST, reqs: [R.OMDP_CMD_004] }, (s) => {
    s.prologue.timed();
    gives(s, "the host asks for a self-test, later", (_trace, kit) => ({
      ...SELF_TEST,
      notBeforeMs: kit.laterMs(),
      notAfterMs: kit.muchLaterMs(),
    }));
    s.check.within(keptRecord, "reactionMs", { reqs: [R.OMDP_CMD_004] });
    s.check.none(answered("any answer"), { reqs: [R.OMDP_CMD_004] });
    s.epilogue.stillAnswers();
  }),

  scenario("cmd/kept-until-its-time", { ...ABOUT, reqs: [R.OMDP_CMD_014] }, (s) => {
    s.prologue.timed();
    gives(s, "the host asks for a self-test in a moment", (_trace, kit) => ({
      ...SELF_TEST,
      notBeforeMs: kit.soonMs(),
    }));
    s.check.within(keptRecord, "reactionMs");
    s.check.within(done, "reactionMs");
  }),

  scenario("cmd/kept-over-a-restart", { ...AGAINST, reqs: [R.OMDP_CMD_014] }, (s) => {
    s.prologue.timed();
    gives(s, "the host asks for a self-test in a moment", (_trace, kit) => ({
      ...SELF_TEST,
      notBeforeMs: kit.soonMs(),
    }));
    s.check.within(keptRecord, "reactionMs");
    s.drive.dut("power-cut");
    s.drive.dut("power-on");
    s.check.within(birth, "connectMs");
    // An answer that was given without contact comes when the command does.
    gives(s, "the host asks again", (_trace, kit) => ({ ...SELF_TEST, notBeforeMs: kit.soonMs() }));
    s.check.within(answered("it is answered"), "connectMs");
    s.check.holds("it was kept once", keptOnce, { scope: "all" });
  }),

  scenario("cmd/no-right-to-it", { ...AGAINST, reqs: [R.OMDP_CMD_005] }, (s) => {
    s.prologue.timed();
    gives(s, "a user wants to set the clock", () => ({ actor: "user" }));
    s.check.within(refused("not-allowed"), "reactionMs");
    s.check.none(done);
    s.epilogue.stillAnswers();
  }),

  scenario("cmd/right-to-it", { ...ABOUT, reqs: [R.OMDP_CMD_005] }, (s) => {
    s.prologue.timed();
    gives(s, "the gateway sets the clock");
    s.check.within(otherThan("not-allowed"), "reactionMs");
  }),
];

function isIts({ commandId }: Reply): boolean {
  return commandId === ID;
}
