import { CAROUSEL_MOTIONS, type ProductProfile } from "@dosekit/firmware-model";
import type { DeviceInput, MotionStart } from "@dosekit/protocols";
import {
  type CutFate,
  MechanismBench,
  type MotionFate,
  profileNamed,
  type RunningMotion,
} from "./mechanism-bench.ts";

const MOTION_MS = 3_000;
const READING_MS = 200;

/** The product that the bench holds. */
export const CAROUSEL_28 = profileNamed("carousel-28");

/** A compartment that was emptied into the cup, and the dose that the device said it was. */
export interface Fallen {
  readonly compartment: number;
  /** How often the carousel was loaded by then. */
  readonly load: number;
  readonly announced: string | undefined;
  /** Compartment that the device asked for. */
  readonly asked: number | undefined;
  /** Compartment whose turn it was by the journal; `undefined` when the device missed a load. */
  readonly turn: number | undefined;
}

/** What was loaded, and what the journal held then. */
interface Load {
  readonly firstSlot: number;
  readonly records: number;
  /** A dose that had left and had no outcome yet. */
  readonly leftBefore: string | undefined;
}

/** A carousel on a bench, with a real position, a mark, and real doses. */
export class CarouselBench extends MechanismBench {
  readonly slots: number;
  /** Compartment that truly stands at the opening. */
  place = 0;
  loads = 0;
  filled = new Set<number>();
  cup = 0;
  taken = 0;
  readonly fallen: Fallen[] = [];
  #load: Load | undefined;

  constructor(profile: ProductProfile = CAROUSEL_28) {
    super(profile);
    this.slots = profile.capacity.value;
  }

  press(): void {
    this.input({ type: "button.pressed", actor: "user" });
  }

  takeOut(): void {
    if (this.cup === 0) return;
    this.taken += this.cup;
    this.cup = 0;
    this.input({ type: "outlet.emptied" });
  }

  tilt(): void {
    this.press();
  }

  right(): void {
    this.takeOut();
  }

  take(): void {
    // Whoever hears the first sound takes a moment to come.
    this.advance(5_000);
    this.press();
    this.advance(MOTION_MS + 1_000);
    this.takeOut();
  }

  load(doses: number, firstSlot = 0): void {
    this.openLid(true);
    this.loads += 1;
    this.filled = new Set(Array.from({ length: doses }, (_, at) => (firstSlot + at) % this.slots));
    this.place = (this.place + 11) % this.slots;
    const [leftBefore, records] = [this.#leftWithoutOutcome(), this.records.length];
    this.input({ type: "stock.loaded", doses, firstSlot });
    const isTold = this.records.slice(records).some(({ kind }) => kind === "stock.changed");
    this.#load = isTold ? { firstSlot, records, leftBefore } : undefined;
    this.closeLid();
  }

  protected beginMotion({ motion }: MotionStart): RunningMotion {
    const isLook = motion === CAROUSEL_MOTIONS.check;
    const endMs = this.trueMs + (isLook ? READING_MS : MOTION_MS);
    return { endMs, fate: isLook ? "done" : (this.fates.shift() ?? "done") };
  }

  protected endMotion(motion: MotionStart, fate: MotionFate): void {
    if (fate === "silent") return;
    const isOffMark = motion.motion === CAROUSEL_MOTIONS.park && this.place !== 0;
    if (fate === "stuck" || isOffMark) {
      this.input({ type: "motion.failed", motion: motion.motion, cause: "stall" });
      return;
    }
    const [before, had] = [this.place, this.cup];
    this.#arrive(motion, fate === "too-far" ? 1 : 0);
    if (had === 0 && this.cup > 0) this.input({ type: "outlet.filled" });
    this.input({
      type: "motion.finished",
      motion: motion.motion,
      slot: this.#told(motion, before),
    });
  }

  protected cutMotion(motion: MotionStart, fate: CutFate): void {
    if (fate === "at-its-end") this.#arrive(motion, 0);
    else if (motion.motion === CAROUSEL_MOTIONS.home) this.place = (this.place + 5) % this.slots;
  }

  protected levels(): readonly DeviceInput[] {
    return this.cup > 0 ? [{ type: "outlet.filled" }] : [];
  }

  /** A drive that goes too far looks well to its motor; a home search ends at the wrong mark. */
  #arrive({ motion, slot }: MotionStart, astray: number): void {
    if (motion === CAROUSEL_MOTIONS.home) this.place = astray;
    if (motion === CAROUSEL_MOTIONS.park) this.place = ((slot ?? 0) + astray) % this.slots;
    if (motion === CAROUSEL_MOTIONS.release && this.filled.delete(this.place)) {
      this.cup += 1;
      const announced = this.records.findLast(({ kind }) => kind === "dose.offering")?.doseId;
      const fallen = { compartment: this.place, load: this.loads, announced, asked: slot };
      this.fallen.push({ ...fallen, turn: this.#turnByJournal() });
    }
  }

  /** Each dose with an outcome since the load, but for one that had left before, passes one. */
  #turnByJournal(): number | undefined {
    if (this.#load === undefined) return undefined;
    const { firstSlot, records, leftBefore } = this.#load;
    const passed = this.records
      .slice(records)
      .filter(({ kind, doseId }) => kind === "dose.closed" && doseId !== leftBefore);
    return (firstSlot + passed.length) % this.slots;
  }

  #leftWithoutOutcome(): string | undefined {
    const last = this.records.findLast(({ kind }) => kind === "dose.released")?.doseId;
    const isClosed = this.records.some(
      ({ kind, doseId }) => kind === "dose.closed" && doseId === last,
    );
    return isClosed ? undefined : last;
  }

  #told({ motion, slot }: MotionStart, before: number): number | undefined {
    if (motion === CAROUSEL_MOTIONS.check) return this.place === 0 ? 0 : undefined;
    // Reckoned back from where the mark was seen, by the steps that it took.
    if (motion === CAROUSEL_MOTIONS.home) return (before - this.place + this.slots) % this.slots;
    return slot;
  }
}
