import { DAY_MS, MINUTE_MS } from "@dosekit/protocols";
import { groupOfDevice, operationSpec, putUpByZone, serviceGroups } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { smallService } from "../../../../support/simulator/acceptance/small-service.ts";

const SERVICE = smallService();

describe("a service's fleet", () => {
  const spec = operationSpec(SERVICE, "seed");

  test("has the devices of every story, with its product, for the weeks of approval", () => {
    const counts = new Map<string, number>();
    for (const { deviceId, product } of spec.devices) {
      const name = `${groupOfDevice(deviceId)} ${product}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect([...counts]).toEqual([
      ["tone evondos-e300", 6],
      ["roar medido", 5],
      ["hans evondos-mini", 3],
      ["peder pilly-sms", 4],
    ]);
    // Clocks go forward in these two weeks, so they are an hour short.
    expect(spec.endMs - spec.startMs).toBe(14 * DAY_MS - 60 * MINUTE_MS);
  });

  test("is answered by the shifts of the file, within its limits", () => {
    const shifts = spec.response?.shifts.map(({ name, operators, from, to }) => [
      ...[name, operators, from, to],
    ]);
    expect(shifts).toEqual([
      ["day", 4, "07:00", "22:00"],
      ["night", 4, "22:00", "07:00"],
    ]);
    expect(spec.measures?.limits).toMatchObject({
      30: { acknowledgeMs: 15 * MINUTE_MS, actMs: 240 * MINUTE_MS },
      20: { acknowledgeMs: 60 * MINUTE_MS, actMs: 480 * MINUTE_MS },
    });
    expect(spec.measures?.limits[10]).toBeUndefined();
  });

  test("is the same for the same seed", () => {
    expect(operationSpec(SERVICE, "seed")).toEqual(spec);
    expect(operationSpec(SERVICE, "other").devices).not.toEqual(spec.devices);
  });

  test("climbs the ladders that the file names, by severity", () => {
    const ladders = [
      { severity: 30, steps: [{ to: "response-centre", afterMinutes: 3 }] },
      { severity: 10, steps: [{ to: "home-care", afterMinutes: 0 }] },
    ] as const;
    const named = operationSpec(
      smallService({ ladders: ladders.map((one) => ({ ...one, steps: [...one.steps] })) }),
      "seed",
    );
    expect(named.ladders?.[30]?.rungs).toEqual([{ recipient: "response-centre", afterMin: 3 }]);
    // One step of a low alert tells somebody once and does not climb.
    expect(named.ladders?.[10]?.climbFromSeverity).toBe(20);
  });

  test("is put up zone by zone, and devices of zones behind its period not at all", () => {
    const rollout = [
      { zone: "north", date: "2027-03-22", devices: 9 },
      { zone: "south", date: "2027-03-29", devices: 5 },
      { zone: "west", date: "2027-05-01", devices: 4 },
    ];
    const rolled = operationSpec(smallService({ rollout }), "seed");
    const later = rolled.devices.filter(({ startsMs = 0 }) => startsMs > rolled.startMs);
    expect([rolled.devices.length, later.length]).toEqual([14, 5]);
    expect(new Set(later.map(({ deviceId }) => groupOfDevice(deviceId))).size).toBeGreaterThan(2);
  });
});

describe("a roll-out", () => {
  test("gives each zone its part of every group", () => {
    const { devices } = operationSpec(SERVICE, "seed");
    const put = putUpByZone(devices, [
      { atMs: 2, devices: 9 },
      { atMs: 1, devices: 9 },
    ]);
    const first = put.filter(({ startsMs }) => startsMs === 1);
    expect(first).toHaveLength(9);
    const tone = first.filter(({ deviceId }) => deviceId.startsWith("tone"));
    expect(tone).toHaveLength(3);
  });

  test("goes by its dates, in whatever order the file names them", () => {
    const { devices } = operationSpec(SERVICE, "seed");
    const zones = [
      { atMs: 3, devices: 4 },
      { atMs: 1, devices: 9 },
      { atMs: 2, devices: 5 },
    ];
    const put = putUpByZone(devices, zones);
    expect(putUpByZone(devices, [...zones].reverse())).toEqual(put);
    const counts = [1, 2, 3].map((atMs) => put.filter(({ startsMs }) => startsMs === atMs).length);
    expect(counts).toEqual([9, 5, 4]);
  });

  test("tells groups of one story apart by letters, as numbers belong to devices", () => {
    const [tone] = SERVICE.stories;
    if (tone === undefined) throw new TypeError("the service has stories");
    const names = serviceGroups({ stories: [tone, tone, tone] }).map(({ name }) => name);
    expect(names).toEqual(["tone", "tone-b", "tone-c"]);
  });
});
