import { nextWindow, zoneTableOf } from "@dosekit/firmware-model";
import { DAY_MS, type DosePlan, HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import { atLocal } from "../incidents/local-times.ts";

/** When each thing of one user's way happens, true time, ms. */
export interface PathwayCalendar {
  readonly startMs: number;
  readonly trainingMs: number;
  readonly testOverMs: number;
  readonly dailyUseMs: number;
  readonly pauseMs: number;
  readonly resumeMs: number;
  /** Doses for the journey are handed out, and the device is switched off and carried. */
  readonly travelMs: number;
  /** First instant whose doses are not in the bag. */
  readonly travelUntilMs: number;
  readonly homeAgainMs: number;
  readonly evaluationMs: number;
  readonly endedMs: number;
  readonly resetMs: number;
  readonly endMs: number;
}

/** Days of the way, from the day on which the device is put up. */
const DAYS = {
  ...{ dailyUse: 15, pause: 20, resume: 24, travel: 28, homeAgain: 32 },
  ...{ evaluation: 36, ended: 40, reset: 41, end: 43 },
} as const;
const TEST_MS = 14 * DAY_MS;
/** When people are about on such errands, and how far they stay from the next dose. */
const FROM_MIN = 9 * 60;
const UNTIL_MIN = 17 * 60;
const AHEAD_MS = 45 * MINUTE_MS;
const BEHIND_MS = 10 * MINUTE_MS;
const STEP_MIN = 10;

/** Lays one user's way out over six weeks, each errand at a time of the day at which no dose waits. */
export function pathwayCalendar(plan: DosePlan, startDay: number): PathwayCalendar {
  const at = (day: number) => quietTime(plan, startDay + day);
  const trainingMs = at(0);
  const travelMs = at(DAYS.travel);
  return {
    startMs: atLocal(startDay, 6 * 60),
    trainingMs,
    testOverMs: trainingMs + TEST_MS,
    dailyUseMs: at(DAYS.dailyUse),
    pauseMs: at(DAYS.pause),
    resumeMs: at(DAYS.resume),
    travelMs,
    travelUntilMs: travelMs + DAY_MS,
    homeAgainMs: at(DAYS.homeAgain),
    evaluationMs: at(DAYS.evaluation),
    endedMs: at(DAYS.ended),
    resetMs: at(DAYS.reset),
    endMs: atLocal(startDay + DAYS.end, 0),
  };
}

/** Counts the doses that fall due between two instants, by the plan alone. */
export function plannedBetween(plan: DosePlan, fromMs: number, untilMs: number): number {
  const table = zoneTableOf(plan.zone);
  let count = 0;
  let window = table === undefined ? undefined : nextWindow(plan, table, fromMs);
  while (table !== undefined && window !== undefined && window.dueMs < untilMs) {
    count += 1;
    window = nextWindow(plan, table, window.dueMs);
  }
  return count;
}

/** The first time of a day at which no window is open and none opens soon; the morning otherwise. */
function quietTime(plan: DosePlan, dayNumber: number): number {
  const table = zoneTableOf(plan.zone);
  for (let minute = FROM_MIN; minute <= UNTIL_MIN; minute += STEP_MIN) {
    const atMs = atLocal(dayNumber, minute);
    let window = table === undefined ? undefined : nextWindow(plan, table, atMs - 6 * HOUR_MS);
    while (table !== undefined && window !== undefined && window.lateMs + BEHIND_MS <= atMs) {
      window = nextWindow(plan, table, window.dueMs);
    }
    if (window === undefined || window.earlyMs > atMs + AHEAD_MS) return atMs;
  }
  return atLocal(dayNumber, FROM_MIN);
}
