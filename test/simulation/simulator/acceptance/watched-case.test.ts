import { operationSpec, type TimelineEntry, watchedCase } from "@dosekit/simulator";
import { expect, test } from "vitest";
import { quietHooks, smallService } from "../../../support/simulator/acceptance/small-service.ts";

const HOUR = 3_600_000;

test("what a rule tells of is shown with what came before and after it, at that home alone", async () => {
  const [tone] = smallService().stories;
  if (tone === undefined) throw new TypeError("the service has stories");
  const service = smallService({
    stories: [{ ...tone, devices: 2 }],
    approval: { ...smallService().approval, weeks: 1 },
  });
  const spec = operationSpec(service, "watched");
  const trueMs = spec.startMs + 36 * HOUR;
  const violation = { check: "S1", deviceId: "tone-0002", trueMs, message: "" } as const;
  const seen = await watchedCase(spec, violation, quietHooks());
  const timeline: readonly TimelineEntry[] = seen?.timeline ?? [];
  expect(timeline.length).toBeGreaterThan(10);
  expect(timeline.length).toBeLessThanOrEqual(60);
  expect(new Set(timeline.map(({ deviceId }) => deviceId))).toEqual(new Set(["tone-0002"]));
  expect(timeline.some(({ atMs }) => atMs < trueMs)).toBe(true);
  expect(timeline.some(({ atMs }) => atMs >= trueMs)).toBe(true);
  expect([...timeline].sort((a, b) => a.atMs - b.atMs)).toEqual(timeline);
  expect(timeline.some(({ who }) => who === "user")).toBe(true);
});
