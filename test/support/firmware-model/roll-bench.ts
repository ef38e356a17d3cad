import { type ProductProfile, ROLL_MOTIONS } from "@dosekit/firmware-model";
import type { DeviceInput, LocalDate, MotionStart, PouchReading } from "@dosekit/protocols";
import {
  type CutFate,
  MechanismBench,
  type MotionFate,
  type RunningMotion,
  START_MS,
} from "./mechanism-bench.ts";

const MOTION_MS = 1_000;
const READING_MS = 200;
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** India is five and a half hours ahead of UTC all year. */
const INDIA_MS = 330 * MINUTE;

/** One pouch of a roll: what a reader makes of it, and the dose that it truly is. */
export interface BenchPouch {
  readonly reading: PouchReading;
  readonly doseId: string;
}

/** A pouch that was let go, and the dose that the device said it was. */
export interface LetGo {
  readonly pouch: BenchPouch;
  readonly announced: string | undefined;
}

/** A multidose roll on a bench, with real pouches; with a reader or on a plan, as its product is. */
export class RollBench extends MechanismBench {
  readonly hasReader: boolean;
  roll: BenchPouch[] = [];
  /** Pouch in the window of a reader. */
  inWindow: BenchPouch | undefined;
  /** Whether something stands half way, so that no sensor can tell. */
  between = false;
  outlet: BenchPouch[] = [];
  readonly store: BenchPouch[] = [];
  readonly user: BenchPouch[] = [];
  readonly letGo: LetGo[] = [];
  /** Pouches that left the roll since it was loaded. */
  gone = 0;
  /** Changes the pouches that staff load. */
  pack: (pouches: readonly BenchPouch[]) => readonly BenchPouch[] = (pouches) => pouches;
  /** Answers as a device does that looks at the leader of a new roll. */
  checksLeader = false;
  /** A cutter that does not cut. */
  blunt = false;

  constructor(profile: ProductProfile) {
    super(profile);
    this.hasReader = profile.mechanism.value === "pouch-roll-reader";
  }

  press(): void {
    this.input({ type: "button.pressed", actor: "user" });
  }

  takeOut(): void {
    if (this.outlet.length === 0) return;
    this.user.push(...this.outlet.splice(0));
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
    this.advance(4_000);
    this.press();
    this.advance(MOTION_MS + 1_000);
    this.takeOut();
  }

  /** Staff, who asked for a pouch, press and take it. */
  takeByStaff(): void {
    this.advance(10_000);
    this.input({ type: "button.pressed", actor: "staff" });
    this.advance(MOTION_MS + 1_000);
    this.takeOut();
  }

  /** Staff take pouches off the front of the roll by hand, behind the open lid, and say so. */
  takeOff(pouches: number, told = pouches): void {
    this.openLid(true);
    this.roll.splice(0, pouches);
    this.gone += pouches;
    this.input({ type: "roll.handled", removed: told });
    this.closeLid();
  }

  load(doses: number, firstSlot = 0): void {
    this.openLid(true);
    this.inWindow = undefined;
    this.between = false;
    this.gone = firstSlot;
    this.roll = [...this.pack(this.openDoses(doses))];
    this.store.length = 0;
    this.input({ type: "store.emptied" });
    this.input({ type: "stock.loaded", doses, firstSlot });
    this.closeLid();
  }

  /**
   * The doses of the device's plan that have no outcome and were not released, as staff see them:
   * one whose time has passed and that the device does not know to be over is among them.
   */
  openDoses(count: number): readonly BenchPouch[] {
    const ended = new Set(
      this.records
        .filter(({ kind }) => kind === "dose.closed" || kind === "dose.released")
        .map(({ doseId }) => doseId),
    );
    const entries = [...(this.state?.schedule.plan?.entries ?? [])];
    const pouches: BenchPouch[] = [];
    const sinceMs = this.records.find(({ kind }) => kind === "plan.accepted")?.civilMs ?? 0;
    for (
      let day = Math.floor((START_MS + INDIA_MS) / DAY);
      pouches.length < count && entries.length > 0;
      day += 1
    ) {
      for (const { id, minuteOfDay } of entries.sort(byMinute)) {
        const date = new Date(day * DAY).toISOString().slice(0, 10);
        const doseId = `${id}/${date}`;
        const dueMs = day * DAY - INDIA_MS + minuteOfDay * MINUTE;
        const isOpen = dueMs >= sinceMs && !ended.has(doseId);
        if (isOpen && pouches.length < count) pouches.push(pouchOf(doseId, date, minuteOfDay));
      }
    }
    return pouches;
  }

