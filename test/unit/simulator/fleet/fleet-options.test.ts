import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type FleetOptions,
  fleetRequest,
  type Mistake,
  PLANNED_KINDS,
  UserError,
} from "@dosekit/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dosekit-fleet-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function request(text: string, options: FleetOptions = {}): ReturnType<typeof fleetRequest> {
  writeFileSync(join(folder, "fleet.yaml"), text);
  return fleetRequest({ fleet: "fleet.yaml", ...options }, folder);
}

function mistakeIn(text: string, options: FleetOptions = {}): Mistake {
  try {
    request(text, options);
  } catch (error) {
    if (error instanceof UserError) return error.mistake;
    throw error;
  }
  throw new Error("the fleet was accepted");
}

describe("reading a fleet file", () => {
  it("takes YAML", () => {
    const { file } = request("devices: 10\nzone: Europe/Oslo\nplans:\n  - file: a.json\n");
    expect(file).toEqual({ devices: 10, zone: "Europe/Oslo", plans: [{ file: "a.json" }] });
  });

  it("takes JSON", () => {
    expect(request('{"devices": 10, "faults": "storm"}').file).toEqual({
      devices: 10,
      faults: { preset: "storm" },
    });
  });

  it("keeps dates and clock times as they were written", () => {
    const { file } = request(
      "start: 2026-11-23\nfaults:\n  planned:\n    - {kind: jam, at: 08:30, minutes: 5}\n",
    );
    expect(file.start).toBe("2026-11-23");
    expect(file.faults).toMatchObject({ planned: [{ at: "08:30" }] });
  });

  it("lets options override the file", () => {
    const { file, placeOf } = request("devices: 10\nzone: Europe/Oslo\n", { devices: 20 });
    expect(file.devices).toBe(20);
    expect(placeOf(["devices"])).toEqual({ field: "--devices" });
    expect(placeOf(["zone"])).toEqual({ file: "fleet.yaml", line: 2, field: "zone" });
  });

  it("needs no file at all", () => {
    expect(fleetRequest({ devices: 3 }, folder).file).toEqual({ devices: 3 });
  });
});

describe("a mistake in a fleet file", () => {
  it("is told with file, line, field, what was found and what is allowed: no devices", () => {
    expect(mistakeIn("zone: Europe/Oslo\ndevices: 0\n")).toEqual({
      code: "fleet.bad-value",
      file: "fleet.yaml",
      line: 2,
      field: "devices",
      found: "0",
      allowed: "a whole number from 1 to 1000000",
      message: "A field has a value that it can't have.",
    });
  });

  it("names a field that does not exist, and the ones that do", () => {
    const mistake = mistakeIn("devices: 1\n\ndevcies: 2\n");
    expect(mistake).toMatchObject({ code: "fleet.unknown-field", line: 3, found: "devcies" });
    expect(mistake.allowed).toContain("devices, groups, product, profiles, zone");
  });

  it("names an unknown field inside a list", () => {
    const mistake = mistakeIn("plans:\n  - file: a.json\n    shard: 2\n");
    expect(mistake).toMatchObject({
      line: 3,
      field: "plans[0].shard",
      found: "shard",
      allowed: "file, share",
    });
  });

  it("names a field inside one form of a field that has two", () => {
    const mistake = mistakeIn(
      "faults:\n  planned:\n    - kind: flood\n      at: '08:00'\n      minutes: 1\n",
    );
    expect(mistake).toMatchObject({
      line: 3,
      field: "faults.planned[0].kind",
      found: "flood",
      allowed: PLANNED_KINDS.join(", "),
    });
  });

  it("tells the forms of a field that has none of them", () => {
    expect(mistakeIn("faults: sometimes\n")).toMatchObject({
      line: 1,
      field: "faults",
      found: "sometimes",
      allowed:
        "none, everyday, storm or swarm, or a mapping with `preset`, `planned` and `rolls`, or with `file`",
    });
  });

  it("says that a field is missing", () => {
    expect(mistakeIn("groups:\n  - name: north\n")).toMatchObject({
      line: 2,
      field: "groups[0].devices",
      found: "nothing",
      message: "A field is missing.",
    });
  });

  it("is told where the syntax breaks", () => {
    expect(mistakeIn("devices: 1\nzone: [Europe\n")).toMatchObject({
      code: "file.syntax",
      file: "fleet.yaml",
      allowed: "YAML 1.2 or JSON",
    });
  });

  it("is a field that stands there twice", () => {
    expect(mistakeIn("devices: 1\nzone: UTC\ndevices: 2\n")).toMatchObject({
      code: "file.syntax",
      line: 3,
    });
  });

  it("is a file without a mapping", () => {
    expect(mistakeIn("just text\n")).toMatchObject({
      code: "fleet.bad-value",
      found: "just text",
      allowed: "a mapping of fields such as `devices`, `zone` and `plans`",
    });
  });

  it("is a tower of aliases, which is refused and not built", () => {
    const tower = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (const [name, below] of ["ba", "cb", "dc", "ed", "fe"].map((pair) => [...pair]))
      tower.push(`${name}: &${name} [${Array(9).fill(`*${below}`).join(", ")}]`);
    expect(mistakeIn(tower.join("\n"))).toMatchObject({ code: "file.syntax" });
  });

  it.each(["devices: &a [*a]", "devices: &a { b: [1, *a] }"])(
    "is a value inside itself: %s",
    (text) => {
      expect(mistakeIn(text)).toMatchObject({
        code: "file.syntax",
        found: "a value that holds itself",
        allowed: "at most 100 uses of aliases, none of them inside what it stands for",
      });
    },
  );

  it("is not a value that two fields share", () => {
    expect(mistakeIn("name: &a [1]\nzone: *a")).toMatchObject({ code: "fleet.bad-value" });
  });

  it("is a file that is not there", () => {
    expect(() => fleetRequest({ fleet: "nowhere.yaml" }, folder)).toThrow(UserError);
  });

  it("is another number of devices for a fleet of groups", () => {
    const groups = "groups:\n  - {name: north, devices: 2}\n";
    expect(mistakeIn(groups, { devices: 3 })).toMatchObject({ code: "fleet.devices-twice" });
  });
});
