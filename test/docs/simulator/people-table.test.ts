import { PROFILES, type ProductProfile } from "@dosekit/firmware-model";
import { markdownTable } from "@dosekit/protocols";
import { doseWaitOf, type PersonaPreset } from "@dosekit/simulator";
import { expect, test } from "vitest";
import { expectCommitted, readCommitted, withMade } from "../../support/committed-text.ts";
import {
  type CalibrationCount,
  calibrate,
  deviationPer100,
  E300_ALERT_AT_60,
  per100,
} from "../../support/simulator/calibration.ts";
import { oneDosePlan } from "../../support/simulator/one-dose-plan.ts";

const PAGE = "simulator/examples/people/README.md";
const DOSES = 60_000;
const MINUTE_MS = 60_000;

test("the table of misses by product is what the people of both presets do", () => {
  const products = [E300_ALERT_AT_60, ...PROFILES];
  expect(products.length).toBeGreaterThan(5);
  const rows = products.map((profile) => [
    `\`${profile.product}\``,
    waitOf(profile),
    ...(["A", "B"] as const).flatMap((preset) => {
      const found = counted(profile, preset);
      return [rateOf(found, found.missed), rateOf(found, found.alerts)];
    }),
  ]);
  const head = [
    "product",
    "first alert, end (min)",
    ...["A", "B"].flatMap((preset) => [`${preset}: missed per 100`, `${preset}: told of per 100`]),
  ];
  const table = markdownTable(head, rows);
  expectCommitted(PAGE, withMade(readCommitted(PAGE), "by-product", table));
});

const counts = new Map<string, CalibrationCount>();

/** People can't tell products apart that call, alert and close alike: these are counted once. */
function counted(profile: ProductProfile, preset: PersonaPreset): CalibrationCount {
  const { reminder, alertPoints, lateMin, mechanism, mechanismFigures } = profile;
  const { roundMinutes, repeatMinutes, modes } = reminder;
  const seen = [
    ...[roundMinutes, repeatMinutes, lateMin, mechanismFigures["lightOnlyMinutes"]].map(
      (figure) => figure?.value ?? 0,
    ),
    ...[modes?.value.includes("text"), mechanism.value === "tray"],
    ...alertPoints.map((point) =>
      point.after === "minutes"
        ? [point.minutes.value, point.alert]
        : [point.permille.value / 1_000, point.alert],
    ),
  ];
  const key = JSON.stringify([preset, seen]);
  const known =
    counts.get(key) ?? calibrate({ profile, preset, doses: DOSES, seed: "calibration" });
  counts.set(key, known);
  return known;
}

function waitOf(profile: ProductProfile): string {
  const { alertMs, lateMs } = doseWaitOf(profile, oneDosePlan(profile));
  return `${alertMs / MINUTE_MS}, ${lateMs / MINUTE_MS}`;
}

function rateOf(found: CalibrationCount, count: number): string {
  const rate = per100(found, count);
  return `${rate.toFixed(2)} ± ${deviationPer100(rate, found.doses).toFixed(2)}`;
}
