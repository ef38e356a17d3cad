import { FAULT_KINDS, PLANNED_KINDS } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { mistakeIn, readFaults } from "../../../support/simulator/fault-files.ts";

const [MINUTE, HOUR] = [60_000, 3_600_000];
/** Midnight in Oslo at the start of the days. */
const START = Date.UTC(2026, 10, 21, 23);

function plan(...entries: readonly string[]): string {
  return `planned:\n${entries.map((entry) => `  - {${entry}}\n`).join("")}`;
}

describe("a fault file", () => {
  test("names a preset alone, or beside faults that are planned", () => {
    expect(readFaults("swarm\n")).toEqual({ preset: "swarm", planned: [] });
    expect(readFaults("preset: storm\nplanned: []\n")).toEqual({ preset: "storm", planned: [] });
  });

  test("tells a time of the run's own zone, on a day of the run, and a length or an end", () => {
    const { planned } = readFaults(
      plan(
        "kind: jam, at: '08:30', minutes: 5",
        "kind: jam, at: '08:30', day: 2, until: '09:00'",
        "kind: jam, at: '2026-11-23T22:00', until: '2026-11-24T00:00'",
        "kind: hang, at: '03:00'",
      ),
    );
    expect(planned.map(({ fault }) => [fault.fromMs - START, fault.durationMs])).toEqual([
      [8.5 * HOUR, 5 * MINUTE],
      [32.5 * HOUR, 30 * MINUTE],
      [46 * HOUR, 2 * HOUR],
      [3 * HOUR, 0],
    ]);
  });

  test("tells how often something comes, in the whole run or in a window of it", () => {
    const { planned } = readFaults(
      plan(
        "kind: link-cut, perDay: 2, minutes: 8, sigma: 1, maxMinutes: 240",
        "kind: hang, perDay: 1, from: '2026-11-22T12:00', until: '2026-11-23T12:00'",
      ),
    );
    expect(planned).toMatchObject([
      {
        every: { perDay: 2, medianMs: 8 * MINUTE, sigma: 1, maxMs: 240 * MINUTE },
        fault: { fromMs: START, durationMs: 48 * HOUR },
        target: { all: true },
      },
      {
        every: { perDay: 1, medianMs: 0 },
        fault: { fromMs: START + 12 * HOUR, durationMs: 24 * HOUR },
      },
    ]);
  });

  test("says whom a fault strikes, and each device at an instant of its own if wanted", () => {
    const { planned } = readFaults(
      plan(
        "kind: link-clog, at: '08:00', minutes: 60, groups: [roll], oneByOne: true",
        "kind: jam, at: '08:00', minutes: 60, areas: [area-01, area-02], share: 0.5",
        "kind: area-outage, at: '08:00', minutes: 60, areas: [area-02]",
        "kind: station-outage, at: '08:00', minutes: 60, stations: [area-02-a]",
        "kind: broker-outage, at: '08:00', minutes: 60, forgets: true",
      ),
    );
    expect(planned).toMatchObject([
      { target: { groups: ["roll"] }, oneByOne: true, fault: { release: "drawn" } },
      { target: { areas: ["area-01", "area-02"], sharePermille: 500 } },
      { places: ["area-02"] },
      { places: ["area-02-a"] },
      { fault: { kind: "broker-outage", forgets: true } },
    ]);
  });

  test("swaps the rolls of two users: each has the other's", () => {
    const { planned } = readFaults(
      plan("kind: roll-swapped, at: '08:00', minutes: 60, between: [roll-0001, roll-0002]"),
    );
    expect(planned).toMatchObject([
      { target: { deviceIds: ["roll-0002"] }, fault: { other: { deviceId: "roll-0001" } } },
      { target: { deviceIds: ["roll-0001"] }, fault: { other: { deviceId: "roll-0002" } } },
    ]);
  });

  test.each([...PLANNED_KINDS])("can plan %s", (kind) => {
    const details: Readonly<Record<string, string>> = {
      "link-latency": "addMs: 100",
      "half-open": "way: up",
      "battery-drop": "permille: 10",
      "clock-step": "byMinutes: -5",
      "clock-drift": "ppm: 100",
      "flash-wear": "failPermille: 10",
      "sensor-ghost": "sensor: lid",
      "sensor-stuck": "sensor: index",
      temperature: "celsius: 45",
    };
    const length = FAULT_KINDS[kind].isInstant === true ? "" : "minutes: 5,";
    const scope = kind === "sensor-bounce" ? "groups: [tray]," : "";
    const entry = `kind: ${kind}, at: '08:00', ${length} ${scope} ${details[kind] ?? ""}`;
    const { planned } = readFaults(plan(entry));
    expect(planned.map(({ fault }) => fault.kind)).toEqual([kind]);
  });
});

