import { fileURLToPath } from "node:url";
import { allCheckers, type Observation, readFleet, runVirtual } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const EXAMPLES = fileURLToPath(new URL("../../../simulator/examples", import.meta.url));
const HOUR_MS = 3_600_000;

/** Devices that lie tilted over the doses of three mornings, in a run of four days. */
function live(product: { readonly product?: string; readonly profile?: readonly string[] }) {
  const { run } = readFleet(
    { ...product, plan: ["plans/three-a-day.json"], devices: 4, days: 4, seed: "tilt" },
    EXAMPLES,
    () => "1",
  );
  const planned = [0, 1, 2].map((day) => ({
    fault: {
      kind: "misplaced" as const,
      fromMs: run.startMs + (24 * day + 6) * HOUR_MS,
      durationMs: 9 * HOUR_MS,
    },
    target: { all: true } as const,
  }));
  const checkers = allCheckers();
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const observe = (seen: Observation) => {
    for (const checker of checkers) checker.observe(seen);
    if (seen.seen === "plant" && seen.fact.type === "hazard") count(seen.fact.hazard);
    if (seen.seen !== "record") return;
    if (seen.record.kind === "alert.raised") count(`alert ${seen.record.alert}`);
    if (seen.record.kind === "dose.closed") count(`${seen.record.outcome}`);
  };
  const refill = { onAlert: false, everyDays: 0 };
  const ended = runVirtual(
    { ...run, refill, faults: { preset: "none", planned } },
    { sink: { observe } },
  );
  return { counts, reports: checkers.map((checker) => checker.finish(ended.endedMs)) };
}

describe("devices that lie tilted over doses", () => {
  test("the reference tray prevents them, tells 1.23, and presents no wrong dose afterwards", () => {
    const { counts, reports } = live({ product: "pilly-sms" });
    expect(counts.get("prevented")).toBeGreaterThanOrEqual(12);
    expect(counts.get("alert 1.23")).toBeGreaterThanOrEqual(12);
    expect(counts.get("wrong-dose") ?? 0).toBe(0);
    expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
  });

  test("a tray that does not count while tilted presents wrong doses, and each is counted as a hazard", () => {
    const { counts, reports } = live({ profile: ["profiles/uncounted-tray.yaml"] });
    const wrong = counts.get("wrong-dose") ?? 0;
    expect(counts.get("alert 1.23")).toBeGreaterThanOrEqual(12);
    expect(wrong).toBeGreaterThan(10);
    const once = reports.find(({ check }) => check === "S1");
    expect(once?.counted["hazard wrong-dose (undetectable)"]).toBe(wrong);
  });
});
