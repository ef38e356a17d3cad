import type { JournalRecord } from "@dosekit/protocols";
import type { CheckId, Observation } from "@dosekit/simulator";
import { HOUR, MINUTE } from "./checked.ts";
import {
  add,
  change,
  fill,
  leaveOut,
  type Of,
  of,
  rewrite,
  type Spoil,
  swapArrivals,
  told,
} from "./spoil-life.ts";

const isKind = (kind: JournalRecord["kind"]) => (record: JournalRecord) => record.kind === kind;
const ended = (outcome: JournalRecord["outcome"]) => (record: JournalRecord) =>
  record.kind === "dose.closed" && record.outcome === outcome;
const isClosed = isKind("dose.closed");
const isUsersRelease = ({ kind, actor }: JournalRecord) =>
  kind === "dose.released" && actor === undefined;
const isOpening = of("effect", ({ effect, civilMs }) => {
  return effect.type === "motion.start" && effect.motion === "tray.offer" && civilMs !== undefined;
});
const isCommit = (kind: JournalRecord["kind"]) =>
  of("committed", ({ record }) => record.kind === kind);
const isPress = of("input", ({ input, trueMs }) => {
  return input.type === "button.pressed" && input.actor === "user" && isFarFromWindows(trueMs);
});
const isMove = of("plant", ({ fact }) => fact.type === "moved");
const isCount = of("plant", ({ fact }) => fact.type === "counted");

const NO_DOSE = "noon/2026-03-02";

/** The mechanism opens shortly after something, though nothing asks for it. */
function openedAfter(seen: Observation): Of<"effect"> {
  return {
    trueMs: seen.trueMs + 10,
    deviceId: seen.deviceId,
    seen: "effect",
    effect: { type: "motion.start", motion: "tray.offer", slot: 27 },
    durableSeq: 1_000_000,
    civilMs: seen.trueMs + 10,
    clockErrorMs: 0,
  };
}

/** A dose truly moves shortly after something. */
function movedAfter(seen: Observation, from: "slot" | "drawer"): Of<"plant"> {
  const { trueMs, deviceId } = seen;
  const fact = { type: "moved", from, to: "user", doses: 1, slot: 27 } as const;
  return { trueMs: trueMs + 10, deviceId, seen: "plant", fact };
}

function withRecord<S extends Of<"record"> | Of<"committed">>(
  seen: S,
  changes: Partial<JournalRecord>,
): S {
  return { ...seen, record: { ...seen.record, ...changes } };
}

