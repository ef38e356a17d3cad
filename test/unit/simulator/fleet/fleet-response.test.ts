import {
  DEFAULT_RESPONSE,
  type FleetOptions,
  readFleet,
  SHARED_HOME_CARE,
  UserError,
} from "@dosekit/simulator";
import { afterAll, describe, expect, test } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

function planOf(response: string, options: FleetOptions = {}) {
  const fleet = bench.file("fleet.yaml", `seed: a\ndevices: 1\ndays: 1\n${response}\n`);
  return readFleet({ fleet, ...options }, bench.folder, () => "seed").run.response;
}

function refusalOf(response: string) {
  try {
    planOf(response);
  } catch (error) {
    if (error instanceof UserError) return error.mistake;
    throw error;
  }
  return undefined;
}

const CENTRE = `response:
  centre: shared
  answers: [response-centre]
  holidays: [2026-12-24]
  shifts:
    - { name: day, operators: 3, from: "07:00", to: "15:00", days: [mon, holiday] }
    - { name: night, operators: 1, from: "22:00", to: "07:00" }
  times:
    serious: { noticeMin: 2 }
    roundFrom: "09:00"
    userAnswers: 0.5
`;

describe("the response centre of a fleet file", () => {
  test("is as by default, in the fleet's own zone, when the file says nothing", () => {
    expect(planOf("")).toEqual(DEFAULT_RESPONSE);
    const abroad = planOf("", { zone: "Europe/Stockholm" });
    expect(abroad).toEqual({ ...DEFAULT_RESPONSE, zone: "Europe/Stockholm", holidays: [] });
  });

  test("takes what the file says and leaves the rest as by default", () => {
    const { times } = DEFAULT_RESPONSE;
    expect(planOf(CENTRE)).toEqual({
      ...{ centre: "shared", answers: ["response-centre"], zone: "Europe/Oslo" },
      holidays: ["2026-12-24"],
      shifts: [
        { name: "day", operators: 3, from: "07:00", to: "15:00", days: ["mon", "holiday"] },
        { name: "night", operators: 1, from: "22:00", to: "07:00", days: times.roundDays },
      ],
      times: {
        ...times,
        ...{ roundFrom: "09:00", userAnswers: 0.5 },
        serious: { ...times.serious, noticeMin: 2 },
      },
      homeCare: SHARED_HOME_CARE,
    });
  });

  test("says who of home care makes the visits of a shared centre", () => {
    const said = (homeCare: string) =>
      planOf(`response: { centre: shared, homeCare: ${homeCare} }`)?.homeCare;
    expect(said("unlimited")).toBe("unlimited");
    expect(said("{ visitsPerHour: 3 }")).toEqual({ ...SHARED_HOME_CARE, visitsPerHour: 3 });
    const night = '{ name: night, staff: 1, from: "22:00", to: "07:00", days: [mon] }';
    expect(said(`{ shifts: [${night}] }`)).toEqual({
      visitsPerHour: SHARED_HOME_CARE.visitsPerHour,
      shifts: [{ name: "night", operators: 1, from: "22:00", to: "07:00", days: ["mon"] }],
    });
    expect(planOf("response: { homeCare: { visitsPerHour: 3 } }")?.homeCare).toBe("unlimited");
  });

  test("may be a form alone, which the command line overrides", () => {
    expect(planOf("response: none")?.centre).toBe("none");
    expect(planOf("response: none", { response: "shared" })?.centre).toBe("shared");
    expect(planOf(CENTRE, { response: "unlimited" })).toMatchObject({
      ...{ centre: "unlimited", holidays: ["2026-12-24"] },
    });
  });

  test.each([
    ["response: everybody", "response", 4, "everybody", /unlimited, shared, none/],
    ["response:\n  center: shared", "response.center", 5, "center", /centre, answers, holidays/],
    ["response:\n  centre: big", "response.centre", 5, "big", /^unlimited, shared, none$/],
    ["response:\n  answers: [police]", "response.answers[0]", 5, "police", /a list of/],
    ["response:\n  holidays: [2026-02-30]", "response.holidays[0]", 5, "2026-02-30", /exists/],
    [
      'response:\n  shifts:\n    - { name: a, operators: 1, from: "7", to: "15:00" }',
      ...(["response.shifts[0].from", 6, "7", /07:00/] as const),
    ],
    [
      'response:\n  shifts:\n    - { name: a, operators: -1, from: "07:00", to: "15:00" }',
      ...(["response.shifts[0].operators", 6, "-1", /0 to 10000/] as const),
    ],
    [
      'response:\n  shifts:\n    - { name: a, from: "07:00", to: "15:00" }',
      ...(["response.shifts[0].operators", 6, "nothing", /0 to 10000/] as const),
    ],
    [
      'response:\n  shifts:\n    - { name: a, operators: 1, from: "07:00", to: "15:00", on: [mon] }',
      ...(["response.shifts[0].on", 6, "on", /name, operators, from, to, days/] as const),
    ],
    [
      'response:\n  shifts:\n    - { name: a, operators: 1, from: "07:00", to: "15:00" }\n    - { name: a, operators: 1, from: "15:00", to: "07:00" }',
      ...(["response.shifts[1].name", 7, "a", /own/] as const),
    ],
    [
      "response:\n  times:\n    roundFrom: noon",
      ...(["response.times.roundFrom", 6, "noon", /07:00/] as const),
    ],
    [
      "response:\n  times:\n    unheeded: 2",
      ...(["response.times.unheeded", 6, "2", /0 to 1/] as const),
    ],
    [
      "response:\n  times:\n    serious: { soon: 1 }",
      ...(["response.times.serious.soon", 6, "soon", /noticeMin, arriveMin/] as const),
    ],
  ] as const)(
    "tells line, field and what is allowed of %j",
    (text, field, line, found, allowed) => {
      const mistake = refusalOf(text);
      expect(mistake).toMatchObject({ field, line, found });
      expect(mistake?.file).toContain("fleet.yaml");
      if (allowed !== undefined) expect(mistake?.allowed).toMatch(allowed);
    },
  );
});
