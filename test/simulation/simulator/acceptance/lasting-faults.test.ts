import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runOperation } from "@dosekit/simulator";
import { afterAll, describe, expect, test } from "vitest";
import { quietHooks, smallService } from "../../../support/simulator/acceptance/small-service.ts";

const folder = mkdtempSync(join(tmpdir(), "dosekit-lasting-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A service some of whose devices have a fault for so long, which no visit ends. */
function withFault(kind: string, days: number) {
  const entry = `{ kind: ${kind}, day: 2, at: "08:00", minutes: ${days * 1440}, share: 0.5 }`;
  writeFileSync(join(folder, "faults.yaml"), `preset: none\nplanned:\n  - ${entry}\n`);
  const stories = smallService().stories.slice(0, 2);
  const service = smallService({
    stories: stories.map((story) => ({ ...story, devices: 2 })),
    conditions: { faultFile: "faults.yaml", areas: 2 },
  });
  return runOperation(service, quietHooks({ folder }));
}

describe("an alert that visits do not end", () => {
  test.each(["case-open", "jam"])("is found after 7 days where its cause is %s", async (kind) => {
    const { measures, measured, deviations } = await withFault(kind, 10);
    // Somebody comes again and again, so that by visits alone every device is followed up.
    expect(measures.devicesWithoutFollowUp).toBe(0);
    expect(measures.visitsInVain).toBeGreaterThan(10);
    expect(measures.unresolvedAfter7Days).toBeGreaterThan(0);
    expect(measured["unresolved-after-7-days"]).toBe(measures.unresolvedAfter7Days);
    const found = deviations.find(({ id }) => id === "unresolved-after-7-days");
    expect(found).toMatchObject({ class: "B", count: measures.unresolvedAfter7Days });
    expect(found?.openedDay).toBeGreaterThanOrEqual(20_899 + 8);
    expect(found?.timeline.length).toBeGreaterThan(0);
  });

  test("is found where a device has no contact for so long, though nobody is sent", async () => {
    const { deviations } = await withFault("link-cut", 10);
    expect(deviations.map(({ id }) => id)).toEqual(["unresolved-after-7-days"]);
  });

  test("is none in five weeks of everyday life", async () => {
    const approval = { ...smallService().approval, weeks: 5 };
    const { measures } = await runOperation(smallService({ approval }), quietHooks());
    expect(measures.unresolvedAfter7Days).toBe(0);
    expect(measures.unrecordedDoses).toBe(0);
  });

  test("is nothing of the kind where its cause is gone after two days", async () => {
    const { measures, deviations } = await withFault("case-open", 2);
    expect(measures.unresolvedAfter7Days).toBe(0);
    expect(deviations).toEqual([]);
  });
});
