import type { Instant } from "@dosekit/protocols";
import type { MachineEvent } from "../machine/executor.ts";
import type { DoseFact } from "../mechanism/mechanism.ts";
import { clearAlert, raiseForDose, raiseForUnknownDose } from "./alerts.ts";
import type { HeldDose, WaitingDose } from "./device-state.ts";
import { closeHeld, closeUnoffered, namesOf, withhold } from "./dose-closing.ts";
import { armDoseTimers } from "./dose-timers.ts";
import { noteRelease } from "./minimum-spacing.ts";
import { noteOfferedAhead } from "./offered-ahead.ts";
import { windowIn } from "./planned-window.ts";
import { copyOfHeld } from "./state-copies.ts";
import { type RecordFields, type StepDraft, write } from "./step-draft.ts";
import { isReminding } from "./user-display.ts";

/**
 * Takes a fact that the mechanism tells about the dose in it.
 *
 * @returns what the mechanism is to be told in answer
 */
export function takeFact(draft: StepDraft, fact: DoseFact): readonly MachineEvent[] {
  const { held } = draft.state;
  if (held === undefined) return withoutDose(draft, fact);
  switch (fact) {
    case "offering":
      return offering(draft, held);
    case "offered":
      return offered(draft, held);
    case "reminded":
      if (held.closed === undefined && isReminding(draft)) {
        write(draft, "dose.reminded", namesOf(held));
      }
      return [];
    case "released":
      return released(draft, held);
    case "retrieved":
      return held.closed === undefined
        ? closeHeld(draft, held, { outcome: "retrieved", evidence: "retrieved" })
        : [];
    case "fetched":
      return fetched(draft);
    case "unwatched":
      if (held.phase !== "released") setWatched(draft, held, false);
      return [];
    case "inside":
      setWatched(draft, held, true);
      return [];
    case "exposed":
      return exposed(draft, held);
    case "secured":
      return secured(draft, held);
  }
}

function setWatched(draft: StepDraft, held: HeldDose, isWatched: boolean): void {
  const next = copyOfHeld(held);
  next.unwatched = !isWatched;
  draft.state.held = next;
}

/** Something may stand within reach and no dose is known to be there: somebody has to look. */
function withoutDose(draft: StepDraft, fact: DoseFact): readonly MachineEvent[] {
  if (fact === "exposed") raiseForUnknownDose(draft);
  return fact === "fetched" ? fetched(draft) : [];
}

/** From here on until the mechanism says what came of it, the window's end does not close the dose. */
function offering(draft: StepDraft, held: HeldDose): readonly MachineEvent[] {
  const next = copyOfHeld(held);
  next.phase = "offering";
  if (held.phase === "offered" || held.wasOffered === true) next.wasOffered = true;
  draft.state.held = next;
  const { doseId, dueMs } = held;
  const fields: RecordFields = { doseId, dueMs: dueMs as Instant, slot: slotOf(draft) };
  write(draft, "dose.offering", withActor(fields, held));
  return [];
}

function offered(draft: StepDraft, held: HeldDose): readonly MachineEvent[] {
  const next = copyOfHeld(held);
  next.phase = "offered";
  draft.state.held = next;
  clearAlert(draft, "1.2", held.doseId);
  write(draft, "dose.offered", withActor(presented(draft, held), held));
  return [];
}

function released(draft: StepDraft, held: HeldDose): readonly MachineEvent[] {
  if (held.closed !== undefined) return exposed(draft, held);
  const next = copyOfHeld(held);
  next.phase = "released";
  draft.state.held = next;
  if (held.asked?.kind !== "travel") noteRelease(draft);
  clearAlert(draft, "1.10", held.doseId);
  clearAlert(draft, "1.1", held.doseId);
  write(draft, "dose.released", releaseFields(draft, held));
  countLeft(draft, held);
  return [];
}

function presented(draft: StepDraft, { doseId, dueMs }: HeldDose): RecordFields {
  return { doseId, dueMs: dueMs as Instant, slot: slotOf(draft), evidence: "presented" };
}

/** A journey has one dispense event for all of its doses, written at its end. */
function releaseFields(draft: StepDraft, held: HeldDose): RecordFields {
  const { asked, doseId } = held;
  const dueMs = held.dueMs as Instant;
  const slot = slotOf(draft);
  const evidence = "presented";
  if (asked === undefined) return { doseId, dueMs, slot, evidence, dispense: "1.1", actor: "user" };
  const { kind, actor } = asked;
  return kind === "travel"
    ? { doseId, dueMs, slot, evidence, actor }
    : { doseId, dueMs, slot, evidence, actor, dispense: "1.2" };
}

