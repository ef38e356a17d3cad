import { createDevice, profileOf, zoneTableOf } from "@dosekit/firmware-model";
import type { DeviceInput, DeviceLogic } from "@dosekit/protocols";
import {
  INCIDENTS,
  type IncidentName,
  type IncidentResult,
  runIncident,
  type ServiceFile,
  type StandIns,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { LETTING_TWO_GO, stepping, writing } from "../../../support/replay/planted-defects.ts";
import { incidentService, quietHooks } from "../../../support/simulator/incident-service.ts";

const E300 = profileOf("evondos-e300");
if (E300 === undefined) throw new Error("there is no E300");

function run(
  name: IncidentName,
  service: ServiceFile = incidentService(),
  standIns?: StandIns,
): Promise<IncidentResult> {
  return runIncident(name, service, quietHooks(), standIns);
}

function failed({ checks }: IncidentResult): readonly string[] {
  return checks.filter(({ outcome }) => outcome === "failed").map(({ id }) => id);
}

/** A battery that is empty long before four hours are over. */
const SHORT_BATTERY: StandIns = {
  profiles: [
    {
      ...E300,
      hardware: {
        batteryLifeHours: {
          ...{ value: 1, unit: "h", range: [1, 24], confidence: "unknown", source: "planted" },
        },
      },
    },
  ],
};

/** A service whose gateway looks after nobody who is away. */
const NOBODY_WATCHES: StandIns = { change: (spec) => ({ ...spec, watchesContact: false }) };

/** A reader that takes every pouch for its own user's. */
const BELIEVES_EVERY_NAME: StandIns = {
  spoil: stepping((logic, state, input, now) => logic.step(state, asOwn(input), now)),
};

function asOwn(input: DeviceInput): DeviceInput {
  const isOthers = input.type === "pouch.read" && input.reading.found === "print";
  return isOthers ? { ...input, reading: { ...input.reading, owner: "own" } } : input;
}

/** A program in which no fault was planted after all. */
const RIGHT_PROGRAM: StandIns = {
  spoil: {
    logic: () => createDevice({ profile: E300, zoneTableOf }) as unknown as DeviceLogic<unknown>,
  },
};

const READERS = incidentService({
  stories: ["{ story: tone, product: evondos-e300, devices: 4 }"],
});

/** For each incident a wrong product or service, and the check that has to find it. */
const WRONG: Readonly<
  Record<
    IncidentName,
    { readonly service?: ServiceFile; readonly standIns?: StandIns; readonly check: string }
  >
> = {
  "area-power-cut": { standIns: SHORT_BATTERY, check: "doses-there" },
  "mobile-outage": { standIns: NOBODY_WATCHES, check: "no-contact-told" },
  "broker-down": {
    standIns: { spoil: { commits: (record) => [record, record] } },
    check: "nothing-lost",
  },
  "centre-overloaded": { service: incidentService({ operators: 0 }), check: "followed-up" },
  "rolls-swapped": { standIns: BELIEVES_EVERY_NAME, check: "nothing-of-others" },
  "pharmacy-change": {
    service: incidentService({ stories: ["{ story: roar, product: medido, devices: 3 }"] }),
    standIns: { spoil: LETTING_TWO_GO },
    check: "never-twice",
  },
  "two-g-shut-down": { standIns: NOBODY_WATCHES, check: "no-contact-told" },
  "faulty-firmware": {
    service: READERS,
    standIns: RIGHT_PROGRAM,
    check: "gives-again-evondos-e300",
  },
};

describe.each(INCIDENTS)("the incident %s", (name) => {
  test("a right service comes through, and everything of it is told in both languages", async () => {
    const result = await run(name);
    expect(failed(result)).toEqual([]);
    expect(result.outcome).toBe("passed");
    expect(result.deviations).toEqual([]);
    expect(result.checks.length).toBeGreaterThan(0);
    for (const { expect: said, saw } of result.checks) {
      for (const text of [said.nb, said.en, saw.nb, saw.en])
        expect(text.length).toBeGreaterThan(10);
      expect(`${saw.nb} ${saw.en}`).not.toMatch(/NaN|undefined|Infinity/);
    }
    expect(result.timeline.length).toBeGreaterThan(3);
    expect(result.timeline.map(({ atMs }) => atMs)).toEqual(
      result.timeline.map(({ atMs }) => atMs).sort((a, b) => a - b),
    );
  });

  test("a wrong one fails, with a deviation and what happened minute by minute", async () => {
    const { service, standIns, check } = WRONG[name];
    const result = await run(name, service, standIns);
    expect(failed(result)).toContain(check);
    expect(result.outcome).toBe("failed");
    const deviation = result.deviations.find(({ id }) => id === `${name}/${check}`);
    expect(deviation).toMatchObject({ class: "A", source: "incident" });
    expect(deviation?.what.nb).toContain("Sett:");
  });
});

/** A device that writes something else where it should raise an alert of one of these codes. */
function neverTelling(...codes: readonly string[]): StandIns {
  return {
    spoil: writing((record) => {
      const { kind, alert = "" } = record;
      if (kind !== "alert.raised" || !codes.includes(alert)) return record;
      const { epoch, seq, bootId, uptimeMs, clock } = record;
      return { epoch, seq, bootId, uptimeMs, clock, kind: "mechanism.moved" };
    }),
  };
}

/** A service in which nobody hears of what is serious for five hours. */
const SERIOUS_LAST: StandIns = {
  change: (spec) => ({
    ...spec,
    ladders: {
      30: {
        ...{ id: "late", climbFromSeverity: 20, repeatMin: 60 },
        rungs: [{ recipient: "home-care", afterMin: 300 }],
      },
    },
  }),
};

/** A gateway that dates what it stores by itself. */
const OTHER_TIMES: StandIns = {
  spoil: { commits: (record) => [{ ...record, uptimeMs: record.uptimeMs + 1 }] },
};

describe("incidents of a service", () => {
  test.each([
    ["area-power-cut", "mains-alert", neverTelling("1.19")],
    ["mobile-outage", "backlog", OTHER_TIMES],
    ["centre-overloaded", "gravest-first", SERIOUS_LAST],
    ["rolls-swapped", "swap-told", neverTelling("1.6", "1.7")],
  ] as const)("in %s the check %s finds what it is for", async (name, check, standIns) => {
    expect(failed(await run(name, incidentService(), standIns))).toContain(check);
  });

  test("a roll that nothing reads is told as the hazard that it is, with its barrier", async () => {
    const medido = ["{ story: roar, product: medido, devices: 4 }"];
    const result = await run("rolls-swapped", incidentService({ stories: medido }));
    expect(failed(result)).toEqual(["swap-unnoticed"]);
    const [deviation] = result.deviations;
    expect(deviation).toMatchObject({ class: "A", products: ["medido"] });
    expect(deviation?.what.nb).toContain("barrieren er");
    expect(deviation?.timeline.length).toBeGreaterThan(3);
  });

  test("a municipality without rolls is not tested for them, with the reason", async () => {
    const dosettes = incidentService({
      stories: ["{ story: peder, product: pilly-sms, devices: 2 }"],
    });
    for (const name of ["rolls-swapped", "pharmacy-change"] as const) {
      const result = await run(name, dosettes);
      expect(result).toMatchObject({ outcome: "not-tested", devices: 0 });
      expect(result.checks.map(({ saw }) => saw.nb)).toEqual([result.course.nb]);
      expect(result.course.nb).toContain("multidoserull");
    }
  });

  test("the same file and seed give the same result", async () => {
    expect(await run("broker-down")).toEqual(await run("broker-down"));
  });

  test("one that is interrupted says so, and decides nothing", async () => {
    const result = await runIncident(
      "broker-down",
      incidentService(),
      quietHooks({ signal: AbortSignal.abort() }),
    );
    expect(result).toMatchObject({ partial: true, outcome: "not-tested", deviations: [] });
  });
});
