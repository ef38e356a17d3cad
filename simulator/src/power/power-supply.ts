import type { DeviceInput } from "@dosekit/protocols";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";

/** What a device's power depends on. */
export interface PowerFigures {
  /** False for a product that runs on batteries only. */
  readonly hasMains: boolean;
  /** How long a full battery lasts without mains while nothing moves, ms. */
  readonly lifeMs: number;
  /** How long an empty battery takes on mains until it is full, ms. */
  readonly chargeMs: number;
  /** What a minute of movement takes from a full battery, millionths of it. */
  readonly motionMinutePpm: number;
  /** Levels at which the board takes a reading, besides every twentieth part, permille. */
  readonly readAtPermille: readonly number[];
}

/** Where a supply runs, and whom it tells. */
export interface PowerSupplySetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly figures: PowerFigures;
  /** The board's sensors tell the device. */
  readonly tell: (input: DeviceInput) => void;
  /** The last charge is gone: the device stops where it is. */
  readonly onEmpty: () => void;
  /** There is power again after that. */
  readonly onPowered: () => void;
}

const FULL_PPM = 1_000_000;
const STEP_PERMILLE = 50;
const MINUTE_MS = 60_000;

/**
 * Mains and battery of one device. Charge goes by time and by movement and comes back on mains; the
 * device learns of a level when it is passed, so that a device at rest costs nothing.
 *
 * Invariants: charge is between empty and full; without mains and without charge the device is off.
 */
export class PowerSupply {
  readonly #setup: PowerSupplySetup;
  readonly #levels: readonly number[];
  #chargePpm = FULL_PPM;
  #sinceMs: number;
  #hasMains: boolean;
  #isOut = false;
  #crossing: ScheduledEvent | undefined;

  constructor(setup: PowerSupplySetup) {
    const { scheduler, figures } = setup;
    this.#setup = setup;
    this.#sinceMs = scheduler.nowMs();
    this.#hasMains = figures.hasMains;
    const steps = Array.from({ length: 1_000 / STEP_PERMILLE + 1 }, (_, at) => at * STEP_PERMILLE);
    this.#levels = [...new Set([...steps, ...figures.readAtPermille])].sort((a, b) => a - b);
    this.#plan();
  }

  /** Charge that is left, permille. */
  permille(): number {
    this.#settle();
    return Math.round(this.#chargePpm / 1_000);
  }

  /** What the sensors of a board that starts tell: much may have changed while it was off. */
  levels(): readonly DeviceInput[] {
    const mains: DeviceInput[] = this.#setup.figures.hasMains
      ? [{ type: this.#hasMains ? "mains.restored" : "mains.lost" }]
      : [];
    return [...mains, { type: "battery.measured", permille: this.permille() }];
  }

  /** Mains power goes, or comes back; nothing to a product that knows none. */
  setMains(isOn: boolean): void {
    const { figures, tell } = this.#setup;
    if (!figures.hasMains || isOn === this.#hasMains) return;
    this.#settle();
    this.#hasMains = isOn;
    this.#plan();
    if (isOn && this.#isOut) this.#comeBack();
    else tell({ type: isOn ? "mains.restored" : "mains.lost" });
    this.#checkEmpty();
  }

  /** Somebody puts in fresh batteries, or a charged one. */
  replace(): void {
    if (this.permille() === 1_000) return;
    this.#setCharge(FULL_PPM);
    if (this.#isOut) this.#comeBack();
    else this.#setup.tell({ type: "battery.measured", permille: 1_000 });
  }

  /** A cell gives out: no more than this is left, permille. */
  dropTo(permille: number): void {
    this.#settle();
    if (this.#chargePpm <= permille * 1_000) return;
    this.#setCharge(permille * 1_000);
    this.#setup.tell({ type: "battery.measured", permille });
    this.#checkEmpty();
  }

  /** A movement takes this long, ms. */
  onMotion(durationMs: number): void {
    if (this.#hasMains) return;
    this.#settle();
    const usedPpm = (durationMs / MINUTE_MS) * this.#setup.figures.motionMinutePpm;
    const before = this.#levelBelow();
    this.#setCharge(Math.max(0, this.#chargePpm - usedPpm));
    if (this.#levelBelow() !== before) this.#read();
    this.#checkEmpty();
  }

  #comeBack(): void {
    this.#isOut = false;
    this.#setup.onPowered();
  }

  /** Power never goes in the middle of what the device does at one instant. */
  #checkEmpty(): void {
    const { scheduler, lane } = this.#setup;
    if (this.#isEmpty()) scheduler.at(scheduler.nowMs(), lane, () => this.#giveOut());
  }

  #giveOut(): void {
    if (!this.#isEmpty()) return;
    this.#isOut = true;
    this.#setup.onEmpty();
  }

  #isEmpty(): boolean {
    return !this.#isOut && !this.#hasMains && this.#chargePpm <= 0;
  }

  #setCharge(chargePpm: number): void {
    this.#settle();
    this.#chargePpm = chargePpm;
    this.#plan();
  }

  #read(): void {
    this.#setup.tell({ type: "battery.measured", permille: Math.floor(this.#chargePpm / 1_000) });
  }

  #settle(): void {
    const nowMs = this.#setup.scheduler.nowMs();
    const charged = this.#chargePpm + this.#ppmPerMs() * (nowMs - this.#sinceMs);
    this.#chargePpm = Math.min(FULL_PPM, Math.max(0, charged));
    this.#sinceMs = nowMs;
  }

  #ppmPerMs(): number {
    const { lifeMs, chargeMs } = this.#setup.figures;
    if (this.#isOut) return 0;
    return this.#hasMains ? FULL_PPM / chargeMs : -FULL_PPM / lifeMs;
  }

  /** Arms the moment at which the next level is passed. */
  #plan(): void {
    const { scheduler, lane } = this.#setup;
    if (this.#crossing !== undefined) scheduler.cancel(this.#crossing);
    this.#crossing = undefined;
    const rate = this.#ppmPerMs();
    const next = rate > 0 ? this.#levelAbove() : rate < 0 ? this.#levelBelow() : undefined;
    if (next === undefined) return;
    const inMs = Math.ceil((next * 1_000 - this.#chargePpm) / rate);
    const atMs = scheduler.nowMs() + Math.max(1, inMs);
    this.#crossing = scheduler.at(atMs, lane, () => this.#pass(next));
  }

  #pass(permille: number): void {
    this.#crossing = undefined;
    this.#settle();
    this.#chargePpm = permille * 1_000;
    this.#plan();
    this.#setup.tell({ type: "battery.measured", permille });
    this.#checkEmpty();
  }

  #levelAbove(): number | undefined {
    return this.#levels.find((level) => level * 1_000 > this.#chargePpm);
  }

  #levelBelow(): number | undefined {
    return this.#levels.findLast((level) => level * 1_000 < this.#chargePpm);
  }
}
