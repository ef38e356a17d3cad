import { profileOf } from "@dosekit/firmware-model";
import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import { benchPlan, entryAt, FocusBench, TIMELINE_MAX } from "@dosekit/simulator";
import { expect, test } from "vitest";

const DUE_MS = Date.UTC(2027, 4, 10, 6);

function benchWithDose(product = "evondos-e300"): FocusBench {
  const profile = profileOf(product);
  if (profile === undefined) throw new RangeError(product);
  const bench = new FocusBench({ profile, seed: "1" });
  const { lateMin } = profile;
  bench.configure({ version: 1, plan: benchPlan([entryAt("08:00", lateMin.value)]) });
  bench.handle({ type: "open-lid", withKey: true });
  bench.advance(500);
  bench.handle({ type: "refill", doses: 14 });
  bench.advance(500);
  bench.handle({ type: "close-lid" });
  bench.advance(500);
  return bench;
}

function kinds({ records }: FocusBench): readonly string[] {
  return records.map(({ kind }) => kind);
}

test("a dose is offered at its due time, and what truly comes out is told by name and instant", () => {
  const bench = benchWithDose();
  bench.advanceTo(DUE_MS - 1);
  expect(kinds(bench)).not.toContain("dose.offered");
  bench.advanceTo(DUE_MS + 10_000);
  expect(kinds(bench)).toContain("dose.offered");
  bench.handle({ type: "press", actor: "user" });
  bench.advance(10_000);
  expect(bench.truth.letGo).toMatchObject([
    { doseId: "0800/2027-05-10", announced: "0800/2027-05-10" },
  ]);
  expect(bench.truth.letGo[0]?.atMs).toBeGreaterThan(DUE_MS + 10_000);
  bench.handle({ type: "take" });
  expect(bench.truth.taken).toEqual(["0800/2027-05-10"]);
});

test("what a movement had to tell an earlier boot is never told to a later one", () => {
  const bench = benchWithDose();
  bench.advanceTo(DUE_MS + 10_000);
  bench.handle({ type: "press", actor: "user" });
  bench.advance(1_000);
  bench.cutPower();
  expect(bench.signal).toMatchObject({ light: "off", sound: 0 });
  bench.boot();
  const begun = bench.records.length;
  bench.advance(2_500);
  // The movement that power ended would have been done by now; it was taken back.
  expect(kinds(bench).slice(begun)).not.toContain("dose.released");
  expect(bench.plant.count()).toMatchObject({ drawer: 0, user: 0 });
});

test("a clock that goes wrong moves the dose with it, as nobody tells the device", () => {
  const bench = benchWithDose();
  bench.drift(-HOUR_MS);
  bench.advanceTo(DUE_MS + 10 * MINUTE_MS);
  expect(kinds(bench)).not.toContain("dose.offered");
  bench.advanceTo(DUE_MS + HOUR_MS + MINUTE_MS);
  const offered = bench.records.find(({ kind }) => kind === "dose.offered");
  expect(offered?.civilMs).toBeLessThan(DUE_MS + MINUTE_MS);
  expect(offered && bench.writtenMs(offered)).toBeGreaterThanOrEqual(DUE_MS + HOUR_MS);
});

test("a battery that runs empty ends the device, and mains start it again", () => {
  const bench = benchWithDose();
  bench.supply.setMains(false);
  bench.advance(24 * HOUR_MS);
  const before = bench.records.length;
  bench.input({ type: "button.pressed", actor: "user" });
  bench.advance(HOUR_MS);
  expect(bench.records).toHaveLength(before);
  bench.supply.setMains(true);
  bench.advance(MINUTE_MS);
  expect(kinds(bench).slice(before)).toContain("device.booted");
});

test("a write that fails drops what stood behind it", () => {
  const bench = benchWithDose();
  const before = bench.records.length;
  bench.failCommits(2);
  bench.handle({ type: "open-lid", withKey: true });
  bench.advance(10 * MINUTE_MS);
  expect(bench.records.slice(before).some(({ alert }) => alert === "1.5")).toBe(true);
  expect(bench.records.map(({ seq }) => seq)).toEqual(bench.records.map((_, at) => at + 1));
});

test("a long life leaves a timeline with its beginning and its end, in order", () => {
  const bench = benchWithDose();
  for (let day = 0; day < 30; day += 1) bench.advance(24 * HOUR_MS);
  const entries = bench.diary.entries();
  expect(entries).toHaveLength(TIMELINE_MAX);
  expect(entries[0]?.what.nb).toBe("Enheten starter.");
  const times = entries.map(({ atMs }) => atMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeGreaterThan(DUE_MS + 20 * 24 * HOUR_MS);
});
