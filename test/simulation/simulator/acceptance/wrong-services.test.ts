import { runOperation, type ServiceFile, type ServiceMeasure } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { quietHooks, smallService } from "../../../support/simulator/acceptance/small-service.ts";

const THRESHOLDS: readonly (readonly [ServiceMeasure, number])[] = [
  ["missed-per-1000-doses", 100],
  ["alerts-per-100-doses", 300],
  ["false-alarm-percent", 60],
  ["late-acknowledgement-percent", 15],
  ["late-action-percent", 10],
  ["devices-without-follow-up", 2],
];

/** A service with enough people under hard faults, so that there is something to answer. */
const RIGHT: ServiceFile = smallService({
  stories: smallService().stories.map((story) => ({ ...story, devices: 2 })),
  conditions: { faults: "storm", areas: 4 },
  approval: {
    ...{ start: "2027-03-22", weeks: 1 },
    thresholds: THRESHOLDS.map(([measure, atMost]) => ({ measure, atMost, class: "B" as const })),
  },
});

const { response } = RIGHT;
const shift = (name: string, operators: number, from: string, until: string) => ({
  ...{ name, operators, from, until },
});

const WRONG: readonly (readonly [
  string,
  Partial<ServiceFile["response"]>,
  readonly ServiceMeasure[],
])[] = [
  ["is as it should be", {}, []],
  [
    "has nobody at the response centre",
    { shifts: [shift("all", 0, "00:00", "00:00")] },
    ["late-acknowledgement-percent", "late-action-percent", "devices-without-follow-up"],
  ],
  [
    "has nobody at night",
    { shifts: [shift("day", 4, "07:00", "22:00"), shift("night", 0, "22:00", "07:00")] },
    ["late-acknowledgement-percent"],
  ],
  [
    "has a home care that never comes",
    { homeCare: [{ name: "all", staff: 0, from: "00:00", until: "00:00" }] },
    ["late-action-percent", "devices-without-follow-up"],
  ],
  [
    "promises to acknowledge faster than anybody can",
    {
      limits: {
        serious: { acknowledgeMinutes: 0, actMinutes: 240 },
        moderate: { acknowledgeMinutes: 0, actMinutes: 480 },
      },
    },
    ["late-acknowledgement-percent"],
  ],
  [
    "promises to act faster than anybody can",
    {
      limits: {
        serious: { acknowledgeMinutes: 15, actMinutes: 15 },
        moderate: { acknowledgeMinutes: 15, actMinutes: 15 },
      },
    },
    ["late-action-percent"],
  ],
];

describe("a service that", () => {
  test.each(WRONG)("%s fails what belongs to it, and nothing else", async (_, wrong, failing) => {
    const service = { ...RIGHT, response: { ...response, ...wrong } };
    const { thresholds, deviations } = await runOperation(service, quietHooks());
    const failed = thresholds.filter(({ outcome }) => outcome === "failed");
    expect(failed.map(({ measure }) => measure)).toEqual(failing);
    expect(deviations.map(({ id }) => id)).toEqual(failing.map((one) => `threshold-${one}`));
    for (const { timeline, openedDay } of deviations) {
      expect(timeline.length).toBeGreaterThan(0);
      expect(openedDay).toBeGreaterThanOrEqual(20_899);
    }
  });
});
