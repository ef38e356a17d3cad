import { DAY_MS, type JournalRecord, type Outcome } from "@dosekit/protocols";
import { FLEET, type Observation } from "../checkers/observation.ts";
import { LocalCalendar } from "../results/local-calendar.ts";
import { FAILURE_ALERTS } from "./failure-alerts.ts";
import { mapRowOf } from "./map-rows.ts";

/** Counts by name, each a number for every local day from the first day of the run. */
export type DayCounts = Readonly<Record<string, readonly number[]>>;

/** What a report shows beside the run's document, as plain data that adds up. */
export interface PackedReport {
  /** First local day of the run, counted from 1970-01-01. */
  readonly firstDay: number;
  /** Doses by outcome, on the local day on which they were due. */
  readonly outcomes: DayCounts;
  /** Distinct alerts by national code, on the local day on which they were raised. */
  readonly alerts: DayCounts;
  /** Faults by kind, on the local day on which they began; one of all homes counts for each. */
  readonly faults: DayCounts;
  /** Alerts that say that something failed, by the row of the fleet map that the device is in. */
  readonly failures: DayCounts;
}

/** What the sums of a report depend on. */
export interface ReportScope {
  readonly startMs: number;
  /** Every device of the run, whichever of them are seen. */
  readonly devices: readonly { readonly deviceId: string }[];
  readonly zone: string;
}

interface ClosedDose {
  readonly day: number;
  readonly outcome: Outcome;
}

const PARTS = ["outcomes", "alerts", "faults", "failures"] as const;

/** How far a dose may be due from its end before that is the fault of a clock; longer than journeys. */
const CLOCK_OFF_MS = 62 * DAY_MS;

/**
 * Counts what happened on which local day, so that the counts of any split of the devices add up.
 *
 * Invariant: over all days the outcomes and alerts are those of the run's document.
 */
export class ReportAccount {
  readonly #scope: ReportScope;
  readonly #calendar: LocalCalendar;
  readonly #firstDay: number;
  readonly #counts: Readonly<Record<(typeof PARTS)[number], Map<string, number[]>>> = {
    ...{ outcomes: new Map(), alerts: new Map(), faults: new Map(), failures: new Map() },
  };
  readonly #doses = new Map<string, ClosedDose>();
  readonly #alerts = new Set<string>();

  /** @throws RangeError when there is no such zone (a caller's bug) */
  constructor(scope: ReportScope) {
    this.#scope = scope;
    this.#calendar = new LocalCalendar(scope.zone);
    this.#firstDay = this.#calendar.dayOf(scope.startMs);
  }

  /** Takes in one observation; they come in order of true time. */
  observe(seen: Observation): void {
    if (seen.seen === "record") this.#recorded(seen, seen.record);
    else if (seen.seen === "finding") this.#recorded(seen, seen.finding);
    else if (seen.seen === "fault" && seen.active) this.#faulted(seen);
  }

  /** Puts what was counted into plain data. */
  pack(): PackedReport {
    const packed = PARTS.map((part) => [part, Object.fromEntries(this.#counts[part])]);
    return { firstDay: this.#firstDay, ...Object.fromEntries(packed) };
  }

  #recorded(seen: Observation, record: JournalRecord): void {
    const { kind, doseId, outcome, alert } = record;
    const isEnd = kind === "dose.closed" || kind === "dose.corrected";
    if (isEnd && doseId !== undefined && outcome !== undefined) {
      this.#closed(`${seen.deviceId}/${doseId}`, outcome, dueOf(record, seen.trueMs));
    } else if (kind === "alert.raised" && alert !== undefined) {
      const name = `${seen.deviceId}/${record.alertId ?? record.seq}`;
      if (this.#alerts.has(name)) return;
      this.#alerts.add(name);
      const day = this.#dayOf(seen.trueMs);
      this.#count("alerts", alert, day, 1);
      if (FAILURE_ALERTS.has(alert)) this.#count("failures", this.#rowOf(seen), day, 1);
    }
  }

  /** A correction takes the dose from the outcome before to the new one, on the same day. */
  #closed(name: string, outcome: Outcome, dueMs: number): void {
    const before = this.#doses.get(name);
    const day = before?.day ?? this.#dayOf(dueMs);
    if (before !== undefined) this.#count("outcomes", before.outcome, day, -1);
    this.#count("outcomes", outcome, day, 1);
    this.#doses.set(name, { day, outcome });
  }

  #faulted({ deviceId, trueMs, fault }: Extract<Observation, { seen: "fault" }>): void {
    const homes = deviceId === FLEET ? this.#scope.devices.length : 1;
    this.#count("faults", fault, this.#dayOf(trueMs), homes);
  }

  #rowOf({ deviceId }: Observation): string {
    return String(mapRowOf(this.#scope.devices, deviceId));
  }

  /** Days before the run's own count as its first. */
  #dayOf(trueMs: number): number {
    const ms = Math.max(trueMs, this.#scope.startMs);
    return this.#calendar.dayOf(ms) - this.#firstDay;
  }

  #count(part: (typeof PARTS)[number], name: string, day: number, by: number): void {
    const counts = this.#counts[part];
    const row = counts.get(name) ?? [];
    while (row.length <= day) row.push(0);
    row[day] = (row[day] ?? 0) + by;
    counts.set(name, row);
  }
}

/** When a dose was due; by the record's own time where the device's clock was far off. */
function dueOf({ dueMs }: JournalRecord, trueMs: number): number {
  return dueMs === undefined || Math.abs(dueMs - trueMs) > CLOCK_OFF_MS ? trueMs : dueMs;
}

/** Adds up what was counted in two parts of a run that have no device in common. */
export function addReports(
  a: PackedReport | undefined,
  b: PackedReport | undefined,
): PackedReport | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const sums = PARTS.map((part) => [part, addDayCounts(a[part], b[part])]);
  return { firstDay: a.firstDay, ...Object.fromEntries(sums) };
}

function addDayCounts(a: DayCounts, b: DayCounts): DayCounts {
  const sums: Record<string, readonly number[]> = { ...a };
  for (const [name, row] of Object.entries(b)) {
    const own = sums[name] ?? [];
    const days = Math.max(own.length, row.length);
    sums[name] = Array.from({ length: days }, (_, day) => (own[day] ?? 0) + (row[day] ?? 0));
  }
  return sums;
}
