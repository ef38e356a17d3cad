import type { DeviceInput, MotionStart } from "@dosekit/protocols";
import type { RandomStream } from "../random/random-stream.ts";
import { CarouselDrive } from "./carousel-drive.ts";
import { CarouselStock } from "./carousel-stock.ts";
import type { AnnouncedRelease, HomePlant, PlantSensor } from "./home-plant.ts";
import { LevelSensor } from "./level-sensor.ts";
import type { HandAction, Place, PlantFact, PlantResponse, SensorReaction } from "./plant.ts";
import type { PackedDose } from "./roll-packing.ts";
import { SlotLabels } from "./slot-labels.ts";

/** What can come apart between the belief of a device with a carousel and the truth. */
export type CarouselHazard =
  /** A dose of another compartment than the one asked for fell; the way back to the mark shows it. */
  | "wrong-compartment"
  /** The compartment that the device asked for holds the dose of another time. */
  | "wrong-dose"
  /** The flap opened and nothing fell. */
  | "empty-release"
  /** A dose joined another one that still lay in the cup. */
  | "two-doses"
  /** The dose left the cup and the sensor, which sticks, or has no power, did not tell. */
  | "taken-unnoticed";

/** What a carousel's truth depends on. */
export interface CarouselPlantSetup {
  readonly nowMs: () => number;
  readonly random: RandomStream;
  readonly slots: number;
  /** Chance that the way of one compartment jams, or one opening of the flap. */
  readonly jamChance: number;
  /** Chance that a home search sees a mark where there is none. */
  readonly bounceChance: number;
  /** The doses that staff are to fill in, the next first; without it compartments have no names. */
  readonly nextDoses?: (count: number) => readonly PackedDose[];
}

/** Chance that the way of one compartment jams, when nothing else is asked for; inferred. */
export const CAROUSEL_JAM_CHANCE = 1e-4;
/** Chance that the home sensor bounces in one search, when nothing else is asked for; inferred. */
export const CAROUSEL_BOUNCE_CHANCE = 1e-4;

/** Time of the flap, of a look, of a sensor, and until a stuck drive gives up, ms; inferred. */
const FLAP_MS = 2_000;
const LOOK_MS = 300;
const SENSE_MS = 300;
const STALL_MS = 2_000;
/** When, in the movement of the flap, the dose has fallen, ms; inferred. */
const FALLEN_MS = 1_200;

const NOTHING: PlantResponse = { reactions: [], facts: [] };

/** The physical truth of one carousel with a flap and a cup, and what its sensors say of it. */
export class CarouselPlant implements HomePlant {
  readonly #setup: CarouselPlantSetup;
  readonly #drive: CarouselDrive;
  readonly #stock: CarouselStock;
  readonly #labels: SlotLabels;
  readonly #cup = new LevelSensor();
  readonly #lid = new LevelSensor();
  /** What a stuck home sensor keeps telling. */
  #stuckOnMark: boolean | undefined;
  #isLidOpenWithKey = false;
  #isJammed = false;
  #slipsOnce = false;
  #bouncesOnce = false;
  /** When a dose that began to fall has fallen; what power ends before is taken back. */
  #fallsUntilMs: number | undefined;
  #untold: readonly PlantFact[] = [];

  constructor(setup: CarouselPlantSetup) {
    this.#setup = setup;
    this.#drive = new CarouselDrive(setup.slots);
    this.#stock = new CarouselStock(setup.slots);
    this.#labels = new SlotLabels(setup.nextDoses);
  }

  /** See {@link HomePlant.announce}. */
  announce({ doseId }: AnnouncedRelease): void {
    this.#labels.announce(doseId);
  }

  /** See {@link HomePlant.drive}. */
  drive({ motion, slot = 0 }: MotionStart): PlantResponse {
    this.#fallsUntilMs = undefined;
    return this.#withUntold(this.#move(motion, slot));
  }

  /** See {@link HomePlant.handle}. */
  handle(action: HandAction): PlantResponse {
    return this.#withUntold(this.#handled(action));
  }

  /** See {@link HomePlant.losePower}. */
  losePower(): void {
    const now = this.#setup.nowMs();
    this.#drive.halt(now);
    if (this.#fallsUntilMs !== undefined && now < this.#fallsUntilMs) {
      this.#untold = [...this.#untold, ...this.#stock.undoDrop()];
      this.#cup.set(this.#stock.inCup() > 0);
    }
    this.#fallsUntilMs = undefined;
    this.#lid.setPowered(false);
    this.#cup.setPowered(false);
  }

