import { incidentsOf, readService, seedOf, UserError } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { readCommitted } from "../../../support/committed-text.ts";
import { smallService } from "../../../support/simulator/acceptance/fake-parts.ts";

const SMALL = readCommitted("simulator/examples/acceptance/small-municipality.yaml");

function mistakeIn(text: string) {
  try {
    readService(text, "service.yaml");
  } catch (error) {
    if (error instanceof UserError) return error.mistake;
    throw error;
  }
  return undefined;
}

describe("a file that contradicts itself is refused at its line", () => {
  test.each([
    ["ruter: [{ til: [bruker] }]", "ruter[0]", "neither"],
    ['ruter: [{ kode: "1.1", alvorlighet: 30, til: [bruker] }]', "ruter[0]", "both"],
    ["hendelser: [strømbrudd, strømbrudd]", "hendelser[1]", "strømbrudd"],
    ["forhold: { feil: ingen, feilfil: a.yaml }", "forhold.feilfil", "both"],
    [
      "personer: { blanding: [{ persona: glemsom, andel: 0 }] }",
      "personer.blanding",
      "shares of 0",
    ],
    [
      "personer: { blanding: [{ persona: glemsom, andel: 1 }, { persona: forgetful, andel: 1 }] }",
      "personer.blanding[1].persona",
      "forgetful",
    ],
    ["avvik: [{ id: a }, { id: a }]", "avvik[1].id", "a"],
    ["avvik: [{ id: a, status: lukket }]", "avvik[0].status", "lukket"],
    ["avvik: [{ id: a, lukket: 2027-03-02 }]", "avvik[0].lukket", "2027-03-02"],
    ["avvik: [{ id: a, klasse: A }]", "avvik[0]", "only some of klasse, funnet and hva"],
    [
      "avvik: [{ id: a, klasse: A, funnet: 2027-03-02, hva: x, status: lukket, lukket: 2027-03-01 }]",
      "avvik[0].lukket",
      "2027-03-01",
    ],
    ["sammenlign: [{ historie: hans, produkter: [medido] }]", "sammenlign[0].historie", "hans"],
    [
      "sammenlign: [{ historie: tone, produkter: [medido, medido] }]",
      "sammenlign[0].produkter[1]",
      "medido",
    ],
    [
      "utrulling: [{ sone: nord, dato: 2027-04-12, enheter: 12 }]",
      "utrulling[0].dato",
      "2027-04-12",
    ],
  ])("%s", (line, field, found) => {
    expect(mistakeIn(`${SMALL}\n${line}\n`)).toMatchObject({
      ...{ code: "accept.contradiction", field, found },
      line: SMALL.split("\n").length + 1,
      allowed: expect.stringMatching(/\w/),
    });
  });

  test.each([
    [
      "a story with its product twice",
      "historie: peder, produkt: pilly-sms",
      "historie: tone, produkt: evondos-e300",
    ],
    ["more devices than a machine runs", "enheter: 4", "enheter: 100000"],
    ["two shifts of one name", "navn: natt", "navn: dag"],
    [
      "two thresholds alike",
      "enheter-uten-oppfølging, høyst: 0, klasse: B",
      "ikke-utlevert-per-1000-doser, høyst: 0, klasse: B",
    ],
  ])("%s", (_what, right, wrong) => {
    expect(SMALL).toContain(right);
    expect(mistakeIn(SMALL.replace(right, wrong))).toMatchObject({ code: "accept.contradiction" });
  });
});

test.each([
  ["hendelser: [strømbrudd, strømbrudd]", "strømbrudd", "each incident once"],
  [
    'ruter: [{ kode: "1.1", alvorlighet: 30, til: [bruker] }]',
    "both",
    "either kode or alvorlighet",
  ],
  [
    "avvik: [{ id: a, lukket: 2027-03-02 }]",
    "2027-03-02",
    "no date in lukket while it is open; status: lukket beside the date",
  ],
  ["forhold: { feil: ingen, feilfil: a.yaml }", "both", "either feil or feilfil"],
])("a Norwegian file is told of in its own words: %s", (line, found, allowed) => {
  const told = mistakeIn(`${SMALL}\n${line}\n`);
  expect(told).toMatchObject({ found, allowed: expect.stringContaining(allowed) });
});

test("an English file is told of in its own words", () => {
  const { service } = smallService();
  const closed = { deviations: [{ id: "a", status: "closed" }] };
  const told = mistakeIn(JSON.stringify({ ...service, ...closed }));
  expect(told).toMatchObject({
    ...{ field: "deviations[0].status", found: "closed" },
    allowed: "status: closed with its date in closed",
  });
});

test("a closed deviation that people found may be in a file", () => {
  const line =
    "avvik: [{ id: a, klasse: A, funnet: 2027-03-02, hva: x, status: lukket, lukket: 2027-03-02 }]";
  expect(readService(`${SMALL}\n${line}\n`, "f").deviations).toHaveLength(1);
});

test("a file without a seed and incidents has the usual ones, always the same", () => {
  const service = readService(SMALL, "f");
  expect(seedOf(service)).toBe("1");
  expect(incidentsOf(service)).toEqual(["area-power-cut", "mobile-outage", "centre-overloaded"]);
  expect(seedOf(readService(`${SMALL}\nfrø: 42\n`, "f"))).toBe("42");
});

test.each([
  ["ruter: [{ kode: 1.1, til: [bruker] }]", "ruter[0].kode", "1.23"],
  ["hendelser: [brann]", "hendelser[0]", "area-power-cut"],
  ["bemanning: { antallFrø: 0 }", "bemanning.antallFrø", "1 to 100"],
  ["økonomi: { år: 0 }", "økonomi.år", "1 to 30"],
  ["avvik: [{ id: a, frist: i morgen }]", "avvik[0].frist", "a date that exists"],
  ["protokoller: [1]", "protokoller[0]", "path"],
])("%s is refused with what is allowed", (line, field, allowed) => {
  expect(mistakeIn(`${SMALL}\n${line}\n`)).toMatchObject({
    ...{ field, line: SMALL.split("\n").length + 1 },
    allowed: expect.stringContaining(allowed),
  });
});

test.each([
  "avvik: [{ id: a, merknad: 01017012345 }]",
  "avvik: [{ id: a, ansvarlig: 010170 12345 }]",
])("no new field takes an identity number: %s", (line) => {
  expect(mistakeIn(`${SMALL}\n${line}\n`)).toMatchObject({ code: "accept.identity-number" });
});