/** Ways of spoiling a life that kept every rule, and the rule that each of them breaks. */
export const SPOILINGS: readonly (readonly [rule: CheckId, name: string, spoil: Spoil])[] = [
  [
    "S1",
    "a dose is released again",
    fill(isKind("dose.released"), ({ doseId }) => ({
      kind: "dose.released",
      doseId: doseId ?? "",
    })),
  ],
  [
    "S1",
    "a released dose is opened again",
    add(told(isClosedByUser), (seen) => [openedAfter(seen)]),
  ],
  [
    "S2",
    "a dose is opened a day early",
    change(isScheduledOpening(), (seen) => ({ ...seen, civilMs: (seen.civilMs ?? 0) - 24 * HOUR })),
  ],
  [
    "S2",
    "a dose is released after its window",
    rewrite(isUsersRelease, (record) => ({
      ...record,
      civilMs: ((record.civilMs ?? 0) + 2 * HOUR) as never,
    })),
  ],
  [
    "S2",
    "nobody asked for a release ahead",
    rewrite(ended("released-ahead"), ({ actor: _, ...record }) => record),
  ],
  [
    "S2",
    "a dose is opened that no plan has",
    rewrite(isKind("dose.offering"), ({ actor: _, ...record }) => ({ ...record, doseId: NO_DOSE })),
  ],
  [
    "S3",
    "a dose has no outcome",
    rewrite(isClosed, (record) => ({ ...record, kind: "battery.changed" })),
  ],
  [
    "S3",
    "a dose has two outcomes",
    fill(isClosed, ({ doseId = "" }) => {
      return { kind: "dose.closed", doseId, outcome: "withheld", reason: "paused" };
    }),
  ],
  [
    "S3",
    "an outcome is for a dose of no plan",
    rewrite(isClosed, (record) => ({ ...record, doseId: NO_DOSE })),
  ],
  [
    "S3",
    "a correction refers to another record",
    rewrite(isKind("dose.corrected"), (record) => ({ ...record, refersTo: 1 })),
  ],
  [
    "S3",
    "a prevention has no reason",
    rewrite(ended("prevented"), ({ reason: _, ...record }) => record),
  ],
  ["S4", "an alert is lost", leaveOut(isCommit("alert.raised"))],
  [
    "S4",
    "a record is committed twice",
    add(of("committed"), (seen) => [{ ...seen, trueMs: seen.trueMs + MINUTE }]),
  ],
  [
    "S4",
    "an alert arrives with another time",
    change(isCommit("alert.raised"), (seen) => withRecord(seen, { uptimeMs: 1 })),
  ],
  ["S4", "two records arrive out of order", swapArrivals],
  ["S5", "a dose leaves uncounted", leaveOut(isMove)],
  ["S5", "a dose comes from nowhere", add(isCount, (seen) => [movedAfter(seen, "drawer")])],
  ["S6", "a press in lockout opens", add(isPress, (seen) => [openedAfter(seen)])],
  ["S6", "a dose leaves in lockout", add(isPress, (seen) => [movedAfter(seen, "slot")])],
  ["S7", "a record is missing in the journal", leaveOut(of("record", isFollowed))],
  [
    "S7",
    "a number stands for two records",
    add(of("record"), (seen) => [
      withRecord({ ...seen, trueMs: seen.trueMs + 1 }, { detail: "x" }),
    ]),
  ],
  [
    "S7",
    "the mechanism moves before its record is durable",
    change(isOpening, (seen) => ({ ...seen, durableSeq: 0 })),
  ],
  [
    "S7",
    "an epoch begins in the middle",
    add(of("record"), (seen) => [
      withRecord({ ...seen, trueMs: seen.trueMs + 1 }, { epoch: 9, seq: 2 }),
    ]),
  ],
  [
    "S8",
    "a closed dose is offered again",
    fill(
      (record) => isClosed(record) && record.outcome !== "uncertain",
      ({ doseId = "" }) => ({ kind: "dose.offering", doseId }),
    ),
  ],
  [
    "S8",
    "another dose is released right after one",
    fill(isUsersRelease, () => ({ kind: "dose.released", doseId: NO_DOSE })),
  ],
  [
    "S9",
    "a dose is opened with an unset clock",
    change(isOpening, (seen) => ({ ...seen, civilMs: undefined })),
  ],
  [
    "S9",
    "a dose is opened with a clock far off",
    change(isOpening, (seen) => ({ ...seen, clockErrorMs: HOUR })),
  ],
  [
    "S9",
    "a record claims a time under an unset clock",
    rewrite(
      ({ civilMs }) => civilMs !== undefined,
      (record) => ({ ...record, clock: "unset" }),
    ),
  ],
  [
    "S9",
    "no alert tells of a refusal",
    rewrite(
      ({ kind, alert }) => kind === "alert.raised" && alert === "1.5",
      (record) => ({ ...record, alert: "1.4" }),
    ),
  ],
  ["L1", "a record never arrives", leaveOut(isCommit("battery.changed"))],
  ["L2", "somebody is never told", leaveOut(of("notice"))],
  [
    "L2",
    "somebody is told late",
    change(of("notice"), (seen) => ({ ...seen, trueMs: seen.trueMs + 2 * MINUTE })),
  ],
  [
    "L2",
    "somebody else is told",
    change(of("notice"), (seen) => ({ ...seen, notice: { ...seen.notice, recipient: "user" } })),
  ],
];

function isClosedByUser(record: JournalRecord): boolean {
  return ended("retrieved")(record);
}

/** Openings that no staff asked for: those at a full hour of the device clock's plan. */
function isScheduledOpening() {
  return of("effect", (seen) => isOpening(seen) && !isAfternoon(seen.civilMs ?? 0));
}

/** Staff hand doses out two hours before their time: at 6 and 18 o'clock in Oslo. */
function isAfternoon(civilMs: number): boolean {
  const hour = new Date(civilMs + HOUR).getUTCHours();
  return hour === 6 || hour === 18;
}

/** More than half an hour from 8 to 10 and 20 to 22 o'clock in Oslo. */
function isFarFromWindows(trueMs: number): boolean {
  const minute = Math.floor((trueMs + HOUR) / MINUTE) % 720;
  return minute < 7.5 * 60 || 10.5 * 60 < minute;
}

/** The last record of a life may be missing without leaving a gap, and so may dropped telemetry. */
function isFollowed({ record: { kind } }: Of<"record">): boolean {
  return !["battery.changed", "dose.reminded", "telemetry.dropped"].includes(kind);
}
