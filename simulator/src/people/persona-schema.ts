import { z } from "zod";
import type { Persona, PersonaUnit } from "./persona.ts";

/** What a unit allows: least and greatest value. */
const RANGES: Readonly<Record<PersonaUnit, readonly [number, number]>> = {
  share: [0, 1_000_000],
  probability: [0, 1],
  min: [0.1, 1_440],
  sigma: [0, 3],
  "per-day": [0, 200],
  "per-month": [0, 30],
  days: [0, 3_660],
  times: [0, 1_000],
};
/** Names that a fleet file uses for something else. */
const RESERVED = ["preset", "habits"];
const NAME = /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/;

const words = z.string().min(1).max(400);

function figureIn<U extends PersonaUnit>(unit: U) {
  const [min, max] = RANGES[unit];
  return z.strictObject({
    value: z.number().min(min).max(max),
    unit: z.literal(unit),
    confidence: z.enum(["found", "stand-in", "inferred", "unknown"]),
    source: words,
  });
}

const chance = figureIn("probability");
const chances = z.strictObject({ A: chance, B: chance });

/** Unit of each figure that a persona has once; the file and its messages go by it. */
const UNITS = {
  share: "share",
  latencyMedian: "min",
  latencySigma: "sigma",
  ignoresFirstReminder: "probability",
  isOut: "probability",
  idlePresses: "per-day",
  idleTilts: "per-day",
  wrongPress: "probability",
  monthlyDecline: "probability",
  journeys: "per-month",
  asksForTravelMode: "probability",
} as const satisfies Partial<Record<keyof Persona, PersonaUnit>>;

/** What a whole persona says; every other word in it is a mistake. */
export const PERSONA_SCHEMA = z.strictObject({
  name: z
    .string()
    .regex(NAME)
    .refine((name) => !RESERVED.includes(name)),
  title: words,
  share: figureIn(UNITS.share),
  takesAlone: chances,
  takesAfterCall: chances,
  latencyMedian: figureIn(UNITS.latencyMedian),
  latencySigma: figureIn(UNITS.latencySigma),
  ignoresFirstReminder: chance,
  isOut: chance,
  idlePresses: figureIn(UNITS.idlePresses),
  idleTilts: figureIn(UNITS.idleTilts),
  wrongPress: chance,
  monthlyDecline: chance,
  journeys: figureIn(UNITS.journeys),
  asksForTravelMode: chance,
} satisfies Record<keyof Persona, z.ZodType>);

const ALLOWED: Readonly<Record<string, string>> = {
  name: `1 to 32 of a-z, 0-9 and -, other than ${RESERVED.join(" and ")}`,
  title: "text of 1 to 400 characters",
  confidence: "found, stand-in, inferred or unknown",
  source: "text that says where it was found or what it follows from",
  takesAlone: "`A` and `B`, a figure each",
  takesAfterCall: "`A` and `B`, a figure each",
};

/** Says what may stand at a place of a persona. */
export function allowedInPersona(path: readonly (string | number)[]): string {
  const [first, last] = [String(path[0]), String(path.at(-1))];
  const unit = unitOf(first);
  const [min, max] = RANGES[unit];
  if (last === "value") return `a number from ${min} to ${max}`;
  if (last === "unit") return unit;
  return ALLOWED[last] ?? "a figure with `value`, `unit`, `confidence`, `source`";
}

function unitOf(field: string): PersonaUnit {
  const units: Readonly<Record<string, PersonaUnit>> = UNITS;
  return units[field] ?? "probability";
}
