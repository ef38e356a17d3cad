import * as fc from "fast-check";
import type { MessageDefinition } from "../schema/define-message.ts";
import type { Fields, InferFields, Kind } from "../schema/kind.ts";

/** Numbers at which a CBOR head grows, or a reader changes from 32 bits to more. */
const HEAD_EDGES = [23, 24, 255, 256, 65_535, 65_536, 0x7fff_ffff, 0xffff_ffff, 0x1_0000_0000];

/**
 * Makes messages of a definition: every field, present and absent, each often at its limits.
 *
 * It follows the definition alone, so a new field is tested without a new line of test.
 */
export function arbitraryOf<F extends Fields>(
  definition: MessageDefinition<F>,
): fc.Arbitrary<InferFields<F>> {
  return arbitraryOfFields(definition.fields) as fc.Arbitrary<InferFields<F>>;
}

/** Makes values of one kind of field. */
export function arbitraryOfKind(kind: Kind): fc.Arbitrary<unknown> {
  switch (kind.kind) {
    case "whole":
      return wholeBetween(kind.min, kind.max);
    case "text":
      return kind.pattern === undefined
        ? textOfBytes(kind.minBytes, kind.maxBytes)
        : matchingText(kind.pattern, kind.minBytes, kind.maxBytes);
    case "bytes":
      return fc.uint8Array({ minLength: kind.minBytes, maxLength: kind.maxBytes });
    case "bool":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...Object.keys(kind.words));
    case "instant":
      return fc.oneof(fc.constantFrom(999, 1_000), wholeBetween(0, Number.MAX_SAFE_INTEGER));
    case "list":
      return fc.array(arbitraryOfKind(kind.item), { minLength: kind.min, maxLength: kind.max });
    case "struct":
      return arbitraryOfFields(kind.fields);
  }
}

function arbitraryOfFields(fields: Fields): fc.Arbitrary<Record<string, unknown>> {
  const entries = Object.entries(fields);
  const model = entries.map(([name, { kind }]) => [name, arbitraryOfKind(kind)] as const);
  const requiredKeys = entries.filter(([, { optional }]) => !optional).map(([name]) => name);
  return fc.record(Object.fromEntries(model), { requiredKeys, noNullPrototype: true });
}

function wholeBetween(min: number, max: number): fc.Arbitrary<number> {
  const edges = [min, min + 1, max - 1, max, ...HEAD_EDGES];
  const inside = edges.filter((edge) => edge >= min && edge <= max);
  return fc.oneof(fc.constantFrom(...inside), fc.integer({ min, max }));
}

/** Text in all planes of Unicode, cut to its size in bytes; also exactly as long as allowed. */
function textOfBytes(minBytes: number, maxBytes: number): fc.Arbitrary<string> {
  const any = fc.string({ unit: "binary", minLength: minBytes, maxLength: maxBytes });
  const longest = fc.constantFrom("x", "é", "€", "😀").map((sign) => sign.repeat(maxBytes));
  return fc.oneof({ weight: 4, arbitrary: any }, longest).map((text) => cutTo(text, maxBytes));
}

function matchingText(pattern: RegExp, minBytes: number, maxBytes: number): fc.Arbitrary<string> {
  return fc
    .stringMatching(pattern)
    .filter((text) => byteLength(text) >= minBytes && byteLength(text) <= maxBytes);
}

function cutTo(text: string, maxBytes: number): string {
  let kept = "";
  let size = 0;
  for (const sign of text) {
    size += byteLength(sign);
    if (size > maxBytes) break;
    kept += sign;
  }
  // A first sign that is too wide leaves nothing; a narrow one always fits.
  return kept === "" && text !== "" ? "x" : kept;
}

/** Counted apart from the codec, which would otherwise judge itself. */
function byteLength(text: string): number {
  return encodeURIComponent(text).replace(/%../g, "_").length;
}
