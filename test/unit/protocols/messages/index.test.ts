import { KEY_SIZE_LIMIT, type Kind, MESSAGES } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

/** Every kind that a message holds, at any depth, with its path. */
function kindsOf(kind: Kind, path: string): readonly (readonly [string, Kind])[] {
  if (kind.kind === "list") return [[path, kind], ...kindsOf(kind.item, `${path}[]`)];
  if (kind.kind !== "struct") return [[path, kind]];
  const inner = Object.entries(kind.fields).flatMap(([name, field]) =>
    kindsOf(field.kind, `${path}.${name}`),
  );
  return [[path, kind], ...inner];
}

const KINDS = MESSAGES.flatMap(({ name, fields }) =>
  Object.entries(fields).flatMap(([field, { kind }]) => kindsOf(kind, `${name}.${field}`)),
);

describe("the messages", () => {
  it("have numbers and names of their own, in order", () => {
    const ids = MESSAGES.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted((left, right) => left - right));
    expect(new Set(MESSAGES.map(({ name }) => name)).size).toBe(MESSAGES.length);
  });

  it("cite at least one requirement each and say what they mean", () => {
    for (const { name, requirements, doc, fields } of MESSAGES) {
      expect(requirements.length, name).toBeGreaterThan(0);
      expect(doc, name).toMatch(/\.$/);
      for (const [field, definition] of Object.entries(fields)) {
        expect(definition.doc, `${name}.${field}`).toMatch(/\.$/);
        expect(Math.abs(definition.key), `${name}.${field}`).toBeLessThan(KEY_SIZE_LIMIT);
      }
    }
  });

  it("use no key twice inside a group", () => {
    for (const [path, kind] of KINDS) {
      if (kind.kind !== "struct") continue;
      const keys = Object.values(kind.fields).map(({ key }) => key);
      expect(new Set(keys).size, path).toBe(keys.length);
    }
  });

  it("give each word a number of its own that was never taken out of use", () => {
    for (const [path, kind] of KINDS) {
      if (kind.kind !== "choice") continue;
      const numbers = [...Object.values(kind.words), ...kind.reserved];
      expect(new Set(numbers).size, path).toBe(numbers.length);
    }
  });

  it("have ranges that a 53-bit number holds", () => {
    for (const [path, kind] of KINDS) {
      if (kind.kind !== "whole") continue;
      expect(Number.isSafeInteger(kind.min) && Number.isSafeInteger(kind.max), path).toBe(true);
      expect(kind.min, path).toBeLessThanOrEqual(kind.max);
    }
  });
});
