import type { EscalationLadder, Severity } from "@dosekit/protocols";

/** Ladders of single severities, where a service has its own for them. */
export type LaddersBySeverity = Readonly<Partial<Record<Severity, EscalationLadder>>>;

/** Says which ladder the gateway's side climbs for an alert of this severity. */
export function ladderOfSeverity(
  usual: EscalationLadder,
  own: LaddersBySeverity | undefined,
  severity: Severity,
): EscalationLadder {
  return own?.[severity] ?? usual;
}
