import { z } from "zod";
import { FAULT_KINDS, PLANNED_KINDS, type PlannedKind } from "../faults/fault-kinds.ts";
import { DETAIL_FIELDS, KIND_DETAILS, SCOPE_FIELDS, TIME_FIELDS } from "./fault-fields.ts";

type TimeField = keyof typeof TIME_FIELDS;
type ScopeField = keyof typeof SCOPE_FIELDS;

/** Fields that hold a length, which what is over at once has none of. */
const LENGTHS: readonly TimeField[] = ["minutes", "sigma", "maxMinutes"];
const ALL_SCOPES = Object.keys(SCOPE_FIELDS) as readonly ScopeField[];
const SCOPES_OF_SITE = {
  device: ALL_SCOPES,
  area: ["areas"],
  station: ["stations"],
  gateway: [],
} as const satisfies Readonly<Record<string, readonly ScopeField[]>>;

/** Lists the fields that a planned fault of a kind has. */
export function fieldsOf(kind: PlannedKind): readonly string[] {
  return Object.keys(entrySchemaOf(kind).shape);
}

const SCHEMAS = new Map<PlannedKind, z.ZodObject>();

/** What a planned fault of a kind looks like; every other field is a mistake. */
export function entrySchemaOf(kind: PlannedKind): z.ZodObject {
  const known = SCHEMAS.get(kind);
  if (known !== undefined) return known;
  const fresh = newSchemaOf(kind);
  SCHEMAS.set(kind, fresh);
  return fresh;
}

function newSchemaOf(kind: PlannedKind): z.ZodObject {
  const { isInstant, site, text } = FAULT_KINDS[kind];
  const times = Object.entries(TIME_FIELDS).filter(
    ([name]) => isInstant !== true || !LENGTHS.includes(name as TimeField),
  );
  const { needs, takes } = KIND_DETAILS[kind];
  const shape: Record<string, z.ZodType> = { kind: z.literal(kind) };
  for (const [name, { schema, allowed }] of times) {
    shape[name] = schema.optional().describe(allowed);
  }
  for (const name of SCOPES_OF_SITE[site]) {
    shape[name] = SCOPE_FIELDS[name].schema.optional().describe(SCOPE_FIELDS[name].allowed);
  }
  for (const name of needs) shape[name] = sensorOf(kind, name);
  for (const name of takes) shape[name] = sensorOf(kind, name).optional();
  return z.strictObject(shape).describe(text);
}

/** Only two of the three sensors tell what never was. */
function sensorOf(kind: PlannedKind, name: keyof typeof DETAIL_FIELDS): z.ZodType {
  if (kind === "sensor-ghost" && name === "sensor") return z.enum(["tilt", "lid"]);
  return DETAIL_FIELDS[name].schema;
}

type Told<F extends Readonly<Record<string, { readonly schema: z.ZodType }>>> = {
  readonly [N in keyof F]?: z.infer<F[N]["schema"]> | undefined;
};

/** A planned fault as a file tells it, each field by itself in order. */
export interface FaultEntry
  extends Told<typeof TIME_FIELDS>,
    Told<typeof SCOPE_FIELDS>,
    Told<typeof DETAIL_FIELDS> {
  readonly kind: PlannedKind;
}

/** Says whether a word names a fault that can be planned. */
export function isPlannedKind(word: unknown): word is PlannedKind {
  return PLANNED_KINDS.some((kind) => kind === word);
}
