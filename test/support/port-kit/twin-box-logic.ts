import {
  type BootInput,
  type Checkpoint,
  type Command,
  type DesiredConfig,
  type DeviceInput,
  type DeviceLogic,
  type DeviceTime,
  type Effect,
  instant,
  type Outcome,
  type PreventionReason,
  type StepResult,
} from "@dosekit/protocols";
import {
  type BoxDose,
  type BoxPhase,
  type BoxState,
  ending,
  openDoses,
  restored,
  type Said,
  trustedMs,
  written,
} from "./twin-box-state.ts";

const LOOK_MS = 20_000;
const QUIET: Effect = { type: "signal.show", light: "off", sound: 0 };
const CALL: Effect = { type: "signal.show", light: "blink", sound: 6, text: "press" };
const TAKE: Effect = { type: "signal.show", light: "steady", sound: 4, text: "take" };
const LOCK: Effect = { type: "motion.start", motion: "box.lock" };

type Result = StepResult<BoxState>;

/**
 * A vendor's own firmware, small and written by hand: two compartments, plans in UTC, a look at the
 * plan every 20 seconds.
 *
 * @param forgetsDoses a planted mistake: after a power cut it knows what was filled in, and not what
 *   it gave since
 */
export function twinBoxLogic(forgetsDoses = false): DeviceLogic<BoxState> {
  return {
    boot: (kept, input, now) => {
      const state = restored(kept, input);
      const { loaded: slots } = state;
      return boot(forgetsDoses ? { ...state, slots, ended: [] } : state, input, now);
    },
    step: (state, input, now) => step(state, input, now),
    checkpoint: (state) => ({ ...state, undo: null }) as unknown as Checkpoint,
    timers: ({ lookAtMs }) => [{ slot: "look", basis: "uptime", atMs: lookAtMs }],
  };
}

function boot(kept: BoxState, input: BootInput, now: DeviceTime): Result {
  const state = { ...kept, lookAtMs: now.uptimeMs + LOOK_MS };
  const said: Said = ["device.booted", { resetCause: input.cause }];
  const look: Effect = { type: "timer.arm", slot: "look", basis: "uptime", atMs: state.lookAtMs };
  const { phase } = state;
  if (phase?.at === "opening" || (phase !== null && state.doubts)) {
    const uncertain = closed(phase.dose, "uncertain");
    const after = { ...ending(state, phase.dose), phase: null };
    return written(state, after, now, [said, uncertain], [look, LOCK, QUIET]);
  }
  return written(state, state, now, [said], [look, phase === null ? QUIET : signalOf(phase)]);
}

function step(state: BoxState, input: DeviceInput, now: DeviceTime): Result {
  switch (input.type) {
    case "timer.fired":
      return lookedAt(state, now);
    case "button.pressed":
      return pressed(state, now);
    case "motion.finished":
      return input.motion === "box.open" ? opened(state, now) : [state, []];
    case "motion.failed":
      return input.motion === "box.open" ? ended(state, now, "uncertain") : [state, []];
    case "outlet.emptied":
      return state.phase?.at === "released" ? ended(state, now, "retrieved") : [state, []];
    case "stock.loaded":
      return loaded(state, input.doses, now);
    case "config.received":
      return configured(state, input.config, now);
    case "command.received":
      return answered(state, input.command, now);
    case "journal.failed":
      return [{ ...(state.undo ?? state), nextSeq: input.lastSeq + 1, undo: null }, []];
    default:
      return [state, []];
  }
}

/** Looks at the plan, and again some seconds later whatever comes of it. */
function lookedAt(before: BoxState, now: DeviceTime): Result {
  const lookAtMs = now.uptimeMs + LOOK_MS;
  const state = { ...before, lookAtMs };
  const again: Effect = { type: "timer.arm", slot: "look", basis: "uptime", atMs: lookAtMs };
  const [after, effects] = dueStep(state, now);
  // First: behind a write that fails nothing happens.
  return [after, [again, ...effects]];
}

function dueStep(state: BoxState, now: DeviceTime): Result {
  const civilMs = trustedMs(now);
  if (civilMs === undefined || state.plan === null) return [state, []];
  const { phase } = state;
  if (phase !== null) {
    if (phase.at === "opening" || civilMs < phase.dose.lateMs) return [state, []];
    const isOut = phase.at === "released";
    return ended(state, now, isOut ? "released-not-retrieved" : "missed");
  }
  const dose = openDoses(state, civilMs)[0];
  if (dose === undefined || civilMs < dose.earlyMs) return [{ ...state, doubts: false }, []];
  if (state.doubts) return written(state, ending(state, dose), now, [closed(dose, "uncertain")]);
  if (civilMs >= dose.lateMs) return prevented(state, dose, now, "window-passed-while-off");
  const slot = state.slots.indexOf(dose.doseId);
  if (slot < 0) return prevented(state, dose, now, "out-of-medicine");
  const offered = { ...state, phase: { at: "offered" as const, dose, slot } };
  return written(state, offered, now, [["dose.offered", { ...about(dose), slot }]], [CALL]);
}

