import { HOUR_MS } from "@dosekit/protocols";
import { Histogram, type HistogramDocument, type PackedHistogram } from "../results/histogram.ts";
import type { HandlingCounts, PackedCentre } from "./centre-account.ts";
import type { PackedResponse } from "./response-account.ts";
import type { CentreForm } from "./response-plan.ts";
import type { SeverityCounts } from "./severity-account.ts";

/** How alerts of one severity were answered; times in ms. */
export interface SeverityDocument extends SeverityCounts {
  readonly toAcknowledgementMs: HistogramDocument;
  readonly acknowledgementToActionMs: HistogramDocument;
  readonly toActionMs: HistogramDocument;
}

/** The work of one local hour of the day, all days together. */
export interface HourDocument {
  readonly hour: number;
  readonly raised: number;
  readonly acknowledged: number;
  readonly operatorHours?: number;
  /** Alerts acknowledged for each hour that an operator was on duty. */
  readonly perOperatorHour?: number;
  readonly waitingMax?: number;
}

/** The operators of a shared centre. */
export interface OperatorsDocument {
  /** Hours on duty, summed over all operators. */
  readonly hours: number;
  readonly perOperatorHour: number | null;
  readonly greatestQueue: number;
  /** When that many first waited, RFC 3339 in UTC; `null` when nobody ever did. */
  readonly greatestQueueAt: string | null;
}

/** How a run's alerts were answered. */
export interface ResponseDocument extends HandlingCounts {
  readonly centre: CentreForm;
  /** By severity; those that did not occur are left out. */
  readonly severities: Readonly<Record<string, SeverityDocument>>;
  readonly byHour: readonly HourDocument[];
  /** Only of a shared centre: nowhere else do operators count. */
  readonly operators?: OperatorsDocument;
  /** Only of a shared centre whose home care has limits. */
  readonly homeCare?: HomeCareDocument;
  /** Devices that were left alone for a day with an alert of severity 20 or more. */
  readonly devicesWithoutFollowUp: number;
}

/** Home care that makes the visits of a shared centre. */
export interface HomeCareDocument {
  /** Hours on duty, summed over all staff. */
  readonly hours: number;
  /** Most visits whose time had come and that nobody was free for. */
  readonly greatestQueue: number;
  /** When that many first waited, RFC 3339 in UTC; `null` when none ever did. */
  readonly greatestQueueAt: string | null;
}

/** Says what was counted of a run's alerts, as a document. */
export function responseDocument(
  { severities, centre, homeCare, devicesLeft }: PackedResponse,
  form: CentreForm,
): ResponseDocument {
  const rows = Object.entries(severities).map(([severity, packed]): [string, SeverityDocument] => [
    severity,
    {
      ...packed.counts,
      toAcknowledgementMs: timesOf(packed.toAcknowledgement),
      acknowledgementToActionMs: timesOf(packed.acknowledgementToAction),
      toActionMs: timesOf(packed.toAction),
    },
  ]);
  const isShared = form === "shared";
  return {
    centre: form,
    severities: Object.fromEntries(rows),
    ...centre.handling,
    byHour: hoursOf(centre, isShared),
    ...(isShared ? { operators: operatorsOf(centre) } : {}),
    ...(homeCare === undefined ? {} : { homeCare: homeCareOf(homeCare) }),
    devicesWithoutFollowUp: devicesLeft,
  };
}

function timesOf(packed: PackedHistogram | undefined): HistogramDocument {
  return new Histogram(packed).toJSON();
}

function hoursOf(centre: PackedCentre, isShared: boolean): readonly HourDocument[] {
  return centre.hours.map(({ raised, acknowledged, dutyMs, waitingMax }, hour) => {
    const perHour = rounded(acknowledged / (dutyMs / HOUR_MS));
    return {
      ...{ hour, raised, acknowledged },
      ...(isShared ? { operatorHours: rounded(dutyMs / HOUR_MS), waitingMax } : {}),
      ...(isShared && dutyMs > 0 ? { perOperatorHour: perHour } : {}),
    };
  });
}

function dutyHoursOf({ hours }: PackedCentre): number {
  return hours.reduce((sum, { dutyMs }) => sum + dutyMs, 0) / HOUR_MS;
}

function queueOf({ queue }: PackedCentre) {
  return {
    greatestQueue: queue.waiting,
    greatestQueueAt: queue.waiting > 0 ? new Date(queue.atMs).toISOString() : null,
  };
}

function homeCareOf(homeCare: PackedCentre): HomeCareDocument {
  return { hours: rounded(dutyHoursOf(homeCare)), ...queueOf(homeCare) };
}

function operatorsOf(centre: PackedCentre): OperatorsDocument {
  const { hours } = centre;
  const dutyHours = dutyHoursOf(centre);
  const acknowledged = hours.reduce((sum, hour) => sum + hour.acknowledged, 0);
  return {
    hours: rounded(dutyHours),
    perOperatorHour: dutyHours > 0 ? rounded(acknowledged / dutyHours) : null,
    ...queueOf(centre),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
