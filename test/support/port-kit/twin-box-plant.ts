import type { DeviceInput, MotionStart } from "@dosekit/protocols";
import {
  CarouselStock,
  type HandAction,
  type HomePlant,
  LevelSensor,
  type Place,
  type PlantFact,
  type PlantResponse,
  type PlantSensor,
} from "@dosekit/simulator";

const LID_MS = 600;
const SENSE_MS = 300;
const STALL_MS = 2_000;
const NOTHING: PlantResponse = { reactions: [], facts: [] };

/**
 * The truth of a box with two compartments, each under a lid of its own that a motor unlocks: what
 * lies under an open lid is within reach, and what lies there when it locks again is locked away.
 */
export class TwinBoxPlant implements HomePlant {
  readonly #stock = new CarouselStock(2);
  readonly #reach = new LevelSensor();
  readonly #cover = new LevelSensor();
  #withKey = false;
  #isJammed = false;

  drive({ motion, slot = 0 }: MotionStart): PlantResponse {
    if (this.#isJammed) {
      return sensed(STALL_MS, [{ type: "motion.failed", motion, cause: "stall" }]);
    }
    const facts = motion === "box.open" ? this.#stock.drop(slot) : this.#stock.undoDrop();
    return sensed(LID_MS, [...this.#seen(), { type: "motion.finished", motion, slot }], facts);
  }

  handle(action: HandAction): PlantResponse {
    if (action.type === "press") {
      return sensed(SENSE_MS, [{ type: "button.pressed", actor: action.actor }]);
    }
    if (action.type === "take") {
      const facts = this.#stock.take();
      return sensed(SENSE_MS, this.#seen(), facts);
    }
    if (action.type === "open-lid") this.#withKey = action.withKey;
    if (action.type === "open-lid" || action.type === "close-lid") {
      return sensed(SENSE_MS, this.#covered(this.#cover.set(action.type === "open-lid")));
    }
    if (action.type !== "refill" || !this.#cover.isOn()) return NOTHING;
    const facts = this.#stock.refill(action.doses);
    const doses = this.#stock.count().slot;
    return sensed(
      SENSE_MS,
      [...this.#seen(), { type: "stock.loaded", doses, firstSlot: 0 }],
      facts,
    );
  }

  losePower(): void {
    this.#reach.setPowered(false);
    this.#cover.setPowered(false);
  }

  regainPower(): PlantResponse {
    const reach = reached(this.#reach.setPowered(true));
    return sensed(SENSE_MS, [...reach, ...this.#covered(this.#cover.setPowered(true))]);
  }

  count(): Readonly<Record<Place, number>> {
    return this.#stock.count();
  }

  setJam(isJammed: boolean): void {
    this.#isJammed = isJammed;
  }

  slipOnce(): void {}

  setStuck(sensor: PlantSensor, isStuck: boolean): PlantResponse {
    if (sensor === "tilt") return sensed(SENSE_MS, reached(this.#reach.setStuck(isStuck)));
    if (sensor === "lid") return sensed(SENSE_MS, this.#covered(this.#cover.setStuck(isStuck)));
    return NOTHING;
  }

  #seen(): readonly DeviceInput[] {
    return reached(this.#reach.set(this.#stock.inCup() > 0));
  }

  #covered(isOpen: boolean | undefined): readonly DeviceInput[] {
    if (isOpen === undefined) return [];
    return [isOpen ? { type: "lid.opened", withKey: this.#withKey } : { type: "lid.closed" }];
  }
}

function reached(isThere: boolean | undefined): readonly DeviceInput[] {
  if (isThere === undefined) return [];
  return [{ type: isThere ? "outlet.filled" : "outlet.emptied" }];
}

function sensed(
  afterMs: number,
  inputs: readonly DeviceInput[],
  facts: readonly PlantFact[] = [],
): PlantResponse {
  return { reactions: inputs.map((input) => ({ afterMs, input })), facts };
}
