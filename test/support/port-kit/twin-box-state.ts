import type {
  BootInput,
  Checkpoint,
  DeviceTime,
  DosePlan,
  Effect,
  EventKind,
  JournalRecord,
  StepResult,
} from "@dosekit/protocols";
import { instant, localDateOf } from "@dosekit/protocols";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const CLOCK_ERROR_MAX_MS = 10 * MINUTE_MS;
const ENDED_MAX = 40;
const EMPTY: readonly (string | null)[] = [null, null];

/** A dose of the plan, on the device clock. */
export interface BoxDose {
  readonly doseId: string;
  readonly earlyMs: number;
  readonly dueMs: number;
  readonly lateMs: number;
}

/** What the box does about the dose of the hour. */
export interface BoxPhase {
  readonly at: "offered" | "opening" | "released";
  readonly dose: BoxDose;
  readonly slot: number;
}

/** Everything that the box remembers; plain data, so that it is its own checkpoint. */
export interface BoxState {
  readonly epoch: number;
  readonly nextSeq: number;
  readonly configVersion: number;
  readonly plan: DosePlan | null;
  /** Device clock when the plan came: doses from before are not the box's. */
  readonly sinceMs: number | null;
  /** Which dose lies in each compartment, as far as it knows. */
  readonly slots: readonly (string | null)[];
  /** The same as it was when staff filled the box. */
  readonly loaded: readonly (string | null)[];
  readonly phase: BoxPhase | null;
  /** Doses that are over. */
  readonly ended: readonly string[];
  readonly answered: readonly string[];
  /** The storage forgot what the box did: what has begun may have been given. */
  readonly doubts: boolean;
  /** When it looks at its plan again, by uptime. */
  readonly lookAtMs: number;
  /** The state before the last write, which holds again if that fails. */
  readonly undo: BoxState | null;
}

/** What a record says beside its place and time. */
export type Said = readonly [EventKind, Partial<JournalRecord>];

/** Begins, or goes on from what was kept. */
export function restored(kept: Checkpoint | undefined, input: BootInput): BoxState {
  const fresh: BoxState = {
    ...{ epoch: input.freshEpoch, nextSeq: 1, configVersion: 0, plan: null, sinceMs: null },
    ...{ slots: EMPTY, loaded: EMPTY, phase: null, ended: [], answered: [] },
    ...{ doubts: false, lookAtMs: 0, undo: null },
  };
  const state = kept === undefined ? fresh : { ...fresh, ...(kept as unknown as BoxState) };
  if (input.forgotten === undefined) return state;
  const nextSeq = input.forgotten.throughSeq + 1;
  return { ...state, nextSeq, doubts: true, slots: EMPTY, loaded: EMPTY };
}

/** The civil time, if it is to be trusted. */
export function trustedMs({ civilMs, clockErrorMs }: DeviceTime): number | undefined {
  return clockErrorMs > CLOCK_ERROR_MAX_MS ? undefined : civilMs;
}

/** The doses of some days around an instant that are the box's and not over, by due time. */
export function openDoses({ plan, sinceMs, ended }: BoxState, aroundMs: number): BoxDose[] {
  const today = Math.floor(aroundMs / DAY_MS);
  const doses: BoxDose[] = [];
  for (let day = today - 3; day <= today + 3; day += 1) {
    for (const { id, minuteOfDay, earlyMin, lateMin } of plan?.entries ?? []) {
      const dueMs = day * DAY_MS + minuteOfDay * MINUTE_MS;
      const earlyMs = dueMs - earlyMin * MINUTE_MS;
      const doseId = `${id}/${localDateOf(day)}`;
      if (earlyMs < (sinceMs ?? aroundMs) || ended.includes(doseId)) continue;
      doses.push({ doseId, earlyMs, dueMs, lateMs: dueMs + lateMin * MINUTE_MS });
    }
  }
  return doses.sort((a, b) => a.dueMs - b.dueMs);
}

/** Notes that a dose is over. */
export function ending(state: BoxState, { doseId }: BoxDose): BoxState {
  const slots = state.slots.map((held) => (held === doseId ? null : held));
  return { ...state, slots, ended: [...state.ended, doseId].slice(-ENDED_MAX) };
}

/** Writes records, and then does what may only follow once they are durable. */
export function written(
  before: BoxState,
  state: BoxState,
  now: DeviceTime,
  said: readonly Said[],
  effects: readonly Effect[] = [],
): StepResult<BoxState> {
  const records = said.map(([kind, details], at) => ({
    ...{ epoch: state.epoch, seq: state.nextSeq + at, kind, bootId: now.bootId },
    ...{ uptimeMs: now.uptimeMs, clock: now.clock },
    ...(now.civilMs === undefined ? {} : { civilMs: instant(now.civilMs) }),
    ...details,
  }));
  const undo = { ...before, undo: null };
  const after = { ...state, nextSeq: state.nextSeq + records.length, undo };
  return [after, [{ type: "journal.commit", records }, ...effects]];
}
