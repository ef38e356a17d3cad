import type { ProductProfile } from "@dosekit/firmware-model";
import { ALERTS, type JournalRecord, type Severity } from "@dosekit/protocols";
import type { RunnerFault } from "@dosekit/sdk/device";
import type { Observation } from "../../checkers/observation.ts";
import { PlanShelf } from "../../checkers/plan-book.ts";
import type { Happening } from "../../replay/happening.ts";
import { WaitingDevices } from "../../response/waiting-devices.ts";
import { LocalCalendar } from "../../results/local-calendar.ts";
import { groupOfDevice } from "../../world/home-place.ts";
import { HomeTruth } from "./alert-cause.ts";
import { AlertLateness, type JudgedAlert } from "./alert-lateness.ts";
import { CaseKeeper } from "./case-keeper.ts";
import { DayCounter } from "./day-rows.ts";
import { DoseOutcomes } from "./dose-groups.ts";
import type { MeasureScope } from "./measure-scope.ts";
import type {
  CodeCounts,
  GroupCounts,
  HeardRow,
  LateCounts,
  PackedService,
  ServiceDayCount,
} from "./packed-service.ts";
import { PlannedDoses } from "./planned-doses.ts";
import { StandingAlerts } from "./standing-alerts.ts";

/** What a service account has to know of the run beforehand. */
export interface ServiceAccountSetup extends MeasureScope {
  readonly startMs: number;
  readonly profiles: readonly ProductProfile[];
  /** Expansions of plans, where others have them too. */
  readonly plans?: PlanShelf | undefined;
}

const NO_LATE: LateCounts = {
  ...{ acknowledgementsSettled: 0, lateAcknowledgements: 0, actionsSettled: 0, lateActions: 0 },
};
const NO_GROUP: GroupCounts = { due: 0, missed: 0, alerts: 0 };
const NO_CODE: CodeCounts = { raised: 0, falseAlarms: 0, notKnown: 0 };

/**
 * Measures a service by what is seen of it: doses and alerts by day and group, alerts that were
 * answered late or had no cause, devices that nobody looked after; with the first case of each.
 * Alerts of severity 0 are no alerts here: by the national codes they are not reported.
 *
 * The sums of any split of the devices, added in any order, tell the same. Memory: for each device
 * its doses, alerts that stand, and the last things that were seen of it.
 */
export class ServiceAccount {
  readonly #setup: ServiceAccountSetup;
  readonly #calendar: LocalCalendar;
  readonly #firstDay: number;
  readonly #days = new DayCounter<ServiceDayCount>();
  readonly #hours = new DayCounter<"raised" | "acknowledged">();
  readonly #severities = new Map<Severity, LateCounts>();
  readonly #groups = new Map<string, GroupCounts>();
  readonly #codes = new Map<string, CodeCounts>();
  readonly #operators = new Map<string, number>();
  readonly #stops = new Map<string, number>();
  readonly #alerts = new Set<string>();
  readonly #acknowledged = new Set<string>();
  readonly #homes = new Map<string, HomeTruth>();
  readonly #written = new Map<string, number>();
  readonly #heard: HeardRow[] = [];
  readonly #left = new Set<string>();
  readonly #doses: DoseOutcomes;
  readonly #planned: PlannedDoses;
  readonly #lateness: AlertLateness;
  readonly #waiting: WaitingDevices;
  readonly #standing: StandingAlerts;
  readonly #unresolved = new Map<string, number>();
  readonly #epochs = new Map<string, number>();
  readonly #cases: CaseKeeper;
  #foundLate = 0;
  #nowMs = 0;

  /** @throws RangeError when there is no such zone (a caller's bug) */
  constructor(setup: ServiceAccountSetup) {
    this.#setup = setup;
    this.#calendar = new LocalCalendar(setup.zone);
    this.#firstDay = this.#calendar.dayOf(setup.startMs);
    this.#doses = new DoseOutcomes((trueMs) => this.#dayOf(trueMs));
    this.#planned = new PlannedDoses(setup.plans ?? new PlanShelf());
    this.#lateness = this.#newLateness();
    this.#waiting = new WaitingDevices((deviceId, atMs) => this.#leftAlone(deviceId, atMs));
    this.#standing = new StandingAlerts((deviceId, atMs) => this.#stood(deviceId, atMs));
    this.#cases = new CaseKeeper(setup.watch);
  }

