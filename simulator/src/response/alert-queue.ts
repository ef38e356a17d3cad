import type { DeskRequest } from "./operator-desk.ts";

/**
 * Alerts that wait for an operator, the next one last.
 *
 * Invariant: ordered by severity, then age, then device and alert, so that the order depends on
 * nothing but the alerts themselves.
 */
export class AlertQueue {
  readonly #rows: DeskRequest[] = [];

  /** How many wait. */
  get size(): number {
    return this.#rows.length;
  }

  /** Adds a request. */
  add(request: DeskRequest): void {
    this.#rows.splice(this.#placeOf(request), 0, request);
  }

  /** Takes the request that comes next. */
  take(): DeskRequest | undefined {
    return this.#rows.pop();
  }

  /**
   * Takes a request out.
   *
   * @returns false when it is not there
   */
  remove(request: DeskRequest): boolean {
    const place = this.#placeOf(request);
    if (this.#rows[place] !== request) return false;
    this.#rows.splice(place, 1);
    return true;
  }

  /** First place whose request does not come after this one. */
  #placeOf(request: DeskRequest): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = this.#rows[middle];
      if (row !== undefined && comesBefore(request, row)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function comesBefore(a: DeskRequest, b: DeskRequest): boolean {
  if (a.severity !== b.severity) return a.severity > b.severity;
  if (a.sinceMs !== b.sinceMs) return a.sinceMs < b.sinceMs;
  if (a.deviceId !== b.deviceId) return a.deviceId < b.deviceId;
  return a.alertId < b.alertId;
}
