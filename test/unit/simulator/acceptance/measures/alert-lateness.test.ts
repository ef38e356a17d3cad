import { AlertLateness, type JudgedAlert } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const MINUTE = 60_000;
const LIMITS = { 30: { acknowledgeMs: 5 * MINUTE, actMs: 60 * MINUTE } };
const ALERT: JudgedAlert = { deviceId: "d1", severity: 30, raisedMs: 0, isMissedDose: false };

function judged(of: Partial<JudgedAlert> = {}) {
  const told: string[] = [];
  const lateness = new AlertLateness(LIMITS, {
    onAcknowledged: (_, isLate) => void told.push(isLate ? "acknowledged late" : "acknowledged"),
    onActed: (_, isLate) => void told.push(isLate ? "acted late" : "acted"),
    onFoundLate: () => void told.push("found late"),
  });
  lateness.raised("a", { ...ALERT, ...of });
  return { lateness, told };
}

describe("an alert with limits of 5 and 60 minutes", () => {
  test("is in time when somebody came at the limit itself, and late a moment after", () => {
    const inTime = judged();
    inTime.lateness.acknowledged("d1", "a", 5 * MINUTE);
    inTime.lateness.acted("d1", "a", 60 * MINUTE);
    expect(inTime.told).toEqual(["acknowledged", "acted"]);
    const late = judged();
    late.lateness.acknowledged("d1", "a", 5 * MINUTE + 1);
    late.lateness.acted("d1", "a", 60 * MINUTE + 1);
    expect(late.told).toEqual(["acknowledged late", "acted late"]);
  });

  test("is neither late nor in time when it was over before its limits", () => {
    const { lateness, told } = judged();
    lateness.cleared("d1", "a", 4 * MINUTE);
    lateness.acknowledged("d1", "a", 6 * MINUTE);
    lateness.acted("d1", "a", 70 * MINUTE);
    expect(told).toEqual([]);
  });

  test("is late when it was over after a limit at which nobody had come", () => {
    const { lateness, told } = judged();
    lateness.cleared("d1", "a", 30 * MINUTE);
    expect(told).toEqual(["acknowledged late"]);
  });

  test("is late at the end of the run only where its limit lies before that", () => {
    const early = judged();
    early.lateness.finish(4 * MINUTE);
    expect(early.told).toEqual([]);
    const late = judged();
    late.lateness.finish(61 * MINUTE);
    expect(late.told).toEqual(["acknowledged late", "acted late"]);
  });

  test("ends with the service of its device", () => {
    const { lateness, told } = judged();
    lateness.ended("d1", 2 * MINUTE);
    lateness.finish(1_000 * MINUTE);
    expect(told).toEqual([]);
  });

  test("counts once, however often somebody takes it up again", () => {
    const { lateness, told } = judged();
    lateness.acknowledged("d1", "a", MINUTE);
    lateness.acknowledged("d1", "a", 20 * MINUTE);
    lateness.acted("d1", "a", 2 * MINUTE);
    lateness.acted("d1", "a", 90 * MINUTE);
    expect(told).toEqual(["acknowledged", "acted"]);
  });

  test("of a missed dose is found late, even after the alert is over", () => {
    const { lateness, told } = judged({ isMissedDose: true });
    lateness.acknowledged("d1", "a", MINUTE);
    lateness.cleared("d1", "a", 50 * MINUTE);
    lateness.acted("d1", "a", 61 * MINUTE);
    expect(told).toEqual(["acknowledged", "found late"]);
  });

  test("without limits is never late", () => {
    const { lateness, told } = judged({ severity: 10 });
    lateness.finish(10_000 * MINUTE);
    expect(told).toEqual([]);
  });
});
