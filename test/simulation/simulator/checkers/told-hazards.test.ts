import { type DeviceFault, tryHome } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { HOUR, MONDAY_MS } from "../../../support/checked.ts";
import { livedHome } from "../../../support/replay/lived-home.ts";

/** The mechanism sticks for more than a day, and its users go on as ever. */
const STUCK: readonly DeviceFault[] = [
  { kind: "jam", fromMs: MONDAY_MS + 5 * HOUR, durationMs: 30 * HOUR },
];

const ROWS = [
  ["medido", "pulled-out", 3],
  ["dosell", "pulled-out", 3],
  ["pilly-sms", "open-after-failure", 2],
] as const;

describe("a mechanism that sticks", () => {
  test.each(ROWS)("of %s comes to %s, and each case is told", (product, hazard, cases) => {
    const planned = STUCK.map((fault) => ({ fault, target: { all: true } }) as const);
    const spec = livedHome(product, 3, { faults: { preset: "none", planned } });
    const { findings, sums } = tryHome(spec, spec.devices[0]);
    expect(findings).toEqual([]);
    expect(sums.hazards[hazard]).toBe(cases);
    expect(sums.checks.H1).toEqual({ made: cases, violated: 0 });
  });
});