  /** Takes in one observation; they come in order of true time. */
  observe(seen: Observation): void {
    this.#nowMs = seen.trueMs;
    this.#cases.observe(seen);
    if (seen.seen === "device") {
      const home = new HomeTruth(seen.product, this.#setup.profiles);
      this.#homes.set(seen.deviceId, home);
      const { deviceId, given, trueMs } = seen;
      if (given !== undefined) this.#planned.joined(deviceId, given, trueMs);
    } else if (seen.seen === "record") {
      this.#noteEpoch(seen);
      this.#recorded(seen, seen.record);
    } else if (seen.seen === "plan") this.#planned.accepted(seen.deviceId, seen.trueMs);
    else if (seen.seen === "finding") this.#found(seen);
    else if (seen.seen === "handling") this.#handled(seen);
    else if (seen.seen === "notice" && seen.by === "device") this.#told(seen);
    else if (seen.seen === "plant" || seen.seen === "fault") {
      this.#homes.get(seen.deviceId)?.observe(seen);
    } else if (seen.seen === "committed" && this.#setup.keepsAlerts === true) this.#hear(seen);
  }

  /** Somebody of a home did something. */
  happened(deviceId: string, done: Happening): void {
    this.#cases.happened(deviceId, done);
    this.#homes.get(deviceId)?.happened(done);
  }

  /** A device's program had to stop. */
  stopped(deviceId: string, _fault: RunnerFault): void {
    this.#stops.set(deviceId, (this.#stops.get(deviceId) ?? 0) + 1);
    this.#cases.note("stop", deviceId, this.#nowMs);
  }

  /**
   * Ends the run: what nobody has done or told by now stays so.
   *
   * @param isCut it was ended early: what was still to be told of doses nobody knows then
   */
  finish(trueMs: number, isCut = false): void {
    this.#lateness.finish(trueMs);
    this.#waiting.finish(trueMs);
    this.#standing.finish(trueMs);
    if (!isCut) this.#countUnrecorded(trueMs);
  }

  /** Puts what was counted into plain data. */
  pack(): PackedService {
    return {
      days: this.#days.pack(),
      hours: this.#hours.pack(),
      severities: plain(this.#severities),
      groups: plain(this.#groups),
      codes: plain(this.#codes),
      operators: plain(this.#operators),
      missedFoundLate: this.#foundLate,
      stops: plain(this.#stops),
      unresolved: plain(this.#unresolved),
      cases: this.#cases.pack(),
      heard: [...this.#heard],
    };
  }

  #recorded({ deviceId, trueMs }: Observation, record: JournalRecord): void {
    const { kind, alertId } = record;
    if (OFFERS.has(kind)) this.#homes.get(deviceId)?.offered(record.doseId);
    this.#countDose(deviceId, record, trueMs);
    if (kind === "mode.changed" && isEndOfService(record)) this.#ended(deviceId, trueMs);
    if (this.#setup.keepsAlerts === true && isHeard(record)) {
      this.#written.set(rowName(deviceId, record), trueMs);
    }
    if (alertId === undefined) return;
    const name = `${deviceId}/${alertId}`;
    if (kind === "alert.raised" && !this.#alerts.has(name) && severityOf(record) > 0) {
      this.#alerts.add(name);
      this.#raised(deviceId, alertId, record, trueMs);
    } else if (kind === "alert.cleared") {
      this.#waiting.cleared(name, trueMs);
      this.#standing.cleared(name, trueMs);
      this.#lateness.cleared(deviceId, alertId, trueMs);
    }
  }

  #told({ deviceId, trueMs, notice }: Extract<Observation, { seen: "notice" }>): void {
    if (this.#setup.keepsAlerts !== true) return;
    this.#heard.push({ deviceId, writtenMs: trueMs, heardMs: trueMs, told: notice });
  }

  #found(seen: Extract<Observation, { seen: "finding" }>): void {
    const { deviceId, trueMs, finding } = seen;
    this.#recorded(seen, finding);
    if (this.#setup.keepsAlerts !== true) return;
    this.#heard.push({ deviceId, writtenMs: trueMs, heardMs: trueMs, record: finding });
  }

  #raised(deviceId: string, alertId: string, record: JournalRecord, trueMs: number): void {
    const severity = severityOf(record);
    const isMissedDose = record.alert === "1.1";
    this.#lateness.raised(alertId, { deviceId, severity, raisedMs: trueMs, isMissedDose });
    const where = { deviceId, trueMs };
    this.#waiting.raised(`${deviceId}/${alertId}`, where, { record, severity });
    const alert = { deviceId, code: record.alert, severity, raisedMs: trueMs };
    this.#standing.raised(`${deviceId}/${alertId}`, alert);
    this.#hours.add("raised", this.#calendar.hourOf(trueMs));
    this.#days.add("alerts", this.#dayOf(trueMs));
    this.#count(deviceId, { alerts: 1 });
    this.#cases.note("alert", deviceId, trueMs);
    this.#holdAgainstCause(deviceId, record, trueMs);
  }

  #holdAgainstCause(deviceId: string, record: JournalRecord, trueMs: number): void {
    const truth = this.#homes.get(deviceId)?.causeOf(record, trueMs) ?? "not-known";
    const name = record.alert ?? "none";
    const { raised, falseAlarms, notKnown } = this.#codes.get(name) ?? NO_CODE;
    this.#codes.set(name, {
      raised: raised + 1,
      falseAlarms: falseAlarms + Number(truth === "absent"),
      notKnown: notKnown + Number(truth === "not-known"),
    });
    if (truth === "not-known") return;
    this.#days.add("causesKnown", this.#dayOf(trueMs));
    if (truth === "there") return;
    this.#days.add("falseAlarms", this.#dayOf(trueMs));
    this.#cases.note("false-alarm", deviceId, trueMs);
  }

  #handled({ deviceId, trueMs, alert, event }: Extract<Observation, { seen: "handling" }>): void {
    const { alertId } = alert;
    const name = `${deviceId}/${alertId}`;
    this.#waiting.handled(name, trueMs, event);
    this.#standing.handled(name, trueMs, event);
    if (event.kind === "handling.acknowledged") {
      this.#lateness.acknowledged(deviceId, alertId, trueMs);
      this.#tookCharge(name, event.operator, trueMs);
    }
    if (event.acted === true) this.#lateness.acted(deviceId, alertId, trueMs);
  }

  #tookCharge(name: string, operator: string | undefined, trueMs: number): void {
    if (!this.#alerts.has(name) || this.#acknowledged.has(name)) return;
    this.#acknowledged.add(name);
    this.#hours.add("acknowledged", this.#calendar.hourOf(trueMs));
    if (operator === undefined) return;
    this.#operators.set(operator, (this.#operators.get(operator) ?? 0) + 1);
  }

  #countDose(deviceId: string, record: JournalRecord, trueMs: number): void {
    const change = this.#doses.recorded(deviceId, record, trueMs);
    if (change === undefined) return;
    const { day, isFirst, missed } = change;
    if (isFirst) this.#days.add("due", day);
    if (missed !== 0) this.#days.add("missed", day, missed);
    if (isFirst || missed !== 0) this.#count(deviceId, { due: Number(isFirst), missed });
    if (missed === 1) this.#cases.note("missed", deviceId, trueMs);
  }

  /** A device that tells nothing more, also in the middle of a dose, would otherwise miss nothing. */
  #countUnrecorded(trueMs: number): void {
    const stateOf = (deviceId: string, id: string) => this.#doses.stateOf(deviceId, id);
    const rows = this.#planned.unrecorded((...dose) => stateOf(...dose) === "ended", trueMs);
    for (const { deviceId, doseId, dueMs } of rows) {
      const day = this.#dayOf(dueMs);
      const due = Number(stateOf(deviceId, doseId) === "unheard");
      if (due > 0) this.#days.add("due", day);
      for (const name of ["missed", "unrecorded"] as const) this.#days.add(name, day);
      this.#count(deviceId, { due, missed: 1 });
      this.#cases.note("unrecorded", deviceId, dueMs);
    }
  }

  #ended(deviceId: string, trueMs: number): void {
    this.#lateness.ended(deviceId, trueMs);
    this.#planned.ended(deviceId, trueMs);
    this.#standing.ended(deviceId, trueMs);
  }

