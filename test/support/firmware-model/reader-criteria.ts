import type { ProductProfile } from "@dosekit/firmware-model";
import type { PouchReading } from "@dosekit/protocols";
import { expect } from "vitest";
import { answersTo, ask, lastAnswer } from "./asking.ts";
import type { RollBench } from "./roll-bench.ts";
import { dosesOf, firstReads, offeredRoll, usedRoll } from "./roll-stories.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  HOUR,
  MINUTE,
  motions,
  outcomes,
  raised,
  recordsOf,
  SECOND,
} from "./tray-stories.ts";

const DAY = 24 * HOUR;

/** T-1: a dose is offered only inside its window, and no sequence of inputs lets any other go. */
export function offersInsideTheWindowOnly(product: ProductProfile): void {
  const bench = usedRoll(product);
  bench.advanceTo(FIRST.dueMs - 2 * MINUTE);
  everythingAUserCanDo(bench);
  bench.advanceTo(FIRST.dueMs - 1);
  bench.press();
  expect(bench.letGo).toEqual([]);
  bench.advanceTo(FIRST.dueMs + 10_000);
  for (let round = 0; round < 10; round += 1) everythingAUserCanDo(bench);
  expect(dosesOf(bench.letGo.map(({ pouch }) => pouch))).toEqual([FIRST.doseId]);
  bench.advanceTo(SECOND.dueMs - 10 * MINUTE);
  for (let round = 0; round < 10; round += 1) everythingAUserCanDo(bench);
  expect(bench.letGo).toHaveLength(1);
}

/** T-2, its first half: light alone, then sound that rises until the button is pressed. */
export function callsByLightThenRisingSound(product: ProductProfile): void {
  const bench = usedRoll(product);
  bench.advanceTo(FIRST.dueMs + 10_000);
  expect(bench.signal).toMatchObject({ light: "blink", sound: 0 });
  const sounds: number[] = [];
  for (let minute = 0; minute < 60; minute += 1) {
    bench.advance(MINUTE);
    const { sound = 0 } = bench.signal ?? {};
    if (sound > 0) sounds.push(sound);
  }
  expect(sounds.length).toBeGreaterThan(5);
  expect(sounds).toEqual([...sounds].sort((a, b) => a - b));
  expect(new Set(sounds).size).toBeGreaterThan(3);
  bench.press();
  expect(bench.signal?.sound).toBe(0);
}

/** T-3: taken back within a minute, told once, counted; a full store is 1.9 and stops everything. */
export function takesBackWhatNobodyTook(product: ProductProfile): void {
  const store = product.mechanismFigures["rejectStorePouches"]?.value ?? 0;
  const bench = offeredRoll(product);
  bench.advanceTo(FIRST_LATE_MS + MINUTE);
  expect(dosesOf(bench.store)).toEqual([FIRST.doseId]);
  expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
  expect(raised(bench).filter((code) => code === "1.1")).toHaveLength(1);
  for (let missed = 1; missed < store; missed += 1) bench.advance(DAY / 2);
  expect(bench.store).toHaveLength(store);
  expect(active(bench)).toContain("1.9");
  const moved = motions(bench).length;
  bench.advance(DAY);
  expect(motions(bench)).toHaveLength(moved);
  expect(outcomes(bench).at(-1)).toMatch(/prevented reject-store-full$/);
  bench.load(28);
  bench.advance(MINUTE);
  expect(active(bench)).not.toContain("1.9");
}

/** Readings that T-4 names, and the alert of each. */
export const WRONG_POUCHES: readonly (readonly [string, PouchReading, "1.6" | "1.7"])[] = [
  ["an unreadable pouch", { found: "unreadable" }, "1.6"],
  ["a torn pouch", { found: "torn" }, "1.6"],
  [
    "a pouch of another person",
    { found: "print", date: "2026-11-22", minuteOfDay: 480, owner: "other" },
    "1.7",
  ],
  [
    "a pouch whose owner can't be read",
    { found: "print", date: "2026-11-22", minuteOfDay: 480, owner: "unknown" },
    "1.6",
  ],
  [
    "a pouch for a later date",
    { found: "print", date: "2026-11-23", minuteOfDay: 480, owner: "own" },
    "1.7",
  ],
];

/** T-4: such a pouch is not let go, however often somebody presses, and staff are told. */
export function keepsAWrongPouch(
  product: ProductProfile,
  reading: PouchReading,
  alert: "1.6" | "1.7",
): void {
  const bench = offeredRoll(product, firstReads(reading));
  bench.advance(2 * MINUTE);
  for (let round = 0; round < 5; round += 1) everythingAUserCanDo(bench);
  expect(bench.letGo).toEqual([]);
  expect(active(bench)).toContain(alert);
  bench.advanceTo(FIRST_LATE_MS + MINUTE);
  expect(outcomes(bench)[0]).toMatch(/prevented/);
}

/** T-5: one dispense event for n doses ahead, silent windows, and all of them or none. */
export function handsOutForAJourney(product: ProductProfile): void {
  const bench = usedRoll(product);
  const id = ask(bench, "release-travel", { doses: 3 });
  for (let pouch = 0; pouch < 3; pouch += 1) {
    bench.advance(10_000);
    bench.take();
  }
  bench.advance(MINUTE);
  expect(answersTo(bench, id)).toEqual(["done"]);
  // The words "3 doses, first …, last …" are made of these three where the event is passed on.
  expect(recordsOf(bench, "travel.dispensed")).toMatchObject([
    { dispense: "2.2", count: 3, dueMs: FIRST.dueMs, lastDueMs: FIRST.dueMs + DAY },
  ]);
  expect(recordsOf(bench, "dose.released").filter(({ dispense }) => dispense)).toEqual([]);
  const told = bench.records.length;
  const signalled = bench.signal;
  bench.advanceTo(FIRST.dueMs + DAY + 3 * HOUR);
  const since = bench.records.slice(told).map(({ kind }) => kind);
  expect(since.filter((kind) => kind.startsWith("dose.") || kind.startsWith("alert."))).toEqual([]);
  expect(bench.signal).toEqual(signalled);
  const short = usedRoll(product, undefined, 2);
  ask(short, "release-travel", { doses: 3 });
  expect(lastAnswer(short)).toBe("too-few");
  short.advance(MINUTE);
  everythingAUserCanDo(short);
  expect(short.letGo).toEqual([]);
  expect(raised(short)).toContain("1.11");
}

/** Presses, takes hold of the drawer, and forces nothing. */
export function everythingAUserCanDo(bench: RollBench): void {
  bench.press();
  bench.advance(3_000);
  bench.press();
  bench.takeOut();
  bench.take();
  bench.advance(20_000);
}
