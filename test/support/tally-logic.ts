import {
  type BootInput,
  type Checkpoint,
  type Command,
  type DeviceInput,
  type DeviceLogic,
  type DeviceTime,
  type Effect,
  type EventKind,
  instant,
  type JournalRecord,
  type StepResult,
  type TimerDeadline,
} from "@dosekit/protocols";

/** State of the tally device: how far its journal and its doses have come. */
export interface TallyState {
  readonly epoch: number;
  readonly nextSeq: number;
  readonly nextDose: number;
  /** Uptime at which it locks again; a pending timer. */
  readonly lockAtMs: number | undefined;
  readonly replies: Readonly<Record<string, number>>;
  readonly failures: number;
}

type Details = Partial<JournalRecord>;

/**
 * The smallest device that does everything a runtime must carry: a press releases the next dose,
 * a tilt is telemetry, a command is answered once and from memory afterwards.
 */
export const tallyLogic: DeviceLogic<TallyState> = {
  boot(checkpoint, input, now) {
    const state = restore(checkpoint, input);
    return write(state, now, [["device.booted", { resetCause: input.cause }]], (after) => [
      { type: "config.report", reported: { version: 0, planRevision: 0, result: "applied" } },
      ...armLock(after),
    ]);
  },
  step: (state, input, now) => step(state, input, now),
  checkpoint: (state) => JSON.parse(JSON.stringify(state)) as Checkpoint,
  timers: ({ lockAtMs }): readonly TimerDeadline[] =>
    lockAtMs === undefined ? [] : [{ slot: "lock", basis: "uptime", atMs: lockAtMs }],
};

function restore(checkpoint: Checkpoint | undefined, input: BootInput): TallyState {
  const blank = { nextSeq: 1, nextDose: 0, lockAtMs: undefined, replies: {}, failures: 0 };
  if (checkpoint === undefined) return { ...blank, epoch: input.freshEpoch };
  const kept = checkpoint as unknown as TallyState;
  // Uptime starts again with each boot, so a pending lock is due at once.
  const rebased = { ...blank, ...kept, lockAtMs: kept.lockAtMs === undefined ? undefined : 0 };
  if (input.forgotten === undefined) return rebased;
  // Each record after the checkpoint may have been a release: none of those doses is given again.
  const nextSeq = input.forgotten.throughSeq + 1;
  return { ...rebased, nextSeq, nextDose: kept.nextDose + nextSeq - kept.nextSeq };
}

function step(state: TallyState, input: DeviceInput, now: DeviceTime): StepResult<TallyState> {
  switch (input.type) {
    case "button.pressed":
      return release(state, now);
    case "posture.tilted":
      return write(state, now, [["dose.reminded", {}]], () => []);
    case "stock.loaded":
      return write(state, now, [["alert.raised", { alert: "1.12", count: input.doses }]], () => []);
    case "timer.fired":
      return write({ ...state, lockAtMs: undefined }, now, [["lid.closed", {}]], () => []);
    case "command.received":
      return answer(state, input.command, now);
    case "journal.failed":
      return [
        { ...state, nextSeq: input.lastSeq + 1, failures: state.failures + 1 },
        [show("blink")],
      ];
    default:
      return [state, []];
  }
}

function release(state: TallyState, now: DeviceTime): StepResult<TallyState> {
  const slot = state.nextDose;
  const after = { ...state, nextDose: slot + 1, lockAtMs: now.uptimeMs + 1_000 };
  return write(after, now, [["dose.released", { doseId: `dose/${slot}`, slot }]], (written) => [
    { type: "motion.start", motion: "release", slot },
    ...armLock(written),
    show("steady"),
  ]);
}

function answer(state: TallyState, command: Command, now: DeviceTime): StepResult<TallyState> {
  const { commandId, verb, civilMs } = command;
  const reply = (seq: number, epoch: number): Effect => ({
    type: "reply.send",
    reply: { commandId, result: "done", epoch, seq },
  });
  // A command may be called `constructor`.
  const known = Object.hasOwn(state.replies, commandId) ? state.replies[commandId] : undefined;
  if (known !== undefined) return [state, [reply(known, state.epoch)]];
  const replies = { ...state.replies, [commandId]: state.nextSeq };
  return write({ ...state, replies }, now, [["command.handled", { commandId }]], () => [
    ...(verb === "sync-time" ? [{ type: "clock.set-civil", civilMs: civilMs ?? 0 } as const] : []),
    reply(state.nextSeq, state.epoch),
  ]);
}

function write(
  state: TallyState,
  now: DeviceTime,
  events: readonly (readonly [EventKind, Details])[],
  after: (state: TallyState) => readonly Effect[],
): StepResult<TallyState> {
  const records = events.map(([kind, details], index) => ({
    epoch: state.epoch,
    seq: state.nextSeq + index,
    kind,
    bootId: now.bootId,
    uptimeMs: now.uptimeMs,
    ...(now.civilMs === undefined ? {} : { civilMs: instant(now.civilMs) }),
    clock: now.clock,
    ...details,
  }));
  const written = { ...state, nextSeq: state.nextSeq + records.length };
  return [written, [{ type: "journal.commit", records }, ...after(written)]];
}

function armLock({ lockAtMs }: TallyState): readonly Effect[] {
  if (lockAtMs === undefined) return [];
  return [{ type: "timer.arm", slot: "lock", basis: "uptime", atMs: lockAtMs }];
}

function show(light: "off" | "steady" | "blink"): Effect {
  return { type: "signal.show", light, sound: 0 };
}
