import { PROFILES, type ProductProfile } from "@dosekit/firmware-model";
import { allCheckers, CHECK_IDS, type RunSpec, runVirtual } from "@dosekit/simulator";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFECT_VARIABLE } from "../../support/defects/defect.ts";
import { drawnHomes } from "../../support/drawn-homes.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const IS_JUDGE = process.env[DEFECT_VARIABLE] !== undefined;
const RUNS = LONG || IS_JUDGE ? 150 : 12;
/** Of products that differ from an earlier one of their mechanism by figures alone. */
const SIBLING_RUNS = LONG || IS_JUDGE ? 150 : 2;
const HOMES = LONG ? { devices: 4, days: 10 } : { devices: 3, days: 5 };

/** What the checkers found in a run, one sentence for each case, and what each put to the test. */
function judged(spec: RunSpec) {
  const checkers = allCheckers();
  const found: string[] = [];
  const run = runVirtual(spec, {
    sink: {
      observe: (seen) => {
        for (const checker of checkers) checker.observe(seen);
      },
      stopped: (deviceId, fault) => found.push(`${deviceId} stopped: ${fault.message}`),
    },
  });
  const reports = checkers.map((checker) => checker.finish(run.endedMs));
  for (const { check, violations } of reports) {
    for (const { deviceId, message } of violations) found.push(`${check} ${deviceId}: ${message}`);
  }
  return { found, tested: reports.filter(({ made }) => made > 0).map(({ check }) => check) };
}

function isSibling(profile: ProductProfile): boolean {
  const { value } = profile.mechanism;
  return PROFILES.find(({ mechanism }) => mechanism.value === value) !== profile;
}

describe.each(PROFILES)("whatever happens to $product", (profile) => {
  test("S1 to S9, L1, L2 and H1 hold, and every rule but H1 is put to the test", () => {
    const numRuns = isSibling(profile) ? SIBLING_RUNS : RUNS;
    const tested = new Set<string>();
    fc.assert(
      fc.property(drawnHomes(profile, HOMES), (spec) => {
        const { found, tested: inThisRun } = judged(spec);
        for (const check of inThisRun) tested.add(check);
        expect(found).toEqual([]);
      }),
      { numRuns },
    );
    // Hazards that a device can detect are rare: few runs may have none.
    const always = CHECK_IDS.filter((id) => id !== "H1" || LONG);
    if (numRuns >= RUNS) expect([...tested]).toEqual(expect.arrayContaining(always));
  });
});
