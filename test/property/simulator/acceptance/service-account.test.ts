import type { AlertCode, AlertId, JournalRecord, Severity } from "@dosekit/protocols";
import {
  addServices,
  type Observation,
  type PackedService,
  ServiceAccount,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

const START_MS = Date.UTC(2027, 2, 26, 23);
const MINUTE = 60_000;
const DEVICES = ["tone-0001", "tone-0002", "roar-0001", "roar-0002"] as const;
const LIMITS = { 30: { acknowledgeMs: 5 * MINUTE, actMs: 60 * MINUTE } };

const code = fc.constantFrom<AlertCode>("1.1", "1.13", "1.5", "1.19", "1.10");
const severityOf = (alert: AlertCode): Severity => (alert === "1.10" ? 0 : 30);

/** Something that is seen of a device, about one of its few doses or alerts. */
const thing = fc.record({
  device: fc.constantFrom(...DEVICES),
  inMin: fc.nat(900),
  about: fc.nat(2),
  alert: code,
  kind: fc.constantFrom(
    ...(["offered", "missed", "taken", "corrected", "raised", "cleared"] as const),
    ...(["acknowledged", "acted", "called", "mains", "ended", "counted"] as const),
  ),
});
type Thing = typeof thing extends fc.Arbitrary<infer T> ? T : never;

function record(deviceId: string, trueMs: number, of: Partial<JournalRecord>): Observation {
  return { trueMs, deviceId, seen: "record", record: of as JournalRecord };
}

function handling({ device, alert, about }: Thing, trueMs: number, acted: boolean): Observation {
  return {
    ...{ trueMs, deviceId: device, seen: "handling" },
    alert: { alertId: `1-${about}` as AlertId, code: alert, severity: severityOf(alert) },
    event: acted
      ? { kind: "handling.action", actor: "staff", acted: true }
      : { kind: "handling.acknowledged", operator: "operator-1" },
  };
}

function seenOf(one: Thing, trueMs: number): Observation {
  const { device, about, alert, kind } = one;
  const doseId = `d/${about}`;
  const alertId = `1-${about}` as AlertId;
  switch (kind) {
    case "offered":
      return record(device, trueMs, { kind: "dose.offered", doseId });
    case "missed":
    case "taken": {
      const outcome = kind === "missed" ? "missed" : "retrieved";
      return record(device, trueMs, { kind: "dose.closed", doseId, outcome });
    }
    case "corrected":
      return record(device, trueMs, { kind: "dose.corrected", doseId, outcome: "retrieved" });
    case "raised":
      return record(device, trueMs, {
        ...{ kind: "alert.raised", alertId, alert, severity: severityOf(alert), doseId },
      });
    case "cleared":
      return record(device, trueMs, { kind: "alert.cleared", alertId, alert });
    case "ended":
      return record(device, trueMs, { kind: "mode.changed", mode: "ended" });
    case "mains":
      return { trueMs, deviceId: device, seen: "fault", fault: "mains-loss", active: about > 0 };
    case "counted":
      return {
        ...{ trueMs, deviceId: device, seen: "plant" },
        fact: { type: "moved", from: "slot", to: "user", doses: 1, slot: 0 },
      };
    default:
      return handling(one, trueMs, kind !== "acknowledged");
  }
}

function lifeOf(things: readonly Thing[]): readonly Observation[] {
  let trueMs = START_MS;
  const joined = DEVICES.map(
    (deviceId): Observation => ({
      ...{ trueMs, deviceId, seen: "device", product: "medido", spoolEvents: 500 },
    }),
  );
  const seen = things.map((one) => {
    trueMs += one.inMin * MINUTE;
    return seenOf(one, trueMs);
  });
  return [...joined, ...seen];
}

function counted(seen: readonly Observation[], endMs: number): PackedService {
  const account = new ServiceAccount({
    ...{ zone: "Europe/Oslo", limits: LIMITS, startMs: START_MS, profiles: [] },
  });
  for (const one of seen) account.observe(one);
  account.finish(endMs);
  return account.pack();
}

test("what a service account counts is the same for any split of the devices, in any order", () => {
  fc.assert(
    fc.property(
      fc.array(thing, { maxLength: 60 }),
      fc.array(fc.nat(2), { minLength: DEVICES.length, maxLength: DEVICES.length }),
      (things, parts) => {
        const seen = lifeOf(things);
        const endMs = (seen.at(-1)?.trueMs ?? START_MS) + 30 * MINUTE;
        const whole = counted(seen, endMs);
        const partOf = ({ deviceId }: Observation) =>
          parts[DEVICES.indexOf(deviceId as (typeof DEVICES)[number])];
        const packs = [2, 0, 1].map((part) =>
          counted(
            seen.filter((one) => partOf(one) === part),
            endMs,
          ),
        );
        const summed = packs.reduce<PackedService | undefined>(addServices, undefined);
        expect(summed).toEqual(whole);
      },
    ),
  );
});

test("late is never more than settled, settled never more than raised, false never more than known", () => {
  fc.assert(
    fc.property(fc.array(thing, { maxLength: 60 }), (things) => {
      const seen = lifeOf(things);
      const { days } = counted(seen, (seen.at(-1)?.trueMs ?? START_MS) + 300 * MINUTE);
      const sum = (row: readonly number[] = []) => row.reduce((all, one) => all + one, 0);
      expect(sum(days.lateActions)).toBeLessThanOrEqual(sum(days.actionsSettled));
      expect(sum(days.lateAcknowledgements)).toBeLessThanOrEqual(sum(days.acknowledgementsSettled));
      expect(sum(days.acknowledgementsSettled)).toBeLessThanOrEqual(sum(days.alerts));
      expect(sum(days.falseAlarms)).toBeLessThanOrEqual(sum(days.causesKnown));
      expect(sum(days.missed)).toBeLessThanOrEqual(sum(days.due));
    }),
  );
});
