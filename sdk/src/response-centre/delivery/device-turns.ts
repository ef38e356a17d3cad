/** Turns that a device may have had of late before it comes behind those that had fewer. */
const MODEST_TURNS = 16;
/** So many turns of all devices are "of late". */
const WINDOW = 1_024;

/** How often each device had its turn of late, so that one that asks without end waits for others. */
export class DeviceTurns {
  readonly #turns = new Map<string, number>();
  #taken = 0;

  /** A device had a turn. */
  took(deviceId: string): void {
    this.#turns.set(deviceId, (this.#turns.get(deviceId) ?? 0) + 1);
    this.#taken += 1;
    if (this.#taken < WINDOW) return;
    this.#taken = 0;
    for (const [one, turns] of this.#turns) {
      if (turns <= 1) this.#turns.delete(one);
      else this.#turns.set(one, Math.floor(turns / 2));
    }
  }

  /** Below 0 when the first device comes before the second; 0 while neither had many turns. */
  compare(one: string, other: string): number {
    return this.#beyond(one) - this.#beyond(other);
  }

  #beyond(deviceId: string): number {
    return Math.max(0, (this.#turns.get(deviceId) ?? 0) - MODEST_TURNS);
  }
}
