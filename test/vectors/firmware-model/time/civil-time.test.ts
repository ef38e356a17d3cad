import { readFileSync } from "node:fs";
import {
  instantOf,
  localOf,
  OUTSIDE_TABLE,
  type ZoneTable,
  zoneTableOf,
} from "@dosekit/firmware-model";
import { dayNumberOf, localDateOf, localTimeOf, minuteOfDay } from "@dosekit/protocols";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";

interface LocalRow {
  readonly name: string;
  readonly requirement: string;
  readonly zone: string;
  readonly local: string;
  readonly utc: string | null;
  readonly reading: string;
}
interface InstantRow {
  readonly name: string;
  readonly requirement: string;
  readonly zone: string;
  readonly utc: string;
  readonly local: string | null;
  readonly offsetMin: number | null;
}

const localRows = rowsOf<LocalRow>("local-to-instant.json");
const instantRows = rowsOf<InstantRow>("instant-to-local.json");

describe("local time to instant", () => {
  test.each(localRows)("$requirement: $name", ({ zone, local, utc, reading }) => {
    const [date = "", time = ""] = local.split("T");
    const found = instantOf(tableOf(zone), dayNumberOf(date) ?? 0, minuteOfDay(time) ?? 0);
    const expected = utc === null ? OUTSIDE_TABLE : { ms: Date.parse(utc), kind: reading };
    expect(found).toEqual(expected);
  });

  test.each(localRows.filter(({ utc }) => utc !== null))(
    "an independent calendar agrees: $name",
    ({ zone, local, utc }) => {
      const read = Temporal.PlainDateTime.from(local).toZonedDateTime(zone, {
        disambiguation: "compatible",
      });
      expect(read.epochMilliseconds).toBe(Date.parse(utc ?? ""));
    },
  );
});

describe("a reader with another rule for a gap or a fold", () => {
  test.each(localRows.filter(({ reading }) => reading === "gap"))(
    "is caught when it reads a gap with the offset behind it: $name",
    ({ zone, local, utc }) => {
      expect(readBy("earlier", zone, local)).not.toBe(Date.parse(utc ?? ""));
    },
  );

  test.each(localRows.filter(({ reading }) => reading === "fold"))(
    "is caught when it takes the second occurrence in a fold: $name",
    ({ zone, local, utc }) => {
      expect(readBy("later", zone, local)).not.toBe(Date.parse(utc ?? ""));
    },
  );
});

describe("instant to local time", () => {
  test.each(instantRows)("$requirement: $name", ({ zone, utc, local, offsetMin }) => {
    const found = localOf(tableOf(zone), Date.parse(utc));
    if (found === OUTSIDE_TABLE) {
      expect(local).toBeNull();
      return;
    }
    const seconds = (found.msOfMinute / 1_000).toFixed(3).padStart(6, "0");
    const written = `${localDateOf(found.dayNumber)}T${localTimeOf(found.minuteOfDay)}:${seconds}`;
    expect({ local: written, offsetMin: found.offsetMin }).toEqual({ local, offsetMin });
  });
});

function rowsOf<R>(file: string): readonly R[] {
  const text = readFileSync(
    new URL(`../../../../protocols/spec/vectors/time/${file}`, import.meta.url),
    "utf8",
  );
  return (JSON.parse(text) as { rows: R[] }).rows;
}

function tableOf(zone: string): ZoneTable {
  const table = zoneTableOf(zone);
  if (table === undefined) throw new Error(`no table of ${zone}`);
  return table;
}

/** What an independent calendar makes of a local time by another rule than ours. */
function readBy(disambiguation: "earlier" | "later", zone: string, local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation })
    .epochMilliseconds;
}
