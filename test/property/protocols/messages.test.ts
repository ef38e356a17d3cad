import {
  type CborValue,
  decodeAs,
  decodeMessage,
  decodeStrict,
  encodeCanonical,
  encodeMessage,
  type Field,
  type Kind,
  MESSAGES,
  type MessageDefinition,
} from "@dosekit/protocols";
import { arbitraryOf } from "@dosekit/protocols/testing";
import { cdeEncodeOptions, encode as oracleEncode } from "cbor2";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 5_000 : 150;

type Body = Map<number, CborValue>;

/** A message of whatever type: the suite knows no definition by name. */
type Message = Parameters<typeof encodeMessage>[1];

/** The map of a message, as a peer of another version could change it. */
function bodyOf(bytes: Uint8Array): Body {
  const decoded = decodeStrict(bytes);
  if (!decoded.ok) throw new Error(decoded.error.message);
  const [, body] = decoded.value as readonly [number, ReadonlyMap<number, CborValue>];
  return new Map(body);
}

function sampleOf(definition: MessageDefinition): Message {
  return fc.sample(arbitraryOf(definition), { numRuns: 1, seed: 7, path: "" })[0] ?? {};
}

/** Messages, and the groups inside them as if they were messages of their own. */
function withGroups(): readonly MessageDefinition[] {
  const groups = new Map<string, MessageDefinition>();
  const visit = (kind: Kind): void => {
    if (kind.kind === "list") visit(kind.item);
    if (kind.kind !== "struct" || groups.has(kind.name)) return;
    const { name, fields } = kind;
    groups.set(name, {
      id: 4_000 + groups.size,
      name,
      direction: "both",
      doc: "",
      requirements: [],
      since: 0,
      fields,
      reservedKeys: [],
    });
    for (const field of Object.values(fields)) visit(field.kind);
  };
  for (const { fields } of MESSAGES) for (const field of Object.values(fields)) visit(field.kind);
  return [...MESSAGES, ...groups.values()];
}

describe.each(MESSAGES.map((definition) => [definition.name, definition] as const))(
  "%s",
  (_name, definition) => {
    const message = arbitraryOf(definition);

    it("comes back as it was sent", () => {
      fc.assert(
        fc.property(message, (sent) => {
          const bytes = encodeMessage(definition, sent);
          expect(decodeAs(definition, bytes)).toEqual({ ok: true, value: sent });
          expect(decodeMessage(bytes)).toEqual({
            ok: true,
            value: { definition, message: sent, unknownKeys: 0 },
          });
        }),
        { numRuns: RUNS },
      );
    });

    it("has the bytes that an independent deterministic encoder writes", () => {
      fc.assert(
        fc.property(message, (sent) => {
          const bytes = encodeMessage(definition, sent);
          const wire = [definition.id, bodyOf(bytes)];
          expect(Buffer.from(bytes)).toEqual(Buffer.from(oracleEncode(wire, cdeEncodeOptions)));
        }),
        { numRuns: RUNS },
      );
    });

    it("decodes or gives a typed error when a byte of it is changed, and stays canonical", () => {
      fc.assert(
        fc.property(message, fc.nat(), fc.nat(255), (sent, at, byte) => {
          const bytes = encodeMessage(definition, sent);
          bytes[at % bytes.length] = byte;
          const result = decodeMessage(bytes);
          if (!result.ok) {
            expect(result.error.message).not.toBe("");
            return;
          }
          const { definition: found, message: read, unknownKeys } = result.value;
          if (unknownKeys === 0) expect(encodeMessage(found, read as Message)).toEqual(bytes);
        }),
        { numRuns: RUNS * 4 },
      );
    });

    it("is read the same with an unknown key of a newer version in it", () => {
      fc.assert(
        fc.property(message, fc.integer({ min: 1_000, max: 0x7fff_ffff }), (sent, key) => {
          const body = bodyOf(encodeMessage(definition, sent)).set(key, ["new", null]);
          expect(decodeMessage(encodeCanonical([definition.id, body]))).toEqual({
            ok: true,
            value: { definition, message: sent, unknownKeys: 1 },
          });
        }),
        { numRuns: RUNS },
      );
    });

    it("is refused with an unknown critical key in it", () => {
      fc.assert(
        fc.property(message, fc.integer({ min: -0x7fff_ffff, max: -1_000 }), (sent, key) => {
          const body = bodyOf(encodeMessage(definition, sent)).set(key, true);
          expect(decodeMessage(encodeCanonical([definition.id, body]))).toMatchObject({
            ok: false,
            error: { code: "unknown-critical-field", field: `${definition.name}.${key}` },
          });
        }),
        { numRuns: RUNS },
      );
    });

    it("is refused without a field that must be there", () => {
      const body = bodyOf(encodeMessage(definition, sampleOf(definition)));
      for (const [name, { key, optional }] of Object.entries(definition.fields)) {
        if (optional) continue;
        const without = new Map(body);
        without.delete(key);
        expect(decodeMessage(encodeCanonical([definition.id, without]))).toMatchObject({
          ok: false,
          error: { code: "missing-field", field: `${definition.name}.${name}` },
        });
      }
    });
  },
);

