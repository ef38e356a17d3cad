import { type DosePlan, type Instant, instant, type PlanEntry } from "@dosekit/protocols";
import { R, type RequirementId } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import type { Kit } from "../../scenario/kit.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import {
  DAY_NEEDS,
  dayInstant,
  entry,
  FIRST_DUE_MIN,
  inService,
  journalOf,
  LOADED,
  localDate,
  planOf,
  runsTo,
  setsClock,
  tells,
} from "./day.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device", needs: DAY_NEEDS } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const MINUTE_MS = 60_000;
const DAY_MIN = 1_440;
/** How long before the dose another one of the plan is due, min. */
const BESIDE_MIN = 60;
/** How soon that one is taken, min: the least spacing of the plan counts from then. */
const AT_ONCE_MIN = 0.05;

/** A dose, and the instant at which it is due. */
interface DueCase {
  readonly entryId: string;
  /** Clock time in Oslo, in minutes since midnight. */
  readonly minuteOfDay: number;
  readonly date: (kit: Kit) => string;
  readonly dueMs: (kit: Kit) => number;
  readonly more?: Partial<DosePlan>;
  /** Other entries of the plan. */
  readonly beside?: readonly Partial<PlanEntry>[];
}

/** The year of the day. */
function yearOf(kit: Kit): number {
  return Number(localDate(kit, 0).slice(0, 4));
}

