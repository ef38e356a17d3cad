import { instant, type JournalRecord } from "@dosekit/protocols";
import { alertsOf, dosesOf, homeTimeline, LifeLog, wasNotToBeHad } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const NOON = Date.UTC(2027, 2, 1, 11);
const MINUTE_MS = 60_000;

/** A log of one device, to which things are told by the minute. */
function life() {
  const log = new LifeLog();
  let seq = 0;
  const at = (minute: number) => ({ trueMs: NOON + minute * MINUTE_MS, deviceId: "d1" });
  const record = (minute: number, said: Partial<JournalRecord> & Pick<JournalRecord, "kind">) => {
    seq += 1;
    const frame = { epoch: 1, seq, bootId: 1, uptimeMs: minute * MINUTE_MS, clock: "synced" };
    log.observe({ ...at(minute), seen: "record", record: { ...frame, ...said } as JournalRecord });
  };
  return { log, at, record };
}

describe("what the log of a life comes to", () => {
  test("a dose keeps when it was first offered, and how it ended", () => {
    const { log, record } = life();
    const dose = { doseId: "m", dueMs: instant(NOON) };
    record(0, { kind: "dose.offered", ...dose });
    record(20, { kind: "dose.offered", ...dose });
    record(30, { kind: "dose.released", ...dose });
    record(31, { kind: "dose.closed", ...dose, outcome: "retrieved" });
    const [only] = dosesOf(log, "d1");
    expect(only).toMatchObject({ offeredMs: NOON, outcome: "retrieved", dueMs: NOON });
    expect(only === undefined || wasNotToBeHad(only)).toBe(false);
  });

  test("a dose that was corrected ends as the correction says", () => {
    const { log, record } = life();
    record(0, { kind: "dose.closed", doseId: "m", outcome: "uncertain" });
    record(5, { kind: "dose.corrected", doseId: "m", outcome: "retrieved" });
    expect(dosesOf(log, "d1").map(({ outcome }) => outcome)).toEqual(["retrieved"]);
  });

  test("an alert keeps the first of each thing that was done about it", () => {
    const { log, at, record } = life();
    record(0, { kind: "alert.raised", alertId: "a", alert: "1.1", severity: 30 });
    const alert = { alertId: "a", code: "1.1", severity: 30 } as const;
    const notice = { alertId: "a", recipient: "home-care", rung: 0, repeat: false } as const;
    for (const minute of [1, 60]) log.observe({ ...at(minute), seen: "notice", notice });
    for (const minute of [3, 70]) {
      const event = { kind: "handling.acknowledged" } as const;
      log.observe({ ...at(minute), seen: "handling", alert, event });
    }
    const event = { kind: "handling.action", actor: "staff", acted: true } as const;
    log.observe({ ...at(40), seen: "handling", alert, event });
    record(50, { kind: "alert.cleared", alertId: "a", alert: "1.1" });
    const minutes = alertsOf(log, "d1").map((one) =>
      [one.toldMs, one.acknowledgedMs, one.actedMs, one.clearedMs].map(
        (ms) => ((ms ?? 0) - NOON) / MINUTE_MS,
      ),
    );
    expect(minutes).toEqual([[1, 3, 40, 50]]);
  });

  test("a timeline tells what happened by the minute, and of much the first and the last", () => {
    const { log, record } = life();
    for (let minute = 0; minute < 200; minute += 1) {
      record(minute, { kind: "dose.offered", doseId: `d${minute}` });
    }
    const stretch = { deviceId: "d1", fromMs: NOON, untilMs: NOON + 199 * MINUTE_MS };
    const told = homeTimeline(log, stretch);
    expect(told).toHaveLength(60);
    expect(told[0]).toMatchObject({ atMs: NOON, who: "device", what: { nb: "Dosen tilbys." } });
    expect(told.at(-1)?.atMs).toBe(NOON + 199 * MINUTE_MS);
  });
});
