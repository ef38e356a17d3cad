import type { Command } from "@dosekit/protocols";
import { dueCommands, isAhead, isWorthWaiting, keepAhead, letGoOf } from "./ahead-of-time.ts";
import { acknowledgeAlert } from "./alerts.ts";
import { isReleasing, releaseAssisted, releaseEarly, releaseTravel } from "./asked-releases.ts";
import { answer, isFull } from "./command-answers.ts";
import { takeReset } from "./device-reset.ts";
import type { DeviceState } from "./device-state.ts";
import { tellMechanism } from "./mechanism-link.ts";
import { type Refusal, RIGHTS, refusalByRight, SEALED_ONLY } from "./rights.ts";
import { takeMode, takePause, takeResume } from "./service-pathway.ts";
import type { StepDraft } from "./step-draft.ts";
import { takeUpdate } from "./update-link.ts";
import { takeMessage, takeVolume } from "./user-display.ts";

/** What came of a command: done, a refusal, or not known yet. */
type Verdict = "done" | "later" | Refusal;

/**
 * Answers a command, once for each command id: a repeated one gets the kept answer and acts no
 * more, and one that is still at work, or waits for its time, gets its answer when it ends.
 *
 * @see OMDP-CMD-001 to OMDP-CMD-004
 */
export function takeCommand(draft: StepDraft, command: Command, isSealed = false): void {
  const { state } = draft;
  const { commandId } = command;
  const kept = state.replies.find(({ reply }) => reply.commandId === commandId);
  if (kept !== undefined) {
    draft.replies = [...draft.replies, kept.reply];
    return;
  }
  if (isUnderWay(state, commandId)) return;
  forgetExpired(draft, draft.now.civilMs);
  const isOpen = SEALED_ONLY.has(command.verb) && !isSealed;
  if (isFull(state) && (isOpen || !bringsClock(draft, command))) {
    draft.replies = [...draft.replies, { commandId, result: "refused", refusal: "busy" }];
    return;
  }
  const verdict = isOpen ? "not-allowed" : (judge(draft, command) ?? act(draft, command));
  if (verdict !== "later") answer(draft, command, verdict);
}

/**
 * Without a clock no kept answer ever expires, and a device that were busy then could never be told
 * the time again: what brings the first time is taken, and answers that are over by it are forgotten.
 */
function bringsClock(draft: StepDraft, command: Command): boolean {
  if (command.verb !== "sync-time" || draft.now.civilMs !== undefined) return false;
  const verdict = judge(draft, command) ?? act(draft, command);
  if (verdict !== "done") return false;
  forgetExpired(draft, command.civilMs);
  return true;
}

function isUnderWay(state: DeviceState, commandId: string): boolean {
  const { selfTest, session, update, commandsAhead } = state;
  return (
    selfTest?.commandId === commandId ||
    session?.commandId === commandId ||
    update?.commandId === commandId ||
    commandsAhead.some((one) => one.commandId === commandId)
  );
}

/**
 * Answers the kept commands whose time has come, as if they came now. One that finds the mechanism
 * at work waits until it stands still, and so do those behind it; at its deadline it is expired.
 *
 * @returns whether any was taken
 * @see OMDP-CMD-014
 */
export function takeDueCommands(draft: StepDraft): boolean {
  const due = dueCommands(draft);
  let waiting = 0;
  for (const command of due) {
    if (draft.state.isResetting) break;
    const verdict = verdictOnKept(draft, command, waiting > 0);
    if (verdict === "waits") waiting += 1;
    else {
      letGoOf(draft, command);
      if (verdict !== "later") answer(draft, command, verdict);
    }
  }
  return due.length > waiting;
}

function verdictOnKept(draft: StepDraft, command: Command, isBehind: boolean): Verdict | "waits" {
  const refusal = judge(draft, command);
  if (isBehind) return refusal === "expired" ? refusal : "waits";
  const verdict = refusal ?? act(draft, command);
  return verdict === "busy" && isWorthWaiting(draft, command.verb) ? "waits" : verdict;
}

