import type { DeviceInput, MotionStart } from "@dosekit/protocols";
import type { RandomStream } from "../random/random-stream.ts";
import type { AnnouncedRelease } from "./home-plant.ts";
import { LevelSensor } from "./level-sensor.ts";
import type {
  HandAction,
  Place,
  Plant,
  PlantFact,
  PlantResponse,
  SensorReaction,
} from "./plant.ts";
import type { PackedDose } from "./roll-packing.ts";
import { SlotLabels } from "./slot-labels.ts";
import { TrayDrive, type TurnOrder } from "./tray-drive.ts";
import { TrayStock } from "./tray-stock.ts";

/** Sensors of a tray that can stick: posture, lid and index switch. */
export type TraySensor = "tilt" | "lid" | "index";

/** What can come apart between a tray device's belief and the truth. */
export type TrayHazard =
  /** Another compartment than the one asked for stands at the free opening. */
  | "wrong-compartment"
  /** The compartment that the device asked for holds the dose of another time. */
  | "wrong-dose"
  /** The device was turned over an opening with nothing in it, and will take it for a retrieval. */
  | "empty-compartment"
  /** Medicine left and the posture sensor, which sticks, did not tell. */
  | "left-unnoticed"
  /** Medicine left while the device had no power. */
  | "taken-while-off"
  /** A failed movement left the shutter free. */
  | "open-after-failure"
  /** A movement that was to lock the shutter did not move it. */
  | "open-after-close"
  /** The opening became free while the device was upside down. */
  | "opened-while-turned";

/** What a tray's truth depends on. */
export interface TrayPlantSetup {
  readonly nowMs: () => number;
  readonly random: RandomStream;
  /** Chance that one section of a turn jams. */
  readonly jamChance: number;
  /** The doses that staff are to fill in, the next first; without it compartments have no names. */
  readonly nextDoses?: (count: number) => readonly PackedDose[];
}

/** Chance that one section of a turn jams, when nothing else is asked for; inferred. */
export const TRAY_JAM_CHANCE = 1e-4;

const OFFER = "tray.offer";
const CLOSE = "tray.close";
const READ_INDEX = "tray.read-index";

/** Delay of the posture and lid sensors, of a reading, and until a stuck drive gives up, ms. */
const SENSE_MS = 300;
const READ_MS = 100;
const STALL_MS = 2_000;

const NOTHING: PlantResponse = { reactions: [], facts: [] };

/** The physical truth of one rotating tray with a shutter, and what its sensors say of it. */
export class TrayPlant implements Plant {
  readonly #setup: TrayPlantSetup;
  readonly #drive = new TrayDrive();
  readonly #stock = new TrayStock();
  readonly #labels: SlotLabels;
  readonly #posture = new LevelSensor();
  readonly #lid = new LevelSensor();
  /** What a stuck index switch keeps telling. */
  #stuckIndex: number | "locked" | "unknown" | undefined;
  #isLidOpenWithKey = false;
  #isJammed = false;
  #slipsOnce = false;
  #bouncesOnce = false;

  constructor(setup: TrayPlantSetup) {
    this.#setup = setup;
    this.#labels = new SlotLabels(setup.nextDoses);
  }

  /** See {@link HomePlant.announce}. */
  announce({ doseId }: AnnouncedRelease): void {
    this.#labels.announce(doseId);
  }

  /** See {@link Plant.drive}. */
  drive(effect: MotionStart): PlantResponse {
    switch (effect.motion) {
      case OFFER:
        return this.#offer(effect.motion, effect.slot ?? 0);
      case CLOSE:
        return this.#close(effect.motion);
      case READ_INDEX:
        return this.#answer(effect.motion, READ_MS, []);
      default:
        return failed(effect.motion, "timeout", STALL_MS, []);
    }
  }

