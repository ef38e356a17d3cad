import type { AlertCode, JournalRecord, Outcome } from "@dosekit/protocols";
import { OUTCOME } from "@dosekit/protocols";
import type { DoseTotals } from "./run-document.ts";

/**
 * Counts doses by how they ended and alerts by national code, from the devices' own journals.
 *
 * A dose counts from the record that says how it ended; a correction moves it to its new outcome.
 */
export class DoseAccount {
  readonly #outcomes = new Map<string, Outcome>();
  readonly #alerts = new Map<AlertCode, Set<string>>();
  readonly #open = new Set<string>();

  /** A record became durable on the device. */
  journalled(deviceId: string, record: JournalRecord): void {
    if (record.doseId !== undefined) this.#countDose(`${deviceId}/${record.doseId}`, record);
    if (record.kind === "alert.raised" && record.alert !== undefined)
      this.#countAlert(record.alert, `${deviceId}/${record.alertId ?? record.seq}`);
  }

  /** Alerts raised so far, distinct ones. */
  get alerts(): number {
    return [...this.#alerts.values()].reduce((sum, ids) => sum + ids.size, 0);
  }

  /** Doses that have their outcome so far. */
  get closed(): number {
    return this.#outcomes.size;
  }

  /** Counts what happened so far. */
  totals(): DoseTotals {
    const outcomes = Object.fromEntries(
      Object.keys(OUTCOME.words).map((outcome) => [outcome, 0]),
    ) as Record<Outcome, number>;
    for (const outcome of this.#outcomes.values()) outcomes[outcome] += 1;
    const codes = [...this.#alerts].sort(([a], [b]) => codeOrder(a) - codeOrder(b));
    return {
      due: this.#outcomes.size + this.#open.size,
      outcomes,
      alerts: Object.fromEntries(codes.map(([code, ids]) => [code, ids.size])),
    };
  }

  #countDose(dose: string, record: JournalRecord): void {
    const ended = record.kind === "dose.closed" || record.kind === "dose.corrected";
    if (ended && record.outcome !== undefined) {
      this.#outcomes.set(dose, record.outcome);
      this.#open.delete(dose);
    } else if (!this.#outcomes.has(dose)) {
      this.#open.add(dose);
    }
  }

  #countAlert(code: AlertCode, alertId: string): void {
    const ids = this.#alerts.get(code);
    if (ids === undefined) this.#alerts.set(code, new Set([alertId]));
    else ids.add(alertId);
  }
}

function codeOrder(code: AlertCode): number {
  return Number(code.slice(2));
}
