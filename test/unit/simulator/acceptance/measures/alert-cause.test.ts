import type { AlertCode, JournalRecord } from "@dosekit/protocols";
import { CAUSES_TOLD, HomeTruth, type Observation } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const MINUTE = 60_000;
const alertOf = (alert: AlertCode, doseId?: string) =>
  ({ kind: "alert.raised", alert, ...(doseId === undefined ? {} : { doseId }) }) as JournalRecord;
const fault = (name: string, active: boolean): Observation => ({
  ...{ trueMs: 0, deviceId: "d1", seen: "fault", fault: name, active },
});
const moved = (from: "slot" | "drawer", to: "user" | "reject-store" | "drawer"): Observation => ({
  ...{ trueMs: 0, deviceId: "d1", seen: "plant" },
  fact: { type: "moved", from, to, doses: 1, slot: 0 },
});
const counted = (slot: number, rejected = 0): Observation => ({
  ...{ trueMs: 0, deviceId: "d1", seen: "plant" },
  fact: {
    type: "counted",
    places: { slot, mechanism: 0, drawer: 0, user: 0, "reject-store": rejected, staff: 0 },
  },
});

function home(product: string, ...seen: readonly Observation[]): HomeTruth {
  const truth = new HomeTruth(product, []);
  for (const one of seen) truth.observe(one);
  return truth;
}

describe("the cause of an alert", () => {
  test("that a dose was not dispensed is absent when the dose reached the user", () => {
    const truth = home("evondos-e300");
    truth.offered("d/1");
    expect(truth.causeOf(alertOf("1.1", "d/1"), 0)).toBe("there");
    truth.observe(moved("drawer", "user"));
    truth.offered("d/1");
    expect(truth.causeOf(alertOf("1.1", "d/1"), 0)).toBe("absent");
    truth.offered("d/2");
    expect(truth.causeOf(alertOf("1.1", "d/2"), 0)).toBe("there");
    expect(truth.causeOf(alertOf("1.1"), 0)).toBe("not-known");
  });

  test("that medicine is out is absent while some is left", () => {
    expect(home("pilly-sms", counted(1)).causeOf(alertOf("1.13"), 0)).toBe("absent");
    const empty = home("pilly-sms", counted(1), moved("slot", "user"));
    expect(empty.causeOf(alertOf("1.13"), 0)).toBe("there");
  });

  test("that little is left goes by doses, and is not known where it goes by days", () => {
    expect(home("pilly-sms", counted(4)).causeOf(alertOf("1.12"), 0)).toBe("there");
    expect(home("pilly-sms", counted(20)).causeOf(alertOf("1.12"), 0)).toBe("absent");
    expect(home("medido", counted(1)).causeOf(alertOf("1.12"), 0)).toBe("not-known");
  });

  test("that the reject store is full goes by what truly lies in it", () => {
    expect(home("evondos-e300", counted(5, 10)).causeOf(alertOf("1.9"), 0)).toBe("there");
    expect(home("evondos-e300", counted(5, 9)).causeOf(alertOf("1.9"), 0)).toBe("absent");
    expect(home("pilly-sms", counted(5)).causeOf(alertOf("1.9"), 0)).toBe("not-known");
  });

  test("that mains are gone goes by the mains", () => {
    const dark = home("medido", fault("mains-loss", true));
    expect(dark.causeOf(alertOf("1.19"), 0)).toBe("there");
    dark.observe(fault("mains-loss", false));
    expect(dark.causeOf(alertOf("1.19"), 0)).toBe("absent");
  });

  test("that a tray stands askew goes by hands and falls", () => {
    const tray = home("pilly-sms");
    expect(tray.causeOf(alertOf("1.23"), 0)).toBe("absent");
    tray.happened({ atMs: 0, what: "gesture", action: { type: "tilt" } });
    expect(tray.causeOf(alertOf("1.23"), 0)).toBe("there");
    tray.happened({ atMs: 0, what: "gesture", action: { type: "right" } });
    tray.observe(fault("misplaced", true));
    expect(tray.causeOf(alertOf("1.23"), 0)).toBe("there");
  });

  test("that a lid was opened is there for a while after somebody touched it", () => {
    const tray = home("pilly-sms");
    tray.happened({ atMs: 0, what: "gesture", action: { type: "open-lid", withKey: false } });
    tray.happened({ atMs: MINUTE, what: "gesture", action: { type: "close-lid" } });
    expect(tray.causeOf(alertOf("1.22"), 2 * MINUTE)).toBe("there");
    expect(tray.causeOf(alertOf("1.22"), 60 * MINUTE)).toBe("absent");
  });

  test("that a tray jams is absent where only its sensor lies, and not known of rolls", () => {
    const lying = fault("sensor-bounce", true);
    expect(home("pilly-sms", lying).causeOf(alertOf("1.8"), 0)).toBe("absent");
    expect(home("pilly-sms", fault("jam", true)).causeOf(alertOf("1.8"), 0)).toBe("there");
    expect(home("medido", lying).causeOf(alertOf("1.8"), 0)).toBe("not-known");
  });

  test("of any other alert is not known", () => {
    const others: readonly AlertCode[] = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.11", "1.14"];
    for (const code of others) {
      expect(CAUSES_TOLD).not.toContain(code);
      expect(home("pilly-sms").causeOf(alertOf(code), 0)).toBe("not-known");
    }
  });
});
