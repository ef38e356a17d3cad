import type {
  ClockSet,
  DeviceTime,
  Effect,
  EventKind,
  FirmwareEffect,
  JournalRecord,
  MotionStart,
  NoticeSend,
  Reply,
  ReportedConfig,
  SignalShow,
  TimerBasis,
  TimerDeadline,
  TimerSlot,
} from "@dosekit/protocols";
import { asked, type GuardedEffect, withNextSeq } from "../journal/journal-state.ts";
import type { DeviceModel } from "./device-model.ts";
import type { DeviceState } from "./device-state.ts";
import {
  addTimerEffects,
  type PendingTimers,
  timerOf,
  withoutTimer,
  withTimer,
} from "./pending-timers.ts";
import { copyOfState, type InTheMaking } from "./state-copies.ts";

/**
 * One step while it is being worked out. It belongs to that step alone; what leaves it is a new
 * state and the effects in their one order.
 */
export interface StepDraft {
  readonly model: DeviceModel;
  readonly now: DeviceTime;
  /** State at the start. */
  readonly before: DeviceState;
  /** Timers that the board has at the start: the one that fired is none of them any more. */
  readonly timersBefore: PendingTimers;
  /** The state to be: its fields are replaced, what they hold is never changed. */
  readonly state: InTheMaking<DeviceState>;
  /** These lists are replaced too: most steps need none of them. */
  records: readonly JournalRecord[];
  motions: readonly MotionStart[];
  notices: readonly NoticeSend[];
  signal: SignalShow | undefined;
  civilToSet: ClockSet | undefined;
  replies: readonly Reply[];
  /** What the boot loader is asked for; another image starts last of all. */
  loader: readonly FirmwareEffect[];
  reported: ReportedConfig | undefined;
  /** The user asked by a gesture for the next dose before it is due. */
  asksEarly: boolean;
  /** `never` in the step that hears of a failed commit; `always` asks again for lost records. */
  commit: "with-records" | "always" | "never";
}

const NONE: readonly never[] = [];

/** Fields of a record that differ from event to event. */
export type RecordFields = Omit<
  JournalRecord,
  "epoch" | "seq" | "kind" | "bootId" | "uptimeMs" | "civilMs" | "clock"
>;

/**
 * Opens a step.
 *
 * @param fired the timer that fired, if one did
 */
export function draftOf(
  model: DeviceModel,
  before: DeviceState,
  now: DeviceTime,
  fired?: TimerDeadline,
): StepDraft {
  const state = copyOfState(before);
  if (fired !== undefined) state.timers = withoutTimer(before.timers, fired.slot);
  return {
    model,
    now,
    before,
    timersBefore: state.timers,
    state,
    records: NONE,
    motions: NONE,
    notices: NONE,
    signal: undefined,
    civilToSet: undefined,
    replies: NONE,
    loader: NONE,
    reported: undefined,
    asksEarly: false,
    commit: "with-records",
  };
}

/**
 * Writes one record; it is committed at the end of the step, in front of everything that it
 * announces. An event under an unset clock carries no civil time.
 *
 * @returns its sequence number
 * @see OMDP-EVT-001
 */
export function write(draft: StepDraft, kind: EventKind, fields?: RecordFields): number {
  const { nextSeq } = draft.state.journal;
  const record = recordOf(draft, kind, fields);
  draft.records = draft.records.length === 0 ? [record] : [...draft.records, record];
  draft.state.journal = withNextSeq(draft.state.journal, nextSeq + 1);
  return nextSeq;
}

/** Written out for a clock that is set: an object put together of many costs several times as much. */
function recordOf(
  { now, state }: StepDraft,
  kind: EventKind,
  fields: RecordFields | undefined,
): JournalRecord {
  const { epoch, nextSeq: seq } = state.journal;
  const { bootId, uptimeMs, civilMs, clock } = now;
  if (civilMs === undefined || clock === "unset") {
    return { epoch, seq, kind, bootId, uptimeMs, clock: "unset", ...fields };
  }
  if (fields === undefined) return { epoch, seq, kind, bootId, uptimeMs, civilMs, clock };
  return { epoch, seq, kind, bootId, uptimeMs, civilMs, clock, ...fields };
}

/** Arms a timer, replacing one of the same name. */
export function arm(draft: StepDraft, slot: TimerSlot, basis: TimerBasis, atMs: number): void {
  draft.state.timers = withTimer(draft.state.timers, { slot, basis, atMs });
}

/** Stops a timer. */
export function disarm(draft: StepDraft, slot: TimerSlot): void {
  draft.state.timers = withoutTimer(draft.state.timers, slot);
}

/** Looks up a timer that will be pending when the step ends. */
export function pending({ state }: StepDraft, slot: TimerSlot): TimerDeadline | undefined {
  return timerOf(state.timers, slot);
}

/**
 * Ends a step. Timers come first, as they must not be lost with a failed commit; then the commit;
 * then what it announces: clock, movements, signal, answers.
 */
export function finish(draft: StepDraft): readonly [DeviceState, readonly Effect[]] {
  const { state } = draft;
  const guarded = guardedEffects(draft);
  const { lost } = state.journal;
  const records = lost.length === 0 ? draft.records : [...lost, ...draft.records];
  const effects: Effect[] = [];
  addTimerEffects(effects, draft.timersBefore, state.timers);
  if (commits(draft) && records.length > 0) {
    state.journal = asked(state.journal, { records, effects: guarded });
    effects.push({ type: "journal.commit", records });
  } else if (records.length !== lost.length) {
    state.journal = { ...state.journal, lost: records };
  }
  for (const effect of guarded) effects.push(effect);
  // Behind a commit that failed nothing is answered: the host asks again.
  if (draft.commit !== "never") {
    for (const reply of draft.replies) effects.push({ type: "reply.send", reply });
  }
  if (draft.reported) effects.push({ type: "config.report", reported: draft.reported });
  for (const effect of draft.loader) effects.push(effect);
  if (state.isResetting) effects.push({ type: "storage.erase" });
  return [state, effects];
}

function commits({ commit, records }: StepDraft): boolean {
  return commit === "always" || (commit === "with-records" && records.length > 0);
}

function guardedEffects(draft: StepDraft): readonly GuardedEffect[] {
  const { civilToSet, motions, signal, notices } = draft;
  if (motions.length + notices.length === 0) {
    if (civilToSet === undefined) return signal === undefined ? NONE : [signal];
    if (signal === undefined) return [civilToSet];
  }
  const effects: GuardedEffect[] = [];
  if (civilToSet !== undefined) effects.push(civilToSet);
  for (const motion of motions) effects.push(motion);
  if (signal !== undefined) effects.push(signal);
  for (const notice of notices) effects.push(notice);
  return effects;
}
