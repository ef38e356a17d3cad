import { z } from "zod";
import { FIELD } from "./service-fields.ts";
import {
  approvalPart,
  baselinePart,
  comparePart,
  conditionsPart,
  deviationPart,
  economicsPart,
  incidentPart,
  ladderPart,
  peoplePart,
  responsePart,
  routePart,
  staffingPart,
  storyPart,
} from "./service-parts.ts";

const paths = z.array(FIELD.path).max(50).describe("a list of at most 50 paths of files");

/** What an acceptance file may say, in English words; every other word in it is a mistake. */
export const SERVICE_SCHEMA = z.strictObject({
  language: FIELD.one(["nb", "en"]).optional(),
  municipality: FIELD.text,
  seed: FIELD.seed.optional(),
  stories: z
    .array(storyPart)
    .min(1)
    .max(50)
    .describe("a list of 1 to 50 stories with their products"),
  ladders: z.array(ladderPart).max(4).describe("a list of at most 4 ladders").optional(),
  routes: z
    .array(routePart)
    .max(50)
    .describe("a list of at most 50 routes, each with `code` or `severity`, and `to`")
    .optional(),
  response: responsePart.describe("`shifts`, `limits` and perhaps `homeCare`"),
  people: peoplePart.describe("`preset` and `mix`").optional(),
  conditions: conditionsPart
    .describe("`faults` or `faultFile`, `areas`, `stationBackupHours` and `twoGUntil`")
    .optional(),
  incidents: z.array(incidentPart).max(8).describe("a list of names of incidents").optional(),
  approval: approvalPart.describe("`start`, `weeks`, and perhaps `thresholds` and `openAllowed`"),
  rollout: z
    .array(z.strictObject({ zone: FIELD.text, date: FIELD.date, devices: FIELD.devices }))
    .min(1)
    .max(200)
    .describe("a list of 1 to 200 zones, each with `date` and `devices`")
    .optional(),
  baseline: baselinePart.describe("`visitsPerUserWeek`, `minutesPerVisit`, `source`").optional(),
  staffing: staffingPart.describe("`seeds` and `tolerancePercent`").optional(),
  economics: economicsPart.describe("`years`").optional(),
  ownCriteria: paths.optional(),
  protocols: paths.optional(),
  deviations: z
    .array(deviationPart)
    .max(1_000)
    .describe("a list of at most 1000 deviations, each with `id`")
    .optional(),
  compare: z
    .array(comparePart)
    .max(4)
    .describe("a list of at most 4 stories, each with `products`")
    .optional(),
});

/** A municipality's service, as its file describes it, whatever language its fields are in. */
export type ServiceFile = z.infer<typeof SERVICE_SCHEMA>;
