import { decodeMessage, encodeMessage, MESSAGES } from "@dosekit/protocols";
import { arbitraryOf } from "@dosekit/protocols/testing";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { misfitOf } from "../../support/cddl/check-item.ts";
import { parseCddl } from "../../support/cddl/parse-cddl.ts";
import { readCommitted } from "../../support/committed-text.ts";
import { decodeItem, encodeItem, type Item } from "../../support/stranger/cbor.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 5_000 : 150;
const RULES = parseCddl(readCommitted("protocols/spec/omdp.cddl"));

/** Values that take the place of one that was right. */
const strange: fc.Arbitrary<Item> = fc.oneof(
  fc.integer({ min: -3, max: 300 }),
  fc.constantFrom(0xffff_ffff, 0x1_0000_0000, Number.MAX_SAFE_INTEGER),
  fc.string({ maxLength: 60, unit: "grapheme" }),
  fc.constantFrom<Item>([], [1, 1], [1, 1_000], [-1, 0], null, true, new Map(), new Uint8Array(3)),
);

describe.each(MESSAGES.map((definition) => [definition.name, definition] as const))(
  "%s by the published CDDL",
  (name, definition) => {
    it("always fits when our own definitions wrote it", () => {
      fc.assert(
        fc.property(arbitraryOf(definition), (message) => {
          const item = decodeItem(encodeMessage(definition, message));
          expect(misfitOf(RULES, name, item)).toBeUndefined();
        }),
        { numRuns: RUNS },
      );
    });

    it("fits with one value changed just when our own decoder takes it", () => {
      const place = fc.nat();
      fc.assert(
        fc.property(arbitraryOf(definition), place, strange, (message, at, value) => {
          const [id, body] = decodeItem(encodeMessage(definition, message)) as [
            number,
            Map<number, Item>,
          ];
          const key = [...body.keys()][at % Math.max(1, body.size)] ?? 1;
          const item: Item = [id, new Map([...body, [key, value]])];
          const isTaken = decodeMessage(encodeItem(item)).ok;
          expect(misfitOf(RULES, name, item) === undefined).toBe(isTaken);
        }),
        { numRuns: RUNS },
      );
    });
  },
);
