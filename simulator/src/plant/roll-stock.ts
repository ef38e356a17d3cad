import type { Place, PlantFact } from "./plant.ts";
import type { RollPouch } from "./roll-pouch.ts";

/** Where a pouch of a roll can be: on it, cut off behind the lock, and beyond. */
type PouchPlace = "slot" | "mechanism" | "drawer" | "user" | "reject-store" | "staff";

/**
 * The pouches of one roll, wherever they are; the roll itself is the place `slot`.
 *
 * Invariant: loaded = on the roll + in the mechanism + in the drawer + in the store + with the user
 * + with staff, at all times.
 */
export class RollStock {
  #roll: RollPouch[] = [];
  #window: RollPouch | undefined;
  #drawer: RollPouch[] = [];
  #store: RollPouch[] = [];
  #user = 0;
  #staff = 0;

  /** The first pouch of the roll. */
  first(): RollPouch | undefined {
    return this.#roll[0];
  }

  /** The pouch that is cut off and stands in the window. */
  inWindow(): RollPouch | undefined {
    return this.#window;
  }

  /** Pouches in the drawer and in the locked store. */
  inDrawer(): number {
    return this.#drawer.length;
  }

  /** See {@link inDrawer}. */
  inStore(): number {
    return this.#store.length;
  }

  /** Staff put in a roll, after taking out everything that was there. */
  refill(pouches: readonly RollPouch[]): readonly PlantFact[] {
    const removed = [
      ...this.#handOver(this.#roll.splice(0), "slot", "staff"),
      ...this.#handOver(this.#takeWindow(), "mechanism", "staff"),
      ...this.#handOver(this.#store.splice(0), "reject-store", "staff"),
      ...this.#handOver(this.#drawer.splice(0), "drawer", "staff"),
    ];
    this.#roll = [...pouches];
    return [...removed, { type: "loaded", doses: dosesIn(pouches) }];
  }

  /** Staff take pouches off the front of the roll, as long as their doses are over. */
  removePassed(isOver: (doseId: string) => boolean): {
    readonly removed: number;
    readonly facts: readonly PlantFact[];
  } {
    const isStaying = ({ doseId }: RollPouch) => doseId !== undefined && !isOver(doseId);
    const staying = this.#roll.findIndex(isStaying);
    const removed = staying < 0 ? this.#roll.length : staying;
    return { removed, facts: this.#handOver(this.#roll.splice(0, removed), "slot", "staff") };
  }

  /** Makes the print of the first pouches on the roll unreadable. */
  smudge(pouches: number): void {
    this.#roll = this.#roll.map((pouch, at) =>
      at < pouches && pouch.condition === "whole" ? { ...pouch, condition: "smudged" } : pouch,
    );
  }

  /** The first pouch is cut off and stands in the window, unless one stands there. */
  cutOff(): readonly PlantFact[] {
    if (this.#window !== undefined) return [];
    const pouch = this.#roll.shift();
    if (pouch === undefined) return [];
    this.#window = pouch;
    return moved([pouch], "slot", "mechanism");
  }

  /** The pouch in the window falls into the drawer. */
  drop(): readonly PlantFact[] {
    const pouches = this.#takeWindow();
    this.#drawer.push(...pouches);
    return moved(pouches, "mechanism", "drawer");
  }

  /** The pouch in the window goes to the locked store. */
  putAway(): readonly PlantFact[] {
    const pouches = this.#takeWindow();
    this.#store.push(...pouches);
    return moved(pouches, "mechanism", "reject-store");
  }

  /** The user takes what lies in the drawer. */
  empty(): readonly PlantFact[] {
    return this.#handOver(this.#drawer.splice(0), "drawer", "user");
  }

  /** The user pulls out what hangs half way. */
  pullOut(): readonly PlantFact[] {
    return this.#handOver(this.#takeWindow(), "mechanism", "user");
  }

  /** A cut that power ended before it was done: the pouch is on its roll as before. */
  undoCut(): readonly PlantFact[] {
    const pouches = this.#takeWindow();
    this.#roll.unshift(...pouches);
    return moved(pouches, "mechanism", "slot");
  }

  /** A fall or a retraction that power ended before it was done. */
  undoLast(from: "drawer" | "reject-store"): readonly PlantFact[] {
    const pouch = (from === "drawer" ? this.#drawer : this.#store).pop();
    if (pouch === undefined) return [];
    this.#window = pouch;
    return moved([pouch], from, "mechanism");
  }

  /** Counts every dose by place. */
  count(): Readonly<Record<Place, number>> {
    return {
      slot: dosesIn(this.#roll),
      mechanism: dosesIn(this.#window === undefined ? [] : [this.#window]),
      drawer: dosesIn(this.#drawer),
      user: this.#user,
      "reject-store": dosesIn(this.#store),
      staff: this.#staff,
    };
  }

  #takeWindow(): RollPouch[] {
    const pouch = this.#window;
    this.#window = undefined;
    return pouch === undefined ? [] : [pouch];
  }

  #handOver(
    pouches: readonly RollPouch[],
    from: PouchPlace,
    to: "user" | "staff",
  ): readonly PlantFact[] {
    if (to === "user") this.#user += dosesIn(pouches);
    else this.#staff += dosesIn(pouches);
    return moved(pouches, from, to);
  }
}

function dosesIn(pouches: readonly RollPouch[]): number {
  return pouches.reduce((sum, { doses }) => sum + doses, 0);
}

function moved(
  pouches: readonly RollPouch[],
  from: PouchPlace,
  to: PouchPlace,
): readonly PlantFact[] {
  return pouches
    .filter(({ doses }) => doses > 0)
    .map(({ doses, place }) => ({ type: "moved", from, to, doses, slot: place }));
}
