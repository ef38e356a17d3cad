import {
  type AlertCode,
  DEFAULT_LADDER,
  type Escalation,
  type EscalationLadder,
  type NoticeContact,
  type Recipient,
  type Severity,
} from "@dosekit/protocols";

/** A device that was told nothing of routes and contacts. */
export const NO_ESCALATION: Escalation = { routes: [], contacts: [] };

/**
 * Finds the ladder of an alert: that of the first route which is for it, else the default one. From
 * which severity alerts climb is the same for all routes. Pure.
 */
export function ladderFor(
  { routes }: Escalation,
  code: AlertCode,
  severity: Severity,
): EscalationLadder {
  const route = routes.find(
    ({ alerts, fromSeverity = 0 }) =>
      severity >= fromSeverity && (alerts === undefined || alerts.includes(code)),
  );
  if (route === undefined) return DEFAULT_LADDER;
  const { id, rungs, repeatMin } = route;
  return { id, climbFromSeverity: DEFAULT_LADDER.climbFromSeverity, rungs, repeatMin };
}

/** Lists where a recipient is reached by the device itself. Pure. */
export function contactsOf(
  { contacts }: Escalation,
  recipient: Recipient,
): readonly NoticeContact[] {
  return contacts
    .filter((contact) => contact.recipient === recipient)
    .map(({ channel, address }) => ({ channel, address }));
}
