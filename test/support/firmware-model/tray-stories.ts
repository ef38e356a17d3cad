import type { ProductProfile } from "@dosekit/firmware-model";
import type { DosePlan, EventKind, JournalRecord } from "@dosekit/protocols";
import { dosePlan, planEntry } from "../plans.ts";
import type { MechanismBench } from "./mechanism-bench.ts";
import { PILLY, TrayBench } from "./tray-bench.ts";

/** Milliseconds in a minute and in an hour, as stories count them. */
export const MINUTE = 60_000;
/** See {@link MINUTE}. */
export const HOUR = 60 * MINUTE;

/** First dose of the story plan, and when it is due: 08:00 in India, two hours after the start. */
export const FIRST = { doseId: "m/2026-11-22", dueMs: Date.UTC(2026, 10, 22, 2, 30) };
/** Its late limit. */
export const FIRST_LATE_MS = FIRST.dueMs + 2 * HOUR;
/** Second dose of the story plan, due at 20:00. */
export const SECOND = { doseId: "e/2026-11-22", dueMs: Date.UTC(2026, 10, 22, 14, 30) };

/** Two doses a day in a zone without clock changes. */
export function storyPlan(more: Partial<DosePlan> = {}): DosePlan {
  const entries = [
    planEntry("m", "08:00", { lateMin: 120 }),
    planEntry("e", "20:00", { lateMin: 120 }),
  ];
  return dosePlan(entries, { zone: "Asia/Kolkata", minimumSpacingMin: 240, ...more });
}

/** A device that was started for the first time and answered its first reading. */
export function freshBench(profile: ProductProfile = PILLY): TrayBench {
  const bench = new TrayBench(profile);
  bench.boot("first-boot");
  bench.advance(1_000);
  return bench;
}

/** A device in daily use: loaded, with the story plan, upright. */
export function usedBench(
  doses = 28,
  profile: ProductProfile = PILLY,
  plan: DosePlan = storyPlan(),
): TrayBench {
  const bench = freshBench(profile);
  bench.load(doses);
  bench.advance(1_000);
  follow(bench, plan, 1);
  return bench;
}

/** The story plan with an hour before each due time in which the dose may be had early. */
export function earlyPlan(): DosePlan {
  const plan = storyPlan();
  return { ...plan, entries: plan.entries.map((entry) => ({ ...entry, earlyMin: 60 })) };
}

/** The same with its first dose within reach. */
export function offeredBench(): TrayBench {
  const bench = usedBench();
  bench.advanceTo(FIRST.dueMs + 5_000);
  return bench;
}

/** The host wants a plan to be followed. */
export function follow(bench: MechanismBench, plan: DosePlan, version: number): void {
  bench.input({ type: "config.received", config: { version, plan } });
}

/** The user takes what is within reach. */
export function take(bench: TrayBench): void {
  bench.tilt();
  bench.advance(2_000);
  bench.right();
  bench.advance(20_000);
}

/** Records of one kind. */
export function recordsOf(bench: MechanismBench, kind: EventKind): readonly JournalRecord[] {
  return bench.records.filter((record) => record.kind === kind);
}

/** How each dose ended, in order: `m/2026-11-22 retrieved`. */
export function outcomes(bench: MechanismBench): readonly string[] {
  return recordsOf(bench, "dose.closed").map(({ doseId, outcome, reason }) =>
    [doseId, outcome, reason].filter((word) => word !== undefined).join(" "),
  );
}

/** Codes of the alerts that were raised, in order. */
export function raised(bench: MechanismBench): readonly string[] {
  return recordsOf(bench, "alert.raised").map(({ alert }) => String(alert));
}

/** Codes of the alerts that are active, sorted. */
export function active(bench: MechanismBench): readonly string[] {
  return (bench.state?.alerts ?? []).map(({ code }) => code).sort();
}

/** Names of the movements that were begun. */
export function motions(bench: MechanismBench): readonly string[] {
  return bench.begun.map(({ motion }) => motion.motion);
}
