import {
  drawOperatorDelayMs,
  MODERATE_MEDIAN_MS,
  SERIOUS_MEDIAN_MS,
  streamOf,
} from "@dosekit/simulator";
import { expect, test } from "vitest";

const HOUR_MS = 3_600_000;
const MIDNIGHT = 1_800_000_000_000 - (1_800_000_000_000 % (24 * HOUR_MS));

function medianOf(severity: number, isWaitingDose = false): number {
  const random = streamOf("1", "d1", "response");
  const drawn = Array.from({ length: 2_001 }, () =>
    drawOperatorDelayMs(random, severity, MIDNIGHT, isWaitingDose),
  ).sort((a, b) => a - b);
  return drawn[1_000] ?? Number.NaN;
}

test("serious alerts are acted on sooner than moderate ones", () => {
  expect(medianOf(30) / SERIOUS_MEDIAN_MS).toBeCloseTo(1, 0);
  expect(medianOf(20) / MODERATE_MEDIAN_MS).toBeCloseTo(1, 0);
  expect(medianOf(0, true) / MODERATE_MEDIAN_MS).toBeCloseTo(1, 0);
});

test("what is not urgent waits for the next morning", () => {
  const random = streamOf("1", "d1", "response");
  for (const hour of [0, 6, 7, 8, 23]) {
    const now = MIDNIGHT + hour * HOUR_MS;
    const delayMs = drawOperatorDelayMs(random, 10, now, false);
    const hourOfDay = ((now + delayMs) % (24 * HOUR_MS)) / HOUR_MS;
    expect(hourOfDay).toBeGreaterThanOrEqual(7);
    expect(hourOfDay).toBeLessThanOrEqual(9);
    expect(delayMs).toBeLessThanOrEqual(26 * HOUR_MS);
  }
});
