import { type ProductProfile, zoneTableOf } from "@dosekit/firmware-model";
import {
  type DeviceInput,
  type DeviceLogic,
  type DosePlan,
  instant,
  type JournalRecord,
  MINUTE_MS,
  type MotionStart,
  type StepResult,
} from "@dosekit/protocols";
import { Pharmacy } from "../plant/pharmacy.ts";
import type { HandAction, PlantResponse } from "../plant/plant.ts";
import { type PlantOffer, plantOf } from "../plant/plant-of.ts";
import type { RandomStream } from "../random/random-stream.ts";
import type { SimHands, SimHandsSetup } from "./sim-hands.ts";

/** Nothing breaks by chance in front of the kit; what is even falls out for the worse. */
const NOTHING_BREAKS: RandomStream = {
  uniform: () => 0.5,
  integer: (min) => min,
  chance: (p) => p >= 0.5,
  logNormal: (median) => median,
  exponential: (mean) => mean,
  normal: () => 0,
};

/** Time that a movement takes on the clock of the device, ms. */
const MOVES_MS = 1;
/** From the press until the dose lies in the hand, and until all is at rest again, ms. */
const [COMES_MS, AT_REST_MS] = [10_000, 20_000];
/** From what a device shows until somebody answers it with their hands, ms. */
const SOON_MS = 20_000;
const PLAYS = 3;
/** A movement that lets a dose into reach ends so in every mechanism. */
const RELEASE = /\.release$/;

/**
 * The mechanism of a product with a roll or a carousel, as the simulator knows it, and the hands at
 * it. It moves on a time of its own that leaps to the end of each movement. A roll is packed for the
 * plan that the device follows, so it is put in when that is known.
 */
export class SimMechanism implements SimHands {
  readonly #setup: SimHandsSetup;
  readonly #offer: PlantOffer;
  readonly #isRoll: boolean;
  #plantMs = 0;
  /** The plan that the host wants the device to follow. */
  #wanted: DosePlan | undefined;
  #pharmacy: Pharmacy | undefined;
  #isNextCut = false;
  #isNextLate = false;

  constructor(profile: ProductProfile, setup: SimHandsSetup) {
    this.#setup = setup;
    this.#isRoll = profile.mechanism.value !== "carousel";
    this.#offer = plantOf(profile, {
      ...{ nowMs: () => this.#plantMs, random: NOTHING_BREAKS },
      nextDoses: (count) => this.#pharmacy?.nextDoses(count) ?? [],
    });
  }

  /** See {@link SimHands}. */
  start(motion: MotionStart): void {
    // Soon by the device's own clock, so that no test clock runs past a movement.
    this.#setup.later(MOVES_MS, () => this.#move(motion));
  }

  /** See {@link SimHands}. */
  load(doses: number): void {
    this.#handle({ type: "open-lid", withKey: true });
    this.#handle({ type: "refill", doses: Math.min(doses, this.#offer.capacity) });
    this.#handle({ type: "close-lid" });
  }

  /** See {@link SimHands}. */
  async take(): Promise<void> {
    this.#handle({ type: "press", actor: "user" });
    await this.#setup.pass(COMES_MS);
    this.#handle({ type: "take" });
    await this.#setup.pass(AT_REST_MS);
  }

  /** See {@link SimHands}. */
  async fumble(): Promise<void> {
    for (let play = 0; play < PLAYS; play += 1) {
      this.#handle({ type: "tilt" });
      await this.take();
      this.#handle({ type: "right" });
    }
  }

  /** See {@link SimHands}: the user asks for the dose as soon as it lies ready. */
  cutNext(): void {
    this.#isNextCut = true;
  }

  /** See {@link SimHands}: the user has it come, and takes it once the device has given it up. */
  correctNext(): void {
    this.#isNextLate = true;
    this.#handle({ type: "press", actor: "user" });
  }

  /** See {@link SimHands}. */
  losePower(): void {
    this.#offer.plant.losePower();
  }

  /** See {@link SimHands}. */
  regainPower(): void {
    this.#answer(this.#offer.plant.regainPower());
  }

  /** See {@link SimHands}. */
  watched<State>(logic: DeviceLogic<State>): DeviceLogic<State> {
    return {
      ...logic,
      boot: (checkpoint, input, now) => this.#seen(logic.boot(checkpoint, input, now)),
      step: (state, input, now) => {
        if (input.type === "config.received") this.#wanted = input.config.plan ?? this.#wanted;
        return this.#seen(logic.step(state, input, now));
      },
    };
  }

  #seen<State>(result: StepResult<State>): StepResult<State> {
    for (const effect of result[1]) {
      if (effect.type !== "journal.commit") continue;
      for (const record of effect.records) this.#read(record);
    }
    return result;
  }

  #read(record: JournalRecord): void {
    if (record.kind === "plan.accepted") this.#pharmacy = this.#newPharmacy(record);
    else this.#pharmacy?.note(record);
    const { later } = this.#setup;
    if (record.kind === "dose.offered" && this.#isNextCut) {
      later(SOON_MS, () => this.#handle({ type: "press", actor: "user" }));
    }
    if (record.kind === "dose.closed" && this.#isNextLate) {
      this.#isNextLate = false;
      later(SOON_MS, () => this.#handle({ type: "take" }));
    }
  }

  #newPharmacy(accepted: JournalRecord): Pharmacy | undefined {
    const plan = this.#wanted;
    const table = plan === undefined ? undefined : zoneTableOf(plan.zone);
    if (plan === undefined || table === undefined) return undefined;
    const pharmacy = new Pharmacy({ plan, table, nowMs: this.#setup.civilMs });
    // A window that is open already when the plan comes is still to be served.
    const longestMin = Math.max(0, ...plan.entries.map(({ lateMin }) => lateMin));
    const sinceMs = instant(this.#setup.civilMs() - longestMin * MINUTE_MS);
    pharmacy.note({ ...accepted, civilMs: sinceMs });
    return pharmacy;
  }

  #move(motion: MotionStart): void {
    const { plant } = this.#offer;
    const isCut = this.#isNextCut && RELEASE.test(motion.motion);
    // A pouch that stays half way is what no reading can tell apart afterwards.
    if (isCut) plant.setJam(this.#isRoll);
    const response = plant.drive(motion);
    if (!isCut) {
      this.#answer(response);
      return;
    }
    this.#isNextCut = false;
    this.#setup.cutPower();
    plant.setJam(false);
  }

  #handle(action: HandAction): void {
    this.#answer(this.#offer.plant.handle(action));
  }

  #answer({ reactions }: PlantResponse): void {
    const startMs = this.#plantMs;
    for (const { afterMs, input } of [...reactions].sort((a, b) => a.afterMs - b.afterMs)) {
      this.#plantMs = startMs + afterMs;
      this.#tell(input);
    }
  }

  #tell(input: DeviceInput): void {
    this.#setup.tell(input);
  }
}
