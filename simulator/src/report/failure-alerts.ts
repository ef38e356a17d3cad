import type { AlertCode } from "@dosekit/protocols";

/** Alerts that say that device, medicine or contact failed, rather than that a person did not act. */
export const FAILURE_ALERTS: ReadonlySet<AlertCode> = new Set([
  "1.2",
  "1.3",
  "1.5",
  "1.6",
  "1.7",
  "1.8",
  "1.9",
  "1.13",
  "1.14",
  "1.17",
  "1.18",
  "1.19",
  "1.20",
  "1.22",
  "1.23",
]);
