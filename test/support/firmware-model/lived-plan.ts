import {
  type DoseWindow,
  localOf,
  OUTSIDE_TABLE,
  type ProductProfile,
  windowsBetween,
} from "@dosekit/firmware-model";
import { type DosePlan, type JournalRecord, localDateOf } from "@dosekit/protocols";
import { dosePlan, planEntry, tableOf } from "../plans.ts";
import { benchOf, takeDose } from "./any-bench.ts";
import type { MechanismBench } from "./mechanism-bench.ts";
import { type BenchPouch, pouchOf, RollBench } from "./roll-bench.ts";
import { follow, HOUR, MINUTE } from "./tray-stories.ts";

/** Two doses a day in Oslo, the first in the hour that a spring Sunday leaves out. */
export function osloPlan(): DosePlan {
  const entries = [
    planEntry("n", "02:30", { lateMin: 120 }),
    planEntry("e", "20:00", { lateMin: 120 }),
  ];
  return dosePlan(entries, { minimumSpacingMin: 240 });
}

/** A device of a product that got its plan and its medicine at an instant. */
export function deviceAt(profile: ProductProfile, plan: DosePlan, startMs: number): MechanismBench {
  const bench = benchOf(profile);
  bench.trueMs = startMs;
  bench.boot("first-boot");
  bench.advance(1_000);
  follow(bench, plan, 1);
  bench.load(14);
  bench.advance(30_000);
  return bench;
}

/** Lets a user live with a device who takes every dose some minutes after it is offered. */
export function liveUntil(
  bench: MechanismBench,
  untilMs: number,
  disturb: (bench: MechanismBench) => void = () => undefined,
): void {
  while (bench.trueMs < untilMs) {
    bench.advance(5 * MINUTE);
    disturb(bench);
    const { held } = bench.state ?? {};
    if (held?.phase === "offered" && held.closed === undefined) takeDose(bench);
  }
}

/** The doses of a plan that are due between two instants. */
export function dosesOf(plan: DosePlan, fromMs: number, untilMs: number): readonly DoseWindow[] {
  return windowsBetween(plan, tableOf(plan.zone), fromMs, untilMs - 3 * HOUR);
}

/**
 * Lets a user take the one dose of each day, and staff fill the device every week; the journal is
 * fetched and forgotten each time.
 *
 * @returns the outcomes of all doses, in order
 */
export function liveDaily(
  bench: MechanismBench,
  dueMs: readonly number[],
): readonly JournalRecord[] {
  const closed: JournalRecord[] = [];
  let today = 0;
  if (bench instanceof RollBench) {
    bench.pack = () => dueMs.slice(today, today + 14).map((ms) => pouchDueAt(ms));
    bench.load(14);
    bench.advance(30_000);
  }
  for (const [day, atMs] of dueMs.entries()) {
    today = day;
    if (day % 7 === 6) {
      bench.load(14);
      bench.advance(30_000);
    }
    bench.advanceTo(atMs + 3 * MINUTE);
    takeDose(bench);
    closed.push(...bench.records.filter(({ kind }) => kind === "dose.closed"));
    if (bench.durable !== undefined) bench.durable = { ...bench.durable, records: [] };
  }
  return closed;
}

/** A pouch as a pharmacy prints it for the entry `n` at 02:30 in Oslo. */
function pouchDueAt(ms: number): BenchPouch {
  const local = localOf(tableOf("Europe/Oslo"), ms);
  if (local === OUTSIDE_TABLE) throw new Error("inside the table");
  const date = localDateOf(local.dayNumber);
  return pouchOf(`n/${date}`, date, 150);
}
