import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FleetOptions, type Mistake, readFleet, UserError } from "@dosekit/simulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dosekit-people-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const OWN =
  "like: stable\nname: own\nshare: { value: 1, unit: share, confidence: found, source: our register }\n";
const OTHER = OWN.replace("name: own", "name: other").replace("value: 1", "value: 3");

/** Reads a fleet of 400 devices whose file says this, with two persona files beside it. */
function read(text: string, options: FleetOptions = {}) {
  writeFileSync(join(folder, "own.yaml"), OWN);
  writeFileSync(join(folder, "other.yaml"), OTHER);
  writeFileSync(join(folder, "fleet.yaml"), `devices: 400\nseed: s\n${text}`);
  return readFleet({ fleet: "fleet.yaml", ...options }, folder, () => "fresh").run;
}

function shares(text: string, options?: FleetOptions): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { persona } of read(text, options).devices) {
    counts[persona] = (counts[persona] ?? 0) + 1 / 400;
  }
  return counts;
}

function mistakeIn(text: string, options?: FleetOptions): Mistake {
  try {
    read(text, options);
  } catch (error) {
    if (error instanceof UserError) return error.mistake;
    throw error;
  }
  throw new Error("the fleet was accepted");
}

describe("the people of a fleet", () => {
  test("are of all personas that ship, by their shares, when it names none", () => {
    const {
      stable,
      forgetful,
      "cognitive-decline": declining,
      away,
    } = shares("people: {preset: B}");
    expect(stable).toBeCloseTo(0.7, 1);
    expect(forgetful).toBeCloseTo(0.2, 1);
    expect(declining).toBeCloseTo(0.07, 1);
    expect(away).toBeCloseTo(0.03, 1);
    expect(read("people: {preset: B}\n").people).toEqual({ preset: "B" });
  });

  test("are those that it names, its own among them", () => {
    const text = "personas: [own.yaml]\npeople: {own: 3, away: 1}\n";
    const found = shares(text);
    expect(Object.keys(found).sort()).toEqual(["away", "own"]);
    expect(found["own"]).toBeCloseTo(0.75, 1);
    expect(read(text).personas?.map(({ name }) => name)).toEqual(["own"]);
  });

  test("are all of the files that the command line names", () => {
    const found = shares("people: {stable: 1}\n", { people: ["own.yaml", "other.yaml"] });
    expect(Object.keys(found).sort()).toEqual(["other", "own"]);
    expect(found["other"]).toBeCloseTo(0.75, 1);
  });

  test("may differ between groups", () => {
    const groups =
      "groups: [{name: a, devices: 5, people: {away: 1}}, {name: b, devices: 5, people: {stable: 1}}]\n";
    writeFileSync(join(folder, "groups.yaml"), groups);
    const { devices } = readFleet({ fleet: "groups.yaml" }, folder, () => "fresh").run;
    expect(devices.map(({ persona }) => persona)).toEqual([
      ...Array(5).fill("away"),
      ...Array(5).fill("stable"),
    ]);
  });

  test.each(["preset: B", "habits: {idling: false}"])(
    "live alike in all groups: a group is not the place for %s",
    (said) => {
      const groups = `groups: [{name: a, devices: 5, people: {${said}}}]\n`;
      writeFileSync(join(folder, "groups.yaml"), groups);
      try {
        readFleet({ fleet: "groups.yaml" }, folder, () => "fresh");
        expect.unreachable();
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        expect(error.mistake).toMatchObject({
          field: `groups[0].people.${said.split(":")[0]}`,
          allowed: expect.stringContaining("`people` of the fleet says it for all groups"),
        });
      }
    },
  );

  test("have the habits that it switches, and no others are named", () => {
    const text = "people: {habits: {training: true, journeys: false, calls: persona}}\n";
    expect(read(text).people).toEqual({
      preset: "A",
      habits: { training: true, journeys: false, calls: "persona" },
    });
  });

  test("live on rounds of ten homes, in the order of their names", () => {
    const stops = read("").devices.map(({ roundStop }) => roundStop);
    expect(stops[0]).toEqual({ round: "pilly-sms-round-1", stop: 0 });
    expect(stops[19]).toEqual({ round: "pilly-sms-round-2", stop: 9 });
  });

  test.each([
    [
      "people: {nobody: 1}",
      { code: "fleet.unknown-persona", field: "people.nobody", found: "nobody", line: 3 },
      "stable, forgetful, cognitive-decline, away",
    ],
    [
      "personas: [own.yaml]\npeople: {nobody: 1}",
      { code: "fleet.unknown-persona", line: 4 },
      "stable, forgetful, cognitive-decline, away, own",
    ],
    [
      "people: {stable: 0}",
      { field: "people", found: "shares of 0" },
      "at least one share above 0",
    ],
    [
      "people: {stable: many}",
      { field: "people.stable", line: 3 },
      "a persona's name with its share, a number from 0 to 1000000",
    ],
    [
      "people: {shares: {stable: 1}}",
      { field: "people.shares", line: 3 },
      "a persona's name with its share, a number from 0 to 1000000",
    ],
    ["people: {preset: C}", { field: "people.preset", found: "C" }, "A or B"],
    ["people: {habits: {calls: nobody}}", { field: "people.habits.calls" }, "centre or persona"],
    ["people: {habits: {journeys: 1}}", { field: "people.habits.journeys" }, "true or false"],
    [
      "people: {habits: {sleeping: true}}",
      { code: "fleet.unknown-field", field: "people.habits.sleeping" },
      "calls, inTime, ignoring, idling, mistakes, journeys, relatives, training, decline, dropOut",
    ],
    [
      "personas: [none.yaml]",
      { code: "file.cannot-read", field: "personas" },
      "a file that exists and may be read",
    ],
    [
      "personas: [own.yaml, own.yaml]",
      { code: "persona.bad-value", field: "name" },
      "a name that no persona has yet",
    ],
  ] as const)("are refused in %j with what is allowed", (text, mistake, allowed) => {
    expect(mistakeIn(`${text}\n`)).toMatchObject({ ...mistake, allowed });
  });

  test("are refused where the command line names a file that is none", () => {
    expect(mistakeIn("", { people: ["none.yaml"] })).toMatchObject({ field: "--people" });
  });
});
