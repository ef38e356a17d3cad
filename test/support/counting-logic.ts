import type { DeviceLogic, Effect, JournalRecord } from "@dosekit/protocols";

/** State of the device that {@link countingLogic} makes: an epoch and a count. */
export interface CountingState {
  readonly epoch: number;
  readonly seq: number;
  readonly bootId: number;
}

/**
 * The smallest device that still uses everything of its board: each press is one durable record,
 * then one movement and one signal; and it keeps a timer of a minute going.
 */
export const countingLogic: DeviceLogic<CountingState> = {
  boot(checkpoint, input, now) {
    const epoch = Number(checkpoint?.["epoch"] ?? input.freshEpoch);
    const seq = Number(checkpoint?.["seq"] ?? 0);
    const state = { epoch, seq, bootId: now.bootId };
    return recordAnd(state, "device.booted", now.uptimeMs, [tick(now.uptimeMs)]);
  },
  step(state, input, now) {
    if (input.type === "timer.fired") return [state, [tick(now.uptimeMs)]];
    if (input.type !== "button.pressed") return [state, []];
    return recordAnd(state, "mechanism.moved", now.uptimeMs, [
      { type: "motion.start", motion: "tray.offer", slot: state.seq % 28 },
      { type: "signal.show", light: "blink", sound: 3 },
    ]);
  },
  checkpoint: ({ epoch, seq }) => ({ epoch, seq }),
  timers: () => [],
};

function tick(uptimeMs: number): Effect {
  return { type: "timer.arm", slot: "tick", basis: "uptime", atMs: uptimeMs + 60_000 };
}

function recordAnd(
  state: CountingState,
  kind: JournalRecord["kind"],
  uptimeMs: number,
  effects: readonly Effect[],
): readonly [CountingState, readonly Effect[]] {
  const seq = state.seq + 1;
  const { epoch, bootId } = state;
  const record: JournalRecord = { epoch, seq, kind, bootId, uptimeMs, clock: "rtc" };
  return [{ ...state, seq }, [{ type: "journal.commit", records: [record] }, ...effects]];
}
