import type { ActorRole, Severity } from "../catalogue/outcome.ts";
import { MINUTE_MS } from "../units/duration.ts";
import type { AlertId } from "../units/identity.ts";
import type { EscalationLadder, Recipient } from "./ladder.ts";

/** Where one alert stands on its ladder; plain data, so that it can be handed over. */
export interface LadderState {
  readonly alertId: AlertId;
  readonly severity: Severity;
  /** Rung that was told last, from 0; −1 before the first. */
  readonly rung: number;
  /** How often anybody was told; repeats count. */
  readonly notifications: number;
  /** When the next notification is due, on the runner's clock in ms; `undefined` when it is over. */
  readonly nextMs: number | undefined;
  readonly ended?: "acknowledged" | "cleared" | "service-ended" | "told";
}

/** What can happen to an alert on its ladder. */
export type LadderInput =
  | { readonly type: "time" }
  | { readonly type: "acknowledged"; readonly actor: ActorRole }
  | { readonly type: "cleared" }
  | { readonly type: "service-ended" };

/** A recipient is to be told of the alert, for the first time or again. */
export interface LadderNotice {
  readonly alertId: AlertId;
  readonly recipient: Recipient;
  readonly rung: number;
  readonly repeat: boolean;
}

/** Puts an alert at the foot of its ladder. Pure. */
export function startLadder(
  ladder: EscalationLadder,
  alertId: AlertId,
  severity: Severity,
  nowMs: number,
): LadderState {
  return { alertId, severity, rung: -1, notifications: 0, nextMs: nowMs + waitMs(ladder, 0) };
}

/**
 * Takes a ladder over from another runner at the step that it had reached: the alert keeps its id,
 * no rung is told a second time as a first, and the wait for the next begins now. Pure.
 *
 * @param rung the rung that was told last, −1 for none
 */
export function resumeLadder(
  ladder: EscalationLadder,
  { alertId, severity, rung }: Pick<LadderState, "alertId" | "severity" | "rung">,
  nowMs: number,
): LadderState {
  const last = ladder.rungs.length - 1;
  const reached = Math.min(Math.max(rung, -1), last);
  const told = { alertId, severity, rung: reached, notifications: reached + 1 };
  if (reached >= 0 && severity < ladder.climbFromSeverity)
    return { ...told, nextMs: undefined, ended: "told" };
  const wait = reached === last ? repeatWaitMs(ladder) : waitMs(ladder, reached + 1);
  return { ...told, nextMs: nowMs + wait };
}

/**
 * Moves an alert on its ladder. Pure.
 *
 * Invariants: the rung never falls; an ended alert stays ended and tells nobody; `time` before
 * `nextMs` changes nothing; a late `time` tells each rung that is due, in order, and repeats none;
 * the last rung is told at most once in `repeatMin`.
 *
 * @param nowMs the runner's clock, ms
 * @returns the new state and who is to be told, in order
 * @throws RangeError when the ladder repeats more than once a minute (a caller's bug)
 */
export function stepLadder(
  ladder: EscalationLadder,
  state: LadderState,
  input: LadderInput,
  nowMs: number,
): readonly [LadderState, readonly LadderNotice[]] {
  if (state.nextMs === undefined) return [state, []];
  if (input.type !== "time") return [{ ...state, nextMs: undefined, ended: input.type }, []];
  const notices: LadderNotice[] = [];
  let next = state;
  while (next.nextMs !== undefined && next.nextMs <= nowMs) {
    const [after, notice] = climb(ladder, next, next.nextMs, nowMs);
    notices.push(notice);
    next = after;
  }
  return [next, notices];
}

function climb(
  ladder: EscalationLadder,
  state: LadderState,
  dueMs: number,
  nowMs: number,
): readonly [LadderState, LadderNotice] {
  const last = ladder.rungs.length - 1;
  const rung = Math.min(state.rung + 1, last);
  const repeat = state.rung === last;
  const notice: LadderNotice = {
    alertId: state.alertId,
    recipient: rungAt(ladder, rung).recipient,
    rung,
    repeat,
  };
  const told = { ...state, rung, notifications: state.notifications + 1 };
  if (state.severity < ladder.climbFromSeverity)
    return [{ ...told, nextMs: undefined, ended: "told" }, notice];
  // Repeats count from now: a runner that slept for a day tells once, not twenty-four times.
  const nextMs = rung === last ? nowMs + repeatWaitMs(ladder) : dueMs + waitMs(ladder, rung + 1);
  return [{ ...told, nextMs }, notice];
}

function repeatWaitMs({ id, repeatMin }: EscalationLadder): number {
  if (repeatMin >= 1) return repeatMin * MINUTE_MS;
  throw new RangeError(`ladder ${id}.repeatMin: found ${repeatMin}, allowed 1 or more`);
}

function waitMs(ladder: EscalationLadder, rung: number): number {
  return rungAt(ladder, rung).afterMin * MINUTE_MS;
}

function rungAt(ladder: EscalationLadder, rung: number): EscalationLadder["rungs"][number] {
  const found = ladder.rungs[rung];
  if (found === undefined) throw new RangeError(`ladder ${ladder.id} has no rung ${rung}`);
  return found;
}
