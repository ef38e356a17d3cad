import type { JournalRecord } from "@dosekit/protocols";
import type { PlantFact } from "./plant.ts";

/**
 * Holds what a device says of a dose against what truly happened since it was about to be offered:
 * a sensor that lies makes the device believe what is false, and only the plant knows better.
 */
export class TruthWatch {
  #reachedUser = 0;

  /** Something truly happened to the medicine. */
  see(fact: PlantFact): void {
    if (fact.type === "moved" && (fact.to === "user" || fact.to === "staff")) {
      this.#reachedUser += fact.doses;
    }
  }

  /** The device wrote something down; gives the hazard that it is, if it is one. */
  hear({ kind, outcome }: JournalRecord): PlantFact | undefined {
    if (kind === "dose.offering") this.#reachedUser = 0;
    const isTold = kind === "dose.closed" || kind === "dose.corrected";
    if (!isTold || outcome !== "retrieved" || this.#reachedUser > 0) return undefined;
    return { type: "hazard", hazard: "false-taken", detectable: false };
  }
}
