import { z } from "zod";
import { type Mistake, UserError } from "../cli/user-error.ts";
import { FAULT_PRESETS, type FaultPreset } from "../faults/fault.ts";
import { PLANNED_KINDS } from "../faults/fault-kinds.ts";
import type { LocatedDocument, ValuePath } from "../fleet/located-document.ts";
import { fieldName, quoted } from "../fleet/schema-mistake.ts";
import type { RollFaultChances } from "../plant/roll-packing.ts";
import { entrySchemaOf, type FaultEntry, fieldsOf, isPlannedKind } from "./fault-entry.ts";
import { allowedInField } from "./fault-fields.ts";

/** What a file says about faults, each field by itself in order. */
export interface FaultsSection {
  readonly preset?: FaultPreset;
  /** A fault file to read instead; nothing stands beside it. */
  readonly file?: string;
  readonly planned?: readonly FaultEntry[];
  readonly rolls?: Partial<RollFaultChances>;
}

/** Where the parts of a section stand. */
export interface SectionPlaces {
  /** Place of the value at a path below the section. */
  readonly at: (path: ValuePath) => SaidAt;
  /** Place of a field's name. */
  readonly atKey: (path: ValuePath, key: string) => SaidAt;
}

/** Where something was said. */
export type SaidAt = Pick<Mistake, "file" | "line" | "field">;

/** Says where the parts of a section of a document stand. */
export function sectionPlaces(document: LocatedDocument, below: ValuePath): SectionPlaces {
  const { file } = document;
  return {
    at: (path) => {
      const whole = [...below, ...path];
      return { file, line: document.lineOf(whole), field: fieldName(whole) };
    },
    atKey: (path, key) => {
      const whole = [...below, ...path];
      const line = document.lineOfKey(whole, key);
      return { file, line, field: fieldName([...whole, key]) };
    },
  };
}

/** Most faults that one section plans. */
export const PLANNED_MAX = 1_000;

const PRESETS = `${FAULT_PRESETS.slice(0, -1).join(", ")} or ${FAULT_PRESETS.at(-1)}`;
/** What may stand for a whole section. */
export const SECTION_ALLOWED = `${PRESETS}, or a mapping with \`preset\`, \`planned\` and \`rolls\`, or with \`file\``;

const chance = z.number().min(0).max(1).optional();

/** Chances of rolls and their mechanism, each for one pouch, roll or movement. */
export const ROLLS_SCHEMA = z.strictObject({
  unreadable: chance,
  torn: chance,
  missing: chance,
  duplicated: chance,
  swappedRoll: chance,
  leaderLeft: chance,
  trailerLeft: chance,
  jam: chance,
  cutFailure: chance,
} satisfies Record<keyof RollFaultChances, z.ZodType>);

const OUTER: Readonly<Record<string, { readonly schema: z.ZodType; readonly allowed: string }>> = {
  preset: { schema: z.enum(FAULT_PRESETS), allowed: PRESETS },
  file: { schema: z.string().min(1).max(4_096), allowed: "path of a fault file" },
  planned: {
    schema: z.array(z.unknown()).max(PLANNED_MAX),
    allowed: `a list of at most ${PLANNED_MAX} faults`,
  },
  rolls: {
    schema: ROLLS_SCHEMA,
    allowed: `a mapping of chances from 0 to 1: ${Object.keys(ROLLS_SCHEMA.shape).join(", ")}`,
  },
};

/**
 * Checks a section about faults field by field.
 *
 * @param value as the file's parser gave it; a preset's name stands for itself
 * @throws {@link UserError} with file, line, field, what was found and what is allowed
 */
export function faultsSection(value: unknown, places: SectionPlaces): FaultsSection {
  const preset = FAULT_PRESETS.find((name) => name === value);
  if (preset !== undefined) return { preset };
  if (!isMapping(value)) throw badValue(places.at([]), value, SECTION_ALLOWED);
  for (const [name, content] of Object.entries(value)) {
    const facts = Object.hasOwn(OUTER, name) ? OUTER[name] : undefined;
    if (facts === undefined) throw unknownField(places.atKey([], name), name, Object.keys(OUTER));
    checkField(content, [name], facts, places);
  }
  const planned = Array.isArray(value["planned"]) ? value["planned"] : [];
  const entries = planned.map((entry, index) => checkedEntry(entry, ["planned", index], places));
  // Every field was checked by itself above.
  return { ...value, ...("planned" in value ? { planned: entries } : {}) } as FaultsSection;
}

function checkField(
  content: unknown,
  path: ValuePath,
  { schema, allowed }: { readonly schema: z.ZodType; readonly allowed: string },
  places: SectionPlaces,
): void {
  const checked = schema.safeParse(content);
  if (checked.success) return;
  const inner = checked.error.issues[0]?.path.map((part) => String(part)) ?? [];
  throw badValue(places.at([...path, ...inner]), content, allowed);
}

function checkedEntry(entry: unknown, path: ValuePath, places: SectionPlaces): FaultEntry {
  if (!isMapping(entry)) throw badValue(places.at(path), entry, "a mapping with `kind` and `at`");
  const { kind } = entry;
  if (!isPlannedKind(kind)) {
    throw badValue(places.at([...path, "kind"]), kind, PLANNED_KINDS.join(", "));
  }
  const fields = fieldsOf(kind);
  const unknown = Object.keys(entry).find((name) => !fields.includes(name));
  if (unknown !== undefined) {
    throw unknownField(
      places.atKey(path, unknown),
      unknown,
      fields,
      `\`${kind}\` has no such field.`,
    );
  }
  const checked = entrySchemaOf(kind).safeParse(entry);
  // The schema of the kind is made of the very fields that the type names.
  if (checked.success) return checked.data as unknown as FaultEntry;
  const [field = ""] = checked.error.issues[0]?.path.map(String) ?? [];
  throw badValue(places.at([...path, field]), entry[field], allowedInField(field) ?? "");
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function badValue(place: SaidAt, found: unknown, allowed: string): UserError {
  return new UserError({
    code: "fleet.bad-value",
    ...place,
    found: quoted(found),
    allowed,
    message:
      found === undefined ? "A field is missing." : "A field has a value that it can't have.",
  });
}

function unknownField(
  place: SaidAt,
  found: string,
  allowed: readonly string[],
  message = "There is no such field.",
): UserError {
  const names = allowed.join(", ");
  return new UserError({ code: "fleet.unknown-field", ...place, found, allowed: names, message });
}
