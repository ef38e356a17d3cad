import type { Command } from "@dosekit/protocols";
import type { Refusal } from "./rights.ts";
import { arm, disarm, type StepDraft, write } from "./step-draft.ts";

/** Commands that a device keeps ahead of their earliest instants; beyond it is busy. */
export const COMMANDS_AHEAD_MAX = 16;

const AHEAD = "wishes/ahead";

/** Tells whether the clock has not reached an earliest instant; without a clock nothing is reached. */
export function isAhead(notBeforeMs: number | undefined, civilMs: number | undefined): boolean {
  return notBeforeMs !== undefined && (civilMs === undefined || civilMs < notBeforeMs);
}

/**
 * Keeps a command until its earliest instant, over restarts too; its answer comes then. A time
 * can't wait: it would be wrong by then.
 *
 * @see OMDP-CMD-014, OMDP-CMD-015
 */
export function keepAhead(draft: StepDraft, command: Command): "later" | Refusal {
  const { commandsAhead } = draft.state;
  if (command.verb === "sync-time") return "too-early";
  if (commandsAhead.length >= COMMANDS_AHEAD_MAX) return "busy";
  draft.state.commandsAhead = [...commandsAhead, command].sort(byInstant);
  write(draft, "wish.kept", { commandId: command.commandId });
  return "later";
}

/**
 * Takes out the kept commands whose instant has come, in the order of their instants and then of
 * their ids, whatever order they came in.
 */
export function dueCommands({ state, now }: StepDraft): readonly Command[] {
  const { commandsAhead, journal } = state;
  if (journal.failing || now.civilMs === undefined || commandsAhead.length === 0) return [];
  const due = commandsAhead.filter(({ notBeforeMs }) => !isAhead(notBeforeMs, now.civilMs));
  if (due.length > 0) state.commandsAhead = commandsAhead.filter((one) => !due.includes(one));
  return due;
}

/** Arms the timer of the wish whose instant comes first. */
export function armAhead(draft: StepDraft): void {
  const { commandsAhead, configAhead, timers } = draft.state;
  const instants = [...commandsAhead, ...(configAhead === undefined ? [] : [configAhead])].flatMap(
    ({ notBeforeMs }) => notBeforeMs ?? [],
  );
  const firstMs = Math.min(...instants);
  if (instants.length === 0 || firstMs <= (draft.now.civilMs ?? 0)) disarm(draft, AHEAD);
  else if (timers[AHEAD]?.atMs !== firstMs) arm(draft, AHEAD, "civil", firstMs);
}

function byInstant(one: Command, other: Command): number {
  const apartMs = (one.notBeforeMs ?? 0) - (other.notBeforeMs ?? 0);
  return apartMs || (one.commandId < other.commandId ? -1 : 1);
}
