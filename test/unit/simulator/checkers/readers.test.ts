import { type Observation, type Readers, ReaderTable } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { MONDAY_MS } from "../../../support/checked.ts";

const at = { trueMs: MONDAY_MS, deviceId: "tray-1" } as const;
const record = {
  ...{ epoch: 1, seq: 1, bootId: 1, uptimeMs: 0, clock: "synced", civilMs: MONDAY_MS },
  kind: "time.synced",
};

/** Names the readers that observations reach, in their order. */
function reached(all: readonly Readers[], ...seen: readonly unknown[]): readonly string[] {
  said.length = 0;
  const table = new ReaderTable(all);
  for (const one of seen) table.show({ ...at, ...(one as object) } as Observation);
  return [...said];
}

const said: string[] = [];
const says = (name: string) => () => void said.push(name);

describe("readers of observations", () => {
  test("are shown the kinds that they name, with device and time, and no other", () => {
    const shown: unknown[] = [];
    const table = new ReaderTable([
      { power: (seen, id, trueMs) => shown.push([seen, id, trueMs]) },
    ]);
    const power: Observation = { ...at, seen: "power", on: true };
    for (const seen of [power, { ...at, seen: "clock-jump" } as const]) table.show(seen);
    expect(shown).toEqual([[power, at.deviceId, at.trueMs]]);
  });

  test("get what nobody else of theirs wants, where they read the others", () => {
    const all = [{ power: says("power"), others: says("others") }];
    expect(reached(all, { seen: "power", on: true }, { seen: "clock-jump" })).toEqual([
      ...["power", "others"],
    ]);
  });

  test.each([
    ["input", { inputs: { "lid.closed": says("one") }, input: says("any") }, "lid.closed"],
    ["effect", { effects: { "timer.cancel": says("one") }, effect: says("any") }, "timer.cancel"],
  ] as const)("of one type come in place of those of every %s", (seen, readers, type) => {
    const rest = { input: "mains.lost", effect: "signal.show" } as const;
    expect(
      reached([readers], { seen, [seen]: { type } }, { seen, [seen]: { type: rest[seen] } }),
    ).toEqual(["one", "any"]);
  });

  test.each([
    ["nothing of either", {}, []],
    ["a dose", { doseId: "d" }, ["dose"]],
    ["an outcome without its dose", { outcome: "missed" }, ["dose"]],
    ["an offer without its dose", { kind: "dose.offering" }, ["dose"]],
    ["an alert", { alertId: "1-1" }, ["alert"]],
    ["a mode", { kind: "mode.changed" }, ["alert"]],
    ["a dose and an alert", { doseId: "d", alertId: "1-1" }, ["dose", "alert"]],
  ])("of a record that tells of %s come behind those of every record", (_, changes, behind) => {
    const all = [{ alertRecord: says("alert"), doseRecord: says("dose"), record: says("any") }];
    const seen = { seen: "record", record: { ...record, ...changes } };
    expect(reached(all, seen)).toEqual(["any", ...behind]);
  });

  test("that several have in common are shown each observation once, in the order of the first", () => {
    const shared = says("shared");
    const all = [
      { power: [shared, says("first")] },
      { power: shared },
      { power: [shared, says("third")] },
    ];
    expect(reached(all, { seen: "power", on: false })).toEqual(["shared", "first", "third"]);
  });
});
