import { readService, ruleOf, UserError } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { readCommitted } from "../../../support/committed-text.ts";

const FOLDER = "simulator/examples/acceptance";
const SMALL = readCommitted(`${FOLDER}/small-municipality.yaml`);

function mistakeIn(text: string) {
  try {
    readService(text, "service.yaml");
  } catch (error) {
    if (error instanceof UserError) return error.mistake;
    throw error;
  }
  return undefined;
}

describe("an acceptance file", () => {
  test.each([
    ["small", 12],
    ["middle", 100],
    ["large", 1_000],
  ])("of a %s municipality is read", (size, count) => {
    const service = readService(readCommitted(`${FOLDER}/${size}-municipality.yaml`), "f");
    expect(service.stories.reduce((sum, { devices }) => sum + devices, 0)).toBe(count);
  });

  test("means the same with Norwegian and English fields side by side", () => {
    const mixed = SMALL.replace("kommune:", "municipality:").replace("uker:", "weeks:");
    expect(mixed).not.toBe(SMALL);
    expect(readService(mixed, "f")).toEqual(readService(SMALL, "f"));
    expect(readService(SMALL.normalize("NFD"), "f").stories).toEqual(
      readService(SMALL, "f").stories,
    );
  });

  test("gives the rule of the verdict, nothing critical or serious open by default", () => {
    expect(ruleOf(readService(SMALL, "f"))).toEqual({ A: 0, B: 0, C: null });
    const five = `${SMALL}  tillattÅpne: { B: 1, C: 5 }\n`;
    expect(ruleOf(readService(five, "f"))).toEqual({ A: 0, B: 1, C: 5 });
  });

  test.each([
    ["uker: 6", "uker: 0", "godkjenning.uker", "0", "1 to 104"],
    ["klasse: B", "klasse: D", "godkjenning.terskler[0].klasse", "D", "A, B, C"],
    ["produkt: pilly-sms", "produkt: pille", "brukerhistorier[1].produkt", "pille", "pilly-sms"],
    ["2027-03-01", "2027-02-30", "godkjenning.start", "2027-02-30", "a date that exists"],
    [
      "tiltakMinutter: 60",
      "tiltakMinutter: 3",
      "respons.frister.alvorlig.tiltakMinutter",
      "3",
      "5",
    ],
    ["kommune: Eksempelvik", "komune: X", "komune", "komune", "municipality (kommune)"],
    [
      "kjøpspris: 4000",
      "kjøpspris: 4000, leiePerMåned: 1",
      "brukerhistorier[1].kjøpspris",
      "both",
      "either",
    ],
  ])("with %s made %s is refused at its line", (right, wrong, field, found, allowed) => {
    const text = SMALL.replace(right, wrong);
    const line = text.slice(0, text.indexOf(wrong)).split("\n").length;
    expect(mistakeIn(text)).toMatchObject({
      ...{ file: "service.yaml", field, found },
      allowed: expect.stringContaining(allowed),
    });
    if (field !== "komune") expect(mistakeIn(text)?.line).toBe(line);
  });

  test("is refused when a field stands under both of its names", () => {
    expect(mistakeIn(`${SMALL}municipality: Again\n`)).toMatchObject({
      ...{ code: "accept.twice", field: "municipality", line: SMALL.split("\n").length },
    });
    const other = SMALL.replace("kommune: Eksempelvik", "municipality: One\nkommune: Two");
    expect(mistakeIn(other)).toMatchObject({ code: "accept.twice", field: "kommune", line: 4 });
  });

  test("never allows an open critical deviation", () => {
    const text = `${SMALL}  tillattÅpne: { A: 1 }\n`;
    expect(mistakeIn(text)).toMatchObject({ field: "godkjenning.tillattÅpne.A", allowed: "0" });
  });

  test("is refused when its zones have other devices than its stories", () => {
    const text = `${SMALL}utrulling: [{ sone: nord, dato: 2027-03-01, enheter: 3 }]\n`;
    expect(mistakeIn(text)).toMatchObject({ field: "utrulling", found: "3 devices" });
  });

  test.each([
    ["a value", "kommune: Eksempelvik 01017012345"],
    ["a number without quotes", "kommune: 01017012345"],
    ["two groups", "kommune: 010170 12345"],
    ["a comment", "kommune: X # 41017012345"],
    ["escapes", 'kommune: "0101\\u003701\\u0032345"'],
    ["a field's name", 'kommune: X\n"01017012345": 1'],
  ])("with an identity number in %s is refused, and the number is not repeated", (_where, text) => {
    const found = mistakeIn(SMALL.replace("kommune: Eksempelvik", text));
    expect(found).toMatchObject({ code: "accept.identity-number", line: expect.any(Number) });
    expect(JSON.stringify(found)).not.toMatch(/\d{5}/);
  });

  test("may have a number of a made-up person, whose month has 80 added", () => {
    expect(mistakeIn(SMALL.replace("Eksempelvik", "01817012345 by"))).toBeUndefined();
  });
});
