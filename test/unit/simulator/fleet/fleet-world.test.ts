import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DEFAULT_WORLD,
  type Fleet,
  faultsOfHome,
  type Mistake,
  placeOfHome,
  readFleet,
  UserError,
} from "@dosekit/simulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dosekit-world-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function fleet(text: string, faults?: string): Fleet {
  writeFileSync(join(folder, "fleet.yaml"), text);
  const options = { fleet: "fleet.yaml", ...(faults === undefined ? {} : { faults }) };
  return readFleet(options, folder, () => "1");
}

function mistakeIn(text: string, faults?: string): Mistake {
  try {
    fleet(text, faults);
  } catch (error) {
    if (error instanceof UserError) return error.mistake;
    throw error;
  }
  throw new Error("the fleet was accepted");
}

const TWO_AREAS = `world:
  areas:
    - name: north
      stations: [{name: mast, backupHours: 4}]
    - name: south
      share: 3
      stations: [{name: tower, backupHours: 2}, {name: roof, backupHours: 2, share: 0}]
`;

describe("the world of a fleet", () => {
  test("has areas with base stations of two and four hours when the file names none", () => {
    expect(fleet("devices: 1\n").run.world).toEqual(DEFAULT_WORLD);
    const hours = DEFAULT_WORLD.areas.flatMap(({ stations }) =>
      stations.map(({ backupMs }) => backupMs / 3_600_000),
    );
    expect([...new Set(hours)]).toEqual([2, 4]);
  });

  test("takes areas, base stations and the area of a group from the file", () => {
    const { run } = fleet(
      `${TWO_AREAS}  groups: {town: south}\ngroups: [{name: town, devices: 30}, {name: farm, devices: 200}]\n`,
    );
    const { world = DEFAULT_WORLD, seed, devices } = run;
    const places = devices.map(({ deviceId }) => placeOfHome(world, seed, deviceId));
    const names = places.map(({ area }) => area.name);
    expect(new Set(names.slice(0, 30))).toEqual(new Set(["south"]));
    const north = names.slice(30).filter((name) => name === "north").length;
    // A quarter of 200, and three deviations either way.
    expect(Math.abs(north - 50)).toBeLessThan(3 * Math.sqrt(200 * 0.25 * 0.75));
    expect(places.some(({ station }) => station.name === "roof")).toBe(false);
    expect(world.areas[0]?.stations[0]?.backupMs).toBe(4 * 3_600_000);
  });

  test.each([
    ["world: {areas: 0}\n", "world.areas", "0"],
    ["world: {areas: [{name: a, stations: []}]}\n", "world.areas[0].stations", "[]"],
    [
      "world: {areas: [{name: a, stations: [{name: a, backupHours: 2}]}]}\n",
      "world.areas[0].stations[0].name",
      "a",
    ],
    [
      "world: {areas: [{name: a, share: 0, stations: [{name: b, backupHours: 2}]}]}\n",
      "world.areas",
      "shares of 0",
    ],
    ["world: {groups: {nobody: area-01}}\n", "world.groups.nobody", "nobody"],
    ["world: {groups: {pilly-sms: nowhere}}\n", "world.groups.pilly-sms", "nowhere"],
    ["world: {twoGUntil: soon}\n", "world.twoGUntil", "soon"],
  ])("is refused with its place: %s", (text, field, found) => {
    expect(mistakeIn(`${text}devices: 1\n`)).toMatchObject({ line: 1, field, found });
  });
});

describe("2G", () => {
  test("ends on the day that the file names, for products whose profile needs it", () => {
    const text = "devices: 1\ndays: 3\nworld: {twoGUntil: 2026-11-23}\n";
    const gone = (product: string) => {
      const { run } = fleet(`${text}product: ${product}\n`);
      return run.devices.flatMap((device) => faultsOfHome(run, device)).map(({ kind }) => kind);
    };
    expect(gone("medido")).toEqual(["network-ended"]);
    expect(gone("pilly-sms")).toEqual(["network-ended"]);
    expect(gone("evondos-e300")).toEqual([]);
  });

  test("ends at the turn of the year 2027 where faults are preset, and lasts where none are", () => {
    const days = "devices: 1\nproduct: medido\nstart: 2027-12-30\ndays: 5\n";
    expect(fleet(days, "none").run.world?.twoGOffMs).toBeUndefined();
    expect(fleet(days, "everyday").run.world?.twoGOffMs).toBe(Date.UTC(2027, 11, 31, 23));
    const never = `${days}world: {twoGUntil: never}\n`;
    expect(fleet(never, "everyday").run.world?.twoGOffMs).toBeUndefined();
  });

  test("that is off before the start contradicts a product that needs it, naming both lines", () => {
    const text = (product: string) =>
      `devices: 1\nproduct: ${product}\nstart: 2027-06-01\nworld:\n  twoGUntil: 2027-05-31\n`;
    expect(mistakeIn(text("medido"))).toMatchObject({
      code: "faults.contradiction",
      line: 5,
      message:
        "Lines 3 and 5 contradict each other: 2G is off before medido-0001 starts, and medido needs it.",
    });
    expect(fleet(text("evondos-e300")).run.devices).toHaveLength(1);
  });
});

describe("faults of a fleet", () => {
  test("are read from a file of their own, which the fleet or the command names", () => {
    writeFileSync(join(folder, "own.yaml"), "planned:\n  - {kind: hang, at: '08:00'}\n");
    for (const made of [
      fleet("devices: 1\nfaults: {file: own.yaml}\n"),
      fleet("devices: 1\nfaults: storm\n", "./own.yaml"),
    ]) {
      expect(made.run.faults).toMatchObject({
        preset: "none",
        planned: [{ target: { all: true } }],
      });
    }
  });

  test("are told in one place: a file stands alone and names no other", () => {
    writeFileSync(join(folder, "own.yaml"), "file: other.yaml\n");
    expect(mistakeIn("devices: 1\nfaults: {file: own.yaml}\n")).toMatchObject({
      file: "own.yaml",
      field: "file",
    });
    const both = "devices: 1\nfaults:\n  file: own.yaml\n  preset: storm\n";
    expect(mistakeIn(both)).toMatchObject({
      code: "faults.contradiction",
      message: "Lines 3 and 4 contradict each other: the faults are told twice.",
    });
  });

  test("take chances of rolls along", () => {
    const { run } = fleet("devices: 1\nfaults: {rolls: {unreadable: 0.01}}\n");
    expect(run.rollFaults).toEqual({ unreadable: 0.01 });
    expect(mistakeIn("devices: 1\nfaults: {rolls: {unreadable: 2}}\n")).toMatchObject({
      field: "faults.rolls.unreadable",
    });
  });
});
