import type { AlertCode, Outcome } from "@dosekit/protocols";
import type { CheckId } from "../checkers/checker.ts";
import type { ResponseDocument } from "../response/response-document.ts";
import type { FaultsReport, PhasesReport } from "./run-faults-report.ts";

/** How many doses fell due and how they ended. */
export interface DoseTotals {
  readonly due: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Distinct alerts by national code; codes that did not occur are left out. */
  readonly alerts: Readonly<Partial<Record<AlertCode, number>>>;
}

/** What became of the journal records on their way to the inbox. */
export interface DeliveryTotals {
  /** Distinct (device, epoch, seq) journalled. */
  readonly sent: number;
  /** Arrivals at the gateway, repeats included. */
  readonly received: number;
  /** Identities committed more than once. */
  readonly doubled: number;
  /** Sent less committed, after the drain, but for what the fields below count. */
  readonly lost: number;
  /** Kept by devices whose network ended for good, and counted as lost by nobody; if any. */
  readonly stranded?: number;
  /** Confirmed by a device's storage and then forgotten by it, and never sent; if any. */
  readonly forgotten?: number;
  /** Written in the last minute of the run, and on their way when it ended; if any. */
  readonly underWay?: number;
}

/** Says where a failed run is kept. */
export interface FailureNote {
  readonly file: string;
  /** Command that runs the failure again and shrinks it. */
  readonly replay: string;
}

/** The document that `simulate --json` and `live --json` print. */
export interface RunDocument {
  readonly v: 1;
  readonly command: "simulate" | "live";
  readonly seed: string;
  readonly elapsedMs: number;
  /** True when the run was interrupted; a partial document proves nothing. */
  readonly partial: boolean;
  /** Hash over every device's (time, effect) row; absent in `live`. */
  readonly traceHash?: string;
  /** `open` when nobody's answer reached a device; absent where answers do. */
  readonly loop?: "open" | "closed";
  /** How records came to gateways, where the run says so. */
  readonly records?: "wire" | "bare";
  /** Version of the time zone tables. */
  readonly tzTable: string;
  readonly devices: number;
  readonly days: number;
  readonly totals: DoseTotals;
  readonly delivery: DeliveryTotals;
  readonly checks: Readonly<Record<CheckId, { readonly made: number; readonly violated: number }>>;
  /** How often a device's program had to stop, which none may; absent where none had to. */
  readonly stops?: number;
  /** How alerts were answered, and how fast. */
  readonly response?: ResponseDocument;
  /** Cases in which a device believed otherwise than its mechanism truly stood, by kind; if any. */
  readonly hazards?: Readonly<Record<string, number>>;
  /** What was to go wrong, and what did. */
  readonly faults?: FaultsReport;
  readonly phases?: PhasesReport;
  /** What was wrong and where it is kept, when anything was. */
  readonly failure?: FailureNote;
  /** SHA-256 of the event file, when one was written. */
  readonly eventsSha256?: string;
}
