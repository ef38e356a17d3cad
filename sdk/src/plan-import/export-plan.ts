import {
  type DosePlan,
  dayNumberOf,
  localTimeOf,
  type PlanEntry,
  weekdayOf,
} from "@dosekit/protocols";
import { importPlan, type PlanImportOptions } from "./import-plan.ts";
import type { ImportProblem } from "./import-problem.ts";

/** What a bundle of requests says beside the plan. */
export interface PlanExportOptions {
  /** Reference to the patient: `Patient/p1`. */
  readonly subject: string;
  /** What the requests are for, as people read it. */
  readonly medication: string;
}

/** A FHIR R4 bundle of requests, with what FHIR leaves open and an import has to be told. */
export type PlanExport =
  | {
      readonly ok: true;
      readonly bundle: object;
      /** What makes the same plan of the bundle again. */
      readonly options: PlanImportOptions;
    }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] };

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/**
 * Writes a plan as a FHIR R4 Bundle of MedicationRequest, one for each entry. What a Timing can't
 * say and options of an import can't either is refused: windows that differ from entry to entry, and
 * doses that are time-critical. What is written was imported again and gave the same doses.
 */
export function exportPlan(plan: DosePlan, { subject, medication }: PlanExportOptions): PlanExport {
  const problems = plan.entries.flatMap((entry, at) => problemsOf(entry, at, plan.entries[0]));
  const [first] = plan.entries;
  if (first === undefined) return { ok: false, problems: [NO_ENTRIES] };
  if (problems.length > 0) return { ok: false, problems };
  const requests = plan.entries.map((entry) => requestOf(entry, subject, medication));
  const bundle = {
    resourceType: "Bundle",
    type: "collection",
    entry: requests.map((resource) => ({ resource })),
  };
  const options = optionsOf(plan, first);
  const back = importPlan(bundle, options);
  const same = back.ok && back.plans.length === 1 && isSame(back.plans[0]?.plan, plan);
  return same ? { ok: true, bundle, options } : { ok: false, problems: [NOT_THE_SAME] };
}

function isSame(one: DosePlan | undefined, other: DosePlan): boolean {
  if (one === undefined) return false;
  const [a, b] = [one, other].map(({ entries }) => entries.map(plainEntry).sort());
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Writes an entry so that two ways of saying the same are one text. */
function plainEntry(entry: PlanEntry): string {
  const { id, minuteOfDay, startDate, endDate = "", everyDays, weekdays } = entry;
  const isWeekly = everyDays === 7 && weekdays === undefined;
  const start = dayNumberOf(startDate);
  const days = isWeekly && start !== undefined ? [weekdayOf(start)] : weekdays;
  const rhythm = [isWeekly ? 1 : everyDays, days === undefined || days.length === 7 ? [] : days];
  return JSON.stringify([id, minuteOfDay, startDate, endDate, ...rhythm]);
}

function optionsOf(plan: DosePlan, { earlyMin, lateMin }: PlanEntry): PlanImportOptions {
  const { zone, minimumSpacingMin, spacing, revision, planId } = plan;
  return {
    ...{ zone, earlyMin, lateMin, minimumSpacingMin, spacing, revision },
    planIdOf: () => planId,
    // Entries keep the names that they have.
    previousPlanOf: () => plan,
  };
}

function requestOf(entry: PlanEntry, subject: string, medication: string): object {
  const { minuteOfDay, startDate, endDate, everyDays, weekdays } = entry;
  const days = weekdays?.map((day) => WEEKDAYS[day - 1] ?? "");
  const repeat = {
    boundsPeriod: { start: startDate, ...(endDate !== undefined && { end: endDate }) },
    frequency: 1,
    period: everyDays,
    periodUnit: "d",
    ...(days !== undefined && { dayOfWeek: days }),
    timeOfDay: [`${localTimeOf(minuteOfDay)}:00`],
  };
  return {
    resourceType: "MedicationRequest",
    status: "active",
    intent: "order",
    medicationCodeableConcept: { text: medication },
    subject: { reference: subject },
    dosageInstruction: [{ timing: { repeat } }],
  };
}

const NO_ENTRIES: ImportProblem = {
  code: "unsupported",
  path: "plan.entries",
  found: "none",
  allowed: "at least one entry",
  reason: "A bundle without requests plans nothing for nobody.",
};

const NOT_THE_SAME: ImportProblem = {
  code: "unsupported",
  path: "plan.entries",
  found: "entries that share a clock time under two names, or that requests can't tell apart",
  allowed: "entries that an import makes again",
  reason: "An import of these requests would name doses otherwise, or plan others.",
};

function problemsOf(
  entry: PlanEntry,
  at: number,
  first: PlanEntry | undefined,
): readonly ImportProblem[] {
  const path = `plan.entries[${at}]`;
  const { earlyMin, lateMin, timeCritical = 0, everyDays, weekdays } = entry;
  const found: ImportProblem[] = [];
  if (earlyMin !== first?.earlyMin || lateMin !== first.lateMin) {
    found.push({
      ...{ code: "unsupported", path, found: `${earlyMin} and ${lateMin} minutes` },
      allowed: "the window of the first entry",
      reason: "A Timing says when a dose is due, and nothing of its window.",
    });
  }
  if (timeCritical !== 0) {
    found.push({
      ...{ code: "unsupported", path: `${path}.timeCritical`, found: "1", allowed: "0" },
      reason: "A request does not say that a dose is time-critical.",
    });
  }
  if (everyDays > 1 && weekdays !== undefined) {
    found.push({
      ...{ code: "unsupported", path: `${path}.weekdays`, found: "weekdays" },
      allowed: "absent with a period of more than one day",
      reason: "Weekdays and every n days together are two rhythms at once.",
    });
  }
  return found;
}
