import { encodeItem, type Item } from "../stranger/cbor.ts";
import type { Entry, Rules, Type } from "./parse-cddl.ts";

/**
 * Says where an item does not fit a rule of a CDDL text, as a path; `undefined` when it fits.
 *
 * @throws RangeError when the text names a rule that it does not have
 */
export function misfitOf(rules: Rules, name: string, item: Item): string | undefined {
  return new Checker(rules).misfit({ is: "name", name }, item, name);
}

/**
 * Finds the names that a text uses and does not explain.
 *
 * @returns each once, in the order of their first use
 */
export function unknownNames(rules: Rules): readonly string[] {
  const unknown = new Set<string>();
  const visit = (type: Type): void => {
    if (type.is === "name" && !rules.has(type.name) && PRELUDE[type.name] === undefined) {
      unknown.add(type.name);
    }
    if (type.is === "either") type.types.forEach(visit);
    if (type.is === "control") [type.target, type.argument].forEach(visit);
    if (type.is === "list" || type.is === "map") {
      for (const { key, type: inside } of type.entries) [key ?? inside, inside].forEach(visit);
    }
  };
  for (const type of rules.values()) visit(type);
  return [...unknown];
}

const PRELUDE: Readonly<Record<string, (item: Item) => boolean>> = {
  any: () => true,
  uint: (item) => typeof item === "number" && item >= 0,
  nint: (item) => typeof item === "number" && item < 0,
  int: (item) => typeof item === "number",
  text: (item) => typeof item === "string",
  tstr: (item) => typeof item === "string",
  bytes: (item) => item instanceof Uint8Array,
  bstr: (item) => item instanceof Uint8Array,
  bool: (item) => typeof item === "boolean",
};

class Checker {
  readonly #rules: Rules;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  misfit(type: Type, item: Item, path: string): string | undefined {
    switch (type.is) {
      case "name":
        return this.#named(type.name, item, path);
      case "number":
      case "text":
        return item === type.value ? undefined : `${path}: not ${type.value}`;
      case "range": {
        const fits = typeof item === "number" && item >= type.min && item <= type.max;
        return fits ? undefined : `${path}: not ${type.min}..${type.max}`;
      }
      case "either": {
        const misfits = type.types.map((one) => this.misfit(one, item, path));
        return misfits.includes(undefined) ? undefined : `${path}: ${misfits.join(", nor ")}`;
      }
      case "control":
        return this.misfit(type.target, item, path) ?? this.#controlled(type, item, path);
      case "list":
        return Array.isArray(item) ? this.#list(type.entries, item, path) : `${path}: no list`;
      case "map":
        return item instanceof Map ? this.#map(type.entries, item, path) : `${path}: no map`;
    }
  }

  #named(name: string, item: Item, path: string): string | undefined {
    const rule = this.#rules.get(name);
    if (rule !== undefined) return this.misfit(rule, item, path);
    const known = PRELUDE[name];
    if (known === undefined) throw new RangeError(`no rule ${name}`);
    return known(item) ? undefined : `${path}: no ${name}`;
  }

  #controlled(
    { control, argument }: Extract<Type, { is: "control" }>,
    item: Item,
    path: string,
  ): string | undefined {
    switch (control) {
      case ".and":
        return this.misfit(argument, item, path);
      case ".size": {
        const size = typeof item === "string" ? Buffer.byteLength(item) : sizeOf(item);
        return this.misfit(argument, size, `${path}.size`);
      }
      case ".regexp": {
        if (argument.is !== "text") throw new RangeError(".regexp without a text");
        const fits = typeof item === "string" && new RegExp(`^(?:${argument.value})$`).test(item);
        return fits ? undefined : `${path}: not of the form ${argument.value}`;
      }
      default:
        throw new RangeError(`no control ${control}`);
    }
  }

  /** As in RFC 8610, an entry takes all that fits it, and nothing is tried again. */
  #list(entries: readonly Entry[], items: readonly Item[], path: string): string | undefined {
    let at = 0;
    for (const { occurs, type } of entries) {
      let count = 0;
      let misfit: string | undefined;
      while (count < occurs.max && at < items.length) {
        misfit = this.misfit(type, items[at] ?? null, `${path}[${at}]`);
        if (misfit !== undefined) break;
        count += 1;
        at += 1;
      }
      if (count < occurs.min) return misfit ?? `${path}: ends after ${at}`;
      if (misfit !== undefined && entries.length === 1) return misfit;
    }
    return at === items.length ? undefined : `${path}: more than ${at}`;
  }

  #map(
    entries: readonly Entry[],
    map: ReadonlyMap<number, Item>,
    path: string,
  ): string | undefined {
    const left = new Map(map);
    for (const { occurs, key, cut, type } of entries) {
      if (key === undefined) throw new RangeError(`${path}: an entry of a map without a key`);
      let count = 0;
      for (const [name, value] of [...left]) {
        if (count >= occurs.max || this.misfit(key, name, path) !== undefined) continue;
        const misfit = this.misfit(type, value, `${path}/${name}`);
        if (misfit !== undefined && cut) return misfit;
        if (misfit !== undefined) continue;
        left.delete(name);
        count += 1;
      }
      if (count < occurs.min) return `${path}: ${keyText(key)} is not there`;
    }
    const [stranger] = left.keys();
    return stranger === undefined ? undefined : `${path}/${stranger}: a key that is not known`;
  }
}

function sizeOf(item: Item): number {
  return item instanceof Uint8Array ? item.length : encodeItem(item).length;
}

function keyText(key: Type): string {
  return key.is === "number" || key.is === "text" ? String(key.value) : key.is;
}
