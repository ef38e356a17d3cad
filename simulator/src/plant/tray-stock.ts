import type { Place, PlantFact } from "./plant.ts";
import { TRAY_SLOTS } from "./tray-drive.ts";

/**
 * The doses of one tray, wherever they are.
 *
 * Invariant: loaded = in compartments + with the user + with staff, at all times.
 */
export class TrayStock {
  readonly #slots = new Array<number>(TRAY_SLOTS).fill(0);
  #user = 0;
  #staff = 0;

  /** Doses in a compartment. */
  inSlot(slot: number): number {
    return this.#slots[slot] ?? 0;
  }

  /** Staff put a dose into each of the first compartments, after taking out what was left. */
  refill(doses: number): readonly PlantFact[] {
    const removed = this.#slots.flatMap((_, slot) => this.#take(slot, "staff"));
    const loaded = Math.min(TRAY_SLOTS, Math.max(0, Math.floor(doses)));
    for (let slot = 0; slot < loaded; slot += 1) this.#slots[slot] = 1;
    return [...removed, { type: "loaded", doses: loaded }];
  }

  /** What lies in a compartment falls into the user's hand. */
  giveToUser(slot: number): readonly PlantFact[] {
    return this.#take(slot, "user");
  }

  /** Counts every dose by place. */
  count(): Readonly<Record<Place, number>> {
    const slot = this.#slots.reduce((sum, doses) => sum + doses, 0);
    return {
      slot,
      mechanism: 0,
      drawer: 0,
      user: this.#user,
      "reject-store": 0,
      staff: this.#staff,
    };
  }

  #take(slot: number, to: "user" | "staff"): readonly PlantFact[] {
    const doses = this.inSlot(slot);
    if (doses === 0) return [];
    this.#slots[slot] = 0;
    if (to === "user") this.#user += doses;
    else this.#staff += doses;
    return [{ type: "moved", from: "slot", to, doses, slot }];
  }
}
