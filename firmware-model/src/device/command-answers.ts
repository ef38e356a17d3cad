import type { CommandVerb, Reply } from "@dosekit/protocols";
import type { DeviceState, KeptReply } from "./device-state.ts";
import type { Refusal } from "./rights.ts";
import { type StepDraft, write } from "./step-draft.ts";

/** Answers that a device keeps; with so many unexpired ones it is busy until one expires. */
export const KEPT_REPLIES_MAX = 32;

/**
 * Tells whether there is no room for one more answer: each command that waits for its instant or is
 * at work has its own kept free, as it would act again without one.
 */
export function isFull(state: DeviceState): boolean {
  const { replies, commandsAhead, session, selfTest, update } = state;
  const atWork = [session, selfTest, update].filter((one) => one !== undefined);
  return replies.length + commandsAhead.length + atWork.length >= KEPT_REPLIES_MAX;
}

/** What an answer needs to know of its command. */
export interface Answered {
  readonly commandId: string;
  readonly notAfterMs: number;
  readonly verb?: CommandVerb;
}

/**
 * Writes what became of a command, and answers it for good. Where there is no room for the answer, as
 * of a first time that came between many open ones, a repeated command is looked at anew.
 */
export function answer(draft: StepDraft, command: Answered, verdict: "done" | Refusal): void {
  const { commandId, notAfterMs, verb } = command;
  const isDone = verdict === "done";
  const seq = write(
    draft,
    "command.handled",
    isDone ? { commandId } : { commandId, detail: verdict },
  );
  const { epoch } = draft.state.journal;
  const reply: Reply = isDone
    ? { commandId, result: "done", epoch, seq }
    : { commandId, result: "refused", refusal: verdict, epoch, seq };
  const kept: KeptReply =
    verb === "sync-time" ? { reply, notAfterMs, bringsTime: true } : { reply, notAfterMs };
  const { replies } = draft.state;
  if (!isFull(draft.state)) draft.state.replies = [...replies, kept];
  draft.replies = [...draft.replies, reply];
}

/** Ends a self-test: writes what came of it and answers the command that asked for it. */
export function answerSelfTest(draft: StepDraft, passed: boolean): void {
  const { selfTest } = draft.state;
  write(draft, "device.self-tested", { detail: passed ? "passed" : "failed" });
  if (selfTest === undefined) return;
  draft.state.selfTest = undefined;
  answer(draft, selfTest, "done");
}
