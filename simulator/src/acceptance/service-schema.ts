import { PROFILES } from "@dosekit/firmware-model";
import { dayNumberOf, RECIPIENT, type Recipient } from "@dosekit/protocols";
import { z } from "zod";
import { DEVIATION_CLASSES } from "./deviation.ts";
import { SERVICE_MEASURES, type ServiceMeasure } from "./thresholds.ts";

const DEVICES_MAX = 100_000;
const MINUTES_MAX = 10_080;
const KRONER_MAX = 10_000_000;
const DAY_KINDS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"] as const;
const STORIES = ["tone", "roar", "hans", "peder"] as const;
const SEVERITIES = [10, 20, 30, 40] as const;
const FAULTS = ["none", "everyday", "storm"] as const;
const PRODUCTS = PROFILES.map(({ product }) => product) as [string, ...string[]];
const RECIPIENTS = Object.keys(RECIPIENT.words) as [Recipient, ...Recipient[]];
const MEASURES = Object.keys(SERVICE_MEASURES) as [ServiceMeasure, ...ServiceMeasure[]];

const whole = (least: number, most: number) => z.number().int().min(least).max(most);
const one = <T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values).describe(values.join(", "));
const text = z.string().trim().min(1).max(80).describe("text of 1 to 80 characters");
const path = z.string().min(1).max(400).describe("path of a file, relative to this file");
const kroner = z.number().min(0).max(KRONER_MAX).describe(`kroner, from 0 to ${KRONER_MAX}`);
const devices = whole(1, DEVICES_MAX).describe(`a whole number from 1 to ${DEVICES_MAX}`);
const minutes = z
  .number()
  .min(0)
  .max(MINUTES_MAX)
  .describe(`a number of minutes from 0 to ${MINUTES_MAX}`);
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((value) => dayNumberOf(value) !== undefined)
  .describe("a date that exists, such as 2027-03-01");
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .describe('a local time in quotes, such as "07:00"');
const classOf = one(DEVIATION_CLASSES);
const open = z
  .union([z.null(), whole(0, 10_000)])
  .describe("a whole number from 0 to 10000, or null for no limit");

const hours = {
  name: text,
  ...{ from: time, until: time },
  days: z
    .array(one(DAY_KINDS))
    .min(1)
    .max(8)
    .describe(`a list of ${DAY_KINDS.join(", ")}`)
    .optional(),
};
const people = whole(0, 10_000).describe("a whole number from 0 to 10000");
const limit = z
  .strictObject({ acknowledgeMinutes: minutes, actMinutes: minutes })
  .describe("`acknowledgeMinutes` and `actMinutes`");

const story = z.strictObject({
  story: one(STORIES),
  product: one(PRODUCTS),
  devices,
  plans: z
    .array(
      z.strictObject({
        file: path,
        share: z.number().min(0).max(1_000_000).describe("a number from 0 to 1000000").optional(),
      }),
    )
    .min(1)
    .max(100)
    .describe("a list of 1 to 100 plans, each with `file` and perhaps `share`")
    .optional(),
  leasePerMonth: kroner.optional(),
  purchasePrice: kroner.optional(),
  servicePerMonth: kroner.optional(),
  packingPerMonth: kroner.optional(),
});

const ladder = z.strictObject({
  severity: z.literal(SEVERITIES).describe(SEVERITIES.join(", ")),
  steps: z
    .array(z.strictObject({ to: one(RECIPIENTS), afterMinutes: minutes }))
    .min(1)
    .max(8)
    .describe("a list of 1 to 8 steps, each with `to` and `afterMinutes`"),
});

const response = z.strictObject({
  shifts: z
    .array(z.strictObject({ ...hours, operators: people }))
    .min(1)
    .max(100)
    .describe("a list of 1 to 100 shifts"),
  homeCare: z
    .array(z.strictObject({ ...hours, staff: people }))
    .min(1)
    .max(100)
    .describe("a list of 1 to 100 shifts of home care")
    .optional(),
  limits: z
    .strictObject({ serious: limit, moderate: limit, low: limit.optional() })
    .describe("`serious`, `moderate` and perhaps `low`"),
});

const approval = z.strictObject({
  start: date,
  weeks: whole(1, 104).describe("a whole number from 1 to 104"),
  thresholds: z
    .array(
      z.strictObject({
        measure: one(MEASURES),
        atMost: z.number().min(0).max(1_000_000).describe("a number from 0 to 1000000"),
        class: classOf,
      }),
    )
    .max(50)
    .describe("a list of at most 50 thresholds")
    .optional(),
  openAllowed: z
    .strictObject({
      A: z.literal(0).describe("0").optional(),
      B: open.optional(),
      C: open.optional(),
    })
    .describe("`A` (always 0), `B` and `C`")
    .optional(),
});

const conditions = z.strictObject({
  faults: one(FAULTS).optional(),
  areas: whole(1, 1_000).describe("a whole number from 1 to 1000").optional(),
  twoGUntil: date.optional(),
});

const baseline = z.strictObject({
  visitsPerUserWeek: z.number().min(0).max(200).describe("a number from 0 to 200"),
  minutesPerVisit: minutes,
  hourCost: kroner.optional(),
  source: z.string().trim().min(1).max(400).describe("text that says where it was measured"),
});

/** What an acceptance file may say, in English words; every other word in it is a mistake. */
export const SERVICE_SCHEMA = z.strictObject({
  language: one(["nb", "en"]).optional(),
  municipality: text,
  stories: z.array(story).min(1).max(50).describe("a list of 1 to 50 stories with their products"),
  ladders: z.array(ladder).max(4).describe("a list of at most 4 ladders").optional(),
  response: response.describe("`shifts`, `limits` and perhaps `homeCare`"),
  conditions: conditions.describe("`faults`, `areas` and `twoGUntil`").optional(),
  approval: approval.describe("`start`, `weeks`, and perhaps `thresholds` and `openAllowed`"),
  rollout: z
    .array(z.strictObject({ zone: text, date, devices }))
    .min(1)
    .max(200)
    .describe("a list of 1 to 200 zones, each with `date` and `devices`")
    .optional(),
  baseline: baseline.describe("`visitsPerUserWeek`, `minutesPerVisit`, `source`").optional(),
  ownCriteria: z.array(path).max(50).describe("a list of at most 50 paths of files").optional(),
});

/** A municipality's service, as its file describes it, whatever language its fields are in. */
export type ServiceFile = z.infer<typeof SERVICE_SCHEMA>;