/** Values at the limits of a kind and just past them, in code and on the wire. */
interface Edges {
  readonly inside: readonly unknown[];
  readonly past: readonly { readonly value: unknown; readonly wire: CborValue }[];
}

function edgesOf(kind: Kind): Edges {
  const same = (value: CborValue) => ({ value, wire: value });
  if (kind.kind === "whole") {
    const past = [kind.min - 1, kind.max + 1].filter((edge) => Number.isSafeInteger(edge));
    return { inside: [kind.min, kind.max], past: past.map(same) };
  }
  if (kind.kind === "text" && kind.pattern === undefined) {
    const sizes = { inside: [kind.minBytes, kind.maxBytes], past: [kind.maxBytes + 1] };
    const shorter = kind.minBytes > 0 ? [kind.minBytes - 1] : [];
    return {
      inside: sizes.inside.map((size) => "x".repeat(size)),
      past: [...sizes.past, ...shorter].map((size) => same("x".repeat(size))),
    };
  }
  if (kind.kind === "instant") {
    const wires: CborValue[] = [
      [-1, 0],
      [0, -1],
      [0, 1_000],
      [9_007_199_254_740, 992],
    ];
    const past = wires.map((wire) => ({ value: -1, wire }));
    return { inside: [0, Number.MAX_SAFE_INTEGER], past };
  }
  if (kind.kind === "choice") {
    const numbers = Object.values(kind.words);
    const unused = [-1, Math.max(...numbers) + 1];
    return {
      inside: Object.keys(kind.words),
      past: unused.map((wire) => ({ value: `word-${wire}`, wire })),
    };
  }
  return { inside: [], past: [] };
}

const FIELDS = withGroups().flatMap((definition) =>
  Object.entries(definition.fields).map(
    ([name, field]) => [definition.name, name, definition, field] as const,
  ),
);

describe.each(FIELDS)("%s.%s", (owner, name, definition, field: Field) => {
  const sample = sampleOf(definition);
  const body = bodyOf(encodeMessage(definition, sample));
  const { inside, past } = edgesOf(field.kind);
  const path = `${owner}.${name}`;

  it("takes its limits and refuses what lies past them, on both ends", () => {
    for (const value of inside) {
      const sent = { ...sample, [name]: value } as Message;
      expect(decodeAs(definition, encodeMessage(definition, sent))).toEqual({
        ok: true,
        value: sent,
      });
    }
    for (const { value, wire } of past) {
      expect(() => encodeMessage(definition, { ...sample, [name]: value } as Message)).toThrow(
        path,
      );
      const bytes = encodeCanonical([definition.id, new Map(body).set(field.key, wire)]);
      expect(decodeAs(definition, bytes)).toMatchObject({ ok: false, error: { field: path } });
    }
    expect(inside.length + past.length > 0 || field.kind.kind !== "whole").toBe(true);
  });

  it("refuses every other type of value, on both ends", () => {
    const wires: CborValue[] = [
      1,
      "\u0000",
      new Uint8Array([1]),
      true,
      null,
      [],
      [1],
      ["a", "b"],
      new Map(),
    ];
    for (const wire of wires) {
      const bytes = encodeCanonical([definition.id, new Map(body).set(field.key, wire)]);
      const result = decodeAs(definition, bytes);
      const typed = result.ok || result.error.field?.startsWith(path) === true;
      expect(typed, `${path} from ${String(wire)}`).toBe(true);
      if (!result.ok) continue;
      expect(encodeMessage(definition, result.value)).toEqual(bytes);
    }
    for (const value of [Symbol("none"), () => 1, Number.NaN, 1.5, -0.5, {}]) {
      expect(() => encodeMessage(definition, { ...sample, [name]: value } as Message)).toThrow(
        path,
      );
    }
  });
});
