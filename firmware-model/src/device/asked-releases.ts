import { type Command, MINUTE_MS } from "@dosekit/protocols";
import { nextWindow } from "../time/plan-windows.ts";
import { clearAlert, raiseNotice } from "./alerts.ts";
import { answer } from "./command-answers.ts";
import type { DeviceState, KnownDose, ReleaseSession } from "./device-state.ts";
import { closeHeld, isClosed } from "./dose-closing.ts";
import { grantDose, obstacleTo } from "./dose-offering.ts";
import { tellMechanism } from "./mechanism-link.ts";
import { type Refusal, refusalByRight } from "./rights.ts";
import { mayDispense } from "./service-pathway.ts";
import { arm, disarm, type StepDraft, write } from "./step-draft.ts";

/** Timer at whose end a dose that somebody asked for is locked away again. */
export const ASKED_OVER = "asked/over";
/** What 1.11 is about. */
export const TRAVEL = "travel";

/** What came of asking for a release: not known yet, or why not. */
type Begun = "later" | Refusal;

/**
 * Lets a dose be offered before it is due, inside its window, to the user: all that stands in the
 * way of a dose that is due stands in the way of this one too. Like every grant it is given at the
 * end of the step, so that its record is the last of the commit.
 */
export function releaseEarly(
  draft: StepDraft,
  { doseId }: Pick<Command, "doseId">,
): "done" | Refusal {
  const { state, now } = draft;
  const { civilMs } = now;
  if (civilMs === undefined) return "clock-untrusted";
  const dose = state.waiting[0];
  if (doseId !== undefined && doseId !== dose?.doseId) return placeOf(draft, doseId);
  if (state.held !== undefined || state.session !== undefined) return "busy";
  if (dose === undefined || civilMs < dose.earlyMs) return "too-early";
  const obstacle = obstacleTo(draft, civilMs);
  if (obstacle === "busy") return "busy";
  const hasTime = dose.lateMs - civilMs >= draft.model.offerLimitMs;
  if (obstacle !== "ready" || !hasTime) return "prevented";
  state.waiting = [{ ...dose, early: true }, ...state.waiting.slice(1)];
  return "done";
}

/**
 * Does what a user asked for by a gesture: the same as their command would, without an answer. What
 * they may not have, or not yet, stays where it is.
 */
export function followGesture(draft: StepDraft): void {
  if (!draft.asksEarly) return;
  draft.asksEarly = false;
  const { service } = draft.state;
  const isUnsupported = draft.model.profile.unsupportedCommands?.["release-early"] !== undefined;
  if (isUnsupported || refusalByRight("release-early", "user", service.mode) !== undefined) return;
  releaseEarly(draft, {});
}

/** Hands the next dose to staff: the one whose window is open, or the next of the plan. */
export function releaseAssisted(draft: StepDraft, command: Command): Begun {
  const { doseId } = command;
  const civilMs = draft.now.civilMs ?? 0;
  const aheadMs = draft.model.service.assistedAheadMin.value * MINUTE_MS;
  const [next] = openDoses(draft, { count: 1, untilMs: Number.MAX_SAFE_INTEGER });
  if (doseId !== undefined && doseId !== next?.doseId) return placeOf(draft, doseId);
  if (next === undefined) return "unknown-subject";
  if (next.dueMs - aheadMs > civilMs) return "too-early";
  return begin(draft, command, { kind: "assisted", doses: [next] });
}

/** Hands out the next doses ahead, all of them or none: too little medicine raises 1.11. */
export function releaseTravel(draft: StepDraft, command: Command): Begun {
  const { doses, untilMs } = command;
  if (doses === undefined && untilMs === undefined) return "unknown-subject";
  const { travelDosesMax } = draft.model.service;
  const wanted = openDoses(draft, {
    count: doses ?? travelDosesMax.value + 1,
    untilMs: untilMs ?? Number.MAX_SAFE_INTEGER,
  });
  const isPlanned = wanted.length > 0 && (doses === undefined || wanted.length === doses);
  if (!isPlanned || wanted.length > travelDosesMax.value) return "unknown-subject";
  const { mechanism } = draft.model;
  if (mechanism.stock(draft.state.machine.context) < wanted.length) {
    raiseNotice(draft, "1.11", TRAVEL);
    return "too-few";
  }
  return begin(draft, command, { kind: "travel", doses: wanted });
}

/**
 * Goes on with a release that somebody asked for, once nothing is in the mechanism: the next dose,
 * or the end. One that came back unreleased ends it, and so does a pause or the end of service.
 */
export function continueReleases(draft: StepDraft): void {
  const { session, held } = draft.state;
  if (session === undefined || held !== undefined) return;
  const [dose, ...queue] = session.queue;
  if (!mayDispense(draft.state)) finish(draft, { ...session, queue: [] });
  else if (dose === undefined || !isReleasing(draft.state)) finish(draft, session);
  else if (obstacleTo(draft, draft.now.civilMs ?? 0, true) === "ready") {
    draft.state.session = { ...session, queue };
    if (!grantAsked(draft, session, dose)) finish(draft, { ...session, queue: [] });
  }
}

