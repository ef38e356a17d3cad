import type { JournalRecord } from "@dosekit/protocols";
import type { Place, PlantFact } from "../../../plant/plant.ts";
import type { PackedDose } from "../../../plant/roll-packing.ts";

/** A dose that truly came out of the locked part, and the dose that the device said it was. */
export interface LetGo {
  /** Dose that it truly was; absent for one that nobody had filled in. */
  readonly doseId: string | undefined;
  readonly announced: string | undefined;
  readonly atMs: number;
}

/** A dose that was locked away. */
export interface PutAway {
  readonly doseId: string | undefined;
  readonly atMs: number;
}

/** A dose that came to a place. */
export interface MovedDose {
  readonly doseId: string | undefined;
  readonly to: Place;
}

/** What truly happened to the medicine on a bench, whatever the device believes. */
export class BenchTruth {
  readonly letGo: LetGo[] = [];
  readonly putAway: PutAway[] = [];
  /** Doses that came into the user's hand, in order. */
  readonly taken: (string | undefined)[] = [];
  readonly hazards: string[] = [];
  #packed: readonly PackedDose[] = [];
  /** Empty pouches in front of the first dose. */
  #leaders = 0;
  #announced: string | undefined;

  /** Staff fill in these doses, the first of them next. */
  fill(doses: readonly PackedDose[], leaders: number): void {
    this.#packed = doses;
    this.#leaders = leaders;
  }

  /** The device wrote something down. */
  hear({ kind, doseId }: JournalRecord): void {
    if (kind === "dose.offering") this.#announced = doseId;
  }

  /**
   * Something truly happened to the medicine, and was done at this instant.
   *
   * @returns the dose and where it is now, where people would want to hear of it
   */
  see(fact: PlantFact, atMs: number): MovedDose | undefined {
    if (fact.type === "hazard") this.hazards.push(fact.hazard);
    if (fact.type !== "moved") return undefined;
    const doseId = this.#packed[fact.slot - this.#leaders]?.doseId;
    const wasLocked = fact.from === "slot" || fact.from === "mechanism";
    const isOut = fact.to === "drawer" || fact.to === "user";
    if (wasLocked && isOut) this.letGo.push({ doseId, announced: this.#announced, atMs });
    if (fact.to === "user") this.taken.push(doseId);
    if (fact.to === "reject-store") this.putAway.push({ doseId, atMs });
    // A movement that power ended early is taken back.
    if (fact.from === "drawer" && !isOut && fact.to !== "staff") this.letGo.pop();
    if (fact.from === "reject-store" && fact.to === "mechanism") this.putAway.pop();
    const isTold = isOut || fact.to === "reject-store";
    return isTold ? { doseId, to: fact.to } : undefined;
  }
}
