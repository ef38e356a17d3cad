import { PROFILES } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import {
  deviceAt,
  dosesOf,
  liveUntil,
  osloPlan,
} from "../../../support/firmware-model/lived-plan.ts";
import { follow, HOUR, MINUTE, recordsOf } from "../../../support/firmware-model/tray-stories.ts";
import { expectPassed } from "../../../support/simulator/acceptance/expect-judged.ts";

const DAY = 24 * HOUR;
const NOON = 12 * HOUR;

describe.each(PROFILES.map((profile) => [profile.product, profile] as const))(
  "%s",
  (_product, profile) => {
    test("A-1: every alert has its code, severity and times, names its dose, and who took charge", async () => {
      await expectPassed("alerts-complete", profile);
    });

    test("A-2: changes of the clocks, a leap day, a year's end, a bad clock and reboots double and lose no dose", async () => {
      await expectPassed("calendar-loses-no-dose", profile);
    });

    test("A-2: a journey into another zone and back doubles and loses no dose of either plan", () => {
      const startMs = Date.UTC(2027, 4, 10) + NOON;
      const bench = deviceAt(profile, osloPlan(), startMs);
      liveUntil(bench, startMs + DAY);
      const travelling = { ...osloPlan(), zone: "America/New_York", revision: 2 };
      const flightMs = bench.trueMs;
      follow(bench, travelling, 2);
      liveUntil(bench, startMs + 3 * DAY);
      const homeMs = bench.trueMs;
      follow(bench, { ...osloPlan(), revision: 3 }, 3);
      liveUntil(bench, startMs + 5 * DAY);
      const names = recordsOf(bench, "dose.closed").map(({ doseId }) => doseId);
      expect(new Set(names).size).toBe(names.length);
      const due = [
        ...dosesOf(osloPlan(), startMs + MINUTE, flightMs + 3 * HOUR),
        ...dosesOf(travelling, flightMs, homeMs + 3 * HOUR),
        ...dosesOf(osloPlan(), homeMs, startMs + 5 * DAY),
      ].map(({ doseId }) => doseId);
      expect(names.toSorted()).toEqual([...new Set(due)].toSorted());
      const left = recordsOf(bench, "dose.released").map(({ doseId }) => doseId);
      expect(new Set(left).size).toBe(left.length);
    });

    test("A-3: the end of service is exported, then a reset forgets plan, person and events", async () => {
      await expectPassed("end-and-reset", profile);
    });
  },
);
