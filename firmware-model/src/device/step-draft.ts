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
  readonly records: JournalRecord[];
  readonly motions: MotionStart[];
  readonly notices: NoticeSend[];
  signal: SignalShow | undefined;
  civilToSet: ClockSet | undefined;
  readonly replies: Reply[];
  /** What the boot loader is asked for; another image starts last of all. */
  readonly loader: FirmwareEffect[];
  reported: ReportedConfig | undefined;
  /** The user asked by a gesture for the next dose before it is due. */
  asksEarly: boolean;
  /** `never` in the step that hears of a failed commit; `always` asks again for lost records. */
  commit: "with-records" | "always" | "never";
}

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
    records: [],
    motions: [],
    notices: [],
    signal: undefined,
    civilToSet: undefined,
    replies: [],
    loader: [],
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
export function write(draft: StepDraft, kind: EventKind, fields: RecordFields = {}): number {
  const { now, state } = draft;
  const { epoch, nextSeq } = state.journal;
  const { civilMs, clock } = now;
  const isSet = civilMs !== undefined && clock !== "unset";
  draft.records.push({
    epoch,
    seq: nextSeq,
    kind,
    bootId: now.bootId,
    uptimeMs: now.uptimeMs,
    ...(isSet ? { civilMs } : {}),
    clock: isSet ? clock : "unset",
    ...fields,
  });
  state.journal = withNextSeq(state.journal, nextSeq + 1);
  return nextSeq;
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
  const replies = draft.commit === "never" ? [] : draft.replies;
  for (const reply of replies) effects.push({ type: "reply.send", reply });
  if (draft.reported) effects.push({ type: "config.report", reported: draft.reported });
  for (const effect of draft.loader) effects.push(effect);
  if (state.isResetting) effects.push({ type: "storage.erase" });
  return [state, effects];
}

function commits({ commit, records }: StepDraft): boolean {
  return commit === "always" || (commit === "with-records" && records.length > 0);
}

function guardedEffects({ civilToSet, motions, signal, notices }: StepDraft): GuardedEffect[] {
  const effects: GuardedEffect[] = [];
  if (civilToSet !== undefined) effects.push(civilToSet);
  for (const motion of motions) effects.push(motion);
  if (signal !== undefined) effects.push(signal);
  for (const notice of notices) effects.push(notice);
  return effects;
}
