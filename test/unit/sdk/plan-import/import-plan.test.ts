import { checkPlan, windowsBetween } from "@dosekit/firmware-model";
import type { DosePlan } from "@dosekit/protocols";
import { importPlan, type PlanImportOptions } from "@dosekit/sdk";
import { describe, expect, test } from "vitest";
import { fhirBundle, medicationRequest, type TimingParts } from "../../../support/fhir-bundles.ts";
import { tableOf } from "../../../support/plans.ts";

const options: PlanImportOptions = {
  zone: "Europe/Oslo",
  earlyMin: 60,
  lateMin: 120,
  minimumSpacingMin: 60,
};
const start = "2026-01-05";

describe("a bundle of requests", () => {
  test("becomes one plan for each patient, in the order of the bundle", () => {
    const bundle = fhirBundle([
      medicationRequest([{ times: ["08:00"], start }], "p1"),
      medicationRequest([{ times: ["20:00"], start }], "p2"),
      medicationRequest([{ times: ["14:00"], start, end: "2026-02-01" }], "p1"),
    ]);
    const window = { everyDays: 1, earlyMin: 60, lateMin: 120, startDate: start };
    const plan = { revision: 1, zone: "Europe/Oslo", spacing: "refuse", minimumSpacingMin: 60 };
    expect(importPlan(bundle, options)).toEqual({
      ok: true,
      plans: [
        {
          subject: "Patient/p1",
          requests: 2,
          plan: {
            ...plan,
            planId: "plan-1",
            entries: [
              { id: "t0800", minuteOfDay: 480, ...window },
              { id: "t1400", minuteOfDay: 840, ...window, endDate: "2026-02-01" },
            ],
          },
        },
        {
          subject: "Patient/p2",
          requests: 1,
          plan: {
            ...plan,
            planId: "plan-2",
            entries: [{ id: "t2000", minuteOfDay: 1_200, ...window }],
          },
        },
      ],
    });
  });

  test("takes revision, spacing policy and names of plans from the caller", () => {
    const bundle = fhirBundle([medicationRequest([{ times: ["08:00"], start }])]);
    const found = importPlan(bundle, {
      ...options,
      revision: 7,
      spacing: "shift-later",
      planIdOf: (_subject, index) => `roll-${index}`,
    });
    expect(found).toMatchObject({
      plans: [{ plan: { planId: "roll-0", revision: 7, spacing: "shift-later" } }],
    });
  });

  test("without requests has no plans", () => {
    expect(importPlan(fhirBundle([]), options)).toEqual({ ok: true, plans: [] });
    expect(importPlan({ resourceType: "Bundle", type: "searchset" }, options)).toMatchObject({
      ok: true,
    });
  });

  test("leaves resources that requests refer to alone", () => {
    const patient = { resourceType: "Patient", id: "p1", name: [{ family: "left alone" }] };
    const bundle = fhirBundle([patient, medicationRequest([{ times: ["08:00"], start }])]);
    expect(importPlan(bundle, options)).toMatchObject({ ok: true, plans: [{ requests: 1 }] });
  });

  test("is refused whole for one bad request, every reason at once", () => {
    const bundle = fhirBundle([
      medicationRequest([{ times: ["08:00"], start }], "p1"),
      { ...medicationRequest([{ times: ["8:00"], start }], "p2"), status: "draft" },
      medicationRequest([{ times: [], start }], "p3"),
    ]);
    const found = importPlan(bundle, options);
    expect(found.ok ? [] : found.problems.map(({ path }) => path)).toEqual([
      "Bundle.entry[1].resource.status",
      "Bundle.entry[1].resource.dosageInstruction[0].timing.repeat.timeOfDay[0]",
      "Bundle.entry[2].resource.dosageInstruction[0].timing.repeat.timeOfDay",
    ]);
  });

  test("lets no identity into plans or problems", () => {
    const identity = "13057012345";
    const request = {
      ...medicationRequest([{ times: ["08:00"], start }]),
      subject: { identifier: { system: "urn:oid:1.2.3", value: identity }, display: "Somebody" },
    };
    const taken = importPlan(fhirBundle([request]), options);
    if (!taken.ok) throw new Error("refused");
    expect(taken.plans[0]?.subject).toBe(`urn:oid:1.2.3|${identity}`);
    expect(JSON.stringify(taken.plans[0]?.plan)).not.toContain(identity);
    const broken = { ...request, subject: { reference: `#${identity}`, display: "Somebody" } };
    const refused = importPlan(fhirBundle([broken]), options);
    expect(refused.ok).toBe(false);
    expect(JSON.stringify(refused)).not.toMatch(/13057012345|Somebody/);
  });

  test("may end one dosage before the next of the sequence starts, not after", () => {
    const ofSequence = (end: string) => {
      const request = medicationRequest([
        { times: ["08:00"], start, end },
        { times: ["20:00"], start: "2026-02-01" },
      ]) as { dosageInstruction: object[] };
      const dosageInstruction = request.dosageInstruction.map((dosage, at) => ({
        ...dosage,
        sequence: at + 1,
      }));
      return importPlan(fhirBundle([{ ...request, dosageInstruction }]), options);
    };
    expect(ofSequence("2026-01-31").ok).toBe(true);
    expect(ofSequence("2026-02-01")).toMatchObject({
      ok: false,
      problems: [{ path: "Bundle.entry[0].resource.dosageInstruction", code: "unsupported" }],
    });
  });

  test.each<[string, Partial<PlanImportOptions>]>([
    ["a window that never closes", { lateMin: 0 }],
    ["half a minute", { earlyMin: 0.5 }],
    ["no zone", { zone: "" }],
    ["revision zero", { revision: 0 }],
    ["a name of no plan", { planIdOf: () => "" }],
  ])("is not read with %s: a caller's bug", (_what, more) => {
    const bundle = fhirBundle([medicationRequest([{ times: ["08:00"], start }])]);
    expect(() => importPlan(bundle, { ...options, ...more })).toThrow(RangeError);
  });
});

