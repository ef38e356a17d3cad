import { allCheckers, type Observation, runVirtual } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { deviceIdsOf, type RunWish, runSpecOf } from "../../support/storm-spec.ts";

const PRODUCTS = ["evondos-e300", "evondos-mini", "medido"] as const;

function live(product: string, wish: RunWish) {
  const checkers = allCheckers();
  const counts = new Map<string, number>();
  const stopped: string[] = [];
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const spec = runSpecOf(wish);
  const devices = spec.devices.map((device) => ({ ...device, product }));
  const run = runVirtual(
    { ...spec, devices },
    {
      sink: {
        observe: (seen: Observation) => {
          for (const checker of checkers) checker.observe(seen);
          if (seen.seen === "record" && seen.record.kind === "dose.closed") {
            const { outcome = "", reason = "" } = seen.record;
            count(`${outcome} ${reason}`.trim());
          }
          if (seen.seen === "record" && seen.record.kind === "alert.raised") {
            count(`alert ${seen.record.alert}`);
          }
          if (seen.seen === "plant" && seen.fact.type === "hazard") count(seen.fact.hazard);
        },
        stopped: (deviceId, fault) => stopped.push(`${deviceId}: ${fault.message}`),
      },
    },
  );
  const reports = checkers.map((checker) => checker.finish(run.endedMs));
  return { run, reports, counts, stopped };
}

describe.each(PRODUCTS)("%s", (product) => {
  test("keeps every rule on 20 devices in a storm of seven days", () => {
    const storm = live(product, {
      seed: `storm-${product}`,
      days: 7,
      deviceIds: deviceIdsOf(20),
      faults: { preset: "storm", planned: [] },
    });
    expect(storm.stopped).toEqual([]);
    expect(storm.reports.flatMap(({ violations }) => violations)).toEqual([]);
    expect(storm.reports.filter(({ made }) => made === 0)).toEqual([]);
    // 10 devices with two and 10 with three doses a day, for seven days.
    expect(storm.counts.get("retrieved") ?? 0).toBeGreaterThan(200);
  });

  test("brings nearly every dose to its user on calm days", () => {
    const calm = live(product, { seed: "calm", days: 3, deviceIds: deviceIdsOf(6) });
    expect(calm.reports.flatMap(({ violations }) => violations)).toEqual([]);
    expect(calm.counts.get("retrieved") ?? 0).toBeGreaterThanOrEqual(40);
  });
});
