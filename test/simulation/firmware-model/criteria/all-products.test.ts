import { PROFILES, type ProductProfile } from "@dosekit/firmware-model";
import { ALERTS, type AlertCode } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { ALERT_STORIES } from "../../../support/firmware-model/alert-stories.ts";
import { offeredDevice, takeDose } from "../../../support/firmware-model/any-bench.ts";
import { ask, lastAnswer } from "../../../support/firmware-model/asking.ts";
import {
  deviceAt,
  dosesOf,
  fates,
  liveUntil,
  osloPlan,
} from "../../../support/firmware-model/lived-plan.ts";
import type { MechanismBench } from "../../../support/firmware-model/mechanism-bench.ts";
import {
  FIRST,
  follow,
  HOUR,
  MINUTE,
  recordsOf,
  storyPlan,
} from "../../../support/firmware-model/tray-stories.ts";

const DAY = 24 * HOUR;
const NOON = 12 * HOUR;

/** Days around which a calendar is not as usual, by noon UTC of the first. */
const TRYING_DAYS = [
  ["the change to summer time", Date.UTC(2027, 2, 27) + NOON],
  ["the change to winter time", Date.UTC(2027, 9, 30) + NOON],
  ["a leap day", Date.UTC(2028, 1, 28) + NOON],
  ["the end of a year", Date.UTC(2027, 11, 30) + NOON],
] as const;

/** Lives three days with a plan; says of each dose how often it left and how it ended. */
function lived(
  profile: ProductProfile,
  startMs: number,
  disturb?: (bench: MechanismBench) => void,
): { readonly fates: readonly string[]; readonly whole: readonly string[] } {
  const plan = osloPlan();
  const bench = deviceAt(profile, plan, startMs);
  const untilMs = startMs + 3 * DAY;
  liveUntil(bench, untilMs, disturb);
  const doses = dosesOf(plan, startMs + MINUTE, untilMs);
  expect(doses.length).toBeGreaterThan(4);
  return {
    fates: fates(bench, doses),
    whole: doses.map(({ doseId }) => `${doseId} released 1, retrieved`),
  };
}

/** Drifts by a second in five minutes up to five minutes, and is set right once a day. */
function drifting(sign: 1 | -1): (bench: MechanismBench) => void {
  let steps = 0;
  return (bench) => {
    steps += 1;
    if (steps % 288 === 0) bench.setClock(bench.trueMs);
    else bench.offsetMs = (bench.offsetMs ?? 0) + sign * 1_041;
  };
}

/** Cuts the power once in every window, when the dose is offered, for two minutes. */
function rebooting(): (bench: MechanismBench) => void {
  const cut = new Set<string>();
  return (bench) => {
    const { held } = bench.state ?? {};
    if (held?.phase !== "offered" || cut.has(held.doseId)) return;
    cut.add(held.doseId);
    bench.cutPower();
    bench.advance(2 * MINUTE);
    bench.boot();
    bench.advance(MINUTE);
  };
}

describe.each(PROFILES.map((profile) => [profile.product, profile] as const))(
  "%s",
  (_product, profile) => {
    test("A-1: every alert has its code, severity and times, and names its dose", () => {
      const codes = (Object.keys(ALERTS) as AlertCode[]).filter(
        (code) => code !== "1.20" && profile.unreachableAlerts[code] === undefined,
      );
      for (const code of codes) {
        if (code === "1.20") continue;
        const bench = ALERT_STORIES[code](profile);
        const alert = recordsOf(bench, "alert.raised").find((record) => record.alert === code);
        expect(alert).toMatchObject({ alertId: `${alert?.epoch}-${alert?.seq}`, clock: "synced" });
        expect(alert?.civilMs).toBeGreaterThan(0);
        expect(alert?.severity).toBe(ALERTS[code].severity);
        const isAboutDose = code === "1.1" || code === "1.2" || code === "1.10";
        if (isAboutDose) expect(alert?.dueMs, `due time of ${code}`).toBeGreaterThan(0);
      }
    });

    test("A-1: whoever takes charge of an alert is in the journal", () => {
      const bench = ALERT_STORIES["1.1"](profile);
      const { alertId = "" } = recordsOf(bench, "alert.raised").at(-1) ?? {};
      const commandId = ask(bench, "acknowledge-alert", { alertId, actor: "operator" });
      expect(recordsOf(bench, "alert.acknowledged").at(-1)).toMatchObject({
        ...{ alertId, actor: "operator", commandId },
      });
    });

    test.each(TRYING_DAYS)("A-2: %s doubles and loses no dose", (_day, startMs) => {
      const { fates: found, whole } = lived(profile, startMs);
      expect(found).toEqual(whole);
    });

    test.each([
      ["fast", 1],
      ["slow", -1],
    ] as const)("A-2: a clock up to five minutes %s doubles and loses no dose", (_how, sign) => {
      const { fates: found, whole } = lived(profile, TRYING_DAYS[0][1], drifting(sign));
      expect(found).toEqual(whole);
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

    test("A-2: a reboot in the window doubles and loses no dose", () => {
      const { fates: found, whole } = lived(profile, TRYING_DAYS[3][1], rebooting());
      expect(found.map((fate) => fate.split(" ")[0])).toEqual(
        whole.map((fate) => fate.split(" ")[0]),
      );
      for (const fate of found) {
        expect(fate).toMatch(/ released (1, retrieved|0, uncertain|1, released-not-retrieved)$/);
      }
    });

    test("A-3: the end of service is exported, then a reset forgets plan, person and events", () => {
      const bench = offeredDevice(profile);
      takeDose(bench);
      ask(bench, "set-mode", { mode: "ended" });
      bench.advance(10 * MINUTE);
      const { epoch = 1, seq: throughSeq = 1 } = bench.records.at(-1) ?? {};
      ask(bench, "reset", { epoch, throughSeq: throughSeq - 1 });
      expect(lastAnswer(bench)).toBe("not-exported");
      const last = bench.records.at(-1)?.seq ?? 1;
      ask(bench, "reset", { epoch, throughSeq: last });
      bench.advance(5_000);
      expect(lastAnswer(bench)).toBe("done");
      const stored = JSON.stringify(bench.durable);
      for (const word of [FIRST.doseId, storyPlan().planId, "Asia/Kolkata", "retrieved"]) {
        expect(stored).not.toContain(`"${word}"`);
      }
      follow(bench, storyPlan(), 1);
      expect(bench.state?.service.mode).toBe("configured");
    });
  },
);
