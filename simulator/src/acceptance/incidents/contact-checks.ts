import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import { type AlertFact, alertsOf } from "./alert-facts.ts";
import type { JudgedCheck } from "./incident.ts";
import type { LifeLog } from "./life-log.ts";

/** How much later than its limit an absence may be told, ms; the network notices a loss late itself. */
const SLACK_MS = 15 * MINUTE_MS;

/** A device that is expected to be away, and how long it may be before somebody is told. */
export interface Absence {
  readonly deviceId: string;
  readonly fromMs: number;
  readonly lostAfterMs: number;
}

/** Somebody is told of every device that is away for too long, once, by the gateway (1.20). */
export function absenceTold(log: LifeLog, absences: readonly Absence[]): JudgedCheck {
  const told = absences.map((absence) => ({ absence, alerts: noContactOf(log, absence) }));
  const untold = told.filter(({ absence, alerts }) => !isToldOnce(absence, alerts));
  const longest = told.reduce((most, { absence, alerts: [first] }) => {
    return Math.max(most, (first?.toldMs ?? absence.fromMs) - absence.fromMs);
  }, 0);
  const hours = (longest / HOUR_MS).toFixed(1);
  return {
    id: "no-contact-told",
    class: "A",
    expect: {
      nb: "Mottaket varsler 1.20 én gang for hver dispenser som er borte for lenge, og noen får vite det.",
      en: "The gateway raises 1.20 once for each dispenser that is away for too long, and somebody is told.",
    },
    outcome: untold.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${absences.length - untold.length} av ${absences.length} ble varslet én gang i tide; lengst tid fra bruddet til noen fikk vite det: ${hours.replace(".", ",")} timer.`,
      en: `${absences.length - untold.length} of ${absences.length} were told once in time; longest from the loss until somebody knew: ${hours} hours.`,
    },
    cases: untold.map(({ absence: { deviceId, fromMs } }) => ({ deviceId, atMs: fromMs })),
  };
}

/** Nobody is told of an absence of a device that is there. */
export function noFalseAbsence(log: LifeLog, devices: readonly string[]): JudgedCheck {
  const told = devices.flatMap((deviceId) =>
    alertsOf(log, deviceId).filter(({ code }) => code === "1.20"),
  );
  return {
    id: "no-false-absence",
    class: "C",
    expect: {
      nb: "Ingen blir varslet om manglende kontakt med en dispenser som ikke selv har mistet kontakten.",
      en: "Nobody is told of lost contact with a dispenser that has not lost it itself.",
    },
    outcome: told.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${told.length} slike varsler for ${devices.length} dispensere.`,
      en: `${told.length} such alerts for ${devices.length} dispensers.`,
    },
    cases: told.map(({ deviceId, raisedMs }) => ({ deviceId, atMs: raisedMs })),
  };
}

function noContactOf(log: LifeLog, { deviceId, fromMs }: Absence): readonly AlertFact[] {
  return alertsOf(log, deviceId).filter(
    ({ code, raisedMs }) => code === "1.20" && raisedMs >= fromMs,
  );
}

function isToldOnce({ fromMs, lostAfterMs }: Absence, alerts: readonly AlertFact[]): boolean {
  const [only, again] = alerts;
  const isOnce = only !== undefined && again === undefined;
  return isOnce && (only.toldMs ?? Number.POSITIVE_INFINITY) - fromMs <= lostAfterMs + SLACK_MS;
}