  /** With the journal that they belong to alerts are over. */
  #noteEpoch({ deviceId, trueMs, record }: Extract<Observation, { seen: "record" }>): void {
    const { epoch } = record;
    const before = this.#epochs.get(deviceId);
    this.#epochs.set(deviceId, epoch);
    if (before !== undefined && before !== epoch) this.#standing.ended(deviceId, trueMs);
  }

  #stood(deviceId: string, atMs: number): void {
    this.#unresolved.set(deviceId, (this.#unresolved.get(deviceId) ?? 0) + 1);
    this.#days.add("unresolved", this.#dayOf(atMs));
    this.#cases.note("unresolved", deviceId, atMs);
  }

  #newLateness(): AlertLateness {
    const note = (
      alert: JudgedAlert,
      [settled, late]:
        | readonly ["acknowledgementsSettled", "lateAcknowledgements"]
        | readonly ["actionsSettled", "lateActions"],
      isLate: boolean,
    ) => {
      const counts = this.#severities.get(alert.severity) ?? NO_LATE;
      const next = { ...counts, [settled]: counts[settled] + 1 };
      this.#severities.set(alert.severity, isLate ? { ...next, [late]: counts[late] + 1 } : next);
      const day = this.#dayOf(alert.raisedMs);
      this.#days.add(settled, day);
      if (isLate) this.#days.add(late, day);
    };
    return new AlertLateness(this.#setup.limits, {
      onAcknowledged: (alert, isLate, trueMs) => {
        note(alert, ["acknowledgementsSettled", "lateAcknowledgements"], isLate);
        if (isLate) this.#cases.note("late-acknowledgement", alert.deviceId, trueMs);
      },
      onActed: (alert, isLate, trueMs) => {
        note(alert, ["actionsSettled", "lateActions"], isLate);
        if (isLate) this.#cases.note("late-action", alert.deviceId, trueMs);
      },
      onFoundLate: () => {
        this.#foundLate += 1;
      },
    });
  }

  #leftAlone(deviceId: string, atMs: number): void {
    if (this.#left.has(deviceId)) return;
    this.#left.add(deviceId);
    this.#days.add("devicesLeft", this.#dayOf(atMs));
    this.#cases.note("left-alone", deviceId, atMs);
  }

  /** What the response centre hears of, with when the device wrote it. */
  #hear({ deviceId, trueMs, record }: Extract<Observation, { seen: "committed" }>): void {
    if (!isHeard(record)) return;
    const name = rowName(deviceId, record);
    const writtenMs = this.#written.get(name) ?? trueMs;
    this.#written.delete(name);
    this.#heard.push({ deviceId, writtenMs, heardMs: trueMs, record });
  }

  #count(deviceId: string, by: Partial<GroupCounts>): void {
    const group = groupOfDevice(deviceId);
    const { due, missed, alerts } = this.#groups.get(group) ?? NO_GROUP;
    this.#groups.set(group, {
      due: due + (by.due ?? 0),
      missed: missed + (by.missed ?? 0),
      alerts: alerts + (by.alerts ?? 0),
    });
  }

  #dayOf(trueMs: number): number {
    return Math.max(0, this.#calendar.dayOf(trueMs) - this.#firstDay);
  }
}

/** Records that a dose waits, or is about to. */
const OFFERS: ReadonlySet<string> = new Set(["dose.offering", "dose.offered"]);

/** Whether a record tells the response centre something about an alert. */
function isHeard({ kind, alertId }: JournalRecord): boolean {
  return alertId !== undefined || kind === "mode.changed";
}

function rowName(deviceId: string, { epoch, seq }: JournalRecord): string {
  return `${deviceId}/${epoch}/${seq}`;
}

function isEndOfService({ mode, reason }: JournalRecord): boolean {
  return mode === "ended" || reason === "service-ended";
}

function severityOf({ severity, alert }: JournalRecord): Severity {
  return (severity ?? (alert === undefined ? 0 : ALERTS[alert].severity)) as Severity;
}

function plain<T>(rows: ReadonlyMap<string | number, T>): Readonly<Record<string, T>> {
  const sorted = [...rows].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return Object.fromEntries(sorted);
}
