import type { Place, PlantFact } from "../plant/plant.ts";
import type { Checker, CheckReport } from "./checker.ts";
import type { Observation } from "./observation.ts";
import { PerDevice } from "./per-device.ts";
import { type Readers, ReaderTable, type Seen } from "./readers.ts";
import { Tally } from "./tally.ts";
import { timeText } from "./zone-reckoning.ts";

/** Every place where medicine can be. */
const PLACES = ["slot", "mechanism", "drawer", "user", "reject-store", "staff"] as const;

interface State {
  readonly doses: Record<Place, number>;
  /** Something was loaded, moved or counted before. */
  begun: boolean;
}

/**
 * S5: medicine is counted by place and conserved. What was loaded equals what is in slots or roll,
 * mechanism, drawer, reject store, with the user and with staff; and no place ever holds less than
 * nothing.
 *
 * The running sum starts at 0 and follows every `loaded` (into the slots) and `moved` fact; a
 * `counted` fact must equal it place by place. A count that comes before anything else is the
 * opening balance. One decision: a movement or a count. Memory per device: six numbers.
 */
export class MedicineConservedChecker implements Checker {
  readonly id = "S5";
  readonly readers: Readers = {
    plant: (seen, deviceId) => this.#happened(this.#devices.of(deviceId), seen),
  };
  readonly #table = new ReaderTable([this.readers]);
  readonly #tally = new Tally("S5");
  readonly #devices = new PerDevice<State>(() => ({
    doses: { slot: 0, mechanism: 0, drawer: 0, user: 0, "reject-store": 0, staff: 0 },
    begun: false,
  }));

  /** See {@link Checker.observe}. */
  observe(seen: Observation): void {
    this.#table.show(seen);
  }

  /** See {@link Checker.finish}. */
  finish(): CheckReport {
    return this.#tally.report();
  }

  #happened(state: State, seen: Seen<"plant">): void {
    const { fact } = seen;
    if (fact.type === "hazard") return;
    if (fact.type === "loaded") state.doses.slot += fact.doses;
    else if (fact.type === "moved") this.#move(state, seen, fact);
    else this.#compare(state, seen, fact.places);
    state.begun = true;
  }

  #move(state: State, seen: Observation, fact: Extract<PlantFact, { type: "moved" }>): void {
    this.#tally.decide();
    state.doses[fact.from] -= fact.doses;
    state.doses[fact.to] += fact.doses;
    if (fact.doses >= 0 && state.doses[fact.from] >= 0) return;
    const what = `${fact.doses} doses moved from ${fact.from} (slot ${fact.slot}) to ${fact.to}`;
    this.#tally.violate(
      seen,
      `${what} at ${timeText(seen.trueMs)}, which leaves ${state.doses[fact.from]} in ${fact.from}`,
    );
  }

  #compare(state: State, seen: Observation, places: Readonly<Record<Place, number>>): void {
    this.#tally.decide();
    const wrong = PLACES.filter((place) => places[place] !== state.doses[place]);
    if (state.begun && wrong.length > 0) {
      const rows = wrong.map((place) => `${places[place]} for ${state.doses[place]} in ${place}`);
      this.#tally.violate(
        seen,
        `the count at ${timeText(seen.trueMs)} finds ${rows.join(", ")} doses`,
      );
    }
    for (const place of PLACES) state.doses[place] = places[place];
  }
}
