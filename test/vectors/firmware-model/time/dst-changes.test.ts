import { instantOf, localOf, OUTSIDE_TABLE, offsetAt } from "@dosekit/firmware-model";
import { dayNumberOf, localDateOf, localTimeOf, minuteOfDay } from "@dosekit/protocols";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { readCommitted } from "../../../support/committed-text.ts";
import { tableOf } from "../../../support/plans.ts";

interface Row {
  readonly zone: string;
  readonly changes: readonly string[];
}

const { rows } = JSON.parse(readCommitted("test/vectors/firmware-model/time/dst-changes.json")) as {
  readonly rows: readonly Row[];
};
const FROM_MS = Date.UTC(2020, 0, 1);
const UNTIL_MS = Date.UTC(2038, 0, 1);
const MINUTE = 60_000;

describe.each(rows.map((row) => [row.zone, row] as const))("%s, 2020 to 2037", (zone, row) => {
  const table = tableOf(zone);

  test("changes its clock at these instants and no other", () => {
    const found = table.changeMs.filter((ms) => ms >= FROM_MS && ms < UNTIL_MS);
    expect(found).toEqual(row.changes.map((change) => Date.parse(change.split(" ")[0] ?? "")));
  });

  test("has these offsets up to the millisecond before a change and from it on", () => {
    for (const change of row.changes) {
      const [utc = "", before, after] = change.split(" ");
      const ms = Date.parse(utc);
      expect([offsetAt(table, ms - 1), offsetAt(table, ms)], change).toEqual([
        Number(before),
        Number(after),
      ]);
    }
  });

  test("reads a local time in each gap by the offset before, in each fold as the first", () => {
    for (const change of row.changes) {
      const [, before, after, local = "", instant = ""] = change.split(" ");
      const [date = "", time = ""] = local.split("T");
      const kind = Number(after) > Number(before) ? "gap" : "fold";
      expect(instantOf(table, dayNumberOf(date) ?? 0, minuteOfDay(time) ?? 0), change).toEqual({
        ms: Date.parse(instant),
        kind,
      });
    }
  });

  test("agrees with an independent calendar every quarter of an hour around each change", () => {
    for (const change of row.changes) {
      const ms = Date.parse(change.split(" ")[0] ?? "");
      for (let quarter = -16; quarter <= 16; quarter += 1) {
        const local = localOf(table, ms + quarter * 15 * MINUTE);
        if (local === OUTSIDE_TABLE) throw new Error("inside the table");
        const text = `${localDateOf(local.dayNumber)}T${localTimeOf(local.minuteOfDay)}`;
        const read = Temporal.PlainDateTime.from(text).toZonedDateTime(zone);
        expect(instantOf(table, local.dayNumber, local.minuteOfDay), text).toMatchObject({
          ms: read.epochMilliseconds,
        });
      }
    }
  });
});

test("the vectors cover at least eight zones that change their clocks", () => {
  expect(rows.filter(({ changes }) => changes.length >= 20).length).toBeGreaterThanOrEqual(8);
});
