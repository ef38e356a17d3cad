import { type Command, DeviceEvent, Reply } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Bound } from "../../scenario/drive-parts.ts";
import { message, type Pattern } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const ID = "clock-or-service";
/** By how much a clock is set at the most that counts as the same, ms. */
const STEP_MS = 60_000;

function record(kind: DeviceEvent["kind"]): Pattern {
  return message(DeviceEvent, `a record ${kind}`, (one, trace) => {
    return one.kind === kind && one.seq > trace.restSeq();
  });
}

function setsClock(s: Stage, byMs: number): void {
  s.drive.host.command(`the clock is set by ${byMs} ms`, (_trace, kit) => {
    const civilMs = kit.nowInstant();
    const common = { commandId: ID, verb: "sync-time", actor: "gateway" } as const;
    return { ...common, notAfterMs: kit.muchLaterMs(), civilMs: later(civilMs, byMs) };
  });
}

function later<T extends number>(civilMs: T, byMs: number): T {
  return (civilMs + byMs) as T;
}

const refusedForMode = message(Reply, "it is refused as wrong-mode", (reply) => {
  return reply.commandId === ID && reply.result === "refused" && reply.refusal === "wrong-mode";
});

/** A command that nobody has a right to before a device has its first plan. */
function tooSoon(id: string, verb: Command["verb"], wish: Bound<Partial<Command>>): Scenario {
  return scenario(id, { ...AGAINST, reqs: [R.OMDP_CMD_006], verbs: [verb] }, (s) => {
    s.prologue.timed();
    s.drive.host.command("a command comes before its time of service", (trace, kit) => {
      const common = { commandId: ID, actor: "staff", notAfterMs: kit.laterMs() } as const;
      return { ...common, verb, ...wish(trace, kit) };
    });
    s.check.within(refusedForMode, "reactionMs");
    s.epilogue.stillAnswers();
  });
}

/** What a device writes when its clock is set, and what it refuses before it is in service. */
export const DEVICE_CLOCK_AND_SERVICE: readonly Scenario[] = [
  scenario("clock/set-by-more-than-a-minute", { ...ABOUT, reqs: [R.OMDP_CLK_002] }, (s) => {
    s.prologue.timed();
    setsClock(s, 3 * STEP_MS);
    s.check.within(record("clock.stepped"), "reactionMs");
    s.epilogue.stillAnswers();
  }),

  scenario("clock/set-by-less-than-a-minute", { ...AGAINST, reqs: [R.OMDP_CLK_002] }, (s) => {
    s.prologue.timed();
    setsClock(s, 0);
    s.check.within(record("clock.synced"), "reactionMs");
    s.check.none(record("clock.stepped"));
    s.epilogue.stillAnswers();
  }),

  tooSoon("service/reset-before-its-end", "reset", (trace) => {
    return { epoch: trace.epoch(), throughSeq: trace.lastSeq() };
  }),
  tooSoon("service/mode-before-a-plan", "set-mode", () => ({ mode: "daily-use" })),
];
