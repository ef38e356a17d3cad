import type { DeviceInput, MotionStart } from "@dosekit/protocols";
import type { RandomStream } from "../random/random-stream.ts";
import type { AnnouncedRelease, HomePlant, OtherRoll, PlantSensor } from "./home-plant.ts";
import { LevelSensor } from "./level-sensor.ts";
import type { HandAction, Place, PlantFact, PlantResponse, SensorReaction } from "./plant.ts";
import { type PackedDose, packRoll, type RollFaultChances } from "./roll-packing.ts";
import type { RollPouch } from "./roll-pouch.ts";
import { RollStock } from "./roll-stock.ts";

/** What can come apart between the belief of a device with a roll and the truth. */
export type RollHazard =
  /** A pouch was let go outside the time of its dose, or in place of the one that was asked for. */
  | "wrong-pouch"
  /** A pouch of somebody else was let go. */
  | "wrong-patient"
  /** A pouch joined another one that still lay in the drawer. */
  | "two-pouches"
  /** The device let a pouch go and none came. */
  | "empty-release"
  /** The user pulled out a pouch that hung half way. */
  | "pulled-out"
  /** The pouch left the drawer and the sensor, which sticks, or has no power, did not tell. */
  | "taken-unnoticed";

/** What a roll's truth depends on. */
export interface RollPlantSetup {
  readonly nowMs: () => number;
  readonly random: RandomStream;
  readonly chances: RollFaultChances;
  /** The person that the device was set up for. */
  readonly patientKey: string;
  /** The next doses that a new roll is to hold. */
  readonly nextDoses: (count: number) => readonly PackedDose[];
}

/** Time of a movement, of a look, of a sensor, and until a stuck drive gives up, ms; inferred. */
export const MOVE_MS = 3_000;
/** See {@link MOVE_MS}. */
export const LOOK_MS = 300;
const SENSE_MS = 300;
const STALL_MS = 2_000;
/** Share of a movement after which what it does is done; inferred. */
const DONE_AT = 0.6;
/** How far outside its window a pouch may be let go by a clock within its limits, ms. */
const CLOCK_MS = 10 * 60_000;

const NOTHING: PlantResponse = { reactions: [], facts: [] };

interface Unfinished {
  readonly doneMs: number;
  readonly undo: () => readonly PlantFact[];
}

/**
 * What all rolls share: the pouches, lid, drawer and hands. A movement that power ends early is
 * taken back; the facts of that are told with the next thing that happens.
 */
export abstract class RollPlant implements HomePlant {
  protected readonly setup: RollPlantSetup;
  protected readonly stock = new RollStock();
  readonly #lid = new LevelSensor();
  readonly #outlet = new LevelSensor();
  #isLidOpenWithKey = false;
  #isJammed = false;
  #slipsOnce = false;
  #unfinished: Unfinished | undefined;
  #untold: readonly PlantFact[] = [];
  #announced: AnnouncedRelease | undefined;
  #other: OtherRoll | undefined;
  /** Whether a pouch hangs half way between window and drawer. */
  protected hangs = false;

  constructor(setup: RollPlantSetup) {
    this.setup = setup;
  }

  /** Carries out one movement of this kind of roll. */
  protected abstract move(motion: string): PlantResponse;
  /** What a sensor of the roll's place tells from now on, whatever is true; or the truth again. */
  protected abstract freezePlace(isStuck: boolean): void;
  /** A new roll is in. */
  protected abstract loaded(): void;
  /** Staff took pouches off the front of the roll. */
  protected abstract removed(pouches: number): void;

  /** See {@link HomePlant.drive}. */
  drive({ motion }: MotionStart): PlantResponse {
    this.#unfinished = undefined;
    return this.#withUntold(this.move(motion));
  }

  /** See {@link HomePlant.handle}. */
  handle(action: HandAction): PlantResponse {
    return this.#withUntold(this.#handled(action));
  }

  /** See {@link HomePlant.announce}. */
  announce(release: AnnouncedRelease): void {
    this.#announced = release;
  }

