import { CapabilityReport, type Command, instant, Reply } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Bound } from "../../scenario/drive-parts.ts";
import { type Kit, NotOffered } from "../../scenario/kit.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";
import { commands, fresh, gives } from "./day.ts";

const ABOUT = { profile: "CORE", kind: "negative", role: "device" } as const;
const VERBS = { verbs: ["self-test", "sync-time"] } as const;
const ID = "tested-once";
/** Name of the note of when it all began, by the kit's clock. */
const BEGIN = "begin-of-case";

/** Answers that a device is taken to keep that does not say how many. */
const KEPT_BY_DEFAULT = 32;
/** More than so many it is not asked for: a device with room for more need not forget any. */
const KEPT_MAX = 128;
/** Answers that it has room for beside those of the flood. */
const ROOM = 4;
/** Commands that come when all others are over; one more than it has room for at the least. */
const LATE = ROOM + 1;

/**
 * Deadlines, and what the clock is set to, in tolerances since the case began. Set back, the clock is
 * short of the self-test's deadline and past those of the flood, so that there is room.
 */
const AT = { flooded: 2, back: 3, tested: 4, ahead: 5, never: 8 } as const;

function at(kit: Kit, tolerances: number) {
  const beginMs = Number(kit.trace.answer(BEGIN));
  return instant(beginMs + tolerances * kit.params.clockToleranceMs);
}

/** A self-test moves no medicine. */
const selfTest: Bound<Command> = (_trace, kit) => {
  return { commandId: ID, verb: "self-test", actor: "staff", notAfterMs: at(kit, AT.tested) };
};

function testsItself(s: Stage): void {
  s.drive.does("staff ask for a self-test, which is done", async (kit) => {
    await gives(kit, selfTest(kit.trace, kit));
    const { result, refusal } = firstReply(kit.trace)?.message ?? {};
    if (result !== "done") throw new NotOffered(`no self-test: ${refusal ?? "silence"}`);
  });
}

function firstReply(trace: Trace) {
  return trace.said(Reply).find(({ message: { commandId } }) => commandId === ID);
}

/** The user gives commands that they have no right to: nothing happens, and each answer is kept. */
function flood(s: Stage, name: string, count: (trace: Trace) => number, notAfter: number): void {
  s.drive.does(`a user wants self-tests: ${name}`, async (kit) => {
    const notAfterMs = at(kit, notAfter);
    for (let one = 0; one < count(kit.trace); one += 1) {
      const about = { commandId: `${name}-${one}`, verb: "self-test", actor: "user" } as const;
      if (!(await gives(kit, { ...about, notAfterMs }))) return;
    }
  });
}

/** As many as leave {@link ROOM} in what the device keeps. */
function floodSize(trace: Trace): number {
  const { repliesKept = KEPT_BY_DEFAULT } = trace.said(CapabilityReport).at(-1)?.message ?? {};
  return Math.min(repliesKept, KEPT_MAX) - ROOM;
}

function setsClock(s: Stage, commandId: string, tolerances: number): void {
  commands(s, `the clock is set: ${commandId}`, (_trace, kit) => ({
    ...{ commandId, verb: "sync-time", actor: "gateway", civilMs: at(kit, tolerances) },
    notAfterMs: at(kit, AT.never),
  }));
  s.drive.host.acknowledgeUntilAtRest();
}

/** A self-test is answered, its deadline passes, others need the room, and the clock goes back. */
function forgets(s: Stage): void {
  s.prologue.timed();
  // What it keeps would be in the way of the cases behind.
  s.prologue.fresh("new");
  s.drive.does("the time is noted", (kit) => kit.note(BEGIN, kit.nowMs()));
  s.drive.host.report("the host asks how many answers it keeps", () => {
    return { requestId: 1, report: "capabilities" };
  });
  s.drive.until("it says so", (trace) => trace.said(CapabilityReport).length > 0, "reactionMs");
  testsItself(s);
  flood(s, "early", floodSize, AT.flooded);
  s.drive.host.acknowledgeUntilAtRest();
  setsClock(s, "ahead", AT.ahead);
  flood(s, "late", () => LATE, AT.never);
  setsClock(s, "back", AT.back);
}

const asBefore = message(Reply, "the answer of before", ({ commandId }, trace, { payload }) => {
  const first = firstReply(trace)?.publication.payload;
  return commandId === ID && first !== undefined && Buffer.compare(first, payload) === 0;
});

const expired = message(Reply, "it is refused as expired", ({ commandId, refusal }) => {
  return commandId === ID && refusal === "expired";
});

const testedAgain = fresh("another self-test", ({ kind }) => kind === "device.self-tested");

/** What a device does with a command whose answer it may have forgotten. */
export const DEVICE_FORGOTTEN_ANSWERS: readonly Scenario[] = [
  scenario("cmd/acts-once-when-set-back", { ...ABOUT, ...VERBS, reqs: [R.OMDP_CMD_001] }, (s) => {
    forgets(s);
    s.drive.fromHere();
    s.drive.host.command("the self-test comes again", selfTest);
    s.check.anyOf([expired, asBefore], "reactionMs");
    s.check.none(testedAgain);
    s.epilogue.stillAnswers();
  }),
];
