import { z } from "zod";
import { INCIDENTS } from "./result/incident-result.ts";
import { DAY_KINDS, FIELD } from "./service-fields.ts";

/** Personas of the simulator, by the names that a file may say. */
const PERSONAS = ["stable", "forgetful", "cognitive-decline", "away"] as const;
const FAULTS = ["none", "everyday", "storm"] as const;

const hours = {
  name: FIELD.text,
  ...{ from: FIELD.time, until: FIELD.time },
  days: z
    .array(FIELD.one(DAY_KINDS))
    .min(1)
    .max(8)
    .describe(`a list of ${DAY_KINDS.join(", ")}`)
    .optional(),
};
const limit = z
  .strictObject({ acknowledgeMinutes: FIELD.minutes, actMinutes: FIELD.minutes })
  .describe("`acknowledgeMinutes` and `actMinutes`");

/** A user story with the product that serves it. */
export const storyPart = z.strictObject({
  story: FIELD.story,
  product: FIELD.product,
  devices: FIELD.devices,
  plans: z
    .array(z.strictObject({ file: FIELD.path, share: FIELD.share.optional() }))
    .min(1)
    .max(100)
    .describe("a list of 1 to 100 plans, each with `file` and perhaps `share`")
    .optional(),
  leasePerMonth: FIELD.kroner.optional(),
  purchasePrice: FIELD.kroner.optional(),
  servicePerMonth: FIELD.kroner.optional(),
  packingPerMonth: FIELD.kroner.optional(),
});

/** Who is told one after the other of alerts of one severity. */
export const ladderPart = z.strictObject({
  severity: FIELD.severity,
  steps: z
    .array(z.strictObject({ to: FIELD.recipient, afterMinutes: FIELD.minutes }))
    .min(1)
    .max(8)
    .describe("a list of 1 to 8 steps, each with `to` and `afterMinutes`"),
});

/** Who is told at once of one code or one severity, beside the ladders. */
export const routePart = z.strictObject({
  code: FIELD.code.optional(),
  severity: FIELD.severity.optional(),
  to: z
    .array(FIELD.recipient)
    .min(1)
    .max(4)
    .describe("a list of user, next-of-kin, home-care, response-centre"),
});

/** Who answers alerts, and how fast they are to. */
export const responsePart = z.strictObject({
  shifts: z
    .array(z.strictObject({ ...hours, operators: FIELD.people }))
    .min(1)
    .max(100)
    .describe("a list of 1 to 100 shifts"),
  homeCare: z
    .array(z.strictObject({ ...hours, staff: FIELD.people }))
    .min(1)
    .max(100)
    .describe("a list of 1 to 100 shifts of home care")
    .optional(),
  limits: z
    .strictObject({ serious: limit, moderate: limit, low: limit.optional() })
    .describe("`serious`, `moderate` and perhaps `low`"),
});

/** The users: a preset of the simulator, and which personas they are. */
export const peoplePart = z.strictObject({
  preset: FIELD.one(["A", "B"]).optional(),
  mix: z
    .array(z.strictObject({ persona: FIELD.one(PERSONAS), share: FIELD.share }))
    .min(1)
    .max(PERSONAS.length)
    .describe(`a list of personas, each with \`share\`: ${PERSONAS.join(", ")}`)
    .optional(),
});

/** What of network and power the homes live with. */
export const conditionsPart = z.strictObject({
  faults: FIELD.one(FAULTS).optional(),
  faultFile: FIELD.path.optional(),
  areas: FIELD.whole(1, 1_000).optional(),
  stationBackupHours: FIELD.number(0, 72).optional(),
  twoGUntil: FIELD.date.optional(),
});

/** The approval period and what decides it. */
export const approvalPart = z.strictObject({
  start: FIELD.date,
  weeks: FIELD.whole(1, 104),
  thresholds: z
    .array(
      z.strictObject({
        measure: FIELD.measure,
        atMost: FIELD.number(0, 1_000_000),
        class: FIELD.class,
      }),
    )
    .max(50)
    .describe("a list of at most 50 thresholds")
    .optional(),
  openAllowed: z
    .strictObject({
      A: z.literal(0).describe("0").optional(),
      B: FIELD.open.optional(),
      C: FIELD.open.optional(),
    })
    .describe("`A` (always 0), `B` and `C`")
    .optional(),
});

/** What the municipality did without dispensers, measured before start. */
export const baselinePart = z.strictObject({
  visitsPerUserWeek: FIELD.number(0, 200),
  minutesPerVisit: FIELD.minutes,
  hourCost: FIELD.kroner.optional(),
  source: z.string().trim().min(1).max(400).describe("text that says where it was measured"),
});

/**
 * An entry of the register of deviations: who puts one that a run found right, or one that people
 * found themselves, which then has `class`, `found` and `what`.
 */
export const deviationPart = z.strictObject({
  id: FIELD.text,
  owner: FIELD.text.optional(),
  deadline: FIELD.date.optional(),
  status: FIELD.one(["open", "closed"]).optional(),
  closed: FIELD.date.optional(),
  remark: FIELD.words(400).optional(),
  class: FIELD.class.optional(),
  found: FIELD.date.optional(),
  what: FIELD.words(400).optional(),
});

/** How the search for the needed operators is made. */
export const staffingPart = z.strictObject({
  seeds: FIELD.whole(1, 100).optional(),
  tolerancePercent: FIELD.number(0, 100).optional(),
});

/** How what is bought is written off. */
export const economicsPart = z.strictObject({ years: FIELD.whole(1, 30).optional() });

/** Products to be seen side by side for one user story. */
export const comparePart = z.strictObject({
  story: FIELD.story,
  products: z
    .array(FIELD.product)
    .min(1)
    .max(10)
    .describe("a list of 1 to 10 names of product profiles"),
});

/** Incidents that a service is put through, by name. */
export const incidentPart = FIELD.one(INCIDENTS);
