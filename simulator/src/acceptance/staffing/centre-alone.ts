import { ALERTS, type AlertCode, type JournalRecord, type Severity } from "@dosekit/protocols";
import type { Observation } from "../../checkers/observation.ts";
import { EventQueue } from "../../clock/event-queue.ts";
import { streamOf } from "../../random/random-stream.ts";
import { DutyRoster } from "../../response/duty-roster.ts";
import { ResponseCentre, type ResponseSetup } from "../../response/response-centre.ts";
import type { ResponsePlan, Shift } from "../../response/response-plan.ts";
import { openResponse } from "../../response/response-service.ts";
import { AlertLateness, type JudgedAlert } from "../measures/alert-lateness.ts";
import type { HeardRow } from "../measures/packed-service.ts";
import type { AlertStream } from "./alert-stream.ts";

/** How many alerts of a shift were answered late; of those of which that is settled. */
export interface ShiftLateness {
  readonly acknowledgements: { readonly late: number; readonly settled: number };
  readonly actions: { readonly late: number; readonly settled: number };
}

/** Nobody was late, because nothing was to be answered. */
const NOTHING: ShiftLateness = {
  acknowledgements: { late: 0, settled: 0 },
  actions: { late: 0, settled: 0 },
};

/**
 * The response centre of a service by itself: its own queue, roster, operators and home care answer a
 * recorded stream of alerts, and every alert is counted with the shift in which it was raised.
 *
 * What this leaves out is what an answer does at the device: a user who is called takes the dose,
 * and a condition that home care mends does not stand until the next round. So there is more to
 * answer than truly, and the numbers err on the side of too many. Next of kin help nobody here.
 */
export class CentreAlone {
  readonly #stream: AlertStream;
  readonly #plan: ResponsePlan;
  readonly #shiftAt: (trueMs: number) => number;

  constructor(stream: AlertStream) {
    const { response } = stream.spec;
    if (response === undefined) throw new TypeError("a stream is answered by somebody");
    this.#stream = stream;
    this.#plan = response;
    this.#shiftAt = shiftFinder(response);
  }

  /** The shifts, in the order in which numbers are given for them. */
  get shifts(): readonly Shift[] {
    return this.#plan.shifts;
  }

