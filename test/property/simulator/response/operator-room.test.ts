import {
  AlertQueue,
  type DeskRequest,
  DutyRoster,
  EventQueue,
  OperatorRoom,
  type Shift,
} from "@dosekit/simulator";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RESPONSE_START_MS } from "../../../support/simulator/response-bench.ts";

const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000];
const SEVERITIES = [0, 10, 20, 30, 40] as const;

const request = fc.record({
  deviceId: fc.constantFrom("a", "b", "c"),
  alertId: fc.nat(999).map((seq) => `1-${seq}`),
  severity: fc.constantFrom(...SEVERITIES),
  sinceMs: fc.nat(20),
});
const requests = fc
  .uniqueArray(request, {
    selector: ({ deviceId, alertId }) => `${deviceId}/${alertId}`,
    maxLength: 40,
  })
  .map((rows) => rows.map((row): DeskRequest => ({ ...row, begin: () => undefined })));

function inOrder(rows: readonly DeskRequest[]): readonly DeskRequest[] {
  const key = ({ severity, sinceMs, deviceId, alertId }: DeskRequest) =>
    [40 - severity, sinceMs].map((part) => String(part).padStart(4, "0")).join() +
    `,${deviceId},${alertId}`;
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

describe("alerts that wait", () => {
  test("always come by severity, then age, whatever was taken out between", () => {
    fc.assert(
      fc.property(requests, fc.array(fc.nat(39)), (rows, out) => {
        const queue = new AlertQueue();
        for (const row of rows) queue.add(row);
        const gone = new Set(out.flatMap((at) => rows[at] ?? []));
        for (const row of gone) expect(queue.remove(row)).toBe(true);
        for (const row of gone) expect(queue.remove(row)).toBe(false);
        const left = rows.filter((row) => !gone.has(row));
        expect(queue.size).toBe(left.length);
        expect(left.map(() => queue.take())).toEqual(inOrder(left));
        expect(queue.take()).toBeUndefined();
      }),
    );
  });
});

const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => {
  const [hour, minute] = [Math.floor(quarter / 4), (quarter % 4) * 15];
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
});
const day = fc.constantFrom("mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday");
const shifts = fc.array(
  fc.record({
    ...{ name: fc.string(), operators: fc.nat(3), from: clock, to: clock },
    days: fc.uniqueArray(day, { minLength: 1 }),
  }),
  { maxLength: 4 },
) as fc.Arbitrary<Shift[]>;

interface Work {
  readonly afterMin: number;
  readonly takesMin: number;
  readonly severity: (typeof SEVERITIES)[number];
}
const works = fc.array(
  fc.record({
    afterMin: fc.nat(3 * 24 * 60),
    takesMin: fc.integer({ min: 1, max: 240 }),
    severity: fc.constantFrom(...SEVERITIES),
  }),
  { maxLength: 30 },
) as fc.Arbitrary<Work[]>;

describe("the operators of a shared centre", () => {
  test("never have two alerts, never begin outside a shift, and are never idle while one waits", () => {
    fc.assert(
      fc.property(shifts, works, (roster, rows) => {
        const queue = new EventQueue(RESPONSE_START_MS);
        const duty = new DutyRoster({ zone: "Europe/Oslo", holidays: "norway", shifts: roster });
        const busy = new Set<string>();
        let begun = 0;
        let waitingMax = 0;
        const room = new OperatorRoom({
          ...{ scheduler: queue, lane: 100, roster: duty },
          onStanding: ({ waiting, busy: working, onDuty }) => {
            waitingMax = Math.max(waitingMax, waiting);
            const nowMs = queue.nowMs();
            // At the instant of a change the new shift begins behind what devices do then.
            if (duty.nextChange(nowMs - 1) !== nowMs) expect(onDuty).toBe(duty.onDuty(nowMs));
            else expect(onDuty).toBeLessThanOrEqual(duty.onDuty(nowMs));
            expect(waiting === 0 || working >= onDuty).toBe(true);
          },
        });
        room.start();
        rows.forEach(({ afterMin, takesMin, severity }, lane) => {
          const sinceMs = RESPONSE_START_MS + afterMin * MINUTE_MS;
          queue.at(sinceMs, lane, () =>
            room.ask({
              ...{ deviceId: `d${lane}`, alertId: "1-1", severity, sinceMs },
              begin: ({ name = "", release }) => {
                expect(busy.has(name)).toBe(false);
                busy.add(name);
                begun += 1;
                expect(Number(name.slice(9))).toBeLessThanOrEqual(duty.onDuty(queue.nowMs()));
                queue.at(queue.nowMs() + takesMin * MINUTE_MS, lane, () => {
                  busy.delete(name);
                  release();
                });
              },
            }),
          );
        });
        queue.runUntil(RESPONSE_START_MS + 10 * 24 * HOUR_MS);
        expect(waitingMax).toBeLessThanOrEqual(rows.length);
        const hasOperators = roster.some(({ operators, days }) => operators > 0 && days.length > 6);
        if (hasOperators) expect(begun).toBe(rows.length);
      }),
      { numRuns: process.env["DOSEKIT_LONG"] === "1" ? 2_000 : 150 },
    );
  });
});

describe("the roster", () => {
  test("never changes between two instants that it names", () => {
    fc.assert(
      fc.property(shifts, fc.nat(7 * 24 * 4), (roster, quarters) => {
        const duty = new DutyRoster({ zone: "Europe/Oslo", holidays: "norway", shifts: roster });
        const fromMs = RESPONSE_START_MS + quarters * 15 * MINUTE_MS;
        const nextMs = duty.nextChange(fromMs) ?? fromMs + 24 * HOUR_MS;
        for (let ms = fromMs; ms < Math.min(nextMs, fromMs + 24 * HOUR_MS); ms += 15 * MINUTE_MS) {
          expect(duty.onDuty(ms)).toBe(duty.onDuty(fromMs));
        }
      }),
      { numRuns: 100 },
    );
  });
});