/** The last Sunday of a month, on which Oslo changes its clocks in March and October. */
function lastSunday(kit: Kit, month: number): number {
  const last = new Date(Date.UTC(yearOf(kit), month, 31));
  return Date.UTC(yearOf(kit), month, 31 - last.getUTCDay());
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function planFor(kit: Kit, { entryId, minuteOfDay, date, more, beside = [] }: DueCase): DosePlan {
  const common = { startDate: date(kit), lateMin: 15 };
  const own = entry(entryId, 0, { ...common, minuteOfDay });
  const others = beside.map((one) => entry(one.id ?? "a", 0, { ...common, ...one }));
  return planOf(kit, [...others, own], more);
}

const isDueThen =
  (entryId: string): Judge =>
  (trace) => {
    const [one] = journalOf(trace, "dose.offered", entryId);
    const wanted = trace.answer("due-ms");
    const seen = `${one?.doseId} due ${one?.dueMs}, wanted ${wanted}`;
    const isRight = one?.dueMs === wanted && one?.doseId === trace.answer("dose-id");
    return { verdict: isRight ? "pass" : "fail", seen };
  };

/** The dose is offered at the instant at which it is due, and under its name. */
function dueAt(id: string, reqs: readonly RequirementId[], dose: DueCase): Scenario {
  const { entryId, date, dueMs } = dose;
  const at = (kit: Kit, minutes: number): Instant => instant(dueMs(kit) + minutes * MINUTE_MS);
  return scenario(`time/${id}`, { ...ABOUT, reqs }, (s) => {
    const lead = dose.beside === undefined ? 5 : BESIDE_MIN + 5;
    inService(s, {
      begin: (kit) => at(kit, -lead),
      plan: (_trace, kit) => planFor(kit, dose),
    });
    s.drive.does("when it is due", (kit) => {
      kit.note("due-ms", dueMs(kit));
      kit.note("dose-id", `${entryId}/${date(kit)}`);
    });
    if (dose.beside !== undefined) takesBefore(s, (kit) => at(kit, AT_ONCE_MIN - BESIDE_MIN));
    s.drive.host.runsClock("time passes up to a minute before", (_trace, kit) => at(kit, -1));
    s.check.none(tells("dose.offering", entryId, "the dose comes into reach"), { scope: "all" });
    s.drive.host.runsClock("time passes up to a minute behind", (_trace, kit) => at(kit, 1));
    s.check.within(tells("dose.offered", entryId, "the dose lies ready"), "reactionMs");
    s.check.holds("at its instant, under its name", isDueThen(entryId));
  });
}

/** The dose before is taken: a roll gives nothing behind a pouch that was missed. */
function takesBefore(s: Stage, when: (kit: Kit) => Instant): void {
  s.drive.host.runsClock("time passes up to the dose before", (_trace, kit) => when(kit));
  s.drive.dut("take");
}

const HALF_PAST_TWO = 150;
const HOUR_MS = 3_600_000;

/** When the doses of a plan are due. */
export const DEVICE_DUE_TIMES: readonly Scenario[] = [
  dueAt("due-in-winter", [R.OMDP_TIM_001, R.OMDP_TIM_005], {
    entryId: "m",
    minuteOfDay: 600,
    date: (kit) => localDate(kit, 0),
    dueMs: (kit) => dayInstant(kit, 60),
  }),
  dueAt("due-in-summer", [R.OMDP_TIM_001], {
    entryId: "m",
    minuteOfDay: 600,
    date: (kit) => `${yearOf(kit)}-07-15`,
    dueMs: (kit) => Date.UTC(yearOf(kit), 6, 15, 8),
  }),
  dueAt("due-in-a-gap", [R.OMDP_TIM_003], {
    entryId: "m",
    minuteOfDay: HALF_PAST_TWO,
    date: (kit) => dateOf(lastSunday(kit, 2)),
    dueMs: (kit) => lastSunday(kit, 2) + 1.5 * HOUR_MS,
  }),
  dueAt("due-in-a-fold", [R.OMDP_TIM_004], {
    entryId: "m",
    minuteOfDay: HALF_PAST_TWO,
    date: (kit) => dateOf(lastSunday(kit, 9)),
    dueMs: (kit) => lastSunday(kit, 9) + 0.5 * HOUR_MS,
  }),
  dueAt("moved-by-a-gap", [R.OMDP_TIM_008], {
    entryId: "n",
    minuteOfDay: 180,
    date: (kit) => dateOf(lastSunday(kit, 2)),
    dueMs: (kit) => lastSunday(kit, 2) + HOUR_MS + 50 * MINUTE_MS,
    more: { spacing: "shift-later", minimumSpacingMin: 60 },
    beside: [{ id: "m", minuteOfDay: 110 }],
  }),

  scenario("time/every-other-day", { ...ABOUT, reqs: [R.OMDP_TIM_010] }, (s) => {
    everyOther(s, 2);
    runsTo(s, 2 * DAY_MIN + FIRST_DUE_MIN + 1);
    s.check.within(tells("dose.offered", "m", "the dose lies ready"), "reactionMs");
  }),

  scenario("time/not-on-the-day-between", { ...AGAINST, reqs: [R.OMDP_TIM_010] }, (s) => {
    everyOther(s, 1);
    runsTo(s, DAY_MIN + FIRST_DUE_MIN + 1);
    s.check.none(tells("dose.offering", "m", "the dose comes into reach"));
    s.epilogue.stillAnswers();
  }),

  scenario("time/not-behind-its-last-date", { ...AGAINST, reqs: [R.OMDP_TIM_010] }, (s) => {
    everyOther(s, 4);
    runsTo(s, 4 * DAY_MIN + FIRST_DUE_MIN + 1);
    s.check.none(tells("dose.offering", "m", "the dose comes into reach"));
    s.epilogue.stillAnswers();
  }),
];

/** A dose on the first and the third day; it is shortly before its clock time on another day. */
function everyOther(s: Stage, days: number): void {
  inService(s, {
    plan: (_trace, kit) => {
      const own = entry("m", FIRST_DUE_MIN, { everyDays: 2, endDate: localDate(kit, 3) });
      return planOf(kit, [own]);
    },
  });
  const minute = days * DAY_MIN + FIRST_DUE_MIN - 1;
  setsClock(s, `the clock is set to day ${days}`, (kit) => dayInstant(kit, minute), "another-day");
  // A roll gives nothing behind a pouch that was missed: staff put in another one.
  s.drive.dut("load", () => LOADED);
  s.drive.fromHere();
}
