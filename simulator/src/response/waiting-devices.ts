import { DAY_MS, type JournalRecord, type Severity } from "@dosekit/protocols";
import type { HandlingEvent } from "./alert-case.ts";
import { isCondition } from "./handling-steps.ts";

/** How grave an alert has to be that somebody must do something about. */
const SEVERITY_MIN: Severity = 20;
/** How long it may be until somebody does, ms. */
const ACTION_WITHIN_MS = DAY_MS;

interface Waiting {
  readonly deviceId: string;
  /** Since when nobody has done anything about it. */
  readonly sinceMs: number;
  readonly isCondition: boolean;
}

/**
 * Counts the devices that were left alone: a day passed in which an alert of severity 20 or more
 * stood and nobody reached user or device about it. One that tells of a condition waits for somebody
 * as long as it stands, also after a visit in vain; any other until the first time.
 */
export class WaitingDevices {
  readonly #waiting = new Map<string, Waiting>();
  readonly #left = new Set<string>();
  readonly #onLeft: ((deviceId: string, atMs: number) => void) | undefined;

  /** @param onLeft told of each time, with when the day was over; a device may be told of again */
  constructor(onLeft?: (deviceId: string, atMs: number) => void) {
    this.#onLeft = onLeft;
  }

  /** Devices that were left alone so far. */
  get count(): number {
    return this.#left.size;
  }

  /** An alert was raised; `name` is its own among all devices. */
  raised(
    name: string,
    { deviceId, trueMs }: { readonly deviceId: string; readonly trueMs: number },
    { record, severity }: { readonly record: JournalRecord; readonly severity: Severity },
  ): void {
    if (severity < SEVERITY_MIN || this.#waiting.has(name)) return;
    const row = { deviceId, sinceMs: trueMs, isCondition: isCondition(record.alert) };
    this.#waiting.set(name, row);
  }

  /** Something was done about an alert. */
  handled(name: string, trueMs: number, { kind, acted }: HandlingEvent): void {
    const row = this.#waiting.get(name);
    if (row === undefined || (acted !== true && kind !== "handling.action")) return;
    this.#look(row, trueMs);
    if (row.isCondition) this.#waiting.set(name, { ...row, sinceMs: trueMs });
    else this.#waiting.delete(name);
  }

  /** An alert is over. */
  cleared(name: string, trueMs: number): void {
    const row = this.#waiting.get(name);
    if (row !== undefined) this.#look(row, trueMs);
    this.#waiting.delete(name);
  }

  /** Ends the run. */
  finish(trueMs: number): void {
    for (const row of this.#waiting.values()) this.#look(row, trueMs);
    this.#waiting.clear();
  }

  #look({ deviceId, sinceMs }: Waiting, trueMs: number): void {
    if (trueMs - sinceMs <= ACTION_WITHIN_MS) return;
    this.#left.add(deviceId);
    this.#onLeft?.(deviceId, sinceMs + ACTION_WITHIN_MS);
  }
}
