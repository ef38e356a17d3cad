import { z } from "zod";
import { type FaultsSection, SECTION_ALLOWED } from "../fault-file/faults-section.ts";
import { type PeopleHabits, USUAL_HABITS } from "../people/habits.ts";
import { RESPONSE_ALLOWED, RESPONSE_SCHEMA } from "./response-schema.ts";

/** Most devices that a fleet may name; more belong on several machines. */
export const DEVICES_MAX = 1_000_000;
/** Most days that one run may last. */
export const DAYS_MAX = 3_660;

const ONE_DAY_MIN = 1_440;
/** Most areas of a world. */
const AREAS_MAX = 1_000;

const share = z.number().min(0).max(1_000_000);
const devices = z.number().int().min(1).max(DEVICES_MAX);

const plans = z
  .array(z.strictObject({ file: z.string().min(1), share: share.optional() }))
  .min(1)
  .max(100);

const habits = z.strictObject({
  calls: z.enum(["centre", "persona"]).optional(),
  inTime: z.boolean().optional(),
  ignoring: z.boolean().optional(),
  idling: z.boolean().optional(),
  mistakes: z.boolean().optional(),
  journeys: z.boolean().optional(),
  relatives: z.boolean().optional(),
  training: z.boolean().optional(),
  decline: z.boolean().optional(),
  dropOut: z.boolean().optional(),
} satisfies Record<keyof PeopleHabits, z.ZodType>);

/** Every other field is the share of a persona; whether there is one is looked up later. */
const groupPeople = z.object({}).catchall(share);
const people = z
  .object({ preset: z.enum(["A", "B"]).optional(), habits: habits.optional() })
  .catchall(share);

const placeName = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);
const station = z.strictObject({
  name: placeName,
  backupHours: z.number().min(0).max(72),
  share: share.optional(),
});
const area = z.strictObject({
  name: placeName,
  share: share.optional(),
  stations: z.array(station).min(1).max(100),
});
const world = z.strictObject({
  areas: z
    .union([z.number().int().min(1).max(AREAS_MAX), z.array(area).min(1).max(AREAS_MAX)])
    .optional(),
  groups: z.record(z.string(), placeName).optional(),
  twoGUntil: z.string().optional(),
});

const refill = z.strictObject({
  onAlert: z.boolean().optional(),
  everyDays: z.number().int().min(0).max(366).optional(),
});

const group = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9-]{1,20}$/),
  devices,
  product: z.string().optional(),
  plans: plans.optional(),
  people: groupPeople.optional(),
});

/** What a fleet file may say; every other word in it is a mistake. */
export const FLEET_SCHEMA = z.strictObject({
  name: z.string().max(80).optional(),
  seed: z.union([z.string().min(1).max(80), z.number()]).optional(),
  devices: devices.optional(),
  groups: z.array(group).min(1).max(1_000).optional(),
  product: z.string().optional(),
  profiles: z.array(z.string().min(1)).min(1).max(100).optional(),
  personas: z.array(z.string().min(1)).min(1).max(100).optional(),
  zone: z.string().optional(),
  start: z.string().optional(),
  days: z.number().int().min(1).max(DAYS_MAX).optional(),
  drainMinutes: z
    .number()
    .int()
    .min(0)
    .max(7 * ONE_DAY_MIN)
    .optional(),
  speed: z.number().min(1).max(100_000).optional(),
  plans: plans.optional(),
  people: people.optional(),
  /** Checked by itself, with what each kind of fault asks for. */
  faults: z.unknown().optional(),
  world: world.optional(),
  refill: refill.optional(),
  response: RESPONSE_SCHEMA.optional(),
});

/** A fleet file as it was written, its values checked one by one. */
export type FleetFile = Omit<z.infer<typeof FLEET_SCHEMA>, "faults"> & {
  readonly faults?: FaultsSection;
};
/** What homes share, as a fleet file tells it. */
export type FleetWorld = z.infer<typeof world>;
/** One part of a fleet that differs from the rest. */
export type FleetGroup = z.infer<typeof group>;

/** What a group can't say by itself. */
const WHOLE_FLEET =
  "nothing but shares of personas in a group; `people` of the fleet says it for all groups";

/** What may stand in each field, in words; list places are written `[]`. */
export const FLEET_ALLOWED: Readonly<Record<string, string>> = {
  "": "a mapping of fields such as `devices`, `zone` and `plans`",
  name: "text of at most 80 characters",
  seed: "text of 1 to 80 characters, or a number",
  devices: `a whole number from 1 to ${DEVICES_MAX}`,
  groups: "a list of 1 to 1000 groups, each with `name` and `devices`",
  "groups[].name": "1 to 20 letters, digits and hyphens",
  "groups[].devices": `a whole number from 1 to ${DEVICES_MAX}`,
  product: "name of a product profile",
  profiles: "a list of 1 to 100 paths of profile files, relative to the fleet file",
  zone: "an IANA time zone, such as Europe/Oslo",
  start: "a date, such as 2026-11-23",
  days: `a whole number from 1 to ${DAYS_MAX}`,
  drainMinutes: `a whole number from 0 to ${7 * ONE_DAY_MIN}`,
  speed: "a number from 1 to 100000",
  personas: "a list of 1 to 100 paths of persona files, relative to the fleet file",
  plans: "a list of 1 to 100 entries, each with `file` and perhaps `share`",
  "plans[].file": "path of a FHIR Bundle, relative to the fleet file",
  "plans[].share": "a number from 0 to 1000000",
  people: "`preset`, `habits` and a share for each persona",
  "people.preset": "A or B",
  "people.*": "a persona's name with its share, a number from 0 to 1000000",
  "groups[].people.preset": WHOLE_FLEET,
  "groups[].people.habits": WHOLE_FLEET,
  "people.habits": "a mapping of habits to true or false, and `calls`",
  "people.habits.calls": "centre or persona",
  ...Object.fromEntries(
    Object.keys(USUAL_HABITS)
      .filter((habit) => habit !== "calls")
      .map((habit) => [`people.habits.${habit}`, "true or false"]),
  ),
  faults: SECTION_ALLOWED,
  world: "`areas`, `groups` and `twoGUntil`",
  "world.areas": `a whole number from 1 to ${AREAS_MAX}, or a list of areas with their base stations`,
  "world.areas[].name": "1 to 40 letters, digits and hyphens",
  "world.areas[].share": "a number from 0 to 1000000",
  "world.areas[].stations": "a list of 1 to 100 base stations, each with `name` and `backupHours`",
  "world.areas[].stations[].name": "1 to 40 letters, digits and hyphens",
  "world.areas[].stations[].backupHours": "a number from 0 to 72",
  "world.areas[].stations[].share": "a number from 0 to 1000000",
  "world.groups": "a mapping of groups to areas",
  "world.groups.*": "the name of an area",
  "world.twoGUntil": "the last day of 2G, such as 2027-12-31, or never",
  refill: "`onAlert` and `everyDays`",
  "refill.onAlert": "true or false",
  "refill.everyDays": "a whole number from 0 to 366",
  ...RESPONSE_ALLOWED,
};