  /** See {@link HomePlant.regainPower}. */
  regainPower(): PlantResponse {
    const cup = cupInputs(this.#cup.setPowered(true));
    return sensed([...cup, ...this.#lidInputs(this.#lid.setPowered(true))]);
  }

  /** See {@link HomePlant.count}: what was taken back and not told yet is not counted either. */
  count(): Readonly<Record<Place, number>> {
    const places = { ...this.#stock.count() };
    for (const fact of this.#untold) {
      if (fact.type !== "moved") continue;
      places[fact.from] += fact.doses;
      places[fact.to] -= fact.doses;
    }
    return places;
  }

  /** See {@link HomePlant.setJam}. */
  setJam(isJammed: boolean): void {
    this.#isJammed = isJammed;
  }

  /** See {@link HomePlant.slipOnce}. */
  slipOnce(): void {
    this.#slipsOnce = true;
  }

  /** See {@link HomePlant.bounceOnce}: the next search sees a mark where there is none. */
  bounceOnce(): void {
    this.#bouncesOnce = true;
  }

  /** See {@link HomePlant.setStuck}: the sensor that sees a dose taken is that of the cup. */
  setStuck(sensor: PlantSensor, isStuck: boolean): PlantResponse {
    if (sensor === "tilt") return sensed(cupInputs(this.#cup.setStuck(isStuck)));
    if (sensor === "lid") return sensed(this.#lidInputs(this.#lid.setStuck(isStuck)));
    this.#stuckOnMark = isStuck ? this.#isOnMark() : undefined;
    return NOTHING;
  }

  #move(motion: string, slot: number): PlantResponse {
    switch (motion) {
      case "carousel.home":
        return this.#searchHome(motion);
      case "carousel.park":
        return this.#park(motion, slot);
      case "carousel.release":
        return this.#openFlap(motion, slot);
      case "carousel.check":
        return finished(motion, this.#isOnMark() ? 0 : undefined, LOOK_MS);
      default:
        return failed(motion, "timeout", STALL_MS);
    }
  }

  /** Ends where the sensor sees the mark come; the board reckons back by the steps that it took. */
  #searchHome(motion: string): PlantResponse {
    const { slots, random, bounceChance } = this.#setup;
    const now = this.#setup.nowMs();
    const ahead = this.#drive.aheadToMark(now);
    if (this.#jams(ahead)) return this.#stall(motion, ahead);
    if (this.#stuckOnMark !== undefined) {
      return failed(motion, "timeout", this.#drive.turn(slots, now) + STALL_MS);
    }
    const bounces = (random.chance(bounceChance) || this.#bouncesOnce) && ahead > 1;
    if (bounces) this.#bouncesOnce = false;
    const turned = bounces ? random.integer(1, Math.ceil(ahead) - 1) : ahead;
    const counted = Math.round(turned) + this.#slip();
    const afterMs = this.#drive.turn(turned, now) + LOOK_MS;
    return finished(motion, (2 * slots - counted) % slots, afterMs);
  }

  /** Counts steps from the mark on; nothing confirms them. */
  #park(motion: string, slot: number): PlantResponse {
    const now = this.#setup.nowMs();
    if (!this.#isOnMark()) return failed(motion, "timeout", LOOK_MS);
    if (this.#jams(slot)) return this.#stall(motion, slot);
    const turned = Math.max(0, slot - (slot > 0 ? this.#slip() : 0));
    return finished(motion, slot, this.#drive.turn(turned, now) + LOOK_MS);
  }

  #openFlap(motion: string, asked: number): PlantResponse {
    const { random, nowMs } = this.#setup;
    const isStuck = this.#jams(1);
    if (isStuck && random.chance(0.5)) return failed(motion, "stall", FLAP_MS + STALL_MS);
    const there = this.#drive.slotAt(nowMs());
    const had = this.#stock.inCup();
    const fallen = there === undefined ? [] : this.#stock.drop(there);
    const isOther = there === asked && this.#labels.isOther(there);
    const fell = fallen.length > 0;
    const facts = [...fallen, ...hazardsOf({ asked, there, had, fell, isOther })];
    if (fallen.length > 0) this.#fallsUntilMs = nowMs() + FALLEN_MS;
    const inputs = cupInputs(this.#cup.set(this.#stock.inCup() > 0));
    const seen = inputs.map((input): SensorReaction => ({ afterMs: FALLEN_MS + SENSE_MS, input }));
    const end = isStuck
      ? failed(motion, "stall", FLAP_MS + STALL_MS)
      : finished(motion, asked, FLAP_MS);
    return { reactions: [...seen, ...end.reactions], facts };
  }

  #jams(compartments: number): boolean {
    const { random, jamChance } = this.#setup;
    const isStuck = random.chance(1 - (1 - jamChance) ** Math.ceil(compartments));
    return isStuck || this.#isJammed;
  }

  #stall(motion: string, by: number): PlantResponse {
    const { random, nowMs } = this.#setup;
    const turnsMs = this.#drive.turn(random.uniform() * by, nowMs());
    return failed(motion, "stall", turnsMs + STALL_MS);
  }

  /** Steps that the motor counts and the carousel does not make. */
  #slip(): number {
    const lost = this.#slipsOnce ? 1 : 0;
    this.#slipsOnce = false;
    return lost;
  }

  #isOnMark(): boolean {
    return this.#stuckOnMark ?? this.#drive.slotAt(this.#setup.nowMs()) === 0;
  }

  #withUntold({ reactions, facts }: PlantResponse): PlantResponse {
    const untold = this.#untold;
    this.#untold = [];
    return { reactions, facts: [...untold, ...facts] };
  }

  #handled(action: HandAction): PlantResponse {
    switch (action.type) {
      case "press":
        return sensed([{ type: "button.pressed", actor: action.actor }]);
      case "take":
        return this.#take();
      case "open-lid":
        this.#isLidOpenWithKey = action.withKey;
        return sensed(this.#lidInputs(this.#lid.set(true)));
      case "close-lid":
        return sensed(this.#lidInputs(this.#lid.set(false)));
      case "refill":
        return this.#refill(action.doses);
      default:
        return NOTHING;
    }
  }

  /** Nobody gets hold of a dose that still falls. */
  #take(): PlantResponse {
    const isFalling = (this.#fallsUntilMs ?? 0) > this.#setup.nowMs();
    if (this.#stock.inCup() === 0 || isFalling) return NOTHING;
    const facts = this.#stock.take();
    const inputs = cupInputs(this.#cup.set(false));
    const unseen = inputs.length > 0 ? [] : [hazard("taken-unnoticed", !this.#cup.isPowered())];
    return { ...sensed(inputs), facts: [...facts, ...unseen] };
  }

  /** Staff take out what is left, fill the carousel and put it in as it comes. */
  #refill(doses: number): PlantResponse {
    if (!this.#lid.isOn()) return NOTHING;
    const { random, slots } = this.#setup;
    const facts = this.#stock.refill(doses);
    this.#fallsUntilMs = undefined;
    this.#drive.seat(random.integer(0, slots - 1));
    const loaded = this.#stock.count().slot;
    this.#labels.fill(loaded);
    const inputs: readonly DeviceInput[] = [
      ...cupInputs(this.#cup.set(false)),
      { type: "stock.loaded", doses: loaded, firstSlot: 0 },
    ];
    const counted: PlantFact = { type: "counted", places: this.#stock.count() };
    return { ...sensed(inputs), facts: [...facts, counted] };
  }

  #lidInputs(toldOpen: boolean | undefined): readonly DeviceInput[] {
    if (toldOpen === undefined) return [];
    return [
      toldOpen ? { type: "lid.opened", withKey: this.#isLidOpenWithKey } : { type: "lid.closed" },
    ];
  }
}

interface Opening {
  readonly asked: number;
  readonly there: number | undefined;
  /** Doses that lay in the cup before. */
  readonly had: number;
  readonly fell: boolean;
  /** The compartment holds the dose of another time than the one that was announced. */
  readonly isOther: boolean;
}

function hazardsOf({ asked, there, had, fell, isOther }: Opening): readonly PlantFact[] {
  if (!fell) return [hazard("empty-release", true)];
  return [
    ...(there === asked ? [] : [hazard("wrong-compartment", true)]),
    ...(isOther ? [hazard("wrong-dose", false)] : []),
    ...(had > 0 ? [hazard("two-doses", false)] : []),
  ];
}

function finished(motion: string, slot: number | undefined, afterMs: number): PlantResponse {
  return { reactions: [{ afterMs, input: { type: "motion.finished", motion, slot } }], facts: [] };
}

function failed(motion: string, cause: "stall" | "timeout", afterMs: number): PlantResponse {
  return { reactions: [{ afterMs, input: { type: "motion.failed", motion, cause } }], facts: [] };
}

function cupInputs(toldFilled: boolean | undefined): readonly DeviceInput[] {
  if (toldFilled === undefined) return [];
  return [{ type: toldFilled ? "outlet.filled" : "outlet.emptied" }];
}

function sensed(inputs: readonly DeviceInput[]): PlantResponse {
  return { reactions: inputs.map((input) => ({ afterMs: SENSE_MS, input })), facts: [] };
}

function hazard(name: CarouselHazard, detectable: boolean): PlantFact {
  return { type: "hazard", hazard: name, detectable };
}
