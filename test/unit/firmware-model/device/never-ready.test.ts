import { PROFILES, type ProductProfile } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { readyDevice, takeDose } from "../../../support/firmware-model/any-bench.ts";
import type { MechanismBench } from "../../../support/firmware-model/mechanism-bench.ts";
import { FIRST, FIRST_LATE_MS, MINUTE } from "../../../support/firmware-model/tray-stories.ts";

/** Products in which a dose waits behind a button until somebody asks for it. */
const PRESSED = PROFILES.filter(({ mechanism }) => mechanism.value !== "tray").map(
  (profile) => [profile.product, profile] as const,
);

function outcomes({ records }: MechanismBench): readonly string[] {
  return records
    .filter(({ kind, doseId }) => kind === "dose.closed" && doseId === FIRST.doseId)
    .map(({ outcome, reason, evidence }) => [outcome, evidence, reason].join(" ").trim());
}

function told({ records }: MechanismBench, kind: string): number {
  return records.filter((one) => one.kind === kind && one.doseId === FIRST.doseId).length;
}

/** A device whose storage takes nothing from just before its first dose. */
function failing(profile: ProductProfile): MechanismBench {
  const bench = readyDevice(profile);
  bench.advanceTo(FIRST.dueMs - 1);
  bench.failingCommits = 100_000;
  bench.advance(20 * MINUTE);
  return bench;
}

describe.each(PRESSED)(
  "a dose of a %s of which nobody could write that it lies ready",
  (_, product) => {
    test("is not shown, and was prevented when its window ends before records can be written", () => {
      const bench = failing(product);
      expect(bench.signal?.light ?? "off").toBe("off");
      takeDose(bench);
      bench.advanceTo(FIRST_LATE_MS + 10 * MINUTE);
      bench.failingCommits = 0;
      bench.advance(3 * MINUTE);
      expect(outcomes(bench)).toEqual(["prevented none journal-unavailable"]);
      expect([told(bench, "dose.offered"), told(bench, "dose.released")]).toEqual([0, 0]);
    });

    test("is offered after all, once, when records can be written within its window", () => {
      const bench = failing(product);
      bench.failingCommits = 0;
      bench.advance(3 * MINUTE);
      expect(told(bench, "dose.offered")).toBe(1);
      expect(bench.signal?.light ?? "off").not.toBe("off");
      takeDose(bench);
      expect(outcomes(bench)).toEqual(["retrieved retrieved"]);
      expect(bench.records.map(({ seq }) => seq)).toEqual(bench.records.map((_one, at) => at + 1));
    });

    test("is missed when that was written before, and its window ends while nothing can be", () => {
      const bench = readyDevice(product);
      bench.advanceTo(FIRST.dueMs + MINUTE);
      bench.failingCommits = 100_000;
      bench.advanceTo(FIRST_LATE_MS + 10 * MINUTE);
      bench.failingCommits = 0;
      bench.advance(3 * MINUTE);
      expect(outcomes(bench)).toEqual(["missed presented"]);
    });
  },
);
