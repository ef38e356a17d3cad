import type { Command, CommandVerb } from "@dosekit/protocols";
import { isMoving } from "./mechanism-link.ts";
import type { Refusal } from "./rights.ts";
import { arm, disarm, type StepDraft, write } from "./step-draft.ts";
import { isUpdating } from "./update-link.ts";

/** Commands that a device keeps ahead of their earliest instants; beyond it is busy. */
const COMMANDS_AHEAD_MAX = 16;

const AHEAD = "wishes/ahead";
const RELEASES: readonly CommandVerb[] = ["release-early", "release-assisted", "release-travel"];
const AT_REST_ONLY: readonly CommandVerb[] = ["self-test", "reset"];

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
 * Lists the kept commands whose instant has come, in the order of their instants and then of their
 * ids, whatever order they came in.
 */
export function dueCommands({ state, now }: StepDraft): readonly Command[] {
  const { commandsAhead, journal } = state;
  if (commandsAhead.length === 0 || journal.failing || now.civilMs === undefined) return [];
  return commandsAhead.filter(({ notBeforeMs }) => !isAhead(notBeforeMs, now.civilMs));
}

/** Keeps a command no longer. */
export function letGoOf({ state }: StepDraft, command: Command): void {
  state.commandsAhead = state.commandsAhead.filter((one) => one !== command);
}

/**
 * Tells whether a mechanism that is busy with a kept command's instant is so only until it stands
 * still: it moves, reads where it stands after a start, or is under test. A release does not wait
 * for a dose that is on its way to somebody, as the next dose is another one afterwards.
 *
 * @see OMDP-CMD-014
 */
export function isWorthWaiting(draft: StepDraft, verb: CommandVerb): boolean {
  const { held, session } = draft.state;
  if (AT_REST_ONLY.includes(verb)) return isMoving(draft);
  if (!RELEASES.includes(verb) || held !== undefined || session !== undefined) return false;
  return isMoving(draft) || isUpdating(draft);
}

/** Arms the timer of the next instant of a wish: its earliest, or the deadline of one that waits. */
export function armAhead(draft: StepDraft): void {
  const { commandsAhead, configAhead } = draft.state;
  if (commandsAhead.length === 0 && configAhead === undefined) {
    disarm(draft, AHEAD);
    return;
  }
  const nowMs = draft.now.civilMs ?? 0;
  const instants = [
    ...commandsAhead.flatMap(({ notBeforeMs, notAfterMs }) => [notBeforeMs ?? 0, notAfterMs]),
    configAhead?.notBeforeMs ?? 0,
  ];
  const firstMs = Math.min(...instants.filter((atMs) => atMs > nowMs));
  if (firstMs === Number.POSITIVE_INFINITY) disarm(draft, AHEAD);
  else arm(draft, AHEAD, "civil", firstMs);
}

function byInstant(one: Command, other: Command): number {
  const apartMs = (one.notBeforeMs ?? 0) - (other.notBeforeMs ?? 0);
  return apartMs || (one.commandId < other.commandId ? -1 : 1);
}
