import { readFileSync } from "node:fs";
import { dayNumberOf } from "@dosekit/protocols";
import { instantOfLocal, localDayOf } from "@dosekit/sdk/forwarding";
import { expect, test } from "vitest";

interface Row {
  readonly name: string;
  readonly zone: string;
  readonly local: string;
  readonly utc: string | null;
}

const file = new URL(
  "../../../../protocols/spec/vectors/time/local-to-instant.json",
  import.meta.url,
);
const { rows } = JSON.parse(readFileSync(file, "utf8")) as { readonly rows: readonly Row[] };

test("a local time is the instant that the specification's vectors say", () => {
  const known = rows.filter(({ utc }) => utc !== null);
  expect(known.length).toBeGreaterThan(20);
  const found = known.map(({ name, zone, local }) => {
    const [date = "", time = ""] = local.split("T");
    const [hour = 0, minute = 0] = time.split(":").map(Number);
    const ms = instantOfLocal(dayNumberOf(date) ?? 0, hour * 60 + minute, zone);
    return [name, new Date(ms).toISOString().replace(".000Z", "Z")];
  });
  expect(found).toEqual(known.map(({ name, utc }) => [name, utc]));
});

test("an instant falls on the date that its zone has then", () => {
  const late = Date.UTC(2026, 5, 1, 23);
  expect(localDayOf(late, "Europe/Oslo")).toBe(dayNumberOf("2026-06-02"));
  expect(localDayOf(late, "UTC")).toBe(dayNumberOf("2026-06-01"));
});
