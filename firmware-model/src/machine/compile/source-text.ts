import type { ChartTable, PlainData, TableGuard, TableRegion } from "./chart-table.ts";

/** Lines of code; a list inside a list stands two spaces further in. */
export type Lines = readonly (string | Lines)[];

/** Joins lines with their indentation. */
export function textOf(lines: Lines, indent = ""): string {
  return lines
    .map((line) => (typeof line === "string" ? indent + line : textOf(line, `${indent}  `)))
    .filter((text) => text !== "")
    .join("\n");
}

/**
 * What the code of one chart calls: each function and each datum is looked up once, in front of
 * everything, under a name of its own.
 */
export class SourceNames {
  readonly #names = new Map<string, string>();

  /** Names the value of an expression. */
  nameOf(kind: string, expression: string): string {
    const known = this.#names.get(expression);
    if (known !== undefined) return known;
    const name = `${kind}${this.#names.size}`;
    this.#names.set(expression, name);
    return name;
  }

  /** The lines that look everything up. */
  lookups(): Lines {
    return [...this.#names].map(([expression, name]) => `const ${name} = ${expression};`);
  }
}

/** Writes plain data as an expression. */
export function literal(data: PlainData | undefined): string {
  return JSON.stringify(data) ?? "undefined";
}

/** Writes the call of a function of the chart. */
export function call(names: SourceNames, lookup: string, params: PlainData | undefined): string {
  const kind = lookup.slice("parts.".length, lookup.indexOf("("));
  const name = names.nameOf(kind, lookup);
  return params === undefined
    ? `${name}(instance)`
    : `${name}(instance, ${names.nameOf("params", literal(params))})`;
}

/** Writes the code of the leaf in which a region stands. */
export function leafOf({ shift, mask }: TableRegion, place = "place"): string {
  return shift === 0 ? `${place} & ${mask}` : `(${place} >> ${shift}) & ${mask}`;
}

/** Writes the question whether a region stands in one of some leaves. */
export function inLeaves(region: TableRegion, leaves: readonly number[], place = "place"): string {
  const at = leafOf(region, place);
  const [only = 0] = leaves;
  if (leaves.length === 1) return `((${at}) === ${only})`;
  const bits = leaves.reduce((sum, leaf) => sum | (1 << leaf), 0);
  if (region.mask < BITS) return `((${bits} & (1 << (${at}))) !== 0)`;
  return joined(
    leaves.map((leaf) => `(${at}) === ${leaf}`),
    "||",
  );
}

/** Leaf codes that fit into a set of bits. */
const BITS = 32;

/** Writes a guard as an expression over `instance` and `place`. */
export function guardText(guard: TableGuard, table: ChartTable, names: SourceNames): string {
  switch (guard.kind) {
    case "asked":
      return call(names, `parts.guard(${literal(guard.name)})`, guard.params);
    case "not":
      return `!${guardText(guard.of, table, names)}`;
    case "in":
      return joined(
        guard.places.map(({ region, leaves }) => placeText(table.regions[region], leaves)),
        "&&",
      );
    default: {
      const inner = guard.of.map((one) => guardText(one, table, names));
      return joined(inner, guard.kind === "all" ? "&&" : "||");
    }
  }
}

function placeText(region: TableRegion | undefined, leaves: readonly number[]): string {
  return region === undefined || leaves.length === 0 ? "false" : inLeaves(region, leaves);
}

/** Of nothing, all hold and none does. */
function joined(parts: readonly string[], operator: "&&" | "||"): string {
  if (parts.length === 0) return operator === "&&" ? "true" : "false";
  return parts.length === 1 ? `(${parts[0]})` : `(${parts.join(` ${operator} `)})`;
}
