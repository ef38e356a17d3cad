import { offsetAt, ZONE_TABLE_VERSION, zoneNames, zoneTableOf } from "@dosekit/firmware-model";
import { IANAZone } from "luxon";
import { describe, expect, test } from "vitest";

const FROM_MS = Date.UTC(2015, 0, 1);
const UNTIL_MS = Date.UTC(2050, 0, 1);
const SAMPLES = 24;

describe("the committed zone tables", () => {
  test("know the zones that Intl lists, their newer and older spellings, and UTC", () => {
    const names = new Set(zoneNames());
    const wanted = [
      ...Intl.supportedValuesOf("timeZone"),
      ...["UTC", "Etc/UTC", "GMT", "Asia/Kolkata", "Asia/Calcutta", "Europe/Kyiv", "Iceland"],
    ];
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  });

  test("span 2015 to 2050 under a version of the time zone database", () => {
    const table = zoneTableOf("Europe/Oslo");
    expect(table).toMatchObject({
      zone: "Europe/Oslo",
      version: ZONE_TABLE_VERSION,
      fromMs: FROM_MS,
      untilMs: UNTIL_MS,
      initialOffsetMin: 60,
    });
    expect(ZONE_TABLE_VERSION).toMatch(/^20\d\d[a-z]$/);
    expect(table?.changeMs).toHaveLength(70);
  });

  test("are the same object each time, so that a plan is read once", () => {
    expect(zoneTableOf("Europe/Oslo")).toBe(zoneTableOf("Europe/Oslo"));
  });

  test.each(["", "Europe/Olso", "europe/oslo", "__proto__", "constructor"])(
    "guess nothing for %j",
    (name) => {
      expect(zoneTableOf(name)).toBeUndefined();
    },
  );

  test("ascend, change something each time, and stay within the span", () => {
    const broken = zoneNames().filter((name) => {
      const table = zoneTableOf(name);
      if (table === undefined) return true;
      const offsets = [table.initialOffsetMin, ...table.offsetMin];
      return !table.changeMs.every(
        (ms, at) =>
          ms > (table.changeMs[at - 1] ?? FROM_MS) &&
          ms < UNTIL_MS &&
          offsets[at] !== offsets[at + 1],
      );
    });
    expect(broken).toEqual([]);
  });

  test("agree with luxon for every zone on both sides of changes and in between", () => {
    const differences = zoneNames().flatMap((name) => {
      const zone = IANAZone.create(name);
      const table = zoneTableOf(name);
      if (table === undefined) return [`${name}: no table`];
      return samplesOf(table.changeMs).flatMap((ms) => {
        const found = offsetAt(table, ms);
        const wanted = zone.offset(ms);
        if (found === wanted) return [];
        const hosts = `luxon on tz ${process.versions["tz"]}`;
        return [`${name} ${new Date(ms).toISOString()}: ${found}, ${hosts} says ${wanted}`];
      });
    });
    expect(differences).toEqual([]);
  });
});

/** Instants spread over the span, and both sides of a handful of changes. */
function samplesOf(changeMs: readonly number[]): readonly number[] {
  const step = Math.floor((UNTIL_MS - FROM_MS) / SAMPLES);
  const spread = Array.from({ length: SAMPLES }, (_, at) => FROM_MS + at * step);
  const stride = Math.max(1, Math.floor(changeMs.length / 6));
  const edges = changeMs.filter((_, at) => at % stride === 0).flatMap((ms) => [ms - 1, ms]);
  return [...spread, ...edges, UNTIL_MS - 1];
}