describe("requests at one clock time", () => {
  test("are one dose", () => {
    expect(daysAt([{ start }, { start }])).toEqual([`t0800 daily ${start}..`]);
  });

  test("go on under one entry when a dose is changed from a date on", () => {
    expect(daysAt([{ start, end: "2026-11-30" }, { start: "2026-12-01" }])).toEqual([
      `t0800 daily ${start}..`,
    ]);
  });

  test("are one dose while a cure lasts", () => {
    expect(daysAt([{ start }, { start: "2026-03-01", end: "2026-03-10" }])).toEqual([
      `t0800 daily ${start}..`,
    ]);
  });

  test("unite their weekdays, and a weekly rhythm counts as one", () => {
    expect(
      daysAt([
        { start, days: ["mon", "wed"] },
        { start: "2026-01-09", every: 7 },
      ]),
    ).toEqual([`t0800 on 1,3 ${start}..2026-01-08`, "t0800 on 1,3,5 2026-01-09.."]);
  });

  test("stand side by side when they never meet", () => {
    const everyFourth = { start, every: 4 };
    const everySecond = { start: "2026-01-06", every: 2 };
    expect(daysAt([everyFourth, everySecond])).toEqual([
      "t0800 every 2 2026-01-06..",
      "t0800 every 4 2026-01-05..",
    ]);
  });

  test("are one dose where a rhythm lies inside another", () => {
    const everyFourth = { start: "2026-01-08", every: 4 };
    const everySecond = { start: "2026-01-06", every: 2 };
    expect(daysAt([everyFourth, everySecond])).toEqual(["t0800 every 2 2026-01-06.."]);
    const everySixth = { start: "2026-01-06", every: 6 };
    expect(daysAt([everyFourth, everySixth, { start: "2026-01-04", every: 2 }])).toEqual([
      "t0800 every 2 2026-01-04..",
    ]);
  });

  test("may share the name of the clock time, as a device finds no date twice", () => {
    const plan = planAt([
      { start, end: "2026-02-01" },
      { start: "2026-02-02", every: 2 },
    ]);
    expect(plan.entries.map(({ id }) => id)).toEqual(["t0800", "t0800"]);
    const limits = { dosesPerDayMax: 1, minimumSpacingMin: 0 };
    expect(checkPlan(plan, tableOf(plan.zone), limits)).toEqual([]);
  });

  test("keep the names of doses however the bundle changes around them", () => {
    const [from, until] = [Date.UTC(2026, 1, 1), Date.UTC(2026, 2, 1)];
    const namesOf = (plan: DosePlan) =>
      windowsBetween(plan, tableOf(plan.zone), from, until).map(({ doseId }) => doseId);
    const daily = namesOf(planAt([{ start }]));
    expect(namesOf(planAt([{ start }, { start: "2026-02-10", end: "2026-02-12" }]))).toEqual(daily);
    expect(namesOf(planAt([{ start: "2026-01-20" }]))).toEqual(daily);
    expect(namesOf(planAt([{ start, days: ["mon"] }, { start: "2026-01-30" }]))).toEqual(daily);
  });
});

