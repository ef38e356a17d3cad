import type { AlertCode, JournalRecord, Outcome } from "@dosekit/protocols";
import { OUTCOME } from "@dosekit/protocols";
import { PerDevice } from "../checkers/per-device.ts";
import type { DoseTotals } from "./run-document.ts";

const OUTCOMES = Object.keys(OUTCOME.words) as readonly Outcome[];
/** Stands for a dose that has no outcome yet. */
const OPEN = OUTCOMES.length;

/**
 * Counts doses by how they ended and alerts by national code, from the devices' own journals.
 *
 * A dose counts from the record that says how it ended; a correction moves it to its new outcome.
 */
export class DoseAccount {
  /** How each dose of a device stands: its place among {@link OUTCOMES}, or {@link OPEN}. */
  readonly #doses = new PerDevice<Map<string, number>>(() => new Map());
  /** Doses by how they stand. */
  readonly #counts = Array.from({ length: OPEN + 1 }, () => 0);
  readonly #alerts = new Map<AlertCode, Set<string>>();

  /** A record became durable on the device. */
  journalled(deviceId: string, record: JournalRecord): void {
    if (record.doseId !== undefined) this.#countDose(deviceId, record.doseId, record);
    if (record.kind === "alert.raised" && record.alert !== undefined)
      this.#countAlert(record.alert, `${deviceId}/${record.alertId ?? record.seq}`);
  }

  /** Alerts raised so far, distinct ones. */
  get alerts(): number {
    return [...this.#alerts.values()].reduce((sum, ids) => sum + ids.size, 0);
  }

  /** Doses that have their outcome so far. */
  get closed(): number {
    return this.#due() - this.#countOf(OPEN);
  }

  /** Counts what happened so far. */
  totals(): DoseTotals {
    const outcomes = Object.fromEntries(
      OUTCOMES.map((outcome, at) => [outcome, this.#countOf(at)]),
    ) as Record<Outcome, number>;
    const codes = [...this.#alerts].sort(([a], [b]) => codeOrder(a) - codeOrder(b));
    return {
      due: this.#due(),
      outcomes,
      alerts: Object.fromEntries(codes.map(([code, ids]) => [code, ids.size])),
    };
  }

  #countDose(deviceId: string, doseId: string, { kind, outcome }: JournalRecord): void {
    const doses = this.#doses.of(deviceId);
    const before = doses.get(doseId);
    const isEnd = kind === "dose.closed" || kind === "dose.corrected";
    const isEnded = isEnd && outcome !== undefined;
    if (before !== undefined && !isEnded) return;
    const now = isEnded ? OUTCOMES.indexOf(outcome) : OPEN;
    doses.set(doseId, now);
    if (before !== undefined) this.#add(before, -1);
    this.#add(now, 1);
  }

  #due(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  #countOf(state: number): number {
    return this.#counts[state] ?? 0;
  }

  #add(state: number, by: number): void {
    this.#counts[state] = this.#countOf(state) + by;
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
