import type { Delivery } from "@dosekit/sdk/response-centre";
import {
  fairMost,
  forgettable,
  newDelivery,
  RESPONSE_CENTRE_LIMITS,
} from "@dosekit/sdk/response-centre";
import fc from "fast-check";
import { expect, test } from "vitest";

const NOW_MS = 1_790_000_000_000;

function settled(deviceId: string, at: number, more: Partial<Delivery> = {}): Delivery {
  const alert = { deviceId, alertId: `7-${at}`, alert: "1.1", stage: "raise" } as const;
  const place = { centre: "home", severity: 30, status: "accepted", takenMs: NOW_MS + at } as const;
  return { ...newDelivery({ ...alert, atMs: NOW_MS, atBy: "device" }, place), ...more };
}

test("a device that has most loses its oldest, and no other loses any", () => {
  const many = Array.from({ length: 30 }, (_, at) => settled("bad", at));
  const few = [settled("good", 0), settled("good", 1)];
  const limits = { ...RESPONSE_CENTRE_LIMITS, keepMax: 12 };
  const gone = forgettable([...few, ...many], limits, NOW_MS);
  expect(gone.map(({ deviceId }) => deviceId)).toEqual(Array(20).fill("bad"));
  expect(gone.map(({ takenMs }) => takenMs - NOW_MS)).toEqual(many.slice(0, 20).map((_, at) => at));
});

test("what is old goes, and never what waits or what a device has still to be told", () => {
  const old = -RESPONSE_CENTRE_LIMITS.keepMs - 1;
  const all = [
    settled("a", old),
    settled("b", old, { status: "waiting" }),
    settled("c", old, { acknowledgement: "due" }),
  ];
  const gone = forgettable(all, { ...RESPONSE_CENTRE_LIMITS, keepMax: 0 }, NOW_MS);
  expect(gone.map(({ deviceId }) => deviceId)).toEqual(["a"]);
});

test("shares use all room, go to the smallest first, and are never beyond it", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.nat(400), (counts, room) => {
      const most = fairMost(counts, room);
      const total = counts.reduce((sum, count) => sum + Math.min(count, most), 0);
      expect(total).toBeLessThanOrEqual(room);
      const larger = counts.reduce((sum, count) => sum + Math.min(count, most + 1), 0);
      if (Number.isFinite(most)) expect(larger).toBeGreaterThan(room);
    }),
  );
});
