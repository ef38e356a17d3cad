import type { OperationResult } from "../result/operation-result.ts";
import type { ServiceFile } from "../service-schema.ts";
import { VISIT_MINUTES } from "./benefit-assumptions.ts";
import { HOUR_COST_2017, WRITE_OFF_YEARS } from "./benefit-texts.ts";

const WEEK_DAYS = 7;
const YEAR_WEEKS = 365.25 / WEEK_DAYS;
const MONTHS = 12;
const HOUR_MINUTES = 60;

/** What one run of daily operation comes to in a year, all devices together. */
export interface YearlyFigures {
  /** Visits for each user and week: planned rounds and those after alerts. */
  readonly visitsPerUserWeek: number;
  readonly visitHours: number;
  readonly alerts: number;
  readonly missedPer1000: number;
  /** Kroner; absent without a baseline. */
  readonly saved: number | undefined;
}

/** Reckons what a run of daily operation comes to in a year. */
export function yearlyFigures(
  service: ServiceFile,
  { byProduct, measures }: OperationResult,
): YearlyFigures {
  const days = byProduct.reduce((sum, { deviceDays }) => sum + deviceDays, 0);
  const users = usersOf(service);
  const visits = measures.visits + (measures.plannedVisits ?? 0);
  const visitsPerUserWeek = days === 0 ? 0 : (visits / days) * WEEK_DAYS;
  const visitHours = hoursOfYear(visitsPerUserWeek, service);
  const before = baselineHours(service);
  // Doses of devices that fell silent count as missed there, and in no total of outcomes.
  const due = byProduct.reduce((sum, one) => sum + one.due, 0);
  const missed = byProduct.reduce((sum, one) => sum + one.missed, 0);
  return {
    visitsPerUserWeek,
    visitHours,
    alerts: days === 0 ? 0 : (measures.alerts / days) * WEEK_DAYS * YEAR_WEEKS * users,
    missedPer1000: due === 0 ? 0 : (missed / due) * 1_000,
    saved: before === undefined ? undefined : (before - visitHours) * hourCost(service),
  };
}

/** Hours of visits in a year before dispensers; absent without a baseline. */
export function baselineHours(service: ServiceFile): number | undefined {
  const { baseline } = service;
  return baseline && hoursOfYear(baseline.visitsPerUserWeek, service);
}

function hoursOfYear(visitsPerUserWeek: number, service: ServiceFile): number {
  const minutes = service.baseline?.minutesPerVisit ?? VISIT_MINUTES;
  return (visitsPerUserWeek * YEAR_WEEKS * usersOf(service) * minutes) / HOUR_MINUTES;
}

/** Kroner that dispensers cost in a year: lease, purchase written off, service and packing. */
export function costPerYear({ stories, economics }: ServiceFile): number {
  const years = economics?.years ?? WRITE_OFF_YEARS;
  return stories.reduce((sum, story) => {
    const { devices, leasePerMonth = 0, purchasePrice = 0 } = story;
    const { servicePerMonth = 0, packingPerMonth = 0 } = story;
    const monthly = leasePerMonth + servicePerMonth + packingPerMonth;
    return sum + devices * (MONTHS * monthly + purchasePrice / years);
  }, 0);
}

function usersOf({ stories }: ServiceFile): number {
  return stories.reduce((sum, { devices }) => sum + devices, 0);
}

function hourCost({ baseline }: ServiceFile): number {
  return baseline?.hourCost ?? HOUR_COST_2017;
}
