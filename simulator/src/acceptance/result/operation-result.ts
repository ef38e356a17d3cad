import type { Severity } from "@dosekit/protocols";
import type { HistogramDocument } from "../../results/histogram.ts";
import type { RunDocument } from "../../results/run-document.ts";
import type { BothTexts } from "../criterion.ts";
import type { MeasuredService, Threshold } from "../thresholds.ts";
import type { FoundDeviation } from "./deviation-record.ts";

/** How alerts of one severity were answered, against the file's limits. */
export interface AnsweredAlerts {
  readonly severity: Severity;
  readonly raised: number;
  /** Cleared before anybody had acknowledged. */
  readonly clearedFirst: number;
  /** Never acknowledged, and acknowledged but never acted on, by the end. */
  readonly unattended: number;
  readonly withoutAction: number;
  /** The file's limits in ms; absent where it has none. */
  readonly limits?: { readonly acknowledgeMs: number; readonly actMs: number };
  readonly lateAcknowledgements: number;
  readonly lateActions: number;
  readonly toAcknowledgementMs: HistogramDocument;
  readonly acknowledgementToActionMs: HistogramDocument;
  readonly toActionMs: HistogramDocument;
}

/** What the municipality's people had to do, and what was done too late or in vain. */
export interface ServiceMeasuresDocument {
  readonly alerts: number;
  readonly bySeverity: readonly AnsweredAlerts[];
  /** By local hour of the day: alerts raised, acknowledged, for each hour of an operator on duty. */
  readonly byHour: readonly {
    readonly hour: number;
    readonly raised: number;
    readonly acknowledged: number;
    readonly perOperatorHour?: number;
  }[];
  readonly alertsPerOperatorHour: number | null;
  readonly unattendedAlerts: number;
  /** Alerts whose cause was not there when they were raised, as the mechanism truly stood. */
  readonly falseAlarms: number;
  /** Alerts of which nothing tells whether their cause was there; counted as neither. */
  readonly falseAlarmsNotKnown?: number;
  /** By national code, with how many nothing is known of. */
  readonly byCode?: readonly {
    readonly code: string;
    readonly raised: number;
    readonly falseAlarms: number;
    readonly notKnown: number;
  }[];
  /** Alerts of which each operator took charge. */
  readonly byOperator?: readonly { readonly operator: string; readonly acknowledged: number }[];
  /** Alerts of which it is settled whether they were acknowledged, and acted on, in time. */
  readonly settled?: { readonly acknowledgements: number; readonly actions: number };
  /** Planned doses of which no record ever told; they count as due and missed by day and product. */
  readonly unrecordedDoses?: number;
  /** Missed doses about which somebody did something, and only after the limit. */
  readonly missedFoundLate: number;
  /** Devices on which an alert of severity 20 or more stood for 24 hours without action. */
  readonly devicesWithoutFollowUp: number;
  /** Alerts of severity 20 or more that still stood after 7 days, whatever was done. */
  readonly unresolvedAfter7Days?: number;
  /** Visits that alerts asked for; planned rounds are `plannedVisits`. */
  readonly visits: number;
  /** Those after which the fault still stood. */
  readonly visitsInVain?: number;
  readonly plannedVisits?: number;
  readonly calls: number;
}

/** Whether the service kept to one threshold of its file. */
export interface ThresholdRecord extends Threshold {
  readonly value?: number;
  readonly outcome: "passed" | "failed" | "not-tested";
}

/** One local day of the approval period, for plots. */
export interface OperationDay {
  readonly date: string;
  readonly due: number;
  readonly missed: number;
  readonly alerts: number;
  readonly lateActions: number;
}

/** The fleet in daily operation over the approval period. */
export interface OperationResult {
  /** The run's own document, as `simulate --json` prints it. */
  readonly run: RunDocument;
  readonly partial: boolean;
  readonly startDate: string;
  readonly days: number;
  /** Changes of the clocks inside the period, as local dates. */
  readonly clockChanges: readonly string[];
  readonly holidays: readonly string[];
  readonly byProduct: readonly {
    readonly story: string;
    readonly product: string;
    readonly devices: number;
    readonly due: number;
    readonly missed: number;
    readonly alerts: number;
    readonly deviceDays: number;
  }[];
  readonly byDay: readonly OperationDay[];
  readonly measures: ServiceMeasuresDocument;
  readonly measured: MeasuredService;
  readonly thresholds: readonly ThresholdRecord[];
  /** What daily operation takes for granted of people, power and network. */
  readonly assumptions?: readonly {
    readonly what: BothTexts;
    readonly confidence: "found" | "stand-in" | "inferred";
  }[];
  /** Broken rules (S1 to S9, L1, L2, H1), stopped programs, thresholds that were passed. */
  readonly deviations: readonly FoundDeviation[];
}
