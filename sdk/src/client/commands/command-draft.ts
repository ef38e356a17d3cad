import {
  type ActorRole,
  Command,
  DAY_MS,
  encodeMessage,
  type Instant,
  MINUTE_MS,
} from "@dosekit/protocols";
import type { ArgumentProblem } from "./command-result.ts";

/** In whose right a command is given, until when, and under which name. */
export interface CommandHow {
  /** The role in whose right it is given; who may take it is settled where people are known. */
  readonly actor: ActorRole;
  /** How long the device may take, ms, 1 to 30 days; how long by default each command says. */
  readonly withinMs?: number;
  /** The deadline itself, ms since the Unix epoch, in place of {@link withinMs}. */
  readonly notAfterMs?: number;
  /** Earliest instant at which the device may act, ms since the Unix epoch. */
  readonly notBeforeMs?: number;
  /**
   * A name of the caller's own, 1 to 36 characters of `[A-Za-z0-9-]`: given again, after a restart
   * of the gateway too, the device acts once all the same. It needs a `commandLedger`.
   */
  readonly commandId?: string;
  /** Gives it up: it is sent no more. What was sent before may be carried out all the same. */
  readonly signal?: AbortSignal;
}

/** What a command asks for, without name, actor and times. */
export type CommandWish = Omit<Command, "commandId" | "actor" | "notAfterMs" | "notBeforeMs">;

/** A command that may be sent, or what is wrong with it. */
export type CommandDraft =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly problem: ArgumentProblem };

/** How long a command may take when nothing else is said, ms. */
export const DEFAULT_WITHIN_MS = MINUTE_MS;
const WITHIN_MS_MAX = 30 * DAY_MS;

/** What a command's times are reckoned by. */
export interface DraftTimes {
  readonly nowMs: number;
  readonly withinMs?: number;
  readonly withinMsMax?: number;
}

/** Puts a command together and checks all of it by the message's own definition. */
export function draftCommand(
  wish: CommandWish,
  how: CommandHow & { readonly commandId: string },
  times: DraftTimes,
): CommandDraft {
  const problem = timesProblem(how, times) ?? wishProblem(wish, times.nowMs);
  if (problem !== undefined) return { ok: false, problem };
  const { commandId, actor, notBeforeMs } = how;
  const { withinMs = times.withinMs ?? DEFAULT_WITHIN_MS } = how;
  const { notAfterMs = times.nowMs + withinMs } = how;
  const command: Command = {
    ...wish,
    ...{ commandId, actor },
    notAfterMs: notAfterMs as Instant,
    ...(notBeforeMs === undefined ? {} : { notBeforeMs: notBeforeMs as Instant }),
  };
  const wrong = messageProblem(() => encodeMessage(Command, command));
  return wrong === undefined ? { ok: true, command } : { ok: false, problem: wrong };
}

/** Runs something that writes a message; gives what it found wrong in the caller's values. */
export function messageProblem(write: () => unknown): ArgumentProblem | undefined {
  try {
    write();
    return undefined;
  } catch (cause) {
    const text = cause instanceof RangeError ? cause.message : "";
    const match = /^[a-z-]+\.?(.*?): found (.*), allowed (.*)$/s.exec(text);
    if (match === null) throw cause;
    const [, field = "", found = "", allowed = ""] = match;
    return { field, found, allowed };
  }
}

function timesProblem(how: CommandHow, times: DraftTimes): ArgumentProblem | undefined {
  const { withinMs, notAfterMs, notBeforeMs } = how;
  const { withinMsMax = WITHIN_MS_MAX, nowMs } = times;
  if (withinMs !== undefined && notAfterMs !== undefined) {
    return wrong("withinMs", withinMs, "nothing beside notAfterMs");
  }
  const isWithin = withinMs === undefined || isWhole(withinMs, 1, withinMsMax);
  if (!isWithin) return wrong("withinMs", withinMs, `a whole number from 1 to ${withinMsMax}`);
  if (notAfterMs !== undefined && !isWhole(notAfterMs, 0, nowMs + withinMsMax)) {
    const allowed = `a whole number up to ${withinMsMax} from now, which is ${nowMs}`;
    return wrong("notAfterMs", notAfterMs, allowed);
  }
  const endMs = notAfterMs ?? nowMs + (withinMs ?? times.withinMs ?? DEFAULT_WITHIN_MS);
  return notBeforeMs !== undefined && notBeforeMs >= endMs
    ? wrong("notBeforeMs", notBeforeMs, `before the deadline, which is ${endMs}`)
    : undefined;
}

/** What the message's definition does not say: fields that exclude or need one another. */
function wishProblem(wish: CommandWish, nowMs: number): ArgumentProblem | undefined {
  const { verb, doses, untilMs, fromMs } = wish;
  if (verb === "release-travel") {
    if (doses === undefined && untilMs === undefined)
      return wrong("doses", doses, "doses or untilMs");
    if (doses !== undefined && untilMs !== undefined) {
      return wrong("untilMs", untilMs, "nothing beside doses");
    }
  }
  const startMs = fromMs ?? nowMs;
  return untilMs !== undefined && untilMs <= startMs
    ? wrong("untilMs", untilMs, `after ${startMs}`)
    : undefined;
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max;
}

function wrong(field: string, found: unknown, allowed: string): ArgumentProblem {
  return { field, found: String(found), allowed };
}
