import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Mistake,
  PEOPLE_FIGURES,
  type Persona,
  type PersonaFigure,
  personaNamed,
  readPersona,
  shippedPersonas,
  UserError,
} from "@dosekit/simulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dosekit-persona-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function read(text: string): Persona {
  writeFileSync(join(folder, "p.yaml"), text);
  return readPersona({ path: "p.yaml", folder, field: "--people" }, shippedPersonas());
}

function mistakeIn(text: string): Mistake {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UserError) return error.mistake;
    throw error;
  }
  throw new Error("the persona was accepted");
}

function figuresIn(value: unknown): readonly PersonaFigure[] {
  if (typeof value !== "object" || value === null) return [];
  return "confidence" in value
    ? [value as PersonaFigure]
    : Object.values(value).flatMap((inner) => figuresIn(inner));
}

describe("the personas that ship", () => {
  test("are the four, with shares that make a whole", () => {
    const personas = shippedPersonas();
    const shares = personas.map(({ name, share }) => [name, share.value]);
    expect(shares).toEqual([
      ["stable", 0.7],
      ["forgetful", 0.2],
      ["cognitive-decline", 0.07],
      ["away", 0.03],
    ]);
  });

  test("together leave 0.44 and tell of 1.3 of 100 doses with preset A, 1.06 and 3.04 with B", () => {
    const sums = (["A", "B"] as const).map((preset) =>
      shippedPersonas().reduce(
        ([missed, told], { share, takesAlone, takesAfterCall }) => {
          const left = 1 - takesAlone[preset].value;
          const lost = left - takesAfterCall[preset].value;
          return [missed + share.value * lost, told + share.value * left] as const;
        },
        [0, 0] as readonly [number, number],
      ),
    );
    const [a, b] = sums.map((row) => row.map((rate) => Math.round(rate * 1e4) / 100));
    expect(a).toEqual([0.44, 1.3]);
    expect(b).toEqual([1.06, 3.04]);
  });

  test("say of every number where it comes from, as do the numbers of everybody", () => {
    const figures = figuresIn([shippedPersonas(), PEOPLE_FIGURES]);
    expect(figures.length).toBeGreaterThan(4 * 15 + 20);
    for (const { confidence, source } of figures) {
      expect(confidence).toBe("inferred");
      expect(source.length).toBeGreaterThan(10);
    }
  });

  test("are found by name, and another name is a mistake of the program", () => {
    expect(personaNamed("away").isOut.value).toBe(1);
    const own = { ...personaNamed("stable"), name: "own" };
    expect(personaNamed("own", [own])).toBe(own);
    expect(() => personaNamed("own")).toThrow(RangeError);
  });
});

describe("a persona of a municipality", () => {
  test("is one file that says what differs from one that there is", () => {
    const persona = read(
      "like: forgetful\nname: night-owl\nlatencyMedian: { value: 40, source: own survey, confidence: found }\n",
    );
    expect(persona.latencyMedian).toEqual({
      ...{ value: 40, unit: "min", confidence: "found", source: "own survey" },
    });
    expect(persona.takesAlone).toEqual(personaNamed("forgetful").takesAlone);
  });

  test("may be whole, as JSON", () => {
    const whole = { ...personaNamed("away"), name: "own" };
    expect(read(JSON.stringify(whole))).toEqual(whole);
  });

  const LIKE = "like: stable\nname: own\n";

  test.each([
    ["like: nobody\nname: own\n", "like", "stable, forgetful, cognitive-decline, away"],
    ["like: stable\n", "name", "a name of its own"],
    ["like: stable\nname: away\n", "name", "a name that no persona has yet"],
    [
      "like: stable\nname: preset\n",
      "name",
      "1 to 32 of a-z, 0-9 and -, other than preset and habits",
    ],
    [`${LIKE}isOut: { value: 2 }\n`, "isOut.value", "a number from 0 to 1"],
    [`${LIKE}isOut: { value: often }\n`, "isOut.value", "a number from 0 to 1"],
    [`${LIKE}latencyMedian: { value: 0 }\n`, "latencyMedian.value", "a number from 0.1 to 1440"],
    [`${LIKE}latencyMedian: { unit: h }\n`, "latencyMedian.unit", "min"],
    [`${LIKE}mood: good\n`, "mood", "the fields that a persona has"],
    [`${LIKE}isOut: null\n`, "isOut", "a figure with `value`, `unit`, `confidence`, `source`"],
    [
      `${LIKE}isOut: { confidence: sure }\n`,
      "isOut.confidence",
      "found, stand-in, inferred or unknown",
    ],
    [
      `${LIKE}takesAlone: { A: 1 }\n`,
      "takesAlone.A",
      "a figure with `value`, `unit`, `confidence`, `source`",
    ],
    [
      `${LIKE}takesAfterCall: { A: { value: 0.5 } }\n`,
      "takesAfterCall.A.value",
      "at most 1 with takesAlone",
    ],
  ])("is refused for what is wrong in it: %j", (text, field, allowed) => {
    const line = text.split("\n").findIndex((row) => row.startsWith(field.split(".")[0] ?? "")) + 1;
    expect(mistakeIn(text)).toMatchObject({
      ...{ code: "persona.bad-value", file: "p.yaml", field, allowed },
      ...(line > 0 ? { line } : {}),
    });
  });
});