  /** See {@link Plant.handle}. */
  handle(action: HandAction): PlantResponse {
    switch (action.type) {
      case "press":
        return sensed([{ type: "button.pressed", actor: action.actor }]);
      case "take":
        return NOTHING;
      case "tilt":
        return this.#turnOver();
      case "right":
        return sensed(postureInputs(this.#posture.set(false)));
      case "open-lid":
        this.#isLidOpenWithKey = action.withKey;
        return sensed(this.#lidInputs(this.#lid.set(true)));
      case "close-lid":
        return sensed(this.#lidInputs(this.#lid.set(false)));
      case "refill":
        return this.#refill(action.doses);
    }
  }

  /** See {@link Plant.losePower}. */
  losePower(): void {
    this.#drive.halt(this.#setup.nowMs());
    this.#posture.setPowered(false);
    this.#lid.setPowered(false);
  }

  /** The device has power again; its sensors tell what changed meanwhile. */
  regainPower(): PlantResponse {
    const posture = postureInputs(this.#posture.setPowered(true));
    return sensed([...posture, ...this.#lidInputs(this.#lid.setPowered(true))]);
  }

  /** See {@link Plant.count}. */
  count(): Readonly<Record<Place, number>> {
    return this.#stock.count();
  }

  /** Makes every turn stick, or go again. */
  setJam(isJammed: boolean): void {
    this.#isJammed = isJammed;
  }

  /** Makes the next turn slip by a section: the motor runs on and the tray does not. */
  slipOnce(): void {
    this.#slipsOnce = true;
  }

  /** Makes the next reading of the index switch fall between two marks, wherever the tray stands. */
  bounceOnce(): void {
    this.#bouncesOnce = true;
  }

  /** Makes a sensor stick as it is, or work again; then it tells what changed meanwhile. */
  setStuck(sensor: TraySensor, isStuck: boolean): PlantResponse {
    if (sensor === "tilt") return sensed(postureInputs(this.#posture.setStuck(isStuck)));
    if (sensor === "lid") return sensed(this.#lidInputs(this.#lid.setStuck(isStuck)));
    this.#stuckIndex = isStuck ? this.#drive.readIndex(this.#setup.nowMs()) : undefined;
    return NOTHING;
  }

  #offer(motion: string, slot: number): PlantResponse {
    const now = this.#setup.nowMs();
    const ahead = this.#drive.aheadToOpening(slot, now);
    // A compartment that stands there behind a locked shutter has to come round once more.
    const byHalf = ahead === 0 && !this.#drive.isFreeAt(now) ? 56 : ahead;
    const { endMs, isStuck } = this.#turn({ byHalf, aim: "free" });
    const facts = this.#openingFacts(slot, endMs);
    if (isStuck) return this.#stalled(motion, endMs, facts);
    return this.#answer(motion, endMs - now, facts);
  }

  /** Ends as intended only where the index switch reads the locked mark. */
  #close(motion: string): PlantResponse {
    const now = this.#setup.nowMs();
    const byHalf = this.#drive.aheadToLocked(now);
    const { endMs, isStuck } = this.#turn({ byHalf, aim: "locked" });
    if (isStuck) return this.#stalled(motion, endMs, []);
    const isToldLocked = this.#indexAt(endMs) === "locked";
    const facts: readonly PlantFact[] = this.#drive.isFreeAt(endMs)
      ? [hazard("open-after-close", !isToldLocked)]
      : [];
    if (isToldLocked) return this.#answer(motion, endMs - now, facts);
    return failed(motion, "timeout", endMs - now + STALL_MS, facts);
  }

  #turn(order: TurnOrder): { readonly endMs: number; readonly isStuck: boolean } {
    const now = this.#setup.nowMs();
    const sticksAtHalf = this.#sticksAt(order.byHalf);
    if (this.#slipsOnce && order.byHalf > 0) {
      this.#slipsOnce = false;
      return { endMs: now + this.#slip(order), isStuck: false };
    }
    if (sticksAtHalf === undefined) {
      return { endMs: now + this.#drive.turn(order, now) + READ_MS, isStuck: false };
    }
    return { endMs: now + this.#drive.turn({ ...order, sticksAtHalf }, now), isStuck: true };
  }

  /** The tray ends one section short, or stays where it is if it had not so far to go. */
  #slip(order: TurnOrder): number {
    const now = this.#setup.nowMs();
    if (order.byHalf >= 2) {
      return this.#drive.turn({ ...order, byHalf: order.byHalf - 2 }, now) + READ_MS;
    }
    this.#drive.halt(now);
    return READ_MS;
  }

  /** Where the turn sticks, in half sections; `undefined` when it goes through. */
  #sticksAt(byHalf: number): number | undefined {
    const { random, jamChance } = this.#setup;
    if (byHalf === 0) return undefined;
    const sections = Math.ceil(byHalf / 2);
    const isStuck = this.#isJammed || random.chance(1 - (1 - jamChance) ** sections);
    return isStuck ? random.uniform() * byHalf : undefined;
  }

  #stalled(motion: string, endMs: number, facts: readonly PlantFact[]): PlantResponse {
    const open: readonly PlantFact[] = this.#drive.isFreeAt(endMs)
      ? [hazard("open-after-failure", true)]
      : [];
    const afterMs = endMs - this.#setup.nowMs() + STALL_MS;
    return failed(motion, "stall", afterMs, [...facts, ...open]);
  }

  /** Answers with what the index switch tells once the movement has ended. */
  #answer(motion: string, afterMs: number, facts: readonly PlantFact[]): PlantResponse {
    const reading = this.#bounced() ?? this.#indexAt(this.#setup.nowMs() + afterMs);
    if (reading === "unknown") return failed(motion, "timeout", afterMs, facts);
    const slot = reading === "locked" ? undefined : reading;
    return { reactions: [{ afterMs, input: { type: "motion.finished", motion, slot } }], facts };
  }

  #bounced(): "unknown" | undefined {
    const bounces = this.#bouncesOnce;
    this.#bouncesOnce = false;
    return bounces ? "unknown" : undefined;
  }

  #indexAt(trueMs: number): number | "locked" | "unknown" {
    return this.#stuckIndex ?? this.#drive.readIndex(trueMs);
  }

  /** What an opening means for the medicine, whatever the device was told. */
  #openingFacts(asked: number, endMs: number): readonly PlantFact[] {
    if (!this.#drive.isFreeAt(endMs)) return [];
    const there = this.#drive.nearestSlot(endMs);
    const facts: PlantFact[] = [];
    if (there !== asked) {
      facts.push(hazard("wrong-compartment", this.#indexAt(endMs) !== asked));
    } else if (this.#labels.isOther(there)) {
      facts.push(hazard("wrong-dose", false));
    }
    if (this.#posture.isOn()) {
      facts.push(...this.#stock.giveToUser(there), hazard("opened-while-turned", true));
    }
    return facts;
  }

  #turnOver(): PlantResponse {
    if (this.#posture.isOn()) return NOTHING;
    const inputs = postureInputs(this.#posture.set(true));
    return { ...sensed(inputs), facts: this.#fallOut(inputs.length > 0) };
  }

  #fallOut(isNoticed: boolean): readonly PlantFact[] {
    const now = this.#setup.nowMs();
    if (!this.#drive.isFreeAt(now)) return [];
    const fallen = this.#stock.giveToUser(this.#drive.nearestSlot(now));
    if (fallen.length === 0) return isNoticed ? [hazard("empty-compartment", false)] : [];
    if (isNoticed) return fallen;
    const unseen = this.#posture.isPowered() ? "left-unnoticed" : "taken-while-off";
    return [...fallen, hazard(unseen, unseen === "taken-while-off")];
  }

  #lidInputs(toldOpen: boolean | undefined): readonly DeviceInput[] {
    if (toldOpen === undefined) return [];
    return [
      toldOpen ? { type: "lid.opened", withKey: this.#isLidOpenWithKey } : { type: "lid.closed" },
    ];
  }

  /** Staff take out what is left, fill the tray and put it in with compartment 0 next. */
  #refill(doses: number): PlantResponse {
    if (!this.#lid.isOn()) return NOTHING;
    const facts = this.#stock.refill(doses);
    this.#drive.seat(0);
    this.#labels.fill(this.#stock.count().slot);
    const loaded = this.#stock.count().slot;
    return {
      reactions: [reaction({ type: "stock.loaded", doses: loaded, firstSlot: 0 })],
      facts: [...facts, { type: "counted", places: this.#stock.count() }],
    };
  }
}

function failed(
  motion: string,
  cause: "stall" | "timeout",
  afterMs: number,
  facts: readonly PlantFact[],
): PlantResponse {
  return { reactions: [{ afterMs, input: { type: "motion.failed", motion, cause } }], facts };
}

function postureInputs(toldTurnedOver: boolean | undefined): readonly DeviceInput[] {
  if (toldTurnedOver === undefined) return [];
  return [{ type: toldTurnedOver ? "posture.tilted" : "posture.righted" }];
}

function sensed(inputs: readonly DeviceInput[]): PlantResponse {
  return { reactions: inputs.map(reaction), facts: [] };
}

function reaction(input: DeviceInput): SensorReaction {
  return { afterMs: SENSE_MS, input };
}

function hazard(name: TrayHazard, detectable: boolean): PlantFact {
  return { type: "hazard", hazard: name, detectable };
}
