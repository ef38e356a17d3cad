import { HOUR_MS, type JournalRecord, MINUTE_MS } from "@dosekit/protocols";
import { contactIntervalIn } from "../../home/device-program.ts";
import { inMinutes } from "../minute-words.ts";
import type { AlertFact } from "./alert-facts.ts";
import type { Case, JudgedCheck } from "./incident.ts";
import type { WatchedRun } from "./watched-run.ts";

/** How soon after an outage everything that waited has arrived, ms (rule L1). */
const DRAINED_WITHIN_MS = 2 * HOUR_MS;

/** When an outage was, true time. */
export interface OutageSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** One record on its way: written at the device, stored at the gateway. */
interface Carried {
  readonly deviceId: string;
  readonly writtenMs: number;
  readonly storedMs: number;
  readonly isUnchanged: boolean;
  readonly isInOrder: boolean;
}

/** What waited through an outage arrives in order, as it was written, and soon. */
export function backlogDrained(run: WatchedRun, { fromMs, untilMs }: OutageSpan): JudgedCheck {
  const allowedMs = drainAllowance(run);
  const waited = run.log
    .devices()
    .flatMap((deviceId) => carriedOf(run, deviceId))
    .filter(
      ({ writtenMs, storedMs }) =>
        writtenMs >= fromMs && writtenMs < untilMs && storedMs >= untilMs,
    );
  const bad = waited.filter(
    ({ deviceId, isUnchanged, isInOrder, storedMs }) =>
      !isUnchanged || !isInOrder || storedMs > untilMs + allowedMs(deviceId),
  );
  const jumbled = waited.filter(({ isInOrder }) => !isInOrder).length;
  const changed = waited.filter(({ isUnchanged }) => !isUnchanged).length;
  const last = waited.reduce((latest, { storedMs }) => Math.max(latest, storedMs), untilMs);
  const minutes = Math.ceil((last - untilMs) / MINUTE_MS);
  return {
    id: "backlog",
    class: "A",
    expect: {
      nb: `Det som ble skrevet under bruddet, kommer i rekkefølge, med sine opprinnelige tider, innen ${DRAINED_WITHIN_MS / HOUR_MS} timer; en dispenser som sover mellom kontaktene, ved den neste.`,
      en: `What was written in the outage arrives in order, with its own times, within ${DRAINED_WITHIN_MS / HOUR_MS} hours; of a dispenser that sleeps between contacts, at its next.`,
    },
    outcome: bad.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${waited.length} meldinger ventet; ${jumbled} kom i feil rekkefølge, ${changed} var endret, den siste kom etter ${inMinutes(minutes).nb}.`,
      en: `${waited.length} messages waited; ${jumbled} came out of order, ${changed} were changed, the last came after ${inMinutes(minutes).en}.`,
    },
    cases: bad.map(({ deviceId, storedMs }): Case => ({ deviceId, atMs: storedMs })),
  };
}

/** Alerts that were raised in an outage reach the gateway soon after it. */
export function alertsArrived(
  run: WatchedRun,
  alerts: readonly AlertFact[],
  { fromMs, untilMs }: OutageSpan,
): JudgedCheck {
  const during = alerts.filter(
    ({ raisedMs, byGateway }) => !byGateway && raisedMs >= fromMs && raisedMs < untilMs,
  );
  const allowedMs = drainAllowance(run);
  const gone = during.filter(
    ({ deviceId, committedMs = Number.POSITIVE_INFINITY }) =>
      committedMs > untilMs + allowedMs(deviceId),
  );
  const longest = during.reduce(
    (most, { raisedMs, committedMs = raisedMs }) => Math.max(most, committedMs - raisedMs),
    0,
  );
  const minutes = Math.round(longest / MINUTE_MS);
  return {
    id: "alerts-arrive",
    class: "A",
    expect: {
      nb: "Varsler som kom under bruddet, når fram når det er over.",
      en: "Alerts that were raised in the outage get through when it is over.",
    },
    outcome: gone.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${during.length} varsler under bruddet, ${gone.length} nådde ikke fram i tide; det seneste var ${inMinutes(minutes).nb} forsinket.`,
      en: `${during.length} alerts in the outage, ${gone.length} did not arrive in time; the last was ${inMinutes(minutes).en} late.`,
    },
    cases: gone.map(({ deviceId, raisedMs }) => ({ deviceId, atMs: raisedMs })),
  };
}

/** Says of each device how long its backlog may take: one that sleeps has to wake up first (L1). */
function drainAllowance({ spec }: WatchedRun): (deviceId: string) => number {
  const intervalMs = contactIntervalIn(spec.profiles);
  const products = new Map(spec.devices.map(({ deviceId, product }) => [deviceId, product]));
  return (deviceId) => DRAINED_WITHIN_MS + intervalMs(products.get(deviceId) ?? "");
}

function carriedOf({ log }: WatchedRun, deviceId: string): readonly Carried[] {
  const written = new Map<string, { readonly record: JournalRecord; readonly atMs: number }>();
  const carried: Carried[] = [];
  let newest = { epoch: 0, seq: 0 };
  for (const seen of log.of(deviceId)) {
    if (seen.seen === "record") {
      written.set(nameOf(seen.record), { record: seen.record, atMs: seen.trueMs });
    } else if (seen.seen === "committed") {
      const { record, trueMs: storedMs } = seen;
      const own = written.get(nameOf(record));
      const isInOrder = record.epoch !== newest.epoch || record.seq > newest.seq;
      newest = record;
      if (own === undefined) continue;
      const isUnchanged = sameTimes(own.record, record);
      carried.push({ deviceId, writtenMs: own.atMs, storedMs, isUnchanged, isInOrder });
    }
  }
  return carried;
}

function nameOf({ epoch, seq }: JournalRecord): string {
  return `${epoch}/${seq}`;
}

function sameTimes(a: JournalRecord, b: JournalRecord): boolean {
  return (
    a.kind === b.kind && a.civilMs === b.civilMs && a.uptimeMs === b.uptimeMs && a.dueMs === b.dueMs
  );
}
