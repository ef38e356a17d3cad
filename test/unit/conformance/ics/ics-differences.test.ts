import { differencesIn, icsCases, icsCheckText, R, restsOn } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";
import { caseOf, checkOf, PLAIN_ICS } from "../../../support/conformance/run-records.ts";

function firstCase(id: string, field: Parameters<typeof icsCheckText>[0]) {
  const other = field === "minor" ? "repliesKept" : "minor";
  const checks = [
    checkOf("pass", { expected: icsCheckText(other) }),
    checkOf("fail", { expected: icsCheckText(field), seen: "5; stated: 100" }),
  ];
  return caseOf(id, "fail", { checks });
}
const OVER_MQTT = caseOf("ics/over-mqtt", "pass");
const ABOUT = {
  id: "evt/kept",
  profile: "CORE",
  requirements: [R.OMDP_EVT_001],
  needs: [],
} as const;
const ON_LINE = { ...ABOUT, id: "link/kept", profile: "SERIAL", line: "two-ends" } as const;

describe("the cases that hold a statement to the wire", () => {
  it("are one for each link and one sealed, and none for a gateway", () => {
    const named = (profiles: typeof PLAIN_ICS.profiles) =>
      icsCases({ ...PLAIN_ICS, profiles }).map(({ id }) => id);
    expect(named(["CORE", "MQTT"])).toEqual(["ics/over-mqtt"]);
    expect(named(["CORE", "MQTT", "SERIAL", "SEC"])).toEqual([
      "ics/over-mqtt",
      "ics/over-serial",
      "ics/sealed",
    ]);
    expect(icsCases({ ...PLAIN_ICS, role: "gateway" })).toEqual([]);
  });
});

describe("a difference from the statement", () => {
  it("is found by the check that failed, with what was seen", () => {
    const found = differencesIn([firstCase("ics/over-mqtt", "spoolEvents")]);
    expect(found).toEqual([
      { field: "spoolEvents", foundBy: "ics/over-mqtt", seen: "5; stated: 100", isOnlyLink: true },
    ]);
    expect(differencesIn([OVER_MQTT])).toEqual([]);
  });

  it("fails what rests on the field, and nothing else", () => {
    const found = differencesIn([firstCase("ics/over-mqtt", "spoolEvents")]);
    expect(restsOn(ABOUT, found)).toHaveLength(1);
    expect(restsOn({ ...ABOUT, requirements: [R.OMDP_CMD_002] }, found)).toEqual([]);
    const clock = differencesIn([firstCase("ics/over-mqtt", "testClock")]);
    expect(restsOn(ABOUT, clock)).toEqual([]);
    expect(restsOn({ ...ABOUT, needs: ["test-clock"] }, clock)).toHaveLength(1);
  });

  it("in the profiles fails everything on that link", () => {
    const serial = firstCase("ics/over-serial", "profiles");
    const found = differencesIn([OVER_MQTT, { ...serial, line: "two-ends" }]);
    expect(restsOn(ON_LINE, found)).toHaveLength(1);
    expect(restsOn(ABOUT, found)).toEqual([]);
  });

  it("in the version of the protocol fails everything", () => {
    const found = differencesIn([firstCase("ics/over-mqtt", "minor")]);
    expect(restsOn(ABOUT, found)).toHaveLength(1);
    expect(restsOn({ ...ABOUT, requirements: [R.OMDP_CMD_002] }, found)).toHaveLength(1);
  });

  it.each<readonly [Parameters<typeof icsCheckText>[0], keyof typeof R]>([
    ["messageBytesMax", "OMDP_CBR_001"],
    ["verbs", "OMDP_CMD_002"],
    ["repliesKept", "OMDP_CMD_002"],
    ["planEntriesMax", "OMDP_CFG_001"],
    ["dosesPerDayMax", "OMDP_CFG_001"],
    ["minimumSpacingMin", "OMDP_CFG_001"],
  ])("in %s fails what is about %s, and nothing of events", (field, id) => {
    const found = differencesIn([firstCase("ics/over-mqtt", field)]);
    expect(restsOn({ ...ABOUT, requirements: [R[id]] }, found)).toHaveLength(1);
    expect(restsOn(ABOUT, found)).toEqual([]);
  });

  it("fails every case of a device that has this link alone", () => {
    const found = differencesIn([firstCase("ics/over-serial", "profiles")]);
    expect(restsOn(ABOUT, found)).toHaveLength(1);
  });

  it("never fails the cases that found it", () => {
    const found = differencesIn([firstCase("ics/over-mqtt", "profiles")]);
    expect(restsOn({ ...ABOUT, id: "ics/over-mqtt" }, found)).toEqual([]);
  });
});
