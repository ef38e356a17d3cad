import type {
  Checkpoint,
  DeviceInput,
  DeviceLogic,
  Effect,
  JournalRecord,
} from "@dosekit/protocols";

/** What of a device's program is changed; made anew for every device. */
export interface LogicChange {
  /** Changes what comes in; nothing is let in with `undefined`. */
  readonly input?: (input: DeviceInput, civilMs: number) => DeviceInput | undefined;
  /** Changes what goes out. */
  readonly effect?: (effect: Effect) => Effect;
  /** Changes a record before it is written. */
  readonly record?: (record: JournalRecord) => JournalRecord;
  /** Told of each start. */
  readonly boot?: (checkpoint: Checkpoint | undefined, civilMs: number) => void;
}

type Logic = DeviceLogic<unknown>;

/** Makes a wrong program of a right one. */
export function spoiledLogic(change: () => LogicChange): (logic: Logic) => Logic {
  return (logic) => {
    const { input: ofInput, effect: ofEffect, record: ofRecord, boot: onBoot } = change();
    const changed = (effect: Effect): Effect => {
      const one = ofEffect?.(effect) ?? effect;
      if (one.type !== "journal.commit" || ofRecord === undefined) return one;
      return { ...one, records: one.records.map(ofRecord) };
    };
    return {
      ...logic,
      boot: (checkpoint, input, now) => {
        onBoot?.(checkpoint, now.civilMs ?? 0);
        const [state, effects] = logic.boot(checkpoint, input, now);
        return [state, effects.map(changed)];
      },
      step: (state, input, now) => {
        const taken = ofInput === undefined ? input : ofInput(input, now.civilMs ?? 0);
        if (taken === undefined) return [state, []];
        const [next, effects] = logic.step(state, taken, now);
        return [next, effects.map(changed)];
      },
    };
  };
}

/** What of a product is spoiled: its program alone. */
interface SpoiledLogic {
  readonly logic: (logic: Logic) => Logic;
}

/** Spoils a program by a change that remembers something. */
export function spoiledBy(change: () => LogicChange): SpoiledLogic {
  return { logic: spoiledLogic(change) };
}

/** Spoils what a program takes for what comes in. */
export function hearing(input: NonNullable<LogicChange["input"]>): SpoiledLogic {
  return spoiledBy(() => ({ input }));
}

/** Spoils what a program has done. */
export function doing(effect: NonNullable<LogicChange["effect"]>): SpoiledLogic {
  return spoiledBy(() => ({ effect }));
}

/** Spoils what a program writes down. */
export function writing(record: NonNullable<LogicChange["record"]>): SpoiledLogic {
  return spoiledBy(() => ({ record }));
}

/** The same record with nothing in it that anybody would look for. */
export function muted({
  epoch,
  seq,
  bootId,
  uptimeMs,
  clock,
  civilMs,
}: JournalRecord): JournalRecord {
  const time = civilMs === undefined ? {} : { civilMs };
  return { epoch, seq, bootId, uptimeMs, clock, kind: "device.self-tested", ...time };
}

/** Tells whether a record raises an alert of a code. */
export function raises({ kind, alert }: JournalRecord, code: JournalRecord["alert"]): boolean {
  return kind === "alert.raised" && alert === code;
}

/** Lets timers whose names begin so fire later than the program asked for. */
export function lateTimers(prefix: string, byMs: number): LogicChange {
  return {
    effect: (effect) =>
      effect.type === "timer.arm" && effect.slot.startsWith(prefix)
        ? { ...effect, atMs: effect.atMs + byMs }
        : effect,
    input: (input) =>
      input.type === "timer.fired" && input.slot.startsWith(prefix)
        ? { ...input, atMs: input.atMs - byMs }
        : input,
  };
}