describe("a plan that replaces another", () => {
  const previous = planAt([{ start }, { start, times: ["14:00"] }, { start, times: ["20:00"] }]);
  const idsOf = (times: readonly string[]) => {
    const found = importPlan(fhirBundle([medicationRequest([{ times, start }])]), {
      ...options,
      previousPlanOf: () => previous,
    });
    if (!found.ok) return found.problems.map(({ code }) => code);
    return (found.plans[0]?.plan.entries ?? []).map(({ id }) => id);
  };

  test("keeps the name of a clock time that was moved", () => {
    expect(idsOf(["09:00", "14:00", "20:00"])).toEqual(["t0800", "t1400", "t2000"]);
    expect(idsOf(["09:00", "15:00", "20:00"])).toEqual(["t0800", "t1400", "t2000"]);
  });

  test("names new clock times, and drops those that are gone", () => {
    expect(idsOf(["08:00", "11:00", "14:00", "20:00"])).toEqual([
      "t0800",
      "t1100",
      "t1400",
      "t2000",
    ]);
    expect(idsOf(["08:00", "20:00"])).toEqual(["t0800", "t2000"]);
  });

  test("gives no name twice", () => {
    const moved: DosePlan = {
      ...previous,
      entries: previous.entries.map((entry) => ({ ...entry, minuteOfDay: entry.minuteOfDay + 60 })),
    };
    const bundle = fhirBundle([
      medicationRequest([{ times: ["08:00", "09:00", "15:00", "21:00"], start }]),
    ]);
    const found = importPlan(bundle, { ...options, previousPlanOf: () => moved });
    expect(found).toMatchObject({
      plans: [
        {
          plan: { entries: [{ id: "t0800-2" }, { id: "t0800" }, { id: "t1400" }, { id: "t2000" }] },
        },
      ],
    });
  });

  test("is refused when nobody can say which dose was moved", () => {
    expect(idsOf(["09:00", "12:00", "15:00", "20:00"])).toEqual(["change-unclear"]);
  });
});

function planAt(parts: readonly Partial<TimingParts>[]): DosePlan {
  const timings = parts.map((part) => ({ times: ["08:00"], start, ...part }));
  const found = importPlan(fhirBundle(timings.map((one) => medicationRequest([one]))), options);
  const plan = found.ok ? found.plans[0]?.plan : undefined;
  if (plan === undefined) throw new Error("refused");
  return plan;
}

function daysAt(parts: readonly Partial<TimingParts>[]): readonly string[] {
  return planAt(parts)
    .entries.map(({ id, startDate, endDate = "", everyDays, weekdays }) => {
      const rhythm = weekdays ? `on ${weekdays}` : everyDays === 1 ? "daily" : `every ${everyDays}`;
      return `${id} ${rhythm} ${startDate}..${endDate}`;
    })
    .sort();
}
