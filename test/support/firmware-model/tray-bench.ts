import { type ProductProfile, TRAY_MOTIONS } from "@dosekit/firmware-model";
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
export const PILLY = profileNamed("pilly-sms");
/** The same without its stand, where two separate tilts ask for the next dose. */
export const PILLY_IN_HAND = profileNamed("pilly-sms-without-stand");

/** A tray that does not count the doses that were missed while it was tilted. */
export function withoutRecovery(profile: ProductProfile): ProductProfile {
  const { misplacementRecovery } = profile.mechanismFigures;
  if (misplacementRecovery === undefined) throw new RangeError("no such figure");
  return {
    ...profile,
    mechanismFigures: {
      ...profile.mechanismFigures,
      misplacementRecovery: { ...misplacementRecovery, value: 0 },
    },
  };
}

/** A tray on a bench, with a real position and real pills. */
export class TrayBench extends MechanismBench {
  /** Compartment at the opening; `locked`, or `between` two marks. */
  position: number | "locked" | "between" = "locked";
  readonly emptied = new Set<number>();
  tilted = false;

  constructor(profile: ProductProfile = PILLY) {
    super(profile);
  }

  tilt(): void {
    if (this.tilted) return;
    this.tilted = true;
    this.#empty();
    this.input({ type: "posture.tilted" });
  }

  right(): void {
    if (!this.tilted) return;
    this.tilted = false;
    this.input({ type: "posture.righted" });
  }

  take(): void {
    this.tilt();
    this.advance(2_000);
    this.right();
  }

  load(doses: number, firstSlot = 0): void {
    this.openLid(true);
    this.emptied.clear();
    if (this.position === "between") this.position = "locked";
    this.input({ type: "stock.loaded", doses, firstSlot });
    this.closeLid();
  }

  protected beginMotion(motion: MotionStart): RunningMotion {
    const isReading = motion.motion === TRAY_MOTIONS.readIndex;
    const endMs = this.trueMs + (isReading ? READING_MS : MOTION_MS);
    const fate =
      isReading && this.position === "between" ? "stuck" : (this.fates.shift() ?? "done");
    return { endMs, fate };
  }

  protected endMotion(motion: MotionStart, fate: MotionFate): void {
    if (fate === "silent") return;
    if (fate === "stuck") {
      this.input({ type: "motion.failed", motion: motion.motion, cause: "stall" });
      return;
    }
    this.#arrive(fate === "too-far" ? { ...motion, slot: ((motion.slot ?? 0) + 1) % 28 } : motion);
    const slot = typeof this.position === "number" ? this.position : undefined;
    this.input({ type: "motion.finished", motion: motion.motion, slot });
  }

  protected cutMotion(motion: MotionStart, fate: CutFate): void {
    if (fate === "at-its-end") this.#arrive(motion);
    else if (motion.motion !== TRAY_MOTIONS.readIndex) this.position = "between";
  }

  protected levels(): readonly DeviceInput[] {
    return this.tilted ? [{ type: "posture.tilted" }] : [];
  }

  #arrive({ motion, slot }: MotionStart): void {
    if (motion === TRAY_MOTIONS.offer) this.position = slot ?? 0;
    if (motion === TRAY_MOTIONS.close) this.position = "locked";
    if (this.tilted) this.#empty();
  }

  #empty(): void {
    if (typeof this.position === "number") this.emptied.add(this.position);
  }
}