function withActor(fields: RecordFields, { asked }: HeldDose): RecordFields {
  return asked === undefined ? fields : { ...fields, actor: asked.actor };
}

function countLeft({ state }: StepDraft, { asked, dueMs }: HeldDose): void {
  const { session } = state;
  if (asked === undefined || session === undefined) return;
  const { left, firstDueMs = dueMs as Instant } = session;
  state.session = { ...session, left: left + 1, firstDueMs, lastDueMs: dueMs as Instant };
}

/**
 * The dose may have been within reach without a grant. If it was thought to be left, a new record
 * refers to the old one and says that nobody knows.
 */
function exposed(draft: StepDraft, held: HeldDose): readonly MachineEvent[] {
  const evidence = held.phase === "offering" ? "dispensed" : "presented";
  if (held.closed === undefined) {
    if (held.phase === "released") return [];
    return closeHeld(draft, held, { outcome: "uncertain", evidence });
  }
  const { seq, outcome } = held.closed;
  if (outcome !== "missed" && outcome !== "prevented") return [];
  write(draft, "dose.corrected", {
    ...namesOf(held),
    refersTo: seq,
    outcome: "uncertain",
    evidence,
  });
  raiseForDose(draft, "1.3", held);
  noteRelease(draft);
  const corrected = copyOfHeld(held);
  corrected.closed = { seq, outcome: "uncertain" };
  draft.state.held = corrected;
  return [];
}

/**
 * The user took out after all what had its outcome already: a new record refers to the old one, and
 * what was told of it is over.
 */
function fetched(draft: StepDraft): readonly MachineEvent[] {
  const { uncollected } = draft.state;
  if (uncollected === undefined) return [];
  const { seq, outcome, doseId } = uncollected;
  draft.state.uncollected = undefined;
  write(draft, "dose.corrected", {
    ...namesOf(uncollected),
    refersTo: seq,
    outcome: outcome === "released-ahead" ? outcome : "retrieved",
    evidence: "retrieved",
  });
  clearAlert(draft, "1.3", doseId);
  return [];
}

/** Whatever is left of the dose is locked away: it has its outcome, or it waits again. */
function secured(draft: StepDraft, held: HeldDose): readonly MachineEvent[] {
  const { state } = draft;
  const tell = held.closed === undefined ? settled(draft, held) : [];
  state.held = undefined;
  return tell;
}

function settled(draft: StepDraft, held: HeldDose): readonly MachineEvent[] {
  if (held.phase === "released") {
    return closeHeld(draft, held, { outcome: "released-not-retrieved", evidence: "presented" });
  }
  if (held.phase === "offered" && held.unwatched) {
    return closeHeld(draft, held, { outcome: "uncertain", evidence: "presented" });
  }
  const waiting = waitingAgain(held);
  if (wasRemoved(draft, held)) return withhold(draft, waiting, "plan-changed");
  if (isAhead(draft, held)) return [];
  const { civilMs } = draft.now;
  const isLate = civilMs !== undefined && civilMs >= held.lateMs;
  if (isLate && draft.state.clock.trusted) return closeUnoffered(draft, waiting);
  // A plan may have put it off behind doses that wait already.
  draft.state.waiting = [waiting, ...draft.state.waiting].sort(
    (one, other) => one.dueMs - other.dueMs,
  );
  armDoseTimers(draft, waiting);
  return [];
}

/** Whether the plan was changed for one without the dose while it was in the mechanism. */
function wasRemoved({ state, model }: StepDraft, held: HeldDose): boolean {
  const { plan } = state.schedule;
  return plan !== undefined && windowIn(model, plan, held) === undefined;
}

/** A dose that came back before its window opened is no dose yet; that it was seen is remembered. */
function isAhead(draft: StepDraft, held: HeldDose): boolean {
  const { next } = draft.state.schedule;
  if (held.asked === undefined || next === undefined || next.dueMs > held.dueMs) return false;
  if (held.phase === "offered" || held.wasOffered === true) noteOfferedAhead(draft, held);
  return true;
}

function waitingAgain(held: HeldDose): WaitingDose {
  const { doseId, earlyMs, dueMs, lateMs, timeCritical, told, blockedBy, wasOffered, phase } = held;
  return {
    ...{ doseId, earlyMs, dueMs, lateMs, timeCritical },
    ...(told === true ? { told } : {}),
    ...(blockedBy === undefined ? {} : { blockedBy }),
    ...(wasOffered === true || phase === "offered" ? { wasOffered: true } : {}),
  };
}

function slotOf({ model, state }: StepDraft): number {
  return model.mechanism.nextSlot(state.machine.context);
}
