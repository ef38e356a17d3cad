import type { BothTexts } from "../criterion.ts";
import type { BenefitRow, BenefitsResult } from "../result/benefits-result.ts";
import type { OperationResult } from "../result/operation-result.ts";
import type { ServiceFile } from "../service-schema.ts";
import { benefitAssumptions, NO_BASELINE } from "./benefit-assumptions.ts";
import { MEASURES, SOURCES } from "./benefit-texts.ts";
import { baselineHours, costPerYear, type YearlyFigures, yearlyFigures } from "./yearly-figures.ts";

/**
 * Draws up a benefits plan from runs of daily operation: what was measured before start beside what
 * the runs came to, with the range over them. Without a baseline nothing is saved and nothing is
 * made up; the lines say so.
 *
 * @param operations runs of the same service with a seed each; those that were cut short are left out
 * @returns nothing without a whole run
 */
export function benefitsOf(
  service: ServiceFile,
  operations: readonly OperationResult[],
): BenefitsResult | undefined {
  const years = operations
    .filter(({ partial }) => !partial)
    .map((one) => yearlyFigures(service, one));
  if (years.length === 0) return undefined;
  const cost = costPerYear(service);
  const saved = service.baseline === undefined ? undefined : years.map((one) => one.saved ?? 0);
  const net = saved && range(saved.map((kroner) => kroner - cost));
  return {
    rows: rowsOf(service, years, { cost, saved }),
    savedPerYear: saved === undefined ? null : whole(range(saved).result),
    costPerYear: whole(cost),
    netPerYear:
      net === undefined
        ? null
        : { median: whole(net.result), least: whole(net.least), most: whole(net.most) },
    ...(saved === undefined ? { notKnown: NO_BASELINE } : {}),
    assumptions: benefitAssumptions(service, years.length),
  };
}

interface Kroner {
  readonly cost: number;
  readonly saved: readonly number[] | undefined;
}

function rowsOf(
  service: ServiceFile,
  years: readonly YearlyFigures[],
  { cost, saved }: Kroner,
): readonly BenefitRow[] {
  const { baseline } = service;
  const source = baseline === undefined ? SOURCES.noBaseline : sourceWith(baseline.source);
  const hours = baselineHours(service);
  const rows = [
    row(
      "visits",
      baseline?.visitsPerUserWeek,
      years.map((one) => one.visitsPerUserWeek),
      source,
    ),
    row(
      "hours",
      hours,
      years.map((one) => one.visitHours),
      source,
    ),
    row(
      "alerts",
      undefined,
      years.map((one) => one.alerts),
      SOURCES.run,
    ),
    row(
      "missed",
      undefined,
      years.map((one) => one.missedPer1000),
      SOURCES.run,
    ),
  ];
  if (saved === undefined) return [...rows, row("cost", undefined, [cost], SOURCES.file)];
  const net = saved.map((kroner) => kroner - cost);
  return [
    ...rows,
    row("saved", undefined, saved, source),
    row("cost", undefined, [cost], SOURCES.file),
    row("net", undefined, net, source),
  ];
}

function row(
  name: keyof typeof MEASURES,
  baseline: number | undefined,
  results: readonly number[],
  source: BothTexts,
): BenefitRow {
  const { result, least, most } = range(results);
  return {
    ...MEASURES[name],
    baseline: baseline === undefined ? null : tidy(baseline),
    ...{ result: tidy(result), least: tidy(least), most: tidy(most) },
    source,
  };
}

function sourceWith(source: string): BothTexts {
  return {
    nb: `${SOURCES.run.nb}; nullpunkt: ${source}`,
    en: `${SOURCES.run.en}; baseline: ${source}`,
  };
}

/** Median, least and most; of an even number the middle between the two in the middle. */
function range(values: readonly number[]): {
  readonly result: number;
  readonly least: number;
  readonly most: number;
} {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return { result: (low + high) / 2, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
}

/** Large figures are whole; small ones have two decimals. */
function tidy(value: number): number {
  return Math.abs(value) >= 100 ? whole(value) : Math.round(value * 100) / 100;
}

function whole(value: number): number {
  return Math.round(value);
}