describe("a mistake in a fault file", () => {
  test("is a kind that there is not, and the message lists those that there are", () => {
    expect(mistakeIn(plan("kind: flood, at: '08:00', minutes: 5"))).toMatchObject({
      file: "faults.yaml",
      line: 2,
      field: "planned[0].kind",
      found: "flood",
      allowed: PLANNED_KINDS.join(", "),
    });
  });

  test("is a field that this kind does not have", () => {
    const mistake = mistakeIn(plan("kind: jam, at: '08:00', minutes: 5, celsius: 3"));
    expect(mistake).toMatchObject({ field: "planned[0].celsius", found: "celsius" });
    expect(mistake.allowed?.split(", ")).not.toContain("celsius");
  });

  test.each([
    ["kind: temperature, at: '08:00', minutes: 5", "celsius", "nothing"],
    ["kind: jam, minutes: 5", "at", "nothing"],
    ["kind: jam, at: '08:00'", "minutes", "nothing"],
    ["kind: jam, at: '25:00', minutes: 5", "at", "25:00"],
    ["kind: jam, at: '08:00', day: 3, minutes: 5", "day", "3"],
    ["kind: jam, at: '2026-12-24T08:00', minutes: 5", "at", "2026-12-24T08:00"],
    ["kind: hang, at: '08:00', until: '09:00'", "until", "09:00"],
    ["kind: jam, at: '08:00', minutes: 5, share: 0", "share", "0"],
    ["kind: jam, at: '08:00', minutes: 5, devices: [stranger]", "devices[0]", "stranger"],
    ["kind: jam, at: '08:00', minutes: 5, groups: [tray, south]", "groups[1]", "south"],
    ["kind: jam, at: '08:00', minutes: 5, areas: [nowhere]", "areas[0]", "nowhere"],
    ["kind: station-outage, at: '08:00', minutes: 5, stations: [mast]", "stations[0]", "mast"],
    [
      "kind: roll-swapped, at: '08:00', minutes: 5, between: [roll-0001, tray-0001]",
      "between[1]",
      "tray-0001",
    ],
  ])("is told with its place: %s", (entry, field, found) => {
    expect(mistakeIn(plan(entry))).toMatchObject({ line: 2, field: `planned[0].${field}`, found });
  });

  test.each([
    ["kind: pouch-unreadable, at: '08:00', groups: [tray]", "pouch-unreadable for pilly-sms"],
    ["kind: mains-loss, at: '08:00', minutes: 5, groups: [tray]", "mains-loss for pilly-sms"],
  ])("is a fault that none of its devices can have: %s", (entry, found) => {
    expect(mistakeIn(plan(entry))).toMatchObject({ field: "planned[0].kind", found });
  });
});

describe("a contradiction in a fault file", () => {
  const whole = (...lines: readonly string[]) =>
    `planned:\n  - kind: ${lines.map((line) => `${line}\n`).join("    ")}`;

  test.each([
    [
      "a window that ends before it begins",
      whole("jam", "at: '22:00'", "until: '06:00'"),
      "Lines 3 and 4 contradict each other: the window ends before it begins.",
    ],
    [
      "a time and a rate",
      whole("jam", "minutes: 5", "at: '22:00'", "perDay: 2"),
      "Lines 4 and 5 contradict each other: a fault comes once, or by a rate.",
    ],
    [
      "a length that is told twice",
      whole("jam", "at: '08:00'", "minutes: 5", "until: '09:00'"),
      "Lines 4 and 5 contradict each other: a length is told once.",
    ],
    [
      "devices and a share of them",
      whole("hang", "at: '08:00'", "share: 0.5", "devices: [tray-0001]"),
      "Lines 4 and 5 contradict each other: devices that are named are struck for certain, a share by chance.",
    ],
    [
      "a scope in which nobody is left",
      whole("hang", "at: '08:00'", "groups: [roll]", "devices: [tray-0001]"),
      "Lines 4 and 5 contradict each other: no device is in both.",
    ],
    [
      "a median above its maximum",
      whole("jam", "perDay: 1", "minutes: 50", "maxMinutes: 5"),
      "Lines 4 and 5 contradict each other: the median is above the maximum.",
    ],
  ])("names both lines: %s", (_name, text, message) => {
    expect(mistakeIn(text)).toMatchObject({ code: "faults.contradiction", message });
  });

  test("is a part of one device that is to be in two states at once", () => {
    const hot = "kind: temperature, at: '08:00', minutes: 60, celsius: 47";
    const cold = "kind: temperature, at: '08:59', minutes: 5, celsius: -5, devices: [roll-0002]";
    expect(mistakeIn(plan(hot, "kind: hang, at: '01:00'", cold))).toMatchObject({
      code: "faults.contradiction",
      line: 4,
      message:
        "Lines 2 and 4 contradict each other: the heat of roll-0002 can't be in two states at once.",
    });
  });

  test.each([
    ["store-fails", "store-lies", "store"],
    ["store-fails, failure: io", "store-fails, failure: full", "store"],
    ["link-noise, lossPermille: 10", "link-noise, lossPermille: 20", "noise"],
    ["link-clog, release: sent", "link-clog, release: drawn", "clog"],
    ["clock-drift, ppm: 10", "clock-drift, ppm: 20", "crystal"],
    ["broker-outage", "broker-outage, forgets: true", "broker"],
  ])("is one of any part that has states: %s and %s", (one, other, part) => {
    const entry = (kind: string) => `kind: ${kind}, at: '08:00', minutes: 60`;
    expect(mistakeIn(plan(entry(one), entry(other))).message).toContain(`the ${part} of`);
  });

  test("is none where windows only touch, devices differ, or the state is the same", () => {
    const at = (from: string, until: string, rest: string) =>
      `kind: temperature, at: '${from}', until: '${until}', ${rest}`;
    const fine = [
      plan(at("08:00", "09:00", "celsius: 47"), at("09:00", "10:00", "celsius: -5")),
      plan(
        at("08:00", "09:00", "celsius: 47, groups: [tray]"),
        at("08:00", "09:00", "celsius: -5, groups: [roll]"),
      ),
      plan(at("08:00", "09:00", "celsius: 47"), at("08:30", "10:00", "celsius: 47")),
    ];
    for (const text of fine) expect(readFaults(text).planned).toHaveLength(2);
  });
});
