import {
  EventQueue,
  type GatewayFault,
  type SensorStuck,
  scheduleFaults,
} from "@dosekit/simulator";
import { expect, test } from "vitest";

function outage(fromMs: number, durationMs: number): GatewayFault {
  return { kind: "gateway-outage", fromMs, durationMs };
}

test("a fault holds until the last of those that overlap has ended", () => {
  const queue = new EventQueue(0);
  const log: string[] = [];
  const changes: boolean[] = [];
  scheduleFaults<GatewayFault>({
    scheduler: queue,
    lane: 0,
    faults: [outage(10, 100), outage(50, 20), outage(300, 5)],
    effects: {
      begin: () => log.push(`begin ${queue.nowMs()}`),
      end: () => log.push(`end ${queue.nowMs()}`),
    },
    onChange: (_, isActive) => changes.push(isActive),
  });
  queue.runUntil(1_000);
  expect(log).toEqual(["begin 10", "begin 50", "end 110", "begin 300", "end 305"]);
  expect(changes).toEqual([true, true, false, false, true, false]);
});

test("two sensors stick each for itself", () => {
  const queue = new EventQueue(0);
  const ended: string[] = [];
  const stuck = (sensor: SensorStuck["sensor"], durationMs: number): SensorStuck => ({
    kind: "sensor-stuck",
    sensor,
    fromMs: 0,
    durationMs,
  });
  scheduleFaults<SensorStuck>({
    scheduler: queue,
    lane: 0,
    faults: [stuck("tilt", 10), stuck("lid", 20)],
    effects: {
      begin: () => undefined,
      end: ({ sensor }) => ended.push(`${sensor} ${queue.nowMs()}`),
    },
    onChange: () => undefined,
  });
  queue.runUntil(100);
  expect(ended).toEqual(["tilt 10", "lid 20"]);
});
