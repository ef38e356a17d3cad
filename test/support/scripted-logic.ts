import type {
  Checkpoint,
  DeviceLogic,
  DeviceTime,
  Effect,
  JournalRecord,
  StepResult,
  TimerDeadline,
} from "@dosekit/protocols";

/** One thing that a scripted program asks for when it is stepped. */
export type Wish =
  | { readonly wish: "commit"; readonly records: number }
  | { readonly wish: "arm"; readonly slot: string; readonly civil: boolean; readonly inMs: number }
  | { readonly wish: "cancel"; readonly slot: string }
  | { readonly wish: "show"; readonly sound: number }
  | { readonly wish: "set-civil"; readonly byMs: number };

/** What a scripted program holds. */
export interface ScriptedState {
  readonly epoch: number;
  readonly seq: number;
  readonly steps: number;
  readonly timers: readonly TimerDeadline[];
}

/** Steps after which a script is over, so that none runs in circles. */
const STEPS_MAX = 60;

/**
 * A program that does whatever a script says, step after step, round and round: it lets two
 * runtimes be compared on orders of inputs and effects that no real device would come up with.
 */
export function scriptedLogic(script: readonly (readonly Wish[])[]): DeviceLogic<ScriptedState> {
  const act = (state: ScriptedState, now: DeviceTime): StepResult<ScriptedState> => {
    let [{ seq, timers }, effects] = [state, [] as Effect[]];
    const isOver = state.steps >= STEPS_MAX;
    for (const wish of isOver ? [] : (script[state.steps % Math.max(1, script.length)] ?? [])) {
      if (wish.wish === "commit") {
        // A checkpoint tells of the whole step, so a step commits once.
        if (seq > state.seq) continue;
        const records = Array.from({ length: wish.records }, (_, at) =>
          recordOf(state, seq + at + 1, now),
        );
        seq += wish.records;
        effects.push({ type: "journal.commit", records });
      } else if (wish.wish === "arm") {
        const basis = wish.civil ? "civil" : "uptime";
        const nowMs = wish.civil ? (now.civilMs ?? 0) : now.uptimeMs;
        const deadline: TimerDeadline = { slot: wish.slot, basis, atMs: nowMs + wish.inMs };
        timers = [...timers.filter(({ slot }) => slot !== wish.slot), deadline];
        effects.push({ type: "timer.arm", ...deadline });
      } else if (wish.wish === "cancel") {
        timers = timers.filter(({ slot }) => slot !== wish.slot);
        effects.push({ type: "timer.cancel", slot: wish.slot });
      } else if (wish.wish === "show") {
        effects.push({ type: "signal.show", light: "steady", sound: wish.sound });
      } else if (now.civilMs !== undefined) {
        effects.push({ type: "clock.set-civil", civilMs: now.civilMs + wish.byMs });
      }
    }
    return [{ ...state, seq, timers, steps: state.steps + 1 }, effects];
  };
  return {
    boot: (checkpoint, { freshEpoch }, now) => {
      const kept = checkpoint as unknown as ScriptedState | undefined;
      const state = kept ?? { epoch: freshEpoch, seq: 0, steps: 0, timers: [] };
      return act({ ...state, timers: state.timers.filter(({ basis }) => basis === "civil") }, now);
    },
    step: (state, input, now) => {
      if (input.type === "journal.failed") {
        return [{ ...state, seq: input.lastSeq, steps: state.steps + 1 }, []];
      }
      if (input.type !== "timer.fired") return act(state, now);
      const timers = state.timers.filter(({ slot }) => slot !== input.slot);
      return act({ ...state, timers }, now);
    },
    checkpoint: (state) => ({ ...state }) as unknown as Checkpoint,
    timers: ({ timers }) => timers,
  };
}

function recordOf({ epoch }: ScriptedState, seq: number, now: DeviceTime): JournalRecord {
  const { bootId, uptimeMs, civilMs, clock } = now;
  return {
    ...{ epoch, seq, kind: "mechanism.moved", bootId, uptimeMs, clock },
    ...(civilMs === undefined ? {} : { civilMs }),
  } as JournalRecord;
}