/** Tells whether a release that somebody asked for goes on: a dose of it is there, or is to come. */
export function isReleasing(state: DeviceState): boolean {
  const { session, held } = state;
  if (session === undefined) return false;
  const [dose] = session.queue;
  if (held !== undefined) return true;
  const isStalled = session.left + session.queue.length < session.asked;
  return dose !== undefined && !isStalled && !isClosed(state, dose.doseId);
}

/** Ends the wait for a dose that nobody took: it is locked away, and no further one follows. */
export function endAskedRelease(draft: StepDraft): void {
  const { session, held } = draft.state;
  disarm(draft, ASKED_OVER);
  if (session !== undefined) draft.state.session = { ...session, queue: [] };
  if (held?.asked === undefined || held.over || held.closed !== undefined) return;
  draft.state.held = { ...held, over: true };
  const spent =
    held.phase === "released"
      ? closeHeld(draft, draft.state.held, {
          outcome: "released-not-retrieved",
          evidence: "presented",
        })
      : [];
  tellMechanism(draft, { type: "window.closed" }, ...spent);
}

function begin(
  draft: StepDraft,
  { commandId, notAfterMs, actor }: Command,
  what: { readonly kind: ReleaseSession["kind"]; readonly doses: readonly KnownDose[] },
): Begun {
  const { state, now } = draft;
  if (state.held !== undefined || state.session !== undefined) return "busy";
  const obstacle = obstacleTo(draft, now.civilMs ?? 0, true);
  if (obstacle !== "ready") return obstacle === "busy" ? "busy" : "prevented";
  const { kind, doses } = what;
  const asked = { kind, commandId, notAfterMs, actor, left: 0, asked: doses.length };
  state.session = { ...asked, queue: doses };
  return "later";
}

function grantAsked(
  draft: StepDraft,
  { kind, actor, commandId }: ReleaseSession,
  dose: KnownDose,
): boolean {
  const { askedReleaseMin } = draft.model.service;
  const overMs = draft.now.uptimeMs + askedReleaseMin.value * MINUTE_MS;
  arm(draft, ASKED_OVER, "uptime", overMs);
  return grantDose(draft, dose, { kind, actor, commandId });
}

/** One dispense event tells of a whole journey, however many doses it was. */
function finish(draft: StepDraft, session: ReleaseSession): void {
  const { kind, actor, commandId, left, asked, firstDueMs, lastDueMs } = session;
  draft.state.session = undefined;
  disarm(draft, ASKED_OVER);
  if (kind === "travel" && left > 0) {
    write(draft, "travel.dispensed", {
      ...{ commandId, actor, count: left, evidence: "presented" },
      dispense: actor === "staff" ? "2.2" : "2.1",
      ...(firstDueMs === undefined ? {} : { dueMs: firstDueMs }),
      ...(lastDueMs === undefined ? {} : { lastDueMs }),
    });
  }
  if (kind === "travel" && left === asked) clearAlert(draft, "1.11", TRAVEL);
  answer(draft, session, left === asked ? "done" : "incomplete");
}

/** Lists the next doses without an outcome, by due time: those that wait, then those of the plan. */
function openDoses(
  { state, model }: StepDraft,
  limit: { readonly count: number; readonly untilMs: number },
): readonly KnownDose[] {
  const { plan, next } = state.schedule;
  const table = plan && model.zoneTableOf(plan.zone);
  const found: KnownDose[] = state.waiting.filter(({ dueMs }) => dueMs < limit.untilMs);
  let window = plan && table ? next : undefined;
  while (window !== undefined && plan && table && found.length < limit.count) {
    if (window.dueMs >= limit.untilMs) break;
    const { doseId, earlyMs, dueMs, lateMs, timeCritical } = window;
    const isKnown = found.some((one) => one.doseId === doseId) || isClosed(state, doseId);
    if (!isKnown) found.push({ doseId, earlyMs, dueMs, lateMs, timeCritical });
    window = nextWindow(plan, table, dueMs);
  }
  return found.slice(0, limit.count);
}

/** Says why a dose that is not the next one can't be had. */
function placeOf(draft: StepDraft, doseId: string): Refusal {
  const { state } = draft;
  if (isClosed(state, doseId)) return "too-late";
  if (state.held?.doseId === doseId) return "busy";
  const ahead = openDoses(draft, { count: LOOK_AHEAD, untilMs: Number.MAX_SAFE_INTEGER });
  return ahead.some((one) => one.doseId === doseId) ? "too-early" : "unknown-subject";
}

/** Doses among which one that is asked for too early is recognised. */
const LOOK_AHEAD = 32;
