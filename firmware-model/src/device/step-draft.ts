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
  TimerSlot,
} from "@dosekit/protocols";
import type { GuardedEffect } from "../journal/journal-state.ts";
import type { DeviceModel } from "./device-model.ts";
import type { DeviceState } from "./device-state.ts";
import { timerEffects } from "./timer-changes.ts";

/**
 * One step while it is being worked out. It belongs to that step alone; what leaves it is a new
 * state and the effects in their one order.
 */
export interface StepDraft {
  readonly model: DeviceModel;
  readonly now: DeviceTime;
  /** State at the start, apart from the timer that fired. */
  readonly before: DeviceState;
  /** The state to be: its fields are replaced, what they hold is never changed. */
  readonly state: { -readonly [Key in keyof DeviceState]: DeviceState[Key] };
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

/** Opens a step. */
export function draftOf(model: DeviceModel, before: DeviceState, now: DeviceTime): StepDraft {
  return {
    model,
    now,
    before,
    state: { ...before },
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
  state.journal = { ...state.journal, nextSeq: nextSeq + 1 };
  return nextSeq;
}

/** Arms a timer, replacing one of the same name. */
export function arm(draft: StepDraft, slot: TimerSlot, basis: TimerBasis, atMs: number): void {
  draft.state.timers = { ...draft.state.timers, [slot]: { slot, basis, atMs } };
}

/** Stops a timer. */
export function disarm(draft: StepDraft, slot: TimerSlot): void {
  if (draft.state.timers[slot] === undefined) return;
  const { [slot]: _stopped, ...rest } = draft.state.timers;
  draft.state.timers = rest;
}

/**
 * Ends a step. Timers come first, as they must not be lost with a failed commit; then the commit;
 * then what it announces: clock, movements, signal, answers.
 */
export function finish(draft: StepDraft): readonly [DeviceState, readonly Effect[]] {
  const { state, before } = draft;
  const guarded = guardedEffects(draft);
  const records = [...state.journal.lost, ...draft.records];
  const effects: Effect[] = [...timerEffects(before.timers, state.timers)];
  if (commits(draft) && records.length > 0) {
    state.journal = { ...state.journal, inFlight: { records, effects: guarded } };
    effects.push({ type: "journal.commit", records });
  } else {
    state.journal = { ...state.journal, lost: records };
  }
  effects.push(...guarded);
  // Behind a commit that failed nothing is answered: the host asks again.
  const replies = draft.commit === "never" ? [] : draft.replies;
  for (const reply of replies) effects.push({ type: "reply.send", reply });
  if (draft.reported) effects.push({ type: "config.report", reported: draft.reported });
  effects.push(...draft.loader);
  if (state.isResetting) effects.push({ type: "storage.erase" });
  return [{ ...state }, effects];
}

function commits({ commit, records }: StepDraft): boolean {
  return commit === "always" || (commit === "with-records" && records.length > 0);
}

function guardedEffects({ civilToSet, motions, signal, notices }: StepDraft): GuardedEffect[] {
  const [clock, shown] = [civilToSet ? [civilToSet] : [], signal ? [signal] : []];
  return [...clock, ...motions, ...shown, ...notices];
}
