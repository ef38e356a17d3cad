import type { JournalRecord } from "@dosekit/protocols";
import {
  addReports,
  DoseAccount,
  type Observation,
  type PackedReport,
  ReportAccount,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 9, 20, 22);
const DEVICES = ["a", "b", "c", "d"].map((deviceId) => ({ deviceId }));
const SCOPE = { startMs: START_MS, devices: DEVICES, zone: "Europe/Oslo" };

const record = fc.record({
  deviceId: fc.constantFrom("a", "b", "c", "d"),
  kind: fc.constantFrom("dose.closed", "dose.corrected", "alert.raised", "dose.offered"),
  doseId: fc.constantFrom("x", "y", "z"),
  outcome: fc.constantFrom("retrieved", "missed", "uncertain"),
  alert: fc.constantFrom("1.1", "1.8", "1.13"),
  hour: fc.nat(24 * 14),
  dueHour: fc.nat(24 * 14),
});
type Row = typeof record extends fc.Arbitrary<infer T> ? T : never;

/** An alert keeps its code, so its id is made of it. */
function seenOf({ deviceId, hour, dueHour, kind, alert, doseId, outcome }: Row) {
  const trueMs = START_MS + hour * HOUR_MS;
  const common = { epoch: 1, seq: 1, bootId: 1, uptimeMs: 1, clock: "synced", kind };
  const own =
    kind === "alert.raised"
      ? { alert, alertId: `${alert}-${hour % 3}` }
      : { doseId, outcome, dueMs: START_MS + dueHour * HOUR_MS };
  const told = { ...common, ...own } as unknown as JournalRecord;
  return { trueMs, deviceId, seen: "record", record: told } as const satisfies Observation;
}

function sumsOf(rows: readonly Row[]): PackedReport {
  const account = new ReportAccount(SCOPE);
  for (const row of rows) account.observe(seenOf(row));
  return account.pack();
}

/** Sums without the zeros that tell nothing: of a name, or behind its last day. */
function plain(report: PackedReport | undefined): unknown {
  const bare = (counts: Readonly<Record<string, readonly number[]>> = {}) =>
    Object.fromEntries(
      Object.entries(counts)
        .map(([name, row]) => [name, row.slice(0, row.findLastIndex((n) => n !== 0) + 1)] as const)
        .filter(([, row]) => row.length > 0)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return report && [report.outcomes, report.alerts, report.faults, report.failures].map(bare);
}

const rows = fc.array(record, { maxLength: 60 });

test("sums of any split of the devices, added in any order, are those of the whole", () => {
  fc.assert(
    fc.property(rows, fc.shuffledSubarray(DEVICES, { minLength: 4 }), (all, order) => {
      const parts = order.map(({ deviceId }) =>
        sumsOf(all.filter((row) => row.deviceId === deviceId)),
      );
      const added = parts.reduce<PackedReport | undefined>(addReports, undefined);
      expect(plain(added)).toEqual(plain(sumsOf(all)));
    }),
  );
});

test("sums over all days are always those of the run's document", () => {
  fc.assert(
    fc.property(rows, (all) => {
      const doses = new DoseAccount();
      for (const row of all) doses.journalled(row.deviceId, seenOf(row).record);
      const { outcomes, alerts } = doses.totals();
      const report = sumsOf(all);
      const total = (row: readonly number[] = []) => row.reduce((sum, count) => sum + count, 0);
      for (const [outcome, count] of Object.entries(outcomes)) {
        expect(total(report.outcomes[outcome])).toBe(count);
      }
      for (const [code, row] of Object.entries(report.alerts)) {
        expect(total(row)).toBe(alerts[code as keyof typeof alerts]);
      }
      expect(Object.keys(report.alerts).sort()).toEqual(Object.keys(alerts).sort());
    }),
  );
});
