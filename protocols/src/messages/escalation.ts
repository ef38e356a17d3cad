import { ALERT_CODE } from "../catalogue/alerts.ts";
import { RECIPIENT } from "../escalation/ladder.ts";
import { choice, field, listOf, optional, struct, text, whole } from "../schema/define-kind.ts";
import type { InferFields, InferKind } from "../schema/kind.ts";

/** How a person is reached by the device itself. */
export const CONTACT_CHANNEL = choice({ sms: 1, mail: 2 });
/** See {@link CONTACT_CHANNEL}. */
export type ContactChannel = InferKind<typeof CONTACT_CHANNEL>;

/** Longest repeat at the last rung, minutes; rule L2. */
const REPEAT_MAX_MIN = 60;

/** One rung of a route: who is told, and how long after the rung before it. */
export const RouteRung = struct("route-rung", {
  recipient: field(1, RECIPIENT, "Who is told."),
  afterMin: field(
    2,
    whole({ max: 1_440, unit: "min" }),
    "Wait since the alert was raised, for the first rung, or since the rung before.",
  ),
});

/** Which alerts go to whom, and when. */
export const EscalationRoute = struct("escalation-route", {
  id: field(1, text({ maxBytes: 16, pattern: /^[A-Za-z0-9._-]+$/ }), "Name of the route."),
  alerts: optional(
    2,
    listOf(ALERT_CODE, { min: 1, max: 23 }),
    "Alerts that it is for; absent means all.",
  ),
  fromSeverity: optional(
    3,
    whole({ max: 40 }),
    "Only alerts of this severity or graver; absent means all.",
  ),
  rungs: field(4, listOf(RouteRung, { min: 1, max: 8 }), "Who is told, in order."),
  repeatMin: field(
    5,
    whole({ min: 1, max: REPEAT_MAX_MIN, unit: "min" }),
    "Repeat at the last rung until somebody answers.",
  ),
});
/** See {@link EscalationRoute}. */
export type EscalationRoute = InferFields<typeof EscalationRoute.fields>;

/** Where one of a kind of recipients is reached by the device itself. */
export const EscalationContact = struct("escalation-contact", {
  recipient: field(1, RECIPIENT, "Who it is."),
  channel: field(2, CONTACT_CHANNEL, "How."),
  address: field(3, text({ maxBytes: 64, pattern: /^[!-~]+$/ }), "Phone number or mail address."),
});
/** See {@link EscalationContact}. */
export type EscalationContact = InferFields<typeof EscalationContact.fields>;

/** Who is told of which alert: an alert takes the first route that is for it. */
export const Escalation = struct("escalation", {
  routes: field(
    1,
    listOf(EscalationRoute, { max: 16 }),
    "Routes, the first that fits first; an alert that none is for takes the default one.",
  ),
  contacts: field(
    2,
    listOf(EscalationContact, { max: 8 }),
    "Where people are reached by a device that tells them itself.",
  ),
});
/** See {@link Escalation}. */
export type Escalation = InferFields<typeof Escalation.fields>;
