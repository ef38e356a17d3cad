import type { JournalRecord } from "@dosekit/protocols";
import type { BegunMotion, MechanismBench } from "./mechanism-bench.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** India is five and a half hours ahead of UTC all year. */
const INDIA_MS = 330 * MINUTE;
/** Every plan of the chaos keeps a dose within reach for an hour and two doses four hours apart. */
const LATE_MS = 60 * MINUTE;
const SPACING_MS = 240 * MINUTE;
const CLOCK_ERROR_MAX_MS = 10 * MINUTE;

/**
 * Judges a journal by the rules, with arithmetic of its own and nothing of the device.
 *
 * @returns one sentence for each case in which a rule did not hold
 */
export function complaints(bench: MechanismBench): readonly string[] {
  const { records, begun } = bench;
  return [
    ...oneOutcomeEach(records),
    ...releasedOnce(records),
    ...releasedInWindow(records),
    ...spaced(records),
    ...unbroken(records),
    ...alertsOnce(records),
    ...begun.flatMap(announced),
    ...records.flatMap(timeless),
  ];
}

/** Lists doses at these hours of a daily plan that should have their outcome by now and have none (rule S3). */
export function dosesWithoutOutcome(
  bench: MechanismBench,
  hours: readonly number[],
): readonly string[] {
  const accepted = bench.records.find(({ kind }) => kind === "plan.accepted");
  if (accepted?.civilMs === undefined || bench.civilMs === undefined) return [];
  const closed = new Set(ofKind(bench.records, "dose.closed").map(({ doseId }) => doseId));
  const missing: string[] = [];
  const lastDueMs = bench.civilMs - LATE_MS - 10 * MINUTE;
  for (const [at, hour] of hours.entries()) {
    for (let dueMs = firstDueFrom(accepted.civilMs, hour); dueMs <= lastDueMs; dueMs += DAY) {
      const doseId = `d${at}/${new Date(dueMs + INDIA_MS).toISOString().slice(0, 10)}`;
      if (!closed.has(doseId)) missing.push(doseId);
    }
  }
  return missing;
}

function firstDueFrom(fromMs: number, hour: number): number {
  const dayMs = Math.floor((fromMs + INDIA_MS) / DAY) * DAY - INDIA_MS;
  const dueMs = dayMs + hour * 60 * MINUTE;
  return dueMs >= fromMs ? dueMs : dueMs + DAY;
}

/** S3: exactly one outcome; S8: nothing begins again after it. */
function oneOutcomeEach(records: readonly JournalRecord[]): readonly string[] {
  const closed = new Set<string>();
  return records.flatMap(({ kind, doseId, seq }) => {
    if (doseId === undefined) return [];
    if (kind === "dose.closed") {
      if (closed.has(doseId)) return [`${doseId} has a second outcome at ${seq}`];
      closed.add(doseId);
    }
    const begins = kind === "dose.offering" || kind === "dose.offered" || kind === "dose.released";
    return begins && closed.has(doseId)
      ? [`${doseId} has ${kind} at ${seq} after its outcome`]
      : [];
  });
}

/** S1. */
function releasedOnce(records: readonly JournalRecord[]): readonly string[] {
  const released = new Set<string>();
  return ofKind(records, "dose.released", "dose.offering").flatMap(({ kind, doseId = "", seq }) => {
    if (released.has(doseId)) return [`${doseId} has ${kind} at ${seq} after its release`];
    if (kind === "dose.released") released.add(doseId);
    return [];
  });
}

/** Somebody asked for it: a travel or assisted release, which rules S2 and S8 leave out. */
export function isAskedFor({ actor }: JournalRecord): boolean {
  return actor !== undefined && actor !== "user";
}

/** S2: the date in the name and the due time in the record say the window. */
function releasedInWindow(records: readonly JournalRecord[]): readonly string[] {
  return ofKind(records, "dose.released", "dose.offering", "dose.offered").flatMap((record) => {
    const { kind, doseId = "", civilMs, dueMs, seq } = record;
    if (civilMs === undefined || dueMs === undefined) return [`${kind} at ${seq} without time`];
    const date = new Date(dueMs + INDIA_MS).toISOString().slice(0, 10);
    if (!doseId.endsWith(date)) return [`${doseId} is due on ${date} at ${seq}`];
    if (isAskedFor(record)) return [];
    const isInside = civilMs >= dueMs && civilMs < dueMs + LATE_MS;
    return isInside ? [] : [`${doseId} has ${kind} outside its window at ${seq}`];
  });
}

/** S8: by the clock's reading, and by true time where one boot has seen both releases. */
function spaced(records: readonly JournalRecord[]): readonly string[] {
  const released = ofKind(records, "dose.released").filter((one) => !isAskedFor(one));
  return released.slice(1).flatMap((record, at) => {
    const before = released[at];
    const readMs = (record.civilMs ?? 0) - (before?.civilMs ?? 0);
    const isOneBoot = record.bootId === before?.bootId;
    const trueMs = isOneBoot ? record.uptimeMs - (before?.uptimeMs ?? 0) : SPACING_MS;
    const apartMs = Math.min(readMs, trueMs);
    const { doseId, seq } = record;
    return apartMs < SPACING_MS ? [`${doseId} is ${apartMs} ms after the last at ${seq}`] : [];
  });
}

/** S7: the row has no gap. */
function unbroken(records: readonly JournalRecord[]): readonly string[] {
  return records.flatMap(({ seq }, at) => (seq === at + 1 ? [] : [`${seq} stands at ${at + 1}`]));
}

/** An alert is raised once while it is active, and only an active one ends. */
function alertsOnce(records: readonly JournalRecord[]): readonly string[] {
  const activeIds = new Set<string>();
  const raised = new Set<string>();
  return ofKind(records, "alert.raised", "alert.cleared").flatMap((record) => {
    const { kind, alertId = "", alert, doseId, seq, epoch } = record;
    if (kind === "alert.cleared") {
      return activeIds.delete(alertId) ? [] : [`${alertId} is cleared at ${seq} and not active`];
    }
    activeIds.add(alertId);
    const name = `${alert} ${doseId}`;
    const again = doseId !== undefined && raised.has(name) ? [`${name} again at ${seq}`] : [];
    raised.add(name);
    return alertId === `${epoch}-${seq}` ? again : [...again, `${alertId} is named at ${seq}`];
  });
}

/** The movements that bring medicine within reach. */
const EXPOSING: ReadonlySet<string> = new Set(["tray.offer", "roll.release", "carousel.release"]);

/** S7 and S9: what brings medicine within reach was announced, on a clock that can be trusted. */
function announced({ motion, durable, time }: BegunMotion): readonly string[] {
  if (!EXPOSING.has(motion.motion)) return [];
  const last = durable.at(-1);
  const found: string[] = [];
  if (last?.kind !== "dose.offering" || last.slot !== motion.slot) {
    found.push(`${motion.motion} to ${motion.slot} began behind ${last?.kind}`);
  }
  if (time.civilMs === undefined || time.clockErrorMs > CLOCK_ERROR_MAX_MS) {
    found.push(`${motion.motion} began on a clock that cannot be trusted`);
  }
  return found;
}

/** S9: an unset clock gives no civil time, a set one does. */
function timeless({ civilMs, clock, seq }: JournalRecord): readonly string[] {
  return (civilMs === undefined) === (clock === "unset") ? [] : [`clock ${clock} at ${seq}`];
}

function ofKind(
  records: readonly JournalRecord[],
  ...kinds: readonly JournalRecord["kind"][]
): readonly JournalRecord[] {
  return records.filter(({ kind }) => kinds.includes(kind));
}
