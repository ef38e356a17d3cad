import { type Field, type Fields, type Kind, MESSAGES } from "@dosekit/protocols";
import { encodeItem, type Item } from "../stranger/cbor.ts";

/** A vector that stands at a limit of a field, or one past it. */
export interface LimitRow {
  readonly name: string;
  readonly reqs: readonly string[];
  readonly message: string;
  readonly hex: string;
  readonly result: "valid" | "invalid";
  readonly error?: string;
}

interface Trial {
  readonly what: string;
  readonly item: Item;
  /** Why it is refused; absent when it is taken. */
  readonly error?: string;
}

/** Puts a value of a field where it belongs, and everything else of the message around it. */
type Wrap = (item: Item) => Item;

/** Greatest instant: its two parts together count 2^53 - 1 ms. */
const LAST_INSTANT: Item = [9_007_199_254_740, 991];

/**
 * Makes vectors at each limit of each field of each message, and one past it, by the definitions
 * alone: no encoder or decoder of the protocol has a part in them.
 */
export function messageLimits(): readonly LimitRow[] {
  return MESSAGES.flatMap(({ id, name, fields }) => rowsOf(name, name, fields, (map) => [id, map]));
}

function rowsOf(message: string, path: string, fields: Fields, wrap: Wrap): readonly LimitRow[] {
  const base = leastGroup(fields);
  return Object.entries(fields).flatMap(([name, field]): readonly LimitRow[] => {
    const around: Wrap = (item) => wrap(new Map([...base, [field.key, item]]));
    const where = `${path}.${name}`;
    const own = trialsOf(field.kind).map(({ what, item, error }): LimitRow => {
      const bytes = Buffer.from(encodeItem(around(item))).toString("hex");
      const about = { name: `${where}: ${what}`, reqs: ["OMDP-MSG-002"], message, hex: bytes };
      return error === undefined
        ? { ...about, result: "valid" }
        : { ...about, result: "invalid", error };
    });
    return [
      ...own,
      ...absent(message, where, field, base, wrap),
      ...inside(message, where, field.kind, around),
    ];
  });
}

/** A message without a field that it has to have. */
function absent(
  message: string,
  where: string,
  { key, optional }: Field,
  base: ReadonlyMap<number, Item>,
  wrap: Wrap,
): readonly LimitRow[] {
  if (optional) return [];
  const left = new Map([...base].filter(([other]) => other !== key));
  const hex = Buffer.from(encodeItem(wrap(left))).toString("hex");
  const about = { name: `${where}: absent`, reqs: ["OMDP-MSG-002"], message, hex };
  return [{ ...about, result: "invalid", error: "missing-field" }];
}

/** The limits of what is inside a list or a group. */
function inside(message: string, where: string, kind: Kind, wrap: Wrap): readonly LimitRow[] {
  if (kind.kind === "struct") return rowsOf(message, where, kind.fields, wrap);
  if (kind.kind === "list" && kind.item.kind === "struct") {
    return rowsOf(message, `${where}[0]`, kind.item.fields, (item) => wrap([item]));
  }
  return [];
}

function trialsOf(kind: Kind): readonly Trial[] {
  switch (kind.kind) {
    case "whole":
      return wholeTrials(kind.min, kind.max);
    case "text":
      return textTrials(kind);
    case "bytes":
      return lengthTrials(kind.minBytes, kind.maxBytes, "bytes", (size) => new Uint8Array(size));
    case "list":
      return listTrials(kind);
    case "choice":
      return choiceTrials(Object.values(kind.words));
    case "instant":
      return INSTANT_TRIALS;
    default:
      return [];
  }
}

function wholeTrials(min: number, max: number): readonly Trial[] {
  const past = max === Number.MAX_SAFE_INTEGER ? "integer-too-large" : "out-of-range";
  return [
    { what: `the least, ${min}`, item: min },
    { what: `the greatest, ${max}`, item: max },
    { what: `one below the least, ${min - 1}`, item: min - 1, error: "out-of-range" },
    { what: `one above the greatest, ${max + 1}`, item: max + 1, error: past },
  ];
}

function textTrials({ minBytes, maxBytes, pattern }: Extract<Kind, { kind: "text" }>) {
  return lengthTrials(minBytes, maxBytes, "bytes of text", (size) => textOf(size)).map((trial) => {
    if (trial.error !== undefined || pattern?.test(String(trial.item)) !== false) return trial;
    return { ...trial, error: "text-form" };
  });
}

/** A text of a size that every form of the definitions takes if it takes any of that size. */
function textOf(size: number): string {
  return size === 10 ? "2026-01-31" : "a".repeat(size);
}

function listTrials({ item, min, max }: Extract<Kind, { kind: "list" }>): readonly Trial[] {
  return lengthTrials(min, max, "items", (size) => Array.from({ length: size }, () => least(item)));
}

function lengthTrials(
  min: number,
  max: number,
  unit: string,
  make: (size: number) => Item,
): readonly Trial[] {
  const sizes = [...new Set([min, max])].map((size) => ({
    what: `${size} ${unit}`,
    item: make(size),
  }));
  const error = "out-of-range";
  const below = min === 0 ? [] : [{ what: `${min - 1} ${unit}`, item: make(min - 1), error }];
  return [...sizes, ...below, { what: `${max + 1} ${unit}`, item: make(max + 1), error }];
}

function choiceTrials(numbers: readonly number[]): readonly Trial[] {
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const error = "unknown-word";
  const below =
    first === 0 ? [] : [{ what: "the number before the first", item: first - 1, error }];
  return [
    { what: `the first word, ${first}`, item: first },
    { what: `the last word, ${last}`, item: last },
    ...below,
    { what: `the number behind the last, ${last + 1}`, item: last + 1, error },
  ];
}

const INSTANT_TRIALS: readonly Trial[] = [
  { what: "the first instant", item: [0, 0] },
  { what: "the last instant", item: LAST_INSTANT },
  { what: "999 milliseconds", item: [1, 999] },
  { what: "1,000 milliseconds", item: [1, 1_000], error: "out-of-range" },
  {
    what: "one millisecond behind the last",
    item: [9_007_199_254_740, 992],
    error: "out-of-range",
  },
  { what: "a second before the first", item: [-1, 0], error: "out-of-range" },
  { what: "three parts", item: [1, 0, 0], error: "wrong-type" },
];

function leastGroup(fields: Fields): ReadonlyMap<number, Item> {
  const needed = Object.values(fields).filter(({ optional }) => !optional);
  return new Map(needed.map(({ key, kind }) => [key, least(kind)]));
}

/** The smallest value of a kind. */
function least(kind: Kind): Item {
  switch (kind.kind) {
    case "whole":
      return kind.min;
    case "text":
      return kind.pattern?.test("a") === false ? textOf(10) : textOf(kind.minBytes);
    case "bytes":
      return new Uint8Array(kind.minBytes);
    case "bool":
      return false;
    case "choice":
      return Math.min(...Object.values(kind.words));
    case "instant":
      return [0, 0];
    case "list":
      return Array.from({ length: kind.min }, () => least(kind.item));
    case "struct":
      return leastGroup(kind.fields);
  }
}
