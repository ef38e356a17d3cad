import type { ContactChannel, Escalation } from "@dosekit/protocols";
import type { ProductProfile } from "../profile/product-profile.ts";

/** What is wrong with an escalation, as it is told. */
export interface EscalationProblem {
  readonly field: string;
  readonly found: string;
  readonly allowed: string;
}

/**
 * Looks whether a device can follow an escalation: no two routes of one name, no alert twice in a
 * route, and no more people than it can tell by itself. Pure.
 *
 * @returns the first problem; `undefined` when there is none
 */
export function escalationProblem(
  escalation: Escalation,
  profile: ProductProfile,
): EscalationProblem | undefined {
  return routesProblem(escalation) ?? contactsProblem(escalation, profile);
}

function routesProblem({ routes }: Escalation): EscalationProblem | undefined {
  for (const [index, { id, alerts = [] }] of routes.entries()) {
    const at = `escalation.routes.${index}`;
    if (routes.findIndex((other) => other.id === id) !== index) {
      return { field: `${at}.id`, found: id, allowed: "a name of its own" };
    }
    if (new Set(alerts).size !== alerts.length) {
      return { field: `${at}.alerts`, found: alerts.join(" "), allowed: "each alert once" };
    }
  }
  return undefined;
}

function contactsProblem(
  { routes, contacts }: Escalation,
  { notices }: ProductProfile,
): EscalationProblem | undefined {
  const field = "escalation.contacts";
  if (notices === undefined) {
    const found = `${contacts.length} contacts`;
    return contacts.length === 0
      ? undefined
      : { field, found, allowed: "none: the gateway tells people" };
  }
  const limits: Readonly<Record<ContactChannel, number>> = {
    sms: notices.smsRecipientsMax.value,
    mail: notices.mailRecipientsMax.value,
  };
  for (const channel of ["sms", "mail"] as const) {
    const count = contacts.filter((contact) => contact.channel === channel).length;
    if (count > limits[channel]) {
      const allowed = `at most ${limits[channel]} by ${channel}`;
      return { field, found: `${count} by ${channel}`, allowed };
    }
  }
  const reached = new Set(contacts.map(({ recipient }) => recipient));
  const unreached = routes
    .flatMap(({ rungs }) => rungs)
    .find(({ recipient }) => !reached.has(recipient));
  return unreached === undefined
    ? undefined
    : { field, found: `nothing for ${unreached.recipient}`, allowed: "one for each recipient" };
}
