import type { DeviceEvent, DosePlan } from "@dosekit/protocols";
import { dosesClosing, type PlannedDose } from "./planned-doses.ts";

/** A dose that no pouch carried, and the alert that says so. */
export interface MissingDose {
  readonly doseId: string;
  readonly dueMs: number;
  readonly alertId: string;
}

/** What is known of one roll whose pouches say when they are due; plain data. */
export interface RollStanding {
  /** The plans that stand behind the roll, oldest first, each with the instant from which it holds. */
  readonly plans: readonly { readonly plan: DosePlan; readonly fromMs: number }[];
  /** Every planned dose whose window closed up to here has been judged, ms since the Unix epoch. */
  readonly judgedMs: number;
  /** The device has told of everything up to here, by its own clock. */
  readonly toldThroughMs: number;
  /** Doses that the device told of, by name where it has the plan's, and by due time. */
  readonly told: readonly { readonly doseId?: string; readonly dueMs: number }[];
  /** Stretches whose doses were handed out ahead, or in which nothing was to be given. */
  readonly spared: readonly { readonly fromMs: number; readonly untilMs?: number }[];
  readonly missing: readonly MissingDose[];
}

/** How late a device may tell of a dose after its window closed, ms. @see rule S3 */
export const TELLING_MS = 10 * 60_000;
/** How long a device in contact may be silent about a dose before that is believed, ms; inferred. */
export const SILENCE_MS = 30 * 60_000;
/** A pouch that is due within so many ms of a planned dose is that dose. */
const SAME_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
/** What is older is no longer asked for, such as after a device was away for a month. */
const JUDGED_MS_MAX = 14 * DAY_MS;
const KEPT_MAX = 256;
const PLANS_MAX = 4;
const STOPPED: ReadonlySet<DeviceEvent["mode"]> = new Set([
  "temporary-stop",
  "ended",
  "provisioned",
]);

/** Begins to watch a roll: doses whose windows close from now on are asked for. */
export function newRoll(plan: DosePlan, nowMs: number): RollStanding {
  const plans = [{ plan, fromMs: nowMs }];
  return { plans, judgedMs: nowMs, toldThroughMs: 0, told: [], spared: [], missing: [] };
}

/** Takes over a plan that the device follows from now on; the one it followed stands as before. Pure. */
export function withPlan(roll: RollStanding, plan: DosePlan, nowMs: number): RollStanding {
  const { planId, revision } = roll.plans.at(-1)?.plan ?? {};
  if (planId === plan.planId && revision === plan.revision) return roll;
  return { ...roll, plans: [...roll.plans, { plan, fromMs: nowMs }].slice(-PLANS_MAX) };
}

/** Takes a record of the device into account. Pure. */
export function noteRecord(roll: RollStanding, event: DeviceEvent, nowMs: number): RollStanding {
  const { civilMs, clock, doseId, dueMs, lastDueMs, kind } = event;
  const isTimed = civilMs !== undefined && clock !== "unset" && civilMs <= nowMs + SAME_MS;
  const toldThroughMs = isTimed ? Math.max(roll.toldThroughMs, civilMs) : roll.toldThroughMs;
  let { told, spared } = roll;
  if (dueMs !== undefined && lastDueMs !== undefined) {
    spared = [...spared, { fromMs: dueMs, untilMs: lastDueMs + 1 }].slice(-KEPT_MAX);
  } else if (dueMs !== undefined) {
    const isOld = (one: { readonly dueMs: number }) => one.dueMs < roll.judgedMs - 3 * DAY_MS;
    const dose = doseId === undefined ? { dueMs } : { doseId, dueMs };
    told = [...told.filter((one) => !isOld(one)), dose].slice(-KEPT_MAX);
  }
  if (kind === "mode.changed") spared = afterMode(spared, event, civilMs ?? nowMs);
  return { ...roll, toldThroughMs, told, spared };
}

/** A stop begins or ends. */
function afterMode(
  spared: RollStanding["spared"],
  { mode }: DeviceEvent,
  atMs: number,
): RollStanding["spared"] {
  const isOpen = spared.some(({ untilMs }) => untilMs === undefined);
  if (STOPPED.has(mode)) return isOpen ? spared : [...spared, { fromMs: atMs }].slice(-KEPT_MAX);
  return spared.map((one) => (one.untilMs === undefined ? { ...one, untilMs: atMs } : one));
}

/** What a judgement found. */
export interface RollJudgement {
  readonly roll: RollStanding;
  /** Planned doses that no pouch carried. */
  readonly missing: readonly PlannedDose[];
}

/**
 * Finds the planned doses of which the device told nothing, once it has told of what came later, or
 * was in contact for long enough after their windows closed. Pure.
 *
 * @param inContact the device is there and nothing of its journal is missing here
 */
export function judgeRoll(roll: RollStanding, nowMs: number, inContact: boolean): RollJudgement {
  const proven = roll.toldThroughMs - TELLING_MS;
  const throughMs = Math.min(nowMs, Math.max(proven, inContact ? nowMs - SILENCE_MS : 0));
  const afterMs = Math.max(roll.judgedMs, nowMs - JUDGED_MS_MAX);
  if (throughMs <= afterMs) return { roll, missing: [] };
  const missing = plannedIn(roll, afterMs, throughMs).filter(
    (dose) => !isTold(roll, dose) && !isSpared(roll, dose),
  );
  const spared = roll.spared.filter(({ untilMs = nowMs }) => untilMs > throughMs - 3 * DAY_MS);
  return { roll: { ...roll, judgedMs: throughMs, spared }, missing };
}

/** A dose belongs to the plan that held when it was due. */
function plannedIn({ plans }: RollStanding, afterMs: number, throughMs: number) {
  return plans.flatMap(({ plan, fromMs }, at) => {
    const untilMs = plans[at + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
    const doses = dosesClosing(plan, afterMs, throughMs);
    return doses.filter(({ dueMs }) => fromMs <= dueMs && dueMs < untilMs);
  });
}

/** Finds the missing dose that a record tells of after all. */
export function foundAfterAll(roll: RollStanding, event: DeviceEvent): MissingDose | undefined {
  const { dueMs, doseId } = event;
  if (dueMs === undefined) return undefined;
  return roll.missing.find(
    (one) => one.doseId === doseId || Math.abs(one.dueMs - dueMs) <= SAME_MS,
  );
}

/** Remembers doses as missing, the newest. */
export function withMissing(roll: RollStanding, missing: readonly MissingDose[]): RollStanding {
  return { ...roll, missing: [...roll.missing, ...missing].slice(-KEPT_MAX) };
}

function isTold({ told }: RollStanding, { doseId, dueMs }: PlannedDose): boolean {
  return told.some((one) => one.doseId === doseId || Math.abs(one.dueMs - dueMs) <= SAME_MS);
}

function isSpared({ spared }: RollStanding, { dueMs }: PlannedDose): boolean {
  return spared.some(({ fromMs, untilMs = Number.POSITIVE_INFINITY }) => {
    return fromMs <= dueMs && dueMs < untilMs;
  });
}
