import type { ActorRole, Command, Reply } from "@dosekit/protocols";
import { acknowledgeAlert } from "./alerts.ts";
import type { KeptReply } from "./device-state.ts";
import { type StepDraft, write } from "./step-draft.ts";

/** Answers that a device keeps; with so many unexpired ones it is busy until one expires. */
export const KEPT_REPLIES_MAX = 32;

type Verb = Command["verb"];
type Refusal = NonNullable<Reply["refusal"]>;
/** What came of a command: done, a refusal, or not known yet. */
type Verdict = "done" | "later" | Refusal;

/** Who may give which command; rights go by role. */
export const COMMAND_ROLES: Readonly<Record<Verb, readonly ActorRole[]>> = {
  "self-test": ["staff", "technician", "operator", "gateway"],
  "sync-time": ["technician", "gateway"],
  "acknowledge-alert": ["next-of-kin", "staff", "technician", "operator"],
};

/** Asks the mechanism to begin a self-test; false when it can't now. */
export type BeginSelfTest = () => boolean;

/**
 * Answers a command, once for each command id: a repeated one gets the kept answer and acts no
 * more.
 *
 * @see OMDP-CMD-001, OMDP-CMD-002, OMDP-CMD-003
 */
export function takeCommand(draft: StepDraft, command: Command, begin: BeginSelfTest): void {
  const { state } = draft;
  const { commandId } = command;
  const kept = state.replies.find(({ reply }) => reply.commandId === commandId);
  if (kept !== undefined) {
    draft.replies.push(kept.reply);
    return;
  }
  if (state.selfTest?.commandId === commandId) return;
  forgetExpired(draft);
  if (state.replies.length >= KEPT_REPLIES_MAX) {
    draft.replies.push({ commandId, result: "refused", refusal: "busy" });
    return;
  }
  const verdict = judge(draft, command) ?? act(draft, command, begin);
  if (verdict !== "later") answer(draft, command, verdict);
}

/** Ends a self-test: writes what came of it and answers the command that asked for it. */
export function answerSelfTest(draft: StepDraft, passed: boolean): void {
  const { selfTest } = draft.state;
  write(draft, "device.self-tested", { detail: passed ? "passed" : "failed" });
  if (selfTest === undefined) return;
  draft.state.selfTest = undefined;
  answer(draft, selfTest, "done");
}

/** Reasons against a command before anything is done; `undefined` when there is none. */
function judge(draft: StepDraft, command: Command): Refusal | undefined {
  const { verb, actor, notAfterMs, notBeforeMs } = command;
  const roles = Object.hasOwn(COMMAND_ROLES, verb) ? COMMAND_ROLES[verb] : undefined;
  if (roles === undefined) return "unsupported";
  if (!roles.includes(actor)) return "not-allowed";
  const { civilMs } = draft.now;
  if (civilMs === undefined) return verb === "sync-time" ? undefined : "clock-untrusted";
  if (civilMs >= notAfterMs) return "expired";
  return notBeforeMs !== undefined && civilMs < notBeforeMs ? "too-early" : undefined;
}

function act(draft: StepDraft, command: Command, begin: BeginSelfTest): Verdict {
  const { verb, commandId, actor, alertId, notAfterMs } = command;
  switch (verb) {
    case "acknowledge-alert":
      return alertId !== undefined && acknowledgeAlert(draft, alertId, { actor, commandId })
        ? "done"
        : "unknown-subject";
    case "sync-time":
      return setClock(draft, command);
    case "self-test":
      if (draft.state.selfTest !== undefined) return "busy";
      draft.state.selfTest = { commandId, notAfterMs };
      if (begin()) return "later";
      draft.state.selfTest = undefined;
      return "busy";
  }
}

/**
 * Without a clock a deadline says nothing, so that an old command could come again: one that would
 * set a time which the device has long passed, or that lies behind its own deadline, is expired.
 */
function setClock(draft: StepDraft, { civilMs, notAfterMs }: Command): Verdict {
  if (civilMs === undefined) return "unknown-subject";
  const { now, state, model } = draft;
  const isOld = civilMs < state.clock.highMs - model.clockErrorMaxMs;
  if (now.civilMs === undefined && (isOld || civilMs >= notAfterMs)) return "expired";
  draft.civilToSet = { type: "clock.set-civil", civilMs };
  return "done";
}

function answer(
  draft: StepDraft,
  command: { readonly commandId: string; readonly notAfterMs: number },
  verdict: "done" | Refusal,
): void {
  const { commandId, notAfterMs } = command;
  const refusal = verdict === "done" ? {} : { refusal: verdict };
  const seq = write(draft, "command.handled", {
    commandId,
    ...(verdict === "done" ? {} : { detail: verdict }),
  });
  const reply: Reply = {
    commandId,
    result: verdict === "done" ? "done" : "refused",
    ...refusal,
    epoch: draft.state.journal.epoch,
    seq,
  };
  const kept: KeptReply = { reply, notAfterMs };
  draft.state.replies = [...draft.state.replies, kept];
  draft.replies.push(reply);
}

/** An answer may be forgotten once its command is refused as expired anyway. */
function forgetExpired(draft: StepDraft): void {
  const { civilMs } = draft.now;
  const { replies } = draft.state;
  if (civilMs === undefined || replies.length < KEPT_REPLIES_MAX) return;
  draft.state.replies = replies.filter(({ notAfterMs }) => notAfterMs > civilMs);
}