function pressed(state: BoxState, now: DeviceTime): Result {
  const { phase } = state;
  const civilMs = trustedMs(now);
  if (phase?.at !== "offered" || civilMs === undefined) return [state, []];
  const { dose, slot } = phase;
  if (civilMs < dose.earlyMs || civilMs >= dose.lateMs) return [state, []];
  const opening = { ...state, phase: { ...phase, at: "opening" as const } };
  const move: Effect = { type: "motion.start", motion: "box.open", slot };
  return written(state, opening, now, [["dose.offering", { ...about(dose), slot }]], [move]);
}

function opened(state: BoxState, now: DeviceTime): Result {
  const { phase } = state;
  if (phase?.at !== "opening") return [state, []];
  const released = { ...state, phase: { ...phase, at: "released" as const } };
  const said: Said = ["dose.released", { ...about(phase.dose), evidence: "presented" }];
  return written(state, released, now, [said], [TAKE]);
}

/** Ends the dose of the hour; somebody is told of one that was not taken. */
function ended(state: BoxState, now: DeviceTime, outcome: Outcome): Result {
  const { phase } = state;
  if (phase === null) return [state, []];
  const alertId = `${state.epoch}-${state.nextSeq + 1}`;
  const alert: Said = ["alert.raised", { alert: "1.1", severity: 30, alertId }];
  const said = closed(phase.dose, outcome);
  const after = { ...ending(state, phase.dose), phase: null };
  const records = outcome === "retrieved" ? [said] : [said, alert];
  return written(state, after, now, records, [QUIET, LOCK]);
}

function prevented(
  state: BoxState,
  dose: BoxDose,
  now: DeviceTime,
  reason: PreventionReason,
): Result {
  const said: Said = ["dose.closed", { ...about(dose), outcome: "prevented", reason }];
  return written(state, ending(state, dose), now, [said]);
}

/** Staff put the next doses into the compartments, the first to come into the first one. */
function loaded(state: BoxState, doses: number, now: DeviceTime): Result {
  if (state.phase?.at === "released") {
    const [closedState, effects] = ended(state, now, "released-not-retrieved");
    return [filled(closedState, doses, now), effects];
  }
  return written(state, filled(state, doses, now), now, [["stock.changed", { count: doses }]]);
}

function filled(state: BoxState, doses: number, now: DeviceTime): BoxState {
  const next = openDoses(state, now.civilMs ?? 0).slice(0, doses);
  const slots = [0, 1].map((at) => next[at]?.doseId ?? null);
  return { ...state, slots, loaded: slots };
}

function configured(state: BoxState, config: DesiredConfig, now: DeviceTime): Result {
  const { version, plan } = config;
  const planRevision = plan?.revision ?? state.plan?.revision ?? 0;
  const report: Effect = {
    type: "config.report",
    reported: { version, planRevision, result: "applied" },
  };
  if (version <= state.configVersion || plan === undefined || now.civilMs === undefined) {
    return [state, version <= state.configVersion ? [report] : []];
  }
  const taken = { ...state, configVersion: version, plan, sinceMs: now.civilMs };
  const said: Said[] = [
    ["plan.accepted", { count: plan.revision }],
    ["config.applied", {}],
  ];
  return written(state, filled(taken, 2, now), now, said, [report]);
}

function answered(state: BoxState, command: Command, now: DeviceTime): Result {
  const { commandId, verb, civilMs } = command;
  const isKnown = verb === "sync-time" || verb === "acknowledge-alert";
  const reply: Effect = isKnown
    ? { type: "reply.send", reply: { commandId, result: "done" } }
    : { type: "reply.send", reply: { commandId, result: "refused", refusal: "unsupported" } };
  if (state.answered.includes(commandId)) return [state, [reply]];
  const after = { ...state, answered: [...state.answered, commandId].slice(-20) };
  const sets = verb === "sync-time" && civilMs !== undefined;
  const set: readonly Effect[] = sets ? [{ type: "clock.set-civil", civilMs }] : [];
  return written(state, after, now, [["command.handled", { commandId }]], [...set, reply]);
}

function closed(dose: BoxDose, outcome: Outcome): Said {
  const evidence = outcome === "retrieved" ? ({ evidence: "retrieved" } as const) : {};
  return ["dose.closed", { ...about(dose), outcome, ...evidence }];
}

function about({ doseId, dueMs }: BoxDose) {
  return { doseId, dueMs: instant(dueMs) };
}

function signalOf({ at }: BoxPhase): Effect {
  return at === "released" ? TAKE : CALL;
}
