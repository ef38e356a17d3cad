import type { DosePlan } from "@dosekit/protocols";
import { nextWindow } from "../time/plan-windows.ts";
import type { ZoneTable } from "../time/zone-table.ts";

/** How far two plans are compared. */
export interface PlanReach {
  /** Due time from which doses count, ms since the Unix epoch. */
  readonly fromMs: number;
  /** How many doses, as many as are still on the roll. */
  readonly count: number;
  /** Doses that have their outcome are on no roll any more. */
  readonly isOver: (doseId: string) => boolean;
  readonly zoneTableOf: (zone: string) => ZoneTable | undefined;
}

/** What of a roll's doses stays as it was. */
export interface PlanDifference {
  /** The same doses in the same order. */
  readonly sameDoses: boolean;
  /** The same dates and clock times, as a pharmacy prints them. */
  readonly samePrints: boolean;
}

/**
 * Says whether the next doses of a new plan are those that a roll was packed for. Where a plan ends
 * sooner than the roll, what is left of the roll is no dose of it any more. Pure.
 */
export function comparePlans(old: DosePlan, plan: DosePlan, reach: PlanReach): PlanDifference {
  const [before, after] = [nextDoses(old, reach), nextDoses(plan, reach)];
  const isSame = (part: keyof NextDose) =>
    before.length === after.length && before.every((dose, at) => dose[part] === after[at]?.[part]);
  return { sameDoses: isSame("doseId"), samePrints: isSame("print") };
}

interface NextDose {
  readonly doseId: string;
  readonly print: string;
}

function nextDoses(plan: DosePlan, reach: PlanReach): readonly NextDose[] {
  const table = reach.zoneTableOf(plan.zone);
  const minutes = new Map(plan.entries.map(({ id, minuteOfDay }) => [id, minuteOfDay]));
  const doses: NextDose[] = [];
  let window = table && nextWindow(plan, table, reach.fromMs - 1);
  while (table && window !== undefined && doses.length < reach.count) {
    const { doseId, localDate, entryId, dueMs } = window;
    if (!reach.isOver(doseId)) {
      doses.push({ doseId, print: `${localDate} ${minutes.get(entryId)}` });
    }
    window = nextWindow(plan, table, dueMs);
  }
  return doses;
}