/** Reasons against a command before anything is done; `undefined` when there is none. */
function judge(draft: StepDraft, command: Command): Refusal | undefined {
  const { verb, actor, notAfterMs, notBeforeMs } = command;
  const { state, now, model } = draft;
  if (!Object.hasOwn(RIGHTS, verb)) return "unsupported";
  const refusal = refusalByRight(verb, actor, state.service.mode);
  if (refusal === "not-allowed") return refusal;
  const { civilMs } = now;
  if (civilMs === undefined) return verb === "sync-time" ? refusal : "clock-untrusted";
  if (civilMs >= notAfterMs || isForgotten(state, command)) return "expired";
  if (model.profile.unsupportedCommands?.[verb] !== undefined) return "unsupported";
  // Whether anybody has a right to it in the mode of service is judged when its time has come.
  return isAhead(notBeforeMs, civilMs) ? undefined : refusal;
}

function act(draft: StepDraft, command: Command): Verdict {
  if (isAhead(command.notBeforeMs, draft.now.civilMs)) return keepAhead(draft, command);
  switch (command.verb) {
    case "acknowledge-alert":
      return takeCharge(draft, command);
    case "sync-time":
      return setClock(draft, command);
    case "self-test":
      return beginSelfTest(draft, command);
    case "release-early":
      return releaseEarly(draft, command);
    case "release-assisted":
      return releaseAssisted(draft, command);
    case "release-travel":
      return releaseTravel(draft, command);
    case "pause":
      return takePause(draft, command);
    case "resume":
      return takeResume(draft, command);
    case "set-mode":
      return takeMode(draft, command);
    case "set-assistance":
      return takeAssistance(draft, command);
    case "reset":
      return takeReset(draft, command);
    case "message-to-user":
      return takeMessage(draft, command);
    case "set-volume":
      return takeVolume(draft, command);
    case "update-firmware":
      return takeUpdate(draft, command);
  }
}

function takeCharge(draft: StepDraft, { alertId, actor, commandId }: Command): Verdict {
  const isTaken = alertId !== undefined && acknowledgeAlert(draft, alertId, { actor, commandId });
  return isTaken ? "done" : "unknown-subject";
}

function beginSelfTest(draft: StepDraft, { commandId, notAfterMs }: Command): Verdict {
  const { state } = draft;
  if (state.selfTest !== undefined || isReleasing(state)) return "busy";
  state.selfTest = { commandId, notAfterMs };
  if (tellMechanism(draft, { type: "self-test.requested" })) return "later";
  state.selfTest = undefined;
  return "busy";
}

/**
 * Without a clock a deadline says nothing, so that an old command could come again: one that would
 * set a time which the device has long passed, or that lies behind its own deadline, is expired.
 */
function setClock(draft: StepDraft, { civilMs, notAfterMs }: Command): Verdict {
  if (civilMs === undefined || !isReckonable(draft, civilMs)) return "unknown-subject";
  const { now, state, model } = draft;
  const isOld = civilMs < state.clock.highMs - model.clockErrorMaxMs;
  if (now.civilMs === undefined && (isOld || civilMs >= notAfterMs)) return "expired";
  draft.civilToSet = { type: "clock.set-civil", civilMs };
  return "done";
}

/** Outside the table no local time is known: every dose between would pass as prevented. */
function isReckonable({ model, state }: StepDraft, civilMs: number): boolean {
  const table = model.zoneTableOf(state.schedule.plan?.zone ?? "UTC");
  return table === undefined || (table.fromMs <= civilMs && civilMs < table.untilMs);
}

function takeAssistance(draft: StepDraft, { on }: Command): Verdict {
  if (on === undefined) return "unknown-subject";
  draft.state.service = { ...draft.state.service, assisted: on === 1 };
  return "done";
}

/** An answer may be forgotten once its command is refused as expired anyway. */
function forgetExpired({ state }: StepDraft, civilMs: number | undefined): void {
  if (civilMs === undefined || !isFull(state)) return;
  for (const { notAfterMs, bringsTime } of state.replies) {
    if (notAfterMs > civilMs || bringsTime === true) continue;
    state.forgottenThroughMs = Math.max(state.forgottenThroughMs, notAfterMs);
  }
  state.replies = state.replies.filter(({ notAfterMs }) => notAfterMs > civilMs);
}

/**
 * A clock that was set back makes no command that was answered and forgotten a new one. The time
 * itself is taken all the same: it is what sets such a clock right.
 */
function isForgotten({ forgottenThroughMs }: DeviceState, { verb, notAfterMs }: Command): boolean {
  return verb !== "sync-time" && notAfterMs <= forgottenThroughMs;
}
