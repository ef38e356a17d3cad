import { execFileSync } from "node:child_process";
import { ZONE_TABLE_VERSION, type ZoneTable, zoneTableOf } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";

/** Part of Debian's libc-bin. Where it is missing the comparison fails: it is never skipped. */
const ZDUMP = "/usr/bin/zdump";
const FROM_MS = Date.UTC(2020, 0, 1);
const UNTIL_MS = Date.UTC(2038, 0, 1);

const ZONES = [
  "Europe/London",
  "America/Santiago",
  "Africa/Cairo",
  "Asia/Jerusalem",
  "America/Havana",
  "Europe/Oslo",
  "Australia/Sydney",
  "Asia/Kolkata",
  "Atlantic/Reykjavik",
  "Asia/Tokyo",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "America/New_York",
  "Pacific/Apia",
];

describe("the zone tables against the time zone data of the system", () => {
  test.each(ZONES)("%s changes at the same instants by the same amounts, 2020 to 2037", (zone) => {
    const table = zoneTableOf(zone);
    if (table === undefined) throw new Error(`no table of ${zone}`);
    expect(differencesOf(table), `table ${ZONE_TABLE_VERSION} of ${zone} against zdump`).toEqual(
      [],
    );
  });

  test("a wrong table is told by zone and date", () => {
    const table = zoneTableOf("Europe/Oslo");
    if (table === undefined) throw new Error("no table of Europe/Oslo");
    const late = table.changeMs.map((ms) =>
      ms === Date.UTC(2026, 2, 29, 1) ? ms + 3_600_000 : ms,
    );
    expect(differencesOf({ ...table, changeMs: late })).toEqual([
      "Europe/Oslo 2026-03-29T01:00:00.000Z to 120 min: only zdump",
      "Europe/Oslo 2026-03-29T02:00:00.000Z to 120 min: only the table",
    ]);
  });
});

function differencesOf(table: ZoneTable): readonly string[] {
  const ours = changesOf(table);
  const theirs = zdumpChanges(table.zone);
  return [
    ...theirs.filter((change) => !ours.includes(change)).map((change) => `${change}: only zdump`),
    ...ours
      .filter((change) => !theirs.includes(change))
      .map((change) => `${change}: only the table`),
  ];
}

function changesOf(table: ZoneTable): readonly string[] {
  const before = table.changeMs.filter((ms) => ms < FROM_MS).length;
  const initial = before === 0 ? table.initialOffsetMin : (table.offsetMin[before - 1] ?? 0);
  const changes = table.changeMs.flatMap((ms, at) =>
    ms >= FROM_MS && ms < UNTIL_MS ? [described(table.zone, ms, table.offsetMin[at] ?? 0)] : [],
  );
  return [described(table.zone, FROM_MS, initial), ...changes];
}

/** Reads the offset at the start and every change after it from zdump. */
function zdumpChanges(zone: string): readonly string[] {
  const changes = zdump("-V", zone)
    .flatMap((line) => {
      const match = /^\S+ +\w+ (.+) UT = .* gmtoff=(-?\d+)$/.exec(line);
      if (match === null) return [];
      return [{ ms: Date.parse(`${match[1]} UTC`), offsetMin: Number(match[2]) / 60 }];
    })
    // Each change is told twice: the second before it, and its instant.
    .filter(({ ms }) => ms % 60_000 === 0)
    .map(({ ms, offsetMin }) => described(zone, ms, offsetMin));
  return [described(zone, FROM_MS, initialOffset(zone)), ...changes];
}

/** The second line of the interval format says the offset at the start: `-	-	+0530	IST`. */
function initialOffset(zone: string): number {
  const line = zdump("-i", zone).find((text) => text.startsWith("-\t-\t")) ?? "";
  const match = /^-\t-\t([+-])(\d\d)(\d\d)?/.exec(line);
  if (match === null) throw new Error(`zdump tells no offset of ${zone}: ${line}`);
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === "-" ? -minutes : minutes;
}

function zdump(form: "-V" | "-i", zone: string): readonly string[] {
  const output = execFileSync(ZDUMP, [form, "-c", "2020,2038", zone], {
    encoding: "utf8",
    env: { LC_ALL: "C" },
  });
  return output.split("\n").filter((line) => line !== "");
}

function described(zone: string, ms: number, offsetMin: number): string {
  return `${zone} ${new Date(ms).toISOString()} to ${offsetMin} min`;
}
