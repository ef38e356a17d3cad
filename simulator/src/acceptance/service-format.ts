import { z } from "zod";
import { SERVICE_SCHEMA } from "./service-schema.ts";
import { KEY_WORDS, VALUE_WORDS } from "./service-words.ts";

/** One piece of a JSON Schema. */
interface Piece {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Piece>>;
  readonly required?: readonly string[];
  readonly items?: Piece;
  readonly enum?: readonly unknown[];
}

/** Writes the format of acceptance files as a JSON Schema, each field under both of its names. */
export function serviceSchemaDocument(): object {
  const { $schema, ...rest } = made();
  return { $schema, title: "Acceptance test of a municipality's service", ...inBoth(rest, "") };
}

/** Says what may stand in each field, in words; names are English, list places written `[]`. */
export function serviceAllowed(): Readonly<Record<string, string>> {
  return {
    "": "a mapping of fields such as `municipality` and `stories`",
    ...allowedIn(made(), ""),
  };
}

function made(): Piece & { readonly $schema?: string } {
  return z.toJSONSchema(SERVICE_SCHEMA) as Piece & { readonly $schema?: string };
}

function allowedIn(piece: Piece, at: string): Record<string, string> {
  const own = piece.description === undefined ? {} : { [at]: piece.description };
  const inner = Object.entries(piece.properties ?? {}).map(([key, value]) =>
    allowedIn(value, at === "" ? key : `${at}.${key}`),
  );
  const items = piece.items === undefined ? {} : allowedIn(piece.items, `${at}[]`);
  return Object.assign({}, ...inner, items, own);
}

function inBoth(piece: Piece, key: string): object {
  const { properties, required = [], items, enum: values, ...rest } = piece;
  const words = VALUE_WORDS[key];
  const allowed = values === undefined ? {} : { enum: [...values, ...Object.keys(words ?? {})] };
  const below = items === undefined ? {} : { items: inBoth(items, key) };
  if (properties === undefined) return { ...rest, ...allowed, ...below };
  const named = Object.entries(properties).flatMap(([name, value]) =>
    namesOf(name).map((one) => [one, inBoth(value, name)] as const),
  );
  const oneOfEach = Object.keys(properties)
    .filter((name) => namesOf(name).length > 1 || required.includes(name))
    .map((name) => onceOnly(name, required.includes(name)));
  const once = oneOfEach.length === 0 ? {} : { allOf: oneOfEach };
  return { ...rest, properties: Object.fromEntries(named), ...once };
}

/** A field stands under one of its names: exactly one when it is required, else at most one. */
function onceOnly(name: string, isRequired: boolean): object {
  const names = namesOf(name);
  if (isRequired) return { oneOf: names.map((one) => ({ required: [one] })) };
  return { not: { required: names } };
}

function namesOf(name: string): readonly string[] {
  const norwegian = Object.hasOwn(KEY_WORDS, name)
    ? KEY_WORDS[name as keyof typeof KEY_WORDS]
    : name;
  return norwegian === name ? [name] : [name, norwegian];
}
