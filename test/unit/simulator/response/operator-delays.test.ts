import {
  DEFAULT_RESPONSE,
  DutyRoster,
  ResponseDraws,
  streamOf,
  urgencyOf,
} from "@dosekit/simulator";
import { expect, test } from "vitest";

const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000];
/** A Monday, midnight in Oslo. */
const MIDNIGHT_MS = Date.UTC(2026, 10, 22, 23);

function draws(times = DEFAULT_RESPONSE.times): ResponseDraws {
  return new ResponseDraws(
    streamOf("1", "d1", "response"),
    times,
    new DutyRoster(DEFAULT_RESPONSE),
  );
}

function medianMin(draw: (from: ResponseDraws) => number): number {
  const from = draws();
  const drawn = Array.from({ length: 2_001 }, () => draw(from)).sort((a, b) => a - b);
  return (drawn[1_000] ?? Number.NaN) / MINUTE_MS;
}

test("serious alerts are more urgent than moderate ones, and a dose that waits is never low", () => {
  expect([40, 30, 20, 10, 0].map((severity) => urgencyOf(severity as 0, false))).toEqual([
    ...["serious", "serious", "moderate", "low", "low"],
  ]);
  expect(urgencyOf(0, true)).toBe("moderate");
});

test("notices are looked at and visits made within the medians that the plan names", () => {
  expect(medianMin((from) => from.noticeMs("serious", MIDNIGHT_MS)) / 5).toBeCloseTo(1, 1);
  expect(medianMin((from) => from.noticeMs("moderate", MIDNIGHT_MS)) / 15).toBeCloseTo(1, 1);
  expect(medianMin((from) => from.arriveMs("serious")) / 55).toBeCloseTo(1, 1);
  expect(medianMin((from) => from.arriveMs("moderate")) / 225).toBeCloseTo(1, 1);
});

test("what is not urgent waits for the next round", () => {
  const from = draws({ ...DEFAULT_RESPONSE.times, waitSigma: 0 });
  for (const hour of [0, 7, 8, 9, 23]) {
    const now = MIDNIGHT_MS + hour * HOUR_MS;
    const atHour = (now + from.noticeMs("low", now) - MIDNIGHT_MS) / HOUR_MS;
    expect(atHour).toBeCloseTo(hour <= 8 ? 8.75 : 32.75, 5);
  }
});

test("a round on workdays alone leaves what is not urgent over the weekend", () => {
  const roundDays = ["mon", "tue", "wed", "thu", "fri"] as const;
  const from = draws({ ...DEFAULT_RESPONSE.times, waitSigma: 0, roundDays });
  const friday = MIDNIGHT_MS + 4 * 24 * HOUR_MS + 12 * HOUR_MS;
  expect(from.noticeMs("low", friday) / HOUR_MS).toBeCloseTo(3 * 24 - 4 + 0.75, 5);
});
