import { type StandingAlert, StandingAlerts } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const DAY = 86_400_000;
const HOUR = DAY / 24;
const ALERT: StandingAlert = { deviceId: "d1", code: "1.8", severity: 30, raisedMs: 0 };

function standing(of: Partial<StandingAlert> = {}) {
  const stood: (readonly [string, number])[] = [];
  const alerts = new StandingAlerts((deviceId, atMs) => void stood.push([deviceId, atMs / DAY]));
  alerts.raised("a", { ...ALERT, ...of });
  return { alerts, stood };
}

describe("an alert of severity 20 or more", () => {
  test("is unresolved once it stood for more than 7 days, however many visits it had", () => {
    const { alerts, stood } = standing();
    for (let day = 1; day < 9; day += 1) {
      alerts.handled("a", day * DAY, { kind: "handling.action", actor: "staff", acted: true });
    }
    alerts.cleared("a", 9 * DAY);
    alerts.finish(20 * DAY);
    expect(stood).toEqual([["d1", 7]]);
  });

  test("is resolved when it was over by the seventh day", () => {
    const { alerts, stood } = standing();
    alerts.cleared("a", 7 * DAY);
    alerts.finish(20 * DAY);
    expect(stood).toEqual([]);
  });

  test("about a dose is over once somebody has taken charge", () => {
    const taken = standing({ code: "1.1" });
    taken.alerts.handled("a", HOUR, { kind: "handling.acknowledged", operator: "operator-1" });
    taken.alerts.finish(20 * DAY);
    expect(taken.stood).toEqual([]);
    const left = standing({ code: "1.1" });
    left.alerts.finish(20 * DAY);
    expect(left.stood).toEqual([["d1", 7]]);
  });

  test("has stood all the while when visits reset it and it comes again, and counts once", () => {
    const { alerts, stood } = standing();
    for (let day = 1; day < 20; day += 1) {
      alerts.handled("a", day * DAY, { kind: "handling.action", actor: "staff" });
      alerts.cleared("a", day * DAY + HOUR);
      alerts.raised("a", { ...ALERT, raisedMs: day * DAY + 2 * HOUR });
    }
    alerts.finish(20 * DAY);
    expect(stood).toEqual([["d1", 7]]);
  });

  test("that comes again without a visit, or only days later, is another one", () => {
    const { alerts, stood } = standing();
    alerts.cleared("a", 5 * DAY);
    alerts.raised("b", { ...ALERT, raisedMs: 5 * DAY + HOUR });
    alerts.handled("b", 9 * DAY, { kind: "handling.action", actor: "staff" });
    alerts.cleared("b", 10 * DAY);
    alerts.raised("c", { ...ALERT, raisedMs: 12 * DAY });
    alerts.finish(18 * DAY);
    expect(stood).toEqual([]);
  });

  test("ends with the service of its device; one of severity 10 never counts", () => {
    const { alerts, stood } = standing();
    alerts.raised("b", { ...ALERT, deviceId: "d2", severity: 10 });
    alerts.ended("d1", 6 * DAY);
    alerts.finish(20 * DAY);
    expect(stood).toEqual([]);
  });
});
