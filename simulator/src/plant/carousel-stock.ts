import type { Place, PlantFact } from "./plant.ts";

/**
 * The doses of one carousel, wherever they are; the cup under its opening is the place `drawer`.
 *
 * Invariant: loaded = in compartments + in the cup + with the user + with staff, at all times.
 */
export class CarouselStock {
  readonly #slots: number[];
  #cup: { slot: number; doses: number }[] = [];
  #user = 0;
  #staff = 0;

  constructor(slots: number) {
    this.#slots = new Array<number>(slots).fill(0);
  }

  /** Doses in the cup. */
  inCup(): number {
    return this.#cup.reduce((sum, { doses }) => sum + doses, 0);
  }

  /** Staff put a dose into each of the first compartments, after taking out everything else. */
  refill(doses: number): readonly PlantFact[] {
    const removed = this.#slots.flatMap((left, slot) => {
      this.#slots[slot] = 0;
      return this.#moved({ slot, doses: left }, "slot", "staff");
    });
    const fromCup = this.#emptyCup("staff");
    const loaded = Math.min(this.#slots.length, Math.max(0, Math.floor(doses)));
    this.#slots.fill(1, 0, loaded);
    return [...removed, ...fromCup, { type: "loaded", doses: loaded }];
  }

  /** What lies in a compartment falls into the cup. */
  drop(slot: number): readonly PlantFact[] {
    const doses = this.#slots[slot] ?? 0;
    if (doses === 0) return [];
    this.#slots[slot] = 0;
    this.#cup.push({ slot, doses });
    return this.#moved({ slot, doses }, "slot", "drawer");
  }

  /** The last fall did not happen after all: the dose lies in its compartment. */
  undoDrop(): readonly PlantFact[] {
    const last = this.#cup.pop();
    if (last === undefined) return [];
    this.#slots[last.slot] = last.doses;
    return this.#moved(last, "drawer", "slot");
  }

  /** The user takes out what lies in the cup. */
  take(): readonly PlantFact[] {
    return this.#emptyCup("user");
  }

  /** Counts every dose by place. */
  count(): Readonly<Record<Place, number>> {
    return {
      slot: this.#slots.reduce((sum, doses) => sum + doses, 0),
      mechanism: 0,
      drawer: this.inCup(),
      user: this.#user,
      "reject-store": 0,
      staff: this.#staff,
    };
  }

  #emptyCup(to: "user" | "staff"): readonly PlantFact[] {
    return this.#cup.splice(0).flatMap((portion) => this.#moved(portion, "drawer", to));
  }

  #moved(
    { slot, doses }: { readonly slot: number; readonly doses: number },
    from: Place,
    to: Place,
  ): readonly PlantFact[] {
    if (doses === 0) return [];
    if (to === "user") this.#user += doses;
    if (to === "staff") this.#staff += doses;
    return [{ type: "moved", from, to, doses, slot }];
  }
}