  protected beginMotion({ motion }: MotionStart): RunningMotion {
    const isCheck = motion === ROLL_MOTIONS.check;
    const endMs = this.trueMs + (isCheck ? READING_MS : MOTION_MS);
    const fate = isCheck && this.between ? "stuck" : (this.fates.shift() ?? "done");
    return { endMs, fate };
  }

  protected endMotion({ motion }: MotionStart, fate: MotionFate): void {
    if (fate === "silent") return;
    const isCut = motion === ROLL_MOTIONS.park && this.blunt;
    if (fate === "stuck" || isCut) {
      this.input({ type: "motion.failed", motion, cause: isCut ? "cut" : "stall" });
      return;
    }
    const had = this.outlet.length;
    // A drive that slips looks well to its motor: nothing has moved.
    if (fate === "done") this.#arrive(motion);
    if (had === 0 && this.outlet.length > 0) this.input({ type: "outlet.filled" });
    this.#answer(motion);
  }

  protected cutMotion({ motion }: MotionStart, fate: CutFate): void {
    if (fate === "at-its-end") this.#arrive(motion);
    else if (motion === ROLL_MOTIONS.release) this.between = true;
  }

  protected levels(): readonly DeviceInput[] {
    return this.outlet.length > 0 ? [{ type: "outlet.filled" }] : [];
  }

  #arrive(motion: string): void {
    if (motion === ROLL_MOTIONS.read) this.inWindow ??= this.roll.shift();
    if (motion === ROLL_MOTIONS.release) this.#letGo();
    if (motion === ROLL_MOTIONS.retract) {
      const pouch = this.#next();
      if (pouch !== undefined) this.store.push(pouch);
    }
  }

  #letGo(): void {
    const pouch = this.#next();
    if (pouch === undefined) return;
    const announced = this.records.findLast(({ kind }) => kind === "dose.offering")?.doseId;
    this.letGo.push({ pouch, announced });
    this.outlet.push(pouch);
  }

  /** The pouch that a movement takes on: that in the window, or the first of the roll. */
  #next(): BenchPouch | undefined {
    if (!this.hasReader) {
      this.gone += 1;
      return this.roll.shift();
    }
    const pouch = this.inWindow;
    this.inWindow = undefined;
    return pouch;
  }

  #answer(motion: string): void {
    const first = this.roll[0]?.reading;
    if (this.hasReader && (motion === ROLL_MOTIONS.read || motion === ROLL_MOTIONS.check)) {
      const reading = this.inWindow?.reading ?? { found: "none" };
      this.input({ type: "pouch.read", motion, reading });
    } else if (motion === ROLL_MOTIONS.check && this.checksLeader && first?.found === "blank") {
      this.input({ type: "pouch.read", motion, reading: first });
    } else {
      const slot = motion === ROLL_MOTIONS.check ? this.gone : undefined;
      this.input({ type: "motion.finished", motion, slot });
    }
  }
}

/** Makes the pouch of a dose as a pharmacy packs it. */
export function pouchOf(doseId: string, date: string, minuteOfDay: number): BenchPouch {
  return {
    doseId,
    reading: { found: "print", date: date as LocalDate, minuteOfDay, owner: "own" },
  };
}

function byMinute(
  a: { readonly minuteOfDay: number },
  b: { readonly minuteOfDay: number },
): number {
  return a.minuteOfDay - b.minuteOfDay;
}
