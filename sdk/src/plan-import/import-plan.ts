import {
  DosePlan,
  type IsoWeekday,
  localDateOf,
  localTimeOf,
  type PlanEntry,
} from "@dosekit/protocols";
import { nameTimes } from "./dose-names.ts";
import { type ImportProblem, ProblemList } from "./import-problem.ts";
import { readBundle } from "./read-bundle.ts";
import type { DosageReading } from "./read-dosage.ts";
import type { RequestReading } from "./read-request.ts";
import { EVERY_WEEKDAY, joinRhythms, type Rhythm } from "./rhythm.ts";

/** Dosage instructions of one patient; ten times what anybody takes. */
const DOSAGES_MAX = 128;

/** What FHIR leaves open and the caller decides. */
export interface PlanImportOptions {
  /** IANA zone that clock times are in: `Europe/Oslo`. */
  readonly zone: string;
  /** How long before due time each window opens, minutes. */
  readonly earlyMin: number;
  /** How long after due time each window closes, minutes. */
  readonly lateMin: number;
  /** Least time between two scheduled releases, minutes. */
  readonly minimumSpacingMin: number;
  /** What to do with doses that a change of the clock moves too close; default `refuse`. */
  readonly spacing?: DosePlan["spacing"];
  /** Revision of the plans; default 1. */
  readonly revision?: number;
  /** Names a plan, 1 to 36 bytes that identify nobody; default `plan-1`, `plan-2`, … */
  readonly planIdOf?: (subject: string, index: number) => string;
  /**
   * The plan that is in force for a patient, without entries that have ended, so that doses keep
   * their names over a change.
   */
  readonly previousPlanOf?: (subject: string) => DosePlan | undefined;
}

/** The plan of one patient. */
export interface ImportedPlan {
  /**
   * How the bundle names the patient: reference, or `system|value` of the identifier. It may be an
   * identity number: map it to a device and keep it out of everything else.
   */
  readonly subject: string;
  readonly plan: DosePlan;
  /** How many requests the plan joins. */
  readonly requests: number;
}

/** All plans of a bundle, or everything that stands against it; never some of the plans. */
export type PlanImport =
  | { readonly ok: true; readonly plans: readonly ImportedPlan[] }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] };

/**
 * Turns a FHIR R4 Bundle of MedicationRequest into one plan per patient. Each Timing is honoured
 * exactly or refused with the reason; medicines of one clock time and date become one dose, as they
 * lie in one compartment. What needs a zone table (gaps, spacing, overlap) is checked by the device.
 *
 * @param bundle parsed JSON from outside, trusted in nothing
 * @throws RangeError when an option does not fit into a plan (a caller's bug)
 */
export function importPlan(bundle: unknown, options: PlanImportOptions): PlanImport {
  assertOptions(options);
  const problems = new ProblemList();
  const requests = readBundle(bundle, problems);
  refuseMixedSubjects(requests, problems);
  if (problems.list().length > 0) return { ok: false, problems: problems.list() };
  const bySubject = new Map<string, RequestReading[]>();
  for (const request of requests) {
    const known = bySubject.get(request.subject);
    if (known === undefined) bySubject.set(request.subject, [request]);
    else known.push(request);
  }
  const plans = [...bySubject].flatMap(([subject, own], index) => {
    const entries = entriesOf(own, options, problems);
    if (entries === undefined) return [];
    const plan = planOf(entries, subject, index, options);
    return [{ subject, plan, requests: own.length }];
  });
  if (problems.list().length > 0) return { ok: false, problems: problems.list() };
  return { ok: true, plans };
}

/** One patient under two kinds of name would get two plans. */
function refuseMixedSubjects(requests: readonly RequestReading[], problems: ProblemList): void {
  const other = requests.find(({ subjectForm }) => subjectForm !== requests[0]?.subjectForm);
  if (other === undefined) return;
  problems.add({
    code: "unsupported",
    path: `${other.path}.subject`,
    found: other.subjectForm,
    allowed: `${requests[0]?.subjectForm}, as in the requests before`,
    reason: "Some requests name the patient by reference and some by identifier.",
  });
}

