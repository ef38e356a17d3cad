import { ALERTS, type JournalRecord, type Severity } from "@dosekit/protocols";
import type { Observation } from "../checkers/observation.ts";
import { LocalCalendar } from "../results/local-calendar.ts";
import { addCentres, CentreAccount, type PackedCentre } from "./centre-account.ts";
import { addSeverities, type PackedSeverity, SeverityAccount } from "./severity-account.ts";
import { WaitingDevices } from "./waiting-devices.ts";

/** What one alert has come to so far. */
interface OpenAlert {
  readonly severity: Severity;
  readonly raisedMs: number;
  readonly acknowledgedMs?: number;
}

/** Everything that a response account counted, as it goes from one thread to another. */
export interface PackedResponse {
  readonly severities: Readonly<Record<string, PackedSeverity>>;
  readonly centre: PackedCentre;
  /** Home care of a shared centre; absent where it has no limits. */
  readonly homeCare?: PackedCentre;
  /** See {@link WaitingDevices}. */
  readonly devicesLeft: number;
}

/**
 * Measures how alerts are answered: from the alert on the device to its acknowledgement to what is
 * done about it, by severity; who was on duty; and what waited.
 *
 * Times are true times: an alert begins when the device has it in its journal, so the way to the
 * inbox is part of the time to its acknowledgement. The sums of any split of the devices, added in
 * any order, tell the same. Memory: alerts that nobody has acted on yet, while the run lasts.
 */
export class ResponseAccount {
  readonly #calendar: LocalCalendar;
  readonly #severities = new Map<Severity, SeverityAccount>();
  readonly #centre: CentreAccount;
  readonly #open = new Map<string, OpenAlert>();
  readonly #waiting = new WaitingDevices();
  #homeCare: CentreAccount | undefined;

  /** @param zone whose hours are counted */
  constructor(zone: string) {
    this.#calendar = new LocalCalendar(zone);
    this.#centre = new CentreAccount(this.#calendar);
  }

  /** Takes in one observation; they come in order of true time. */
  observe(seen: Observation): void {
    if (seen.seen === "record") this.#recorded(seen, seen.record);
    else if (seen.seen === "finding") this.#recorded(seen, seen.finding);
    else if (seen.seen === "handling") this.#handled(seen);
    else if (seen.seen === "desk") this.#deskOf(seen.desk).stands(seen.trueMs, seen.standing);
  }

  /** Ends the run: what nobody has acknowledged by now stays so. */
  finish(trueMs: number): void {
    this.#centre.finish(trueMs);
    this.#homeCare?.finish(trueMs);
    this.#waiting.finish(trueMs);
    for (const { severity, acknowledgedMs } of this.#open.values()) {
      this.#of(severity).left(acknowledgedMs !== undefined);
    }
    this.#open.clear();
  }

  /** Puts what was counted into plain data; what is still open is no part of it. */
  pack(): PackedResponse {
    const rows = [...this.#severities].map(([severity, account]) => [severity, account.pack()]);
    const homeCare = this.#homeCare === undefined ? {} : { homeCare: this.#homeCare.pack() };
    const centre = this.#centre.pack();
    const devicesLeft = this.#waiting.count;
    return { severities: Object.fromEntries(rows), centre, ...homeCare, devicesLeft };
  }

  #deskOf(desk: "home-care" | undefined): CentreAccount {
    if (desk === undefined) return this.#centre;
    this.#homeCare ??= new CentreAccount(this.#calendar);
    return this.#homeCare;
  }

  #recorded({ deviceId, trueMs }: Observation, record: JournalRecord): void {
    const { kind, alertId } = record;
    if (alertId === undefined) return;
    const name = `${deviceId}/${alertId}`;
    if (kind === "alert.raised" && !this.#open.has(name)) {
      const severity = severityOf(record);
      this.#open.set(name, { severity, raisedMs: trueMs });
      this.#waiting.raised(name, { deviceId, trueMs }, { record, severity });
      this.#of(severity).raised();
      this.#centre.raised(trueMs);
    } else if (kind === "alert.cleared") {
      this.#waiting.cleared(name, trueMs);
      this.#cleared(name);
    }
  }

  /** An alert that was acknowledged and cleared may still see somebody act on it. */
  #cleared(name: string): void {
    const alert = this.#open.get(name);
    if (alert === undefined || alert.acknowledgedMs !== undefined) return;
    this.#of(alert.severity).clearedFirst();
    this.#open.delete(name);
  }

  #handled({ deviceId, trueMs, alert, event }: Extract<Observation, { seen: "handling" }>): void {
    this.#centre.handled(event);
    const name = `${deviceId}/${alert.alertId}`;
    this.#waiting.handled(name, trueMs, event);
    const open = this.#open.get(name);
    if (open === undefined) return;
    const account = this.#of(open.severity);
    if (event.kind === "handling.acknowledged" && open.acknowledgedMs === undefined) {
      account.acknowledged(trueMs - open.raisedMs);
      this.#centre.acknowledged(trueMs);
      this.#open.set(name, { ...open, acknowledgedMs: trueMs });
    }
    if (event.acted !== true || open.acknowledgedMs === undefined) return;
    account.acted(trueMs - open.raisedMs, trueMs - open.acknowledgedMs);
    this.#open.delete(name);
  }

  #of(severity: Severity): SeverityAccount {
    const known = this.#severities.get(severity);
    if (known !== undefined) return known;
    const fresh = new SeverityAccount();
    this.#severities.set(severity, fresh);
    return fresh;
  }
}

/** Adds up what was counted in two parts of a run that have no device in common. */
export function addResponses(a: PackedResponse, b: PackedResponse): PackedResponse {
  const severities = { ...a.severities };
  for (const [severity, other] of Object.entries(b.severities)) {
    const own = severities[severity];
    severities[severity] = own === undefined ? other : addSeverities(own, other);
  }
  const homeCare = addHomeCare(a.homeCare, b.homeCare);
  return {
    ...{ severities, centre: addCentres(a.centre, b.centre) },
    ...(homeCare === undefined ? {} : { homeCare }),
    devicesLeft: a.devicesLeft + b.devicesLeft,
  };
}

function addHomeCare(a?: PackedCentre, b?: PackedCentre): PackedCentre | undefined {
  return a === undefined || b === undefined ? (a ?? b) : addCentres(a, b);
}

function severityOf({ severity, alert }: JournalRecord): Severity {
  return (severity ?? (alert === undefined ? 0 : ALERTS[alert].severity)) as Severity;
}
