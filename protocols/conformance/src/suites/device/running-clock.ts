import { DeviceEvent } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import {
  DAY_NEEDS,
  FIRST_DUE_MIN,
  FIRST_LATE_MIN,
  fresh,
  inService,
  journal,
  notesBegin,
  runsTo,
} from "./day.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device", needs: DAY_NEEDS } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const MINUTE_MS = 60_000;
const UNTIL_MIN = FIRST_LATE_MIN + 11;

/** What fell due on the way was done at its own instant, and in its order. */
const eachAtItsInstant: Judge = (trace) => {
  const beginMs = Number(trace.answer("begin-ms"));
  const rows = journal(trace).filter(({ doseId }) => doseId?.startsWith("m/") === true);
  const atMinute = ({ civilMs }: DeviceEvent) => ((civilMs ?? 0) - beginMs) / MINUTE_MS;
  const offered = rows.find(({ kind }) => kind === "dose.offered");
  const closed = rows.find(({ kind }) => kind === "dose.closed");
  const seen = rows.map((one) => `${one.kind} at minute ${atMinute(one).toFixed(2)}`).join(", ");
  const isNear = (one: DeviceEvent | undefined, minute: number) =>
    one !== undefined && Math.abs(atMinute(one) - minute) <= 1;
  const times = journal(trace).map(({ uptimeMs }) => uptimeMs);
  const isOrdered = times.every((time, at) => at === 0 || time >= (times[at - 1] ?? 0));
  const isRight = isNear(offered, FIRST_DUE_MIN) && isNear(closed, FIRST_LATE_MIN) && isOrdered;
  return { verdict: isRight ? "pass" : "fail", seen };
};

const lidMoves = fresh(
  "a new record",
  ({ kind }) => kind === "lid.opened" || kind === "lid.closed",
);

/** The clock of the newest record shows a minute of the day, or a later one. */
const clockWentOn =
  (minute: number): Judge =>
  (trace) => {
    const beginMs = Number(trace.answer("begin-ms"));
    const { kind, civilMs = 0 } = journal(trace).at(-1) ?? {};
    const seen = `${kind} at minute ${((civilMs - beginMs) / MINUTE_MS).toFixed(2)}`;
    return { verdict: civilMs >= beginMs + minute * MINUTE_MS ? "pass" : "fail", seen };
  };

/** What a device does whose time is made to run. */
export const DEVICE_RUNNING_CLOCK: readonly Scenario[] = [
  scenario("clock/runs-in-order", { ...ABOUT, reqs: [R.OMDP_TCK_005, R.OMDP_TCK_002] }, (s) => {
    inService(s);
    notesBegin(s);
    runsTo(s, UNTIL_MIN);
    s.check.holds("all at its own instant", eachAtItsInstant, { reqs: [R.OMDP_TCK_005] });
    s.drive.dut("event");
    s.check.within(lidMoves, "reactionMs");
    s.check.holds("the clock shows the instant", clockWentOn(UNTIL_MIN));
  }),

  scenario("clock/never-runs-back", { ...AGAINST, reqs: [R.OMDP_TCK_005] }, (s) => {
    inService(s);
    notesBegin(s);
    runsTo(s, FIRST_DUE_MIN - 2);
    runsTo(s, 1);
    s.drive.dut("event");
    s.check.within(lidMoves, "reactionMs");
    s.check.holds("the clock was not turned back", clockWentOn(FIRST_DUE_MIN - 2));
    s.check.none(
      message(DeviceEvent, "the clock is set", ({ kind, seq }, trace) => {
        return kind === "clock.stepped" && seq > trace.receivedSeq();
      }),
    );
    s.epilogue.stillAnswers();
  }),
];
