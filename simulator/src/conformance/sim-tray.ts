import { TRAY_MOTIONS } from "@dosekit/firmware-model";
import type { DeviceLogic, MotionStart } from "@dosekit/protocols";
import type { SimHands, SimHandsSetup } from "./sim-hands.ts";

const TILTED_MS = 2_000;
const AT_REST_MS = 20_000;
const PLAYS = 3;

/** The tray of a device under test, which moves at once, and the hands of whoever stands there. */
export class SimTray implements SimHands {
  readonly #setup: SimHandsSetup;
  /** Compartment at the opening; absent while the shutter is locked. */
  #slot: number | undefined;
  #isNextCut = false;
  #isNextTilted = false;

  constructor(setup: SimHandsSetup) {
    this.#setup = setup;
  }

  /** Begins a movement and says soon that it has ended. */
  start(motion: MotionStart): void {
    // Before any timer, so that no test clock runs past a movement.
    queueMicrotask(() => this.#end(motion));
  }

  /** The power goes in the next movement that brings a dose into reach. */
  cutNext(): void {
    this.#isNextCut = true;
  }

  /** See {@link SimHands}: the user turns the device over while the tray takes back what nobody took. */
  correctNext(): void {
    this.#isNextTilted = true;
  }

  /** Staff put doses in. */
  load(doses: number): void {
    const { tell } = this.#setup;
    tell({ type: "lid.opened", withKey: true });
    this.#slot = undefined;
    tell({ type: "stock.loaded", doses, firstSlot: 0 });
    tell({ type: "lid.closed" });
  }

  /** The user turns the device over and back. */
  async take(): Promise<void> {
    const { tell, pass } = this.#setup;
    tell({ type: "posture.tilted" });
    await pass(TILTED_MS);
    tell({ type: "posture.righted" });
    await pass(AT_REST_MS);
  }

  /** The user does all that hands can do with the lid shut. */
  async fumble(): Promise<void> {
    for (let play = 0; play < PLAYS; play += 1) {
      this.#setup.tell({ type: "button.pressed", actor: "user" });
      await this.take();
    }
  }

  /** See {@link SimHands}: a tray stays as it stands. */
  losePower(): void {}

  /** See {@link SimHands}: nothing moved meanwhile. */
  regainPower(): void {}

  /** See {@link SimHands}: whoever fills a tray need not know the plan. */
  watched<State>(logic: DeviceLogic<State>): DeviceLogic<State> {
    return logic;
  }

  #end({ motion, slot }: MotionStart): void {
    const { tell, cutPower } = this.#setup;
    const isTilted = this.#isNextTilted && motion === TRAY_MOTIONS.close;
    if (isTilted) {
      this.#isNextTilted = false;
      tell({ type: "posture.tilted" });
    }
    if (motion === TRAY_MOTIONS.offer) this.#slot = slot;
    if (motion === TRAY_MOTIONS.close) this.#slot = undefined;
    if (motion === TRAY_MOTIONS.offer && this.#isNextCut) {
      this.#isNextCut = false;
      cutPower();
      return;
    }
    tell({ type: "motion.finished", motion, slot: this.#slot });
    if (isTilted) tell({ type: "posture.righted" });
  }
}