function entriesOf(
  requests: readonly RequestReading[],
  options: PlanImportOptions,
  problems: ProblemList,
): readonly PlanEntry[] | undefined {
  const path = requests[0]?.path ?? "Bundle";
  const dosages = requests.flatMap((request) => request.dosages);
  if (dosages.length > DOSAGES_MAX) return problems.add(tooManyDosages(path, dosages.length));
  const rhythmsAt = rhythmsByTime(dosages);
  const minutes = [...rhythmsAt.keys()].sort((a, b) => a - b);
  const previous = options.previousPlanOf?.(requests[0]?.subject ?? "");
  const names = nameTimes(minutes, previous);
  if (names === undefined) return problems.add(unclearChange(path));
  const entries: PlanEntry[] = [];
  for (const minute of minutes) {
    const joined = joinRhythms(rhythmsAt.get(minute) ?? []);
    if (joined === undefined) return problems.add(colliding(path, minute));
    for (const rhythm of joined) {
      entries.push(entryOf(names.get(minute) ?? "", minute, rhythm, options));
    }
  }
  const entriesMax = DosePlan.fields.entries.kind.max;
  return entries.length <= entriesMax ? entries : problems.add(tooMany(path, entries.length));
}

function rhythmsByTime(dosages: readonly DosageReading[]): ReadonlyMap<number, readonly Rhythm[]> {
  const rhythmsAt = new Map<number, Rhythm[]>();
  for (const { timing } of dosages) {
    for (const minute of timing.minutesOfDay) {
      const known = rhythmsAt.get(minute);
      if (known === undefined) rhythmsAt.set(minute, [timing.rhythm]);
      else known.push(timing.rhythm);
    }
  }
  return rhythmsAt;
}

function entryOf(
  id: string,
  minuteOfDay: number,
  rhythm: Rhythm,
  options: PlanImportOptions,
): PlanEntry {
  return {
    id,
    minuteOfDay,
    startDate: localDateOf(rhythm.startDay),
    ...(Number.isFinite(rhythm.endDay) && { endDate: localDateOf(rhythm.endDay) }),
    everyDays: rhythm.everyDays,
    ...(rhythm.weekdayMask !== EVERY_WEEKDAY && { weekdays: weekdaysIn(rhythm.weekdayMask) }),
    earlyMin: options.earlyMin,
    lateMin: options.lateMin,
  };
}

function weekdaysIn(mask: number): readonly IsoWeekday[] {
  const all: readonly IsoWeekday[] = [1, 2, 3, 4, 5, 6, 7];
  return all.filter((weekday) => (mask & (1 << (weekday - 1))) !== 0);
}

function planOf(
  entries: readonly PlanEntry[],
  subject: string,
  index: number,
  options: PlanImportOptions,
): DosePlan {
  const planId = options.planIdOf?.(subject, index) ?? `plan-${index + 1}`;
  if (planId === "" || new TextEncoder().encode(planId).length > 36) {
    throw new RangeError("a plan's name has 1 to 36 bytes");
  }
  return {
    planId,
    revision: options.revision ?? 1,
    zone: options.zone,
    spacing: options.spacing ?? "refuse",
    minimumSpacingMin: options.minimumSpacingMin,
    entries,
  };
}

function assertOptions(options: PlanImportOptions): void {
  const { earlyMin, lateMin, minimumSpacingMin, revision = 1, zone } = options;
  assertWhole("earlyMin", earlyMin, 0, 1_440);
  assertWhole("lateMin", lateMin, 1, 1_440);
  assertWhole("minimumSpacingMin", minimumSpacingMin, 0, 1_440);
  assertWhole("revision", revision, 1, 0xffff_ffff);
  if (zone === "") throw new RangeError("zone: a plan needs a time zone");
}

function assertWhole(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new RangeError(`${name}: a whole number from ${min} to ${max}, not ${value}`);
}

function unclearChange(path: string): ImportProblem {
  return {
    code: "change-unclear",
    path,
    found: "clock times moved, and others added or taken away",
    allowed: "clock times moved, or added, or taken away",
    reason: "Which dose was moved is not clear, so that one already taken could be offered again.",
  };
}

function colliding(path: string, minute: number): ImportProblem {
  return {
    code: "rhythms-collide",
    path,
    found: `rhythms at ${localTimeOf(minute)} that meet on some days only`,
    allowed: "rhythms that never meet, or of which one has all days of the other",
    reason:
      "The dose at this clock time would hold other medicines on days that no entry can tell.",
  };
}

function tooManyDosages(path: string, found: number): ImportProblem {
  return {
    code: "too-large",
    path,
    found: `${found} dosage instructions of one patient`,
    allowed: `${DOSAGES_MAX} or fewer`,
    reason: "Nobody takes so many medicines; the requests may belong to several patients.",
  };
}

function tooMany(path: string, found: number): ImportProblem {
  return {
    code: "too-large",
    path,
    found: `${found} entries`,
    allowed: `${DosePlan.fields.entries.kind.max} or fewer`,
    reason: "A plan holds no more entries.",
  };
}
