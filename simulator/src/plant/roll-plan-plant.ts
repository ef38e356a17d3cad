import type { PlantFact, PlantResponse } from "./plant.ts";
import { failed, finished, LOOK_MS, RollPlant, type RollPlantSetup } from "./roll-plant.ts";

/** What the truth of a roll on a week plan depends on. */
export interface RollPlanPlantSetup extends RollPlantSetup {
  /** Whether the device looks whether the first pouch of a new roll is empty. */
  readonly checksLeader: boolean;
  /** Pouches that its locked store holds, where missed ones are put away. */
  readonly storePouches: number;
}

/** The physical truth of one multidose roll that nothing reads, and what its sensors say. */
export class RollPlanPlant extends RollPlant {
  readonly #own: RollPlanPlantSetup;
  /** Pouches that left the roll since it was put in. */
  #gone = 0;
  /** What a stuck sensor keeps telling of the place. */
  #stuckAt: number | undefined;

  constructor(setup: RollPlanPlantSetup) {
    super(setup);
    this.#own = setup;
  }

  protected move(motion: string): PlantResponse {
    switch (motion) {
      case "roll.check":
        return this.#check(motion);
      case "roll.release":
        return this.#release(motion);
      case "roll.retract":
        return this.#retract(motion);
      default:
        return failed(motion, "timeout");
    }
  }

  protected freezePlace(isStuck: boolean): void {
    this.#stuckAt = isStuck ? this.#gone : undefined;
  }

  protected loaded(): void {
    this.#gone = 0;
  }

  protected removed(pouches: number): void {
    this.#gone += pouches;
  }

  #check(motion: string): PlantResponse {
    if (this.hangs) return failed(motion, "timeout", LOOK_MS);
    const first = this.stock.first();
    const isLeader = first !== undefined && first.print === undefined && this.#gone === 0;
    if (isLeader && this.#own.checksLeader) {
      const input = { type: "pouch.read", motion, reading: { found: "blank" } } as const;
      return { reactions: [{ afterMs: LOOK_MS, input }], facts: [] };
    }
    return finished(motion, this.#stuckAt ?? this.#gone, [], LOOK_MS);
  }

  /** The roll moves on by one pouch, which is cut open in the outlet. */
  #release(motion: string): PlantResponse {
    const { random, chances } = this.#own;
    const fate = this.fateOfMove();
    if (this.hangs) return failed(motion, "stall");
    if (fate === "slips") return finished(motion, undefined, []);
    const isCut = fate === "goes" && !random.chance(chances.cutFailure);
    const cut = this.#moveOn();
    if (!isCut) {
      const { reactions } = this.hang(motion);
      if (!this.hangs) return { reactions, facts: [...cut, ...this.#moveBack()] };
      return { reactions, facts: cut };
    }
    const { reactions, facts } = this.letGo(motion);
    this.begin(() => [...this.stock.undoLast("drawer"), ...this.#moveBack()]);
    return { reactions, facts: [...cut, ...facts] };
  }

  #retract(motion: string): PlantResponse {
    const fate = this.fateOfMove();
    const isFull = this.stock.inStore() >= this.#own.storePouches;
    if (fate === "jams" || this.hangs || isFull) return failed(motion, "stall");
    if (fate === "slips") return finished(motion, undefined, []);
    const facts = [...this.#moveOn(), ...this.stock.putAway()];
    this.begin(() => [...this.stock.undoLast("reject-store"), ...this.#moveBack()]);
    return finished(motion, undefined, facts);
  }

  #moveOn(): readonly PlantFact[] {
    if (this.stock.first() !== undefined) this.#gone += 1;
    return this.stock.cutOff();
  }

  #moveBack(): readonly PlantFact[] {
    if (this.stock.inWindow() !== undefined) this.#gone -= 1;
    return this.stock.undoCut();
  }
}
