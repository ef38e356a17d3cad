import { serviceInSmall } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { incidentService } from "../../../../support/simulator/incident-service.ts";

const LARGE = incidentService({
  stories: [
    "{ story: tone, product: evondos-e300, devices: 900 }",
    "{ story: roar, product: medido, devices: 99 }",
    "{ story: peder, product: pilly-sms, devices: 1 }",
  ],
  operators: 8,
});

describe("a service in small", () => {
  test("keeps the proportions of its stories, two homes of each where it has as many", () => {
    const { stories } = serviceInSmall(LARGE, 36);
    expect(stories.map(({ devices }) => devices)).toEqual([32, 4, 1]);
  });

  test("never has fewer than two on duty where it has as many, and nobody where it has nobody", () => {
    const on = (operators: number) => {
      const { shifts } = serviceInSmall(
        { ...LARGE, ...incidentService({ operators }) },
        1,
      ).response;
      return shifts.map((shift) => shift.operators);
    };
    expect([on(8), on(2), on(1), on(0)]).toEqual([[2], [2], [1], [0]]);
  });

  test("is the service itself where that is small already", () => {
    const small = incidentService();
    const { stories, response } = serviceInSmall(small, 36);
    expect(stories).toEqual(small.stories);
    expect(response.shifts).toEqual(small.response.shifts);
  });

  test("has nothing that goes wrong by itself, and no end of 2G", () => {
    const conditions = { faults: "storm", twoGUntil: "2020-01-01", stationBackupHours: 3 } as const;
    expect(serviceInSmall({ ...LARGE, conditions }, 36).conditions).toEqual({
      ...{ faults: "none", areas: 2, stationBackupHours: 3 },
    });
  });
});
