import type { Severity } from "@dosekit/protocols";

/** How long after an alert somebody is to have taken charge of it, and to have acted, ms. */
export interface AnswerLimit {
  readonly acknowledgeMs: number;
  readonly actMs: number;
}

/** What of a service is measured in a run, as plain data. */
export interface MeasureScope {
  /** Zone whose days are counted. */
  readonly zone: string;
  /** Limits by severity; alerts of others are never late. */
  readonly limits: Readonly<Partial<Record<Severity, AnswerLimit>>>;
  /** Whether what the response centre hears of alerts is kept, to be run again by itself. */
  readonly keepsAlerts?: boolean;
  /** A device of which everything is told within a span, for the timeline of a case. */
  readonly watch?: {
    readonly deviceId: string;
    readonly fromMs: number;
    readonly throughMs: number;
  };
}
