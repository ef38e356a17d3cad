import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { profileOf, validateProfile } from "@dosekit/firmware-model";
import { type Mistake, readFleet, readProfile, UserError } from "@dosekit/simulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const EXAMPLES = fileURLToPath(new URL("../../../../simulator/examples", import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dosekit-profile-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  writeFileSync(join(folder, "p.yaml"), text);
  return readProfile("p.yaml", folder, "--profile");
}

function mistakeIn(text: string): Mistake {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UserError) return error.mistake;
    throw error;
  }
  throw new Error("the profile was accepted");
}

const LIKE = "like: carousel-28\nproduct: mine\n";

describe("a product in a file", () => {
  test("takes what it leaves unsaid from the product that it is like", () => {
    const text = `${LIKE}lateMin: { value: 45, unit: min, range: [5, 60], confidence: found, source: manual }\n`;
    const profile = read(text);
    const base = profileOf("carousel-28");
    expect(profile).toMatchObject({ product: "mine", lateMin: { value: 45, confidence: "found" } });
    expect(profile.reminder).toEqual(base?.reminder);
    expect(validateProfile(profile)).toEqual([]);
  });

  test("leaves out what it says is null, such as the reason why an alert is never raised", () => {
    const away =
      "like: medido\nproduct: mine\nmechanismFigures: { missedPouchHeld: { value: 0 } }\n";
    expect(mistakeIn(away)).toMatchObject({ field: "unreachableAlerts.1.9", found: "a reason" });
    const profile = read(`${away}unreachableAlerts: { "1.9": null }\n`);
    expect(Object.keys(profile.unreachableAlerts)).not.toContain("1.9");
    expect(mistakeIn(`${LIKE}capacity: null\n`)).toMatchObject({ field: "capacity" });
  });

  test("may be whole, as JSON, for each product that there is", () => {
    for (const product of ["evondos-e300", "medido", "pilly-sms", "carousel-28", "karie"]) {
      const whole = { ...profileOf(product), product: "mine" };
      expect(read(JSON.stringify(whole))).toEqual(JSON.parse(JSON.stringify(whole)));
    }
  });

  test("runs in a fleet without a line of code, by option and by fleet file", () => {
    const byOption = readFleet(
      { profile: ["profiles/uncounted-tray.yaml"], devices: 2, seed: "1" },
      EXAMPLES,
      () => "1",
    );
    expect(byOption.run.devices.map(({ product }) => product)).toEqual([
      "uncounted-tray",
      "uncounted-tray",
    ]);
    expect(byOption.run.profiles?.[0]?.mechanismFigures["misplacementRecovery"]?.value).toBe(0);
    writeFileSync(join(folder, "mine.yaml"), LIKE);
    writeFileSync(join(folder, "fleet.yaml"), "profiles: [mine.yaml]\nproduct: mine\ndevices: 3\n");
    const byFile = readFleet({ fleet: "fleet.yaml" }, folder, () => "1");
    expect(byFile.run.devices.map(({ product }) => product)).toEqual(["mine", "mine", "mine"]);
  });
});

describe("a product file is refused with field, line, found and allowed", () => {
  test("when a figure is out of its range", () => {
    const text = `${LIKE}lateMin:\n  value: 999\n`;
    expect(mistakeIn(text)).toMatchObject({
      ...{ code: "profile.bad-value", file: "p.yaml", line: 4, field: "lateMin" },
      ...{ found: "999", allowed: "a whole number, 5 to 300" },
    });
  });

  test("when a field does not exist", () => {
    expect(mistakeIn(`${LIKE}lateMinutes: 5\n`)).toMatchObject({
      ...{ line: 3, field: "lateMinutes", found: "lateMinutes" },
    });
  });

  test("when a value has the wrong form, or a confidence is none", () => {
    expect(mistakeIn(`${LIKE}capacity: many\n`)).toMatchObject({
      field: "capacity",
      found: "many",
    });
    expect(mistakeIn(`${LIKE}capacity: { confidence: sure }\n`)).toMatchObject({
      ...{ field: "capacity.confidence", found: "sure" },
      allowed: "found, stand-in, inferred or unknown",
    });
  });

  test("when its mechanism needs a figure that it does not name", () => {
    const text = `${LIKE}mechanism: { value: tray }\n`;
    expect(mistakeIn(text)).toMatchObject({
      ...{ field: "mechanismFigures.tiltSettleSeconds", found: "nothing", allowed: "a figure" },
    });
  });

  test("when it takes a name that there is, names none, or is like nothing", () => {
    expect(mistakeIn("like: medido\nproduct: medido\n")).toMatchObject({ field: "product" });
    expect(mistakeIn("like: medido\n")).toMatchObject({ field: "product", found: "nothing" });
    expect(mistakeIn("like: no-such\nproduct: mine\n")).toMatchObject({ field: "like" });
    expect(mistakeIn(`${LIKE.replace("mine", "Not A Name")}`)).toMatchObject({ field: "product" });
  });

  test("when it is no mapping, or no YAML", () => {
    expect(mistakeIn("[1, 2]")).toMatchObject({ code: "profile.bad-value" });
    expect(mistakeIn("a: [")).toMatchObject({ code: "file.syntax" });
  });

  test("when it does not say what a hazard is", () => {
    const hazards = "hazards:\n  - { id: x, hazard: h, cause: c }\n";
    expect(mistakeIn(`${LIKE}${hazards}`)).toMatchObject({ found: "nothing", line: 4 });
  });
});
