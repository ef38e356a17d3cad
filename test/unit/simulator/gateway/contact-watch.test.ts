import type { DeviceEvent } from "@dosekit/protocols";
import { ContactWatch, EventQueue, isGatewayAlert } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const START = 1_800_000_000_000;
const MINUTE_MS = 60_000;

function watch(afterMin = 60) {
  const queue = new EventQueue(START);
  const found: { kind: string; alertId: string | undefined; minute: number }[] = [];
  const contact = new ContactWatch({
    scheduler: queue,
    lane: 0,
    afterMs: afterMin * MINUTE_MS,
    onFound: ({ kind, alertId }: DeviceEvent) =>
      found.push({ kind, alertId, minute: (queue.nowMs() - START) / MINUTE_MS }),
  });
  const until = (minute: number) => queue.runUntil(START + minute * MINUTE_MS);
  return { contact, found, until };
}

describe("watching whether a device is there", () => {
  test("an absence is told once, after its time, and is over when the device speaks", () => {
    const { contact, found, until } = watch();
    contact.onLink(true);
    contact.heard(true, true);
    until(10);
    contact.heard(false, false);
    until(300);
    contact.heard(true, true);
    until(400);
    expect(found).toEqual([
      { kind: "alert.raised", alertId: "gw-1", minute: 70 },
      { kind: "alert.cleared", alertId: "gw-1", minute: 300 },
    ]);
    expect(isGatewayAlert("gw-1")).toBe(true);
  });

  test("time in which the gateway itself could hear nobody is no absence", () => {
    const { contact, found, until } = watch();
    contact.onLink(true);
    until(50);
    contact.onLink(false);
    until(500);
    contact.onLink(true);
    until(509);
    expect(found).toEqual([]);
    until(511);
    expect(found).toEqual([{ kind: "alert.raised", alertId: "gw-1", minute: 510 }]);
  });

  test("a device that sleeps between its contacts is away from its last word on", () => {
    const { contact, found, until } = watch(120);
    contact.onLink(true);
    for (let minute = 0; minute <= 300; minute += 100) {
      until(minute);
      contact.heard(false, true);
    }
    expect(found).toEqual([]);
    until(421);
    expect(found.map(({ minute }) => minute)).toEqual([420]);
  });

  test("the second absence is another alert", () => {
    const { contact, found, until } = watch();
    contact.onLink(true);
    until(61);
    contact.heard(true, true);
    contact.heard(false, false);
    until(200);
    expect(found.map(({ alertId }) => alertId)).toEqual(["gw-1", "gw-1", "gw-2"]);
  });
});