  /**
   * Answers the stream with so many operators in each shift.
   *
   * @param onSeen told of everything that those who answer do
   */
  answer(
    operators: readonly number[],
    onSeen: (seen: Observation) => void = () => undefined,
  ): readonly ShiftLateness[] {
    const { spec, heard } = this.#stream;
    const counts = this.shifts.map(() => NOTHING);
    const lateness = this.#newLateness(counts);
    const shifts = this.shifts.map((shift, at) => ({ ...shift, operators: operators[at] ?? 0 }));
    const queue = new EventQueue(spec.startMs);
    const homes = lanesOf(heard);
    const service = openResponse(
      { response: { ...this.#plan, centre: "shared", shifts } },
      { scheduler: queue, lane: homes.size, observe: () => undefined },
    );
    const observe = (seen: Observation) => {
      onSeen(seen);
      follow(seen, lateness);
    };
    const centres = new Map<string, ResponseCentre>();
    // A device that hears of an acknowledgement tells nobody any more; the recorded one never heard.
    const taken = new Set<string>();
    for (const [deviceId, lane] of homes) {
      centres.set(
        deviceId,
        new ResponseCentre({
          ...{ scheduler: queue, lane, service, deviceId, observe },
          random: streamOf(spec.seed, deviceId, "response"),
          ...{ ladder: spec.ladder, ladders: spec.ladders },
          ...NOBODY,
          acknowledge: (alertId) => void taken.add(`${deviceId}/${alertId}`),
        }),
      );
    }
    const alerts = alertsOf(heard);
    for (const row of heard) {
      const lane = homes.get(row.deviceId) ?? 0;
      queue.at(Math.min(row.writtenMs, row.heardMs), lane, () => written(row, lateness));
      queue.at(row.heardMs, lane, () => {
        const isTaken = taken.has(`${row.deviceId}/${row.told?.alertId}`);
        if (!isTaken) hear(row, centres.get(row.deviceId), alerts);
      });
    }
    const endMs = spec.endMs + spec.drainMs;
    queue.runUntil(endMs);
    lateness.finish(endMs);
    return counts;
  }

  #newLateness(counts: ShiftLateness[]): AlertLateness {
    const { limits = {} } = this.#stream.spec.measures ?? {};
    const note = (name: keyof ShiftLateness, { raisedMs }: JudgedAlert, isLate: boolean) => {
      const shift = this.#shiftAt(raisedMs);
      const before = counts[shift];
      if (before === undefined) return;
      const { late, settled } = before[name];
      counts[shift] = {
        ...before,
        [name]: { late: late + Number(isLate), settled: settled + 1 },
      };
    };
    return new AlertLateness(limits, {
      onAcknowledged: (alert, isLate) => note("acknowledgements", alert, isLate),
      onActed: (alert, isLate) => note("actions", alert, isLate),
      onFoundLate: () => undefined,
    });
  }
}

/** What of those who answer reaches a home: nothing. */
const NOBODY: Pick<ResponseSetup, "callUser" | "callRelative" | "staffCome" | "inBooksOnly"> = {
  callUser: () => undefined,
  callRelative: () => "no-relative",
  staffCome: () => undefined,
  inBooksOnly: true,
};

function follow(seen: Observation, lateness: AlertLateness): void {
  if (seen.seen !== "handling") return;
  const { deviceId, trueMs, alert, event } = seen;
  if (event.kind === "handling.acknowledged") {
    lateness.acknowledged(deviceId, alert.alertId, trueMs);
  }
  if (event.acted === true) lateness.acted(deviceId, alert.alertId, trueMs);
}

/** An alert as its record told it. */
interface NamedAlert {
  readonly alert: AlertCode;
  readonly severity: Severity;
}

/** What alerts are about, by device and alert: a device that tells of one says it too. */
function alertsOf(heard: readonly HeardRow[]): ReadonlyMap<string, NamedAlert> {
  const alerts = new Map<string, NamedAlert>();
  for (const { deviceId, record } of heard) {
    if (record?.kind !== "alert.raised" || record.alert === undefined) continue;
    const severity = severityOf(record);
    alerts.set(`${deviceId}/${record.alertId}`, { alert: record.alert, severity });
  }
  return alerts;
}

function hear(
  { deviceId, record, told }: HeardRow,
  centre: ResponseCentre | undefined,
  alerts: ReadonlyMap<string, NamedAlert>,
): void {
  if (record !== undefined) centre?.onCommitted(record);
  const about = told && alerts.get(`${deviceId}/${told.alertId}`);
  if (told === undefined || about === undefined) return;
  const { alertId, recipient, rung, repeat } = told;
  const what = repeat ? "again" : "first";
  centre?.onTold({
    ...{ type: "notice.send", alertId, ...about, recipient, rung, what, contacts: [] },
  });
}

function severityOf({ severity, alert }: JournalRecord): Severity {
  return (severity ?? (alert === undefined ? 0 : ALERTS[alert].severity)) as Severity;
}

function written({ deviceId, writtenMs, record }: HeardRow, lateness: AlertLateness): void {
  if (record === undefined) return;
  const { kind, alertId, mode } = record;
  if (kind === "mode.changed" && mode === "ended") lateness.ended(deviceId, writtenMs);
  if (alertId === undefined) return;
  if (kind === "alert.cleared") lateness.cleared(deviceId, alertId, writtenMs);
  if (kind !== "alert.raised") return;
  const severity = severityOf(record);
  lateness.raised(alertId, { deviceId, severity, raisedMs: writtenMs, isMissedDose: false });
}

/** Places of homes among events of one instant, by their names. */
function lanesOf(heard: readonly HeardRow[]): ReadonlyMap<string, number> {
  const ids = [...new Set(heard.map(({ deviceId }) => deviceId))].sort();
  return new Map(ids.map((deviceId, lane) => [deviceId, lane]));
}

/** Says in which shift an instant lies; the first of several, and none where nobody is meant to be. */
function shiftFinder({ zone, holidays, shifts }: ResponsePlan): (trueMs: number) => number {
  const rosters = shifts.map(
    (shift) => new DutyRoster({ zone, holidays, shifts: [{ ...shift, operators: 1 }] }),
  );
  const known = new Map<number, number>();
  return (trueMs) => {
    const before = known.get(trueMs);
    if (before !== undefined) return before;
    const found = rosters.findIndex((roster) => roster.onDuty(trueMs) > 0);
    known.set(trueMs, found);
    return found;
  };
}
