import { PROFILES } from "@dosekit/firmware-model";
import { ALERT_CODE, dayNumberOf, RECIPIENT, type Recipient } from "@dosekit/protocols";
import { z } from "zod";
import { DEVIATION_CLASSES } from "./deviation.ts";
import { SERVICE_MEASURES, type ServiceMeasure } from "./thresholds.ts";

const DEVICES_MAX = 100_000;
const MINUTES_MAX = 10_080;
const KRONER_MAX = 10_000_000;
const PRODUCTS = PROFILES.map(({ product }) => product) as [string, ...string[]];
const RECIPIENTS = Object.keys(RECIPIENT.words) as [Recipient, ...Recipient[]];
const MEASURES = Object.keys(SERVICE_MEASURES) as [ServiceMeasure, ...ServiceMeasure[]];
const CODES = Object.keys(ALERT_CODE.words) as [string, ...string[]];

/** User stories of the framework agreements. */
export const STORIES = ["tone", "roar", "hans", "peder"] as const;
/** Kinds of day that a shift may name. */
export const DAY_KINDS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"] as const;
/** Severities that alerts are told with. */
export const SEVERITIES = [10, 20, 30, 40] as const;

const whole = (least: number, most: number) =>
  z.number().int().min(least).max(most).describe(`a whole number from ${least} to ${most}`);
const number = (least: number, most: number) =>
  z.number().min(least).max(most).describe(`a number from ${least} to ${most}`);
const one = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values).describe(values.join(", "));
const words = (most: number) =>
  z.string().trim().min(1).max(most).describe(`text of 1 to ${most} characters`);

/** The kinds of value that stand in an acceptance file, each described in words. */
export const FIELD = {
  whole,
  number,
  one,
  words,
  text: words(80),
  path: z.string().min(1).max(400).describe("path of a file, relative to this file"),
  kroner: z.number().min(0).max(KRONER_MAX).describe(`kroner, from 0 to ${KRONER_MAX}`),
  devices: whole(1, DEVICES_MAX),
  people: whole(0, 10_000),
  share: number(0, 1_000_000),
  minutes: z
    .number()
    .min(0)
    .max(MINUTES_MAX)
    .describe(`a number of minutes from 0 to ${MINUTES_MAX}`),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .refine((value) => dayNumberOf(value) !== undefined)
    .describe("a date that exists, such as 2027-03-01"),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .describe('a local time in quotes, such as "07:00"'),
  open: z
    .union([z.null(), whole(0, 10_000)])
    .describe("a whole number from 0 to 10000, or null for no limit"),
  seed: z
    .union([words(80), z.number()])
    .describe("text of 1 to 80 characters, or a number; the same seed gives the same result"),
  severity: z.literal(SEVERITIES).describe(SEVERITIES.join(", ")),
  story: one(STORIES),
  product: one(PRODUCTS),
  recipient: one(RECIPIENTS),
  measure: one(MEASURES),
  class: one(DEVIATION_CLASSES),
  code: z.enum(CODES).describe(`a national alert code in quotes: ${CODES.join(", ")}`),
} as const;
