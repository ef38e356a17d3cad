import { RECIPIENT, type Recipient } from "@dosekit/protocols";
import { z } from "zod";
import type { CentreForm, DayKind } from "../response/response-plan.ts";

/** Forms of a response centre, as they are written. */
export const CENTRE_FORMS = [
  "unlimited",
  "shared",
  "none",
] as const satisfies readonly CentreForm[];

const DAY_KINDS = [
  ...["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
  "holiday",
] as const as readonly [DayKind, ...DayKind[]];
const RECIPIENTS = Object.keys(RECIPIENT.words) as [Recipient, ...Recipient[]];

/** Longest time that anything may take in a response centre, in minutes: a week. */
const MINUTES_MAX = 10_080;
const OPERATORS_MAX = 10_000;

const minutes = z.number().min(0.1).max(MINUTES_MAX);
const chance = z.number().min(0).max(1);
const sigma = z.number().min(0).max(3);
const days = z.array(z.enum(DAY_KINDS)).min(1).max(DAY_KINDS.length);
const urgency = z.strictObject({
  noticeMin: minutes.optional(),
  arriveMin: minutes.optional(),
  againMin: minutes.optional(),
});

const times = z.strictObject({
  serious: urgency.optional(),
  moderate: urgency.optional(),
  low: urgency.optional(),
  roundFrom: z.string().optional(),
  roundDays: days.optional(),
  unheeded: chance.optional(),
  readMin: minutes.optional(),
  recordMin: minutes.optional(),
  callMin: minutes.optional(),
  ringMin: minutes.optional(),
  userCalls: z.number().int().min(0).max(20).optional(),
  userAnswers: chance.optional(),
  sendMin: minutes.optional(),
  technicalMin: minutes.optional(),
  settlesMin: minutes.optional(),
  waitSigma: sigma.optional(),
  workSigma: sigma.optional(),
});

const shift = z.strictObject({
  name: z.string().min(1).max(40),
  operators: z.number().int().min(0).max(OPERATORS_MAX),
  from: z.string(),
  to: z.string(),
  days: days.optional(),
});

const VISITS_MAX = 60;

const homeCare = z.union([
  z.literal("unlimited"),
  z.strictObject({
    visitsPerHour: z.number().min(0.01).max(VISITS_MAX).optional(),
    shifts: z
      .array(
        z.strictObject({
          ...shift.omit({ operators: true }).shape,
          staff: z.number().int().min(0).max(OPERATORS_MAX),
        }),
      )
      .max(100)
      .optional(),
  }),
]);

const form = z.enum(CENTRE_FORMS);

/** What a fleet file may say about who answers alerts: a form, or a mapping. */
export const RESPONSE_SCHEMA = z.union([
  form,
  z.strictObject({
    centre: form.optional(),
    answers: z.array(z.enum(RECIPIENTS)).min(1).max(RECIPIENTS.length).optional(),
    holidays: z.union([z.literal("norway"), z.array(z.string()).max(1_000)]).optional(),
    shifts: z.array(shift).max(100).optional(),
    times: times.optional(),
    homeCare: homeCare.optional(),
  }),
]);

/** A response centre as a fleet file describes it. */
export type FleetResponse = z.infer<typeof RESPONSE_SCHEMA>;

const MINUTES = `a number of minutes from 0.1 to ${MINUTES_MAX}`;
const CHANCE = "a number from 0 to 1";
const DAYS = `a list of ${DAY_KINDS.join(", ")}`;
const LOCAL_TIME = 'a local time in quotes, such as "07:00"';

/** What may stand in each of these fields, in words. */
export const RESPONSE_ALLOWED: Readonly<Record<string, string>> = {
  response: `${CENTRE_FORMS.join(", ")}, or a mapping with \`centre\`, \`shifts\` and \`times\``,
  "response.centre": CENTRE_FORMS.join(", "),
  "response.answers": `a list of ${RECIPIENTS.join(", ")}`,
  "response.holidays": "norway, or a list of at most 1000 dates such as 2026-12-24",
  "response.shifts": "a list of at most 100 shifts",
  "response.shifts[].name": "text of 1 to 40 characters",
  "response.shifts[].operators": `a whole number from 0 to ${OPERATORS_MAX}`,
  "response.shifts[].from": LOCAL_TIME,
  "response.shifts[].to": LOCAL_TIME,
  "response.shifts[].days": DAYS,
  "response.times": "a mapping of times, chances and spreads",
  ...Object.fromEntries(
    ["serious", "moderate", "low"].flatMap((name) => [
      [`response.times.${name}`, "`noticeMin`, `arriveMin` and `againMin`"],
      [`response.times.${name}.noticeMin`, MINUTES],
      [`response.times.${name}.arriveMin`, MINUTES],
      [`response.times.${name}.againMin`, MINUTES],
    ]),
  ),
  "response.times.roundFrom": LOCAL_TIME,
  "response.times.roundDays": DAYS,
  "response.times.unheeded": CHANCE,
  ...Object.fromEntries(
    ["read", "record", "call", "ring", "send", "technical", "settles"].map((name) => [
      `response.times.${name}Min`,
      MINUTES,
    ]),
  ),
  "response.times.userCalls": "a whole number from 0 to 20",
  "response.times.userAnswers": CHANCE,
  "response.homeCare": "unlimited, or a mapping with `shifts` and `visitsPerHour`",
  "response.homeCare.visitsPerHour": `a number from 0.01 to ${VISITS_MAX}`,
  "response.homeCare.shifts": "a list of at most 100 shifts",
  "response.homeCare.shifts[].name": "text of 1 to 40 characters",
  "response.homeCare.shifts[].staff": `a whole number from 0 to ${OPERATORS_MAX}`,
  "response.homeCare.shifts[].from": LOCAL_TIME,
  "response.homeCare.shifts[].to": LOCAL_TIME,
  "response.homeCare.shifts[].days": DAYS,
  "response.times.waitSigma": "a number from 0 to 3",
  "response.times.workSigma": "a number from 0 to 3",
};
