import type { Severity } from "@dosekit/protocols";
import { EventQueue, HomeVisits, UNLIMITED_DESK } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const START = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

function home() {
  const queue = new EventQueue(START);
  const came: number[] = [];
  const hour = () => (queue.nowMs() - START) / HOUR_MS;
  const visits = new HomeVisits({
    ...{ scheduler: queue, lane: 0, deviceId: "d1", staff: UNLIMITED_DESK, visitMs: 0 },
    staffCome: () => came.push(hour()),
  });
  const told: string[] = [];
  const send = (alertId: string, severity: Severity, afterHours: number) =>
    visits.send({ alertId, severity, withKey: true, afterMs: afterHours * HOUR_MS }, () =>
      told.push(`${alertId} ${hour()}`),
    );
  const until = (hours: number) => queue.runUntil(START + hours * HOUR_MS);
  return { send, until, came, told };
}

describe("visits to one home", () => {
  test("one that is planned for tomorrow comes as soon as a grave alert asks for it", () => {
    const { send, until, came, told } = home();
    send("low", 10, 24);
    until(2);
    send("grave", 30, 1);
    until(48);
    expect(came).toEqual([3]);
    expect(told).toEqual(["low 3", "grave 3"]);
  });

  test("one that is soon there is not put off by an alert that can wait", () => {
    const { send, until, came, told } = home();
    send("grave", 30, 1);
    send("low", 10, 24);
    until(48);
    expect(came).toEqual([1]);
    expect(told).toEqual(["grave 1", "low 1"]);
  });
});
