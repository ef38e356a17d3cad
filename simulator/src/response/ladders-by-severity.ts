import type { AlertCode, EscalationLadder, Severity } from "@dosekit/protocols";

/** Ladders of single severities and codes, where a service has its own for them. */
export type LaddersBySeverity = Readonly<Partial<Record<Severity | AlertCode, EscalationLadder>>>;

/** Says which ladder the gateway's side climbs for an alert: that of its code, then of its severity. */
export function ladderOfSeverity(
  usual: EscalationLadder,
  own: LaddersBySeverity | undefined,
  { code, severity }: { readonly code: AlertCode | undefined; readonly severity: Severity },
): EscalationLadder {
  const ofCode = code === undefined ? undefined : own?.[code];
  return ofCode ?? own?.[severity] ?? usual;
}
