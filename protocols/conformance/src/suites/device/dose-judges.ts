import type { DeviceEvent } from "@dosekit/protocols";
import type { Judge } from "../../scenario/judgement.ts";
import type { Stage } from "../../scenario/stage.ts";
import { fresh, journal, journalOf } from "./day.ts";

/** Running, trusted time behind a window in which its dose has to be closed, min. */
export const CLOSED_WITHIN_MIN = 10;

/** The dose was closed once, in one of some ways. */
export function closedOnce(entryId: string, ...outcomes: readonly DeviceEvent["outcome"][]): Judge {
  return (trace) => {
    const closed = journalOf(trace, "dose.closed", entryId);
    const seen = `closed as: ${closed.map(({ outcome }) => outcome).join() || "nothing"}`;
    const isRight = closed.length === 1 && outcomes.includes(closed[0]?.outcome);
    return { verdict: isRight ? "pass" : "fail", seen };
  };
}

/** How often each of some records of a dose was written. */
export function counts(entryId: string, wanted: Readonly<Record<string, number>>): Judge {
  return (trace) => {
    const found = Object.keys(wanted).map((kind) => {
      return [kind, journalOf(trace, kind as DeviceEvent["kind"], entryId).length] as const;
    });
    const seen = found.map(([kind, count]) => `${count} of ${kind}`).join(", ");
    const isRight = found.every(([kind, count]) => count === wanted[kind]);
    return { verdict: isRight ? "pass" : "fail", seen };
  };
}

/** What {@link untouched} notes. */
const UNTOUCHED = "untouched";

/** Notes what was written before any hand of the user moved. */
export function untouched(s: Stage): void {
  s.drive.does("the user has done nothing yet", (kit) => {
    kit.note(UNTOUCHED, kit.trace.receivedSeq());
  });
}

/**
 * The record of its offering stands before the one of its release; and before the word that it lies
 * ready where the device moved by itself. One that waits for a press moves no earlier than that.
 */
export const offeringFirst: Judge = (trace) => {
  const about = journal(trace).filter(({ doseId }) => doseId?.startsWith("m/") === true);
  const reach = about.filter(({ kind }) => kind === "dose.offered" || kind === "dose.released");
  const first = about.find(({ kind }) => kind === "dose.offering");
  const seen = about.map(({ seq, kind }) => `${seq} ${kind}`).join(", ");
  if (reach.length === 0 && first === undefined) return { verdict: "unverified", seen };
  if (first === undefined) return { verdict: "fail", seen };
  const isByItself = first.seq <= Number(trace.answer(UNTOUCHED) ?? 0);
  const behind = reach.filter(({ kind }) => kind === "dose.released" || isByItself);
  return { verdict: behind.every(({ seq }) => seq > first.seq) ? "pass" : "fail", seen };
};

/** The alert about the dose is there, and not behind the write of its outcome. */
export function toldBy(entryId: string, ...codes: readonly DeviceEvent["alert"][]): Judge {
  return (trace) => {
    const rows = journal(trace);
    const closed = rows.findIndex(
      (one) => one.kind === "dose.closed" && one.doseId?.startsWith(`${entryId}/`) === true,
    );
    const told = rows.findIndex(
      (one) =>
        one.kind === "alert.raised" &&
        codes.includes(one.alert) &&
        one.doseId?.startsWith(`${entryId}/`) === true,
    );
    const seen = rows.map(({ kind, alert }) => alert ?? kind).join(", ");
    // Records of one write have one time; they may stand in any order in it.
    const isSameWrite = rows[told]?.uptimeMs === rows[closed]?.uptimeMs;
    const isInTime = told >= 0 && closed >= 0 && (told < closed || isSameWrite);
    return { verdict: isInTime ? "pass" : "fail", seen };
  };
}

/** Anything that brings a dose within reach, or tells that it is. */
export const withinReach = fresh("a dose within reach", ({ kind }) => {
  return kind === "dose.offering" || kind === "dose.offered" || kind === "dose.released";
});
