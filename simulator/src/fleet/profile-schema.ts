import { HAZARD_TOPICS, type ProductProfile } from "@dosekit/firmware-model";
import { ALERT_CODE, COMMAND_VERB, DISPENSE_CODE } from "@dosekit/protocols";
import { z } from "zod";

const words = z.string().min(1).max(400);
const whole = z.number().int().min(-1_000_000_000).max(1_000_000_000);
const confidence = z.enum(["found", "stand-in", "inferred", "unknown"]);
const MECHANISMS = ["pouch-roll-reader", "pouch-roll-plan", "tray", "carousel"] as const;
const NAME = /^[A-Za-z][A-Za-z0-9]{0,39}$/;

const figure = z.strictObject({
  value: whole,
  unit: z.string().min(1).max(40),
  range: z.tuple([whole, whole]),
  confidence,
  source: words,
});

function factOf<T extends z.ZodType>(value: T) {
  return z.strictObject({ value, confidence, source: words });
}

const alertPoint = z.union([
  z.strictObject({
    after: z.literal("minutes"),
    minutes: figure,
    alert: z.enum(["1.10", "1.1"]).optional(),
  }),
  z.strictObject({
    after: z.literal("permille-of-late"),
    permille: figure,
    alert: z.enum(["1.10", "1.1"]).optional(),
  }),
]);

const alertCode = z.enum(Object.keys(ALERT_CODE.words) as [string, ...string[]]);
const verb = z.enum(Object.keys(COMMAND_VERB.words) as [string, ...string[]]);
const ladderRunner = z.enum(["device", "gateway"]);
const dispenseCode = z.enum(Object.keys(DISPENSE_CODE.words) as [string, ...string[]]);
const figures = z.record(z.string().regex(NAME), figure);

const power = z.enum(["mains-and-battery", "battery"]);

const hazard = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  covers: z.array(z.enum(HAZARD_TOPICS)).min(1),
  hazard: words,
  cause: words,
  state: words,
  alert: z.union([z.literal("none"), alertCode]),
  detection: z.enum(["detected", "undetectable"]),
  file: words,
  test: words,
  onlyWith: power.optional(),
});

/**
 * What a whole product profile says; every other word in it is a mistake. Ranges and what belongs
 * together are checked by the profile's own rules after that.
 */
export const PROFILE_SCHEMA = z.strictObject({
  product: z.string(),
  title: words,
  mechanism: factOf(z.enum(MECHANISMS)),
  capacity: figure,
  dosesPerDayMax: figure,
  earlyMin: figure,
  lateMin: figure,
  alertPoints: z.array(alertPoint).min(1).max(10),
  reminder: z.strictObject({
    modes: factOf(z.array(z.enum(["light", "sound", "speech", "text"])).min(1)).optional(),
    onSeconds: figure,
    offSeconds: figure,
    roundMinutes: figure,
    repeatMinutes: figure,
    volumeStart: figure,
    volumeStep: figure,
  }),
  lowStockDoses: figure,
  lowStockDays: figure.optional(),
  batteryLowPermille: figure,
  clockErrorMaxMin: figure,
  minimumSpacingMin: figure,
  spoolEvents: figure,
  lostContactMin: figure,
  ladderRunner: factOf(ladderRunner),
  network: factOf(z.enum(["2g", "cellular"])).optional(),
  notices: z
    .strictObject({
      bearer: factOf(z.enum(["link", "own"])),
      smsRecipientsMax: figure,
      mailRecipientsMax: figure,
      takeOverMin: figure,
    })
    .optional(),
  mechanismFigures: figures,
  power: power.optional(),
  hardware: figures.optional(),
  service: figures.optional(),
  unsupportedCommands: z.partialRecord(verb, words).optional(),
  unreachableAlerts: z.partialRecord(alertCode, words),
  unreachableDispenses: z.partialRecord(dispenseCode, words).optional(),
  hazards: z.array(hazard).max(100),
} satisfies Record<keyof ProductProfile, z.ZodType>);

/** What may stand in a field of a profile, by the last part of its way. */
const ALLOWED: Readonly<Record<string, string>> = {
  product: "1 to 32 of a-z, 0-9 and -",
  title: "text of 1 to 400 characters",
  value: "a whole number, or one of the values of the profile's documentation",
  unit: "text of 1 to 40 characters, such as min",
  range: "a list of two whole numbers, the least and the greatest",
  confidence: "found, stand-in, inferred or unknown",
  source: "text that says where it was found or what it follows from",
  mechanism: "`value`, `confidence` and `source`",
  alertPoints: "a list of 1 to 10 points, each with `after` and its figure",
  after: "minutes or permille-of-late",
  alert: "an alert code, such as 1.8, or none in a hazard",
  power: "mains-and-battery or battery",
  covers: HAZARD_TOPICS.join(", "),
  detection: "detected or undetectable",
  hazards: "a list of at most 100 hazards",
};

/** Says what may stand at a place of a profile. */
export function allowedInProfile(path: readonly (string | number)[]): string {
  const [first, last] = [path[0], path.findLast((part) => typeof part === "string")];
  if (last === "value" && first === "mechanism") return MECHANISMS.join(", ");
  if (last === "value" && first === "ladderRunner") return "device or gateway";
  if (last === "value" && first === "network") return "2g or cellular";
  return ALLOWED[String(last)] ?? "a figure with `value`, `unit`, `range`, `confidence`, `source`";
}
