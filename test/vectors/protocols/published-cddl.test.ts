import { describe, expect, it } from "vitest";
import { misfitOf, unknownNames } from "../../support/cddl/check-item.ts";
import { parseCddl } from "../../support/cddl/parse-cddl.ts";
import { readCommitted } from "../../support/committed-text.ts";
import { decodeItem, type Item } from "../../support/stranger/cbor.ts";

interface Row {
  readonly name: string;
  readonly hex: string;
  readonly message?: string;
  readonly error?: string;
}

const TEXT = readCommitted("protocols/spec/omdp.cddl");
const RULES = parseCddl(TEXT);
const MESSAGE_VECTORS = JSON.parse(readCommitted("protocols/spec/vectors/messages.json")) as {
  readonly valid: readonly Row[];
  readonly invalid: readonly Row[];
};
const LIMITS = JSON.parse(readCommitted("protocols/spec/vectors/limits-of-messages.json")) as {
  readonly rows: readonly (Row & { readonly result: string })[];
};
/** What a text with one thing wrong is found by. */
const TAKEN = [...MESSAGE_VECTORS.valid, ...LIMITS.rows.filter(({ result }) => result === "valid")];
const REFUSED = [...MESSAGE_VECTORS.invalid, ...LIMITS.rows.filter(({ error }) => error)];
const SECURITY_VECTORS = JSON.parse(readCommitted("protocols/spec/vectors/security.json")) as {
  readonly rows: readonly { readonly name: string; readonly message?: string }[];
};
/** Messages inside sealed ones. */
const SEALED = SECURITY_VECTORS.rows.flatMap(({ name, message }) =>
  message === undefined ? [] : [[name, message] as const],
);
/** What is wrong with the shape of a message, which is what CDDL can say. */
const OF_SHAPE = new Set([
  "not-a-message",
  "unknown-message",
  "missing-field",
  "unknown-critical-field",
  "wrong-type",
  "out-of-range",
  "text-form",
  "unknown-word",
]);

function itemOf(hex: string): Item {
  return decodeItem(Buffer.from(hex, "hex"));
}

function misfit(hex: string, rule = "omdp-message"): string | undefined {
  return misfitOf(RULES, rule, itemOf(hex));
}

describe("the published CDDL, read back", () => {
  it("explains every name that it uses", () => {
    expect(unknownNames(RULES)).toEqual([]);
  });

  it.each(MESSAGE_VECTORS.valid.map((row) => [row.name, row] as const))(
    "takes %s, as the message that it is",
    (_name, { hex, message = "" }) => {
      expect(misfit(hex, message)).toBeUndefined();
      expect(misfit(hex)).toBeUndefined();
    },
  );

  it.each(SEALED)("takes the message in %s", (_name, hex) => {
    expect(misfit(hex)).toBeUndefined();
  });

  it.each(
    MESSAGE_VECTORS.invalid
      .filter(({ error = "" }) => OF_SHAPE.has(error))
      .map((row) => [row.name, row] as const),
  )("refuses %s", (_name, { hex }) => {
    expect(misfit(hex)).toBeDefined();
  });
});

describe("a published CDDL with one thing wrong", () => {
  it.each([
    ["another number of a message", "event-request = [3,", "event-request = [4,"],
    ["a greater least value", "  1: 1..4294967295, ; epoch: Epoch that", "  1: 2..4294967295, ;"],
    ["a smaller greatest value", "5: 0..9007199254740991, ; uptimeMs", "5: 0..9, ; uptimeMs"],
    ["another key", "  7: device-event-clock", "  77: device-event-clock"],
    ["a field that must be there", "? 6: instant, ; civilMs", "6: instant, ; civilMs"],
    ["another type", "? 22: text .size (1..36)", "? 22: bytes .size (1..36)"],
    ["a shorter text", "? 8: text .size (1..48)", "? 8: text .size (1..4)"],
    ["another form of a text", "[A-Za-z0-9._-]+", "[0-9]+"],
    ["a word that is gone", '  "dose.closed": 5,\n', ""],
    ["a shorter list", "6: [0*64 plan-entry]", "6: [0*1 plan-entry]"],
    ["no room for keys of a newer version", /\n {2}\* uint => any[^\n]*/g, ""],
    ["a message that is left out", " / key-change", ""],
  ])("is found by the vectors: %s", (_name, from, to) => {
    const damaged = TEXT.replace(from, to);
    expect(damaged).not.toBe(TEXT);
    const rules = parseCddl(damaged);
    const found = TAKEN.filter(
      ({ hex }) => misfitOf(rules, "omdp-message", itemOf(hex)) !== undefined,
    );
    expect(found.map(({ name }) => name)).not.toEqual([]);
  });

  it.each([
    ["a wider range", "1: 1..4294967295, ; epoch: Life", "1: 0..4294967295, ; epoch: Life"],
    ["a field that may be absent", "  7: device-event-clock", "  ? 7: device-event-clock"],
    ["a text of any form", /\(text \.size \(1\.\.36\)\) \.and [^,]*,/g, "text,"],
    ["room for unknown critical keys", /\* uint => any/g, "* int => any"],
    ["an instant of 1,000 ms", "milliseconds: 0..999", "milliseconds: 0..1000"],
  ])("is found by the vectors that have to be refused: %s", (_name, from, to) => {
    const damaged = TEXT.replace(from, to);
    expect(damaged).not.toBe(TEXT);
    const rules = parseCddl(damaged);
    const refused = REFUSED.filter(({ error = "" }) => OF_SHAPE.has(error));
    const known = refused.filter(({ hex }) => misfit(hex) === undefined);
    const taken = refused.filter(
      ({ hex }) => misfitOf(rules, "omdp-message", itemOf(hex)) === undefined,
    );
    expect(taken.length).toBeGreaterThan(known.length);
  });

  it.each([
    ["a name without a rule", "instant = [", "moment = ["],
    ["a rule twice", "event-request = [3,", "event-acknowledgement = [3,"],
    ["a bracket too few", "}]\n", "}\n"],
    ["a character that CDDL does not have", "instant = [", "instant § ["],
  ])("is not read: %s", (_name, from, to) => {
    const damaged = TEXT.replace(from, to);
    const read = () => {
      const unknown = unknownNames(parseCddl(damaged));
      if (unknown.length > 0) throw new SyntaxError(`no rule ${unknown.join(", ")}`);
    };
    expect(read).toThrow(SyntaxError);
  });
});
