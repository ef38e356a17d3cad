import type { PouchReading } from "@dosekit/protocols";
import type { PlantResponse } from "./plant.ts";
import {
  failed,
  finished,
  LOOK_MS,
  MOVE_MS,
  RollPlant,
  type RollPlantSetup,
} from "./roll-plant.ts";
import { type PouchParser, readPrintedText } from "./roll-pouch.ts";

/** What the truth of a roll with a reader depends on. */
export interface RollReaderPlantSetup extends RollPlantSetup {
  /** Pouches that the locked store holds. */
  readonly storePouches: number;
  /** How pouches are read; default: their printed text. */
  readonly parser?: PouchParser;
}

const NONE: PouchReading = { found: "none" };

/** The physical truth of one multidose roll whose pouches are read, and what its sensors say. */
export class RollReaderPlant extends RollPlant {
  readonly #own: RollReaderPlantSetup;
  /** The first pouch of the roll hangs in the window, not cut off. */
  #isFed = false;
  #lastReading: PouchReading = NONE;
  /** What a stuck reader keeps telling. */
  #stuckReading: PouchReading | undefined;

  constructor(setup: RollReaderPlantSetup) {
    super(setup);
    this.#own = setup;
  }

  protected move(motion: string): PlantResponse {
    switch (motion) {
      case "roll.read":
        return this.#read(motion);
      case "roll.check":
        return this.hangs ? failed(motion, "timeout", LOOK_MS) : this.#answer(motion, LOOK_MS);
      case "roll.park":
        return this.#park(motion);
      case "roll.release":
        return this.#release(motion);
      case "roll.retract":
        return this.#retract(motion);
      default:
        return failed(motion, "timeout");
    }
  }

  protected freezePlace(isStuck: boolean): void {
    this.#stuckReading = isStuck ? this.#lastReading : undefined;
  }

  protected loaded(): void {
    this.#isFed = false;
  }

  protected removed(): void {
    this.#isFed = false;
  }

  #read(motion: string): PlantResponse {
    if (this.stock.inWindow() === undefined && !this.#isFed) {
      const fate = this.fateOfMove();
      if (fate === "jams") return failed(motion, "stall");
      this.#isFed = fate === "goes";
    }
    return this.#answer(motion, MOVE_MS);
  }

  #answer(motion: string, afterMs: number): PlantResponse {
    const reading = this.#stuckReading ?? this.#truth();
    this.#lastReading = reading;
    return { reactions: [{ afterMs, input: { type: "pouch.read", motion, reading } }], facts: [] };
  }

  #truth(): PouchReading {
    const pouch = this.stock.inWindow() ?? (this.#isFed ? this.stock.first() : undefined);
    const parser = this.#own.parser ?? readPrintedText;
    return pouch === undefined ? NONE : parser(pouch, this.#own.patientKey);
  }

  #park(motion: string): PlantResponse {
    const { random, chances } = this.#own;
    if (this.stock.inWindow() !== undefined) return finished(motion, undefined, []);
    const fate = this.fateOfMove();
    if (fate === "jams") return failed(motion, "stall");
    if (random.chance(chances.cutFailure)) return failed(motion, "cut");
    if (fate === "slips" || !this.#isFed) return finished(motion, undefined, []);
    this.#isFed = false;
    this.begin(() => {
      this.#isFed = true;
      return this.stock.undoCut();
    });
    return finished(motion, undefined, this.stock.cutOff());
  }

  #release(motion: string): PlantResponse {
    const fate = this.fateOfMove();
    if (fate === "jams") return this.hang(motion);
    return fate === "slips" ? finished(motion, undefined, []) : this.letGo(motion);
  }

  #retract(motion: string): PlantResponse {
    const fate = this.fateOfMove();
    const isFull = this.stock.inStore() >= this.#own.storePouches;
    if (fate === "jams" || isFull) return failed(motion, "stall");
    if (fate === "slips") return finished(motion, undefined, []);
    this.begin(() => this.stock.undoLast("reject-store"));
    return finished(motion, undefined, this.stock.putAway());
  }
}