  /** See {@link HomePlant.removePassed}. */
  removePassed(isOver: (doseId: string) => boolean): PlantResponse {
    if (!this.#lid.isOn()) return NOTHING;
    const { removed, facts } = this.stock.removePassed(isOver);
    this.removed(removed);
    const told = sensed([{ type: "roll.handled", removed }]);
    return this.#withUntold({ ...told, facts });
  }

  /** See {@link HomePlant.losePower}. */
  losePower(): void {
    const { nowMs } = this.setup;
    const unfinished = this.#unfinished;
    this.#unfinished = undefined;
    if (unfinished !== undefined && nowMs() < unfinished.doneMs) {
      this.#untold = [...this.#untold, ...unfinished.undo()];
      this.#outlet.set(this.stock.inDrawer() > 0);
    }
    this.#lid.setPowered(false);
    this.#outlet.setPowered(false);
  }

  /** See {@link HomePlant.regainPower}. */
  regainPower(): PlantResponse {
    const outlet = outletInputs(this.#outlet.setPowered(true));
    return sensed([...outlet, ...this.#lidInputs(this.#lid.setPowered(true))]);
  }

  /** See {@link HomePlant.count}: what was taken back and not told yet is not counted either. */
  count(): Readonly<Record<Place, number>> {
    const places = { ...this.stock.count() };
    for (const fact of this.#untold) {
      if (fact.type !== "moved") continue;
      places[fact.from] += fact.doses;
      places[fact.to] -= fact.doses;
    }
    return places;
  }

  /** See {@link HomePlant.smudge}. */
  smudge(pouches: number): void {
    this.stock.smudge(pouches);
  }

  /** See {@link HomePlant.swapRoll}. */
  swapRoll(other: OtherRoll | undefined): void {
    this.#other = other;
  }

  /** See {@link HomePlant.setJam}. */
  setJam(isJammed: boolean): void {
    this.#isJammed = isJammed;
  }

  /** See {@link HomePlant.slipOnce}. */
  slipOnce(): void {
    this.#slipsOnce = true;
  }

  /** See {@link HomePlant.setStuck}: the sensor that sees a dose taken is that of the drawer. */
  setStuck(sensor: PlantSensor, isStuck: boolean): PlantResponse {
    if (sensor === "tilt") return sensed(outletInputs(this.#outlet.setStuck(isStuck)));
    if (sensor === "lid") return sensed(this.#lidInputs(this.#lid.setStuck(isStuck)));
    this.freezePlace(isStuck);
    return NOTHING;
  }

  /** Says what becomes of a movement: it goes through, slips, or jams. */
  protected fateOfMove(): "goes" | "slips" | "jams" {
    const { random, chances } = this.setup;
    const jams = random.chance(chances.jam) || this.#isJammed;
    if (this.#slipsOnce) {
      this.#slipsOnce = false;
      return "slips";
    }
    return jams ? "jams" : "goes";
  }

  /** Lets a pouch fall into the drawer, and tells what that truly was. */
  protected letGo(motion: string): PlantResponse {
    const pouch = this.stock.inWindow();
    if (pouch === undefined) return finished(motion, undefined, [hazard("empty-release", true)]);
    const facts = [...this.#hazardsOf(pouch), ...this.stock.drop()];
    this.begin(() => this.stock.undoLast("drawer"));
    const inputs = outletInputs(this.#outlet.set(true));
    const reactions = inputs.map((input) => ({ afterMs: MOVE_MS - 1, input }));
    const answer = finished(motion, undefined, facts);
    return { reactions: [...reactions, ...answer.reactions], facts };
  }

  /** A release that jams leaves the pouch where it was, or half way. */
  protected hang(motion: string): PlantResponse {
    this.hangs = this.stock.inWindow() !== undefined && this.setup.random.chance(0.5);
    return failed(motion, "stall");
  }

  /** Notes how a movement is taken back if power ends it early. */
  protected begin(undo: () => readonly PlantFact[]): void {
    this.#unfinished = { doneMs: this.setup.nowMs() + DONE_AT * MOVE_MS, undo };
  }

  #withUntold({ reactions, facts }: PlantResponse): PlantResponse {
    const untold = this.#untold;
    this.#untold = [];
    return { reactions, facts: [...untold, ...facts] };
  }

  #hazardsOf(pouch: RollPouch): readonly PlantFact[] {
    const { patientKey } = this.setup;
    const { print } = pouch;
    return [
      ...(this.#isTimely(pouch) && pouch.doses > 0 ? [] : [hazard("wrong-pouch", false)]),
      ...(print === undefined || print.patientKey === patientKey
        ? []
        : [hazard("wrong-patient", false)]),
      ...(this.stock.inDrawer() > 0 ? [hazard("two-pouches", false)] : []),
    ];
  }

  /** One that was asked for is to be the very one; any other is to be within its time. */
  #isTimely({ window, doseId }: RollPouch): boolean {
    if (this.#announced?.isAsked === true) return doseId === this.#announced.doseId;
    const nowMs = this.setup.nowMs();
    const [earlyMs, lateMs] = [window?.earlyMs ?? 0, window?.lateMs ?? Number.POSITIVE_INFINITY];
    return nowMs >= earlyMs - CLOCK_MS && nowMs < lateMs + CLOCK_MS;
  }

  #handled(action: HandAction): PlantResponse {
    switch (action.type) {
      case "press":
        return sensed([{ type: "button.pressed", actor: action.actor }]);
      case "take":
        return this.#take();
      case "tilt":
      case "right":
        return NOTHING;
      case "open-lid":
        this.#isLidOpenWithKey = action.withKey;
        return sensed(this.#lidInputs(this.#lid.set(true)));
      case "close-lid":
        return sensed(this.#lidInputs(this.#lid.set(false)));
      case "refill":
        return this.#refill(action.doses);
    }
  }

  #take(): PlantResponse {
    if (this.hangs) {
      this.hangs = false;
      return { reactions: [], facts: [...this.stock.pullOut(), hazard("pulled-out", true)] };
    }
    if (this.stock.inDrawer() === 0 || this.#isFalling()) return NOTHING;
    const facts = this.stock.empty();
    const inputs = outletInputs(this.#outlet.set(false));
    const isTold = inputs.length > 0;
    const unseen = isTold ? [] : [hazard("taken-unnoticed", !this.#outlet.isPowered())];
    return { ...sensed(inputs), facts: [...facts, ...unseen] };
  }

  /** Nobody gets hold of a pouch that is still on its way. */
  #isFalling(): boolean {
    return this.#unfinished !== undefined && this.setup.nowMs() < this.#unfinished.doneMs;
  }

  #refill(doses: number): PlantResponse {
    if (!this.#lid.isOn()) return NOTHING;
    const { chances, random } = this.setup;
    const { patientKey = this.setup.patientKey, nextDoses = this.setup.nextDoses } =
      this.#other ?? {};
    const ordered = nextDoses(Math.max(0, Math.floor(doses)));
    const pouches = packRoll({ doses: ordered, patientKey, chances, random });
    this.#unfinished = undefined;
    this.hangs = false;
    const facts = this.stock.refill(pouches);
    this.loaded();
    const inputs: readonly DeviceInput[] = [
      ...outletInputs(this.#outlet.set(false)),
      { type: "store.emptied" },
      { type: "stock.loaded", doses: ordered.length, firstSlot: 0 },
    ];
    const counted: PlantFact = { type: "counted", places: this.stock.count() };
    return { ...sensed(inputs), facts: [...facts, counted] };
  }

  #lidInputs(toldOpen: boolean | undefined): readonly DeviceInput[] {
    if (toldOpen === undefined) return [];
    return [
      toldOpen ? { type: "lid.opened", withKey: this.#isLidOpenWithKey } : { type: "lid.closed" },
    ];
  }
}

/** The good end of a movement. */
export function finished(
  motion: string,
  slot: number | undefined,
  facts: readonly PlantFact[],
  afterMs = MOVE_MS,
): PlantResponse {
  return { reactions: [{ afterMs, input: { type: "motion.finished", motion, slot } }], facts };
}

/** The bad end of a movement. */
export function failed(
  motion: string,
  cause: "stall" | "timeout" | "cut",
  afterMs = MOVE_MS + STALL_MS,
): PlantResponse {
  return { reactions: [{ afterMs, input: { type: "motion.failed", motion, cause } }], facts: [] };
}

function outletInputs(toldFilled: boolean | undefined): readonly DeviceInput[] {
  if (toldFilled === undefined) return [];
  return [{ type: toldFilled ? "outlet.filled" : "outlet.emptied" }];
}

function sensed(inputs: readonly DeviceInput[]): PlantResponse {
  const reactions: readonly SensorReaction[] = inputs.map((input) => ({
    afterMs: SENSE_MS,
    input,
  }));
  return { reactions, facts: [] };
}

function hazard(name: RollHazard, detectable: boolean): PlantFact {
  return { type: "hazard", hazard: name, detectable };
}
