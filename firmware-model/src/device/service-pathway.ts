import {
  type ActorRole,
  type Command,
  DAY_MS,
  type PreventionReason,
  type ServiceMode,
} from "@dosekit/protocols";
import { endClimbs } from "./alert-ladders.ts";
import type { DeviceState, KnownDose, Pause } from "./device-state.ts";
import type { PendingTimers } from "./pending-timers.ts";
import { DISPENSING_MODES, MODE_STEPS, type Refusal } from "./rights.ts";
import { arm, disarm, type RecordFields, type StepDraft, write } from "./step-draft.ts";

const SERVICE = "service/";
const PAUSE_BEGINS = `${SERVICE}pause`;
const PAUSE_ENDS = `${SERVICE}resume`;
const TRAINING_ENDS = `${SERVICE}evaluation`;

/** Who moves the service pathway, and by which command. */
export interface ModeCause {
  readonly actor: ActorRole;
  readonly commandId?: string;
}

/** Tells whether doses may be had at all: not in a pause, nor before or after the service. */
export function mayDispense({ service }: DeviceState): boolean {
  return DISPENSING_MODES.includes(service.mode);
}

/** Tells whether doses are offered to the user by themselves. */
export function offersByItself(state: DeviceState): boolean {
  return mayDispense(state) && !state.service.assisted;
}

/** Says why the service took a dose out of the day, judged at its late limit; else `undefined`. */
export function withheldBy(
  { service }: DeviceState,
  dose: KnownDose,
): PreventionReason | undefined {
  if (service.mode === "ended") return "service-ended";
  const { pause } = service;
  if (pause === undefined || dose.lateMs <= pause.fromMs) return undefined;
  return pause.untilMs === undefined || dose.lateMs <= pause.untilMs ? "paused" : undefined;
}

/** Begins and ends pauses and the test period as the clock says; a clock without trust says nothing. */
export function followService(draft: StepDraft): void {
  const { state, now } = draft;
  const { civilMs } = now;
  if (civilMs === undefined || !state.clock.trusted || state.journal.failing) return;
  const { pause, mode } = state.service;
  if (pause !== undefined && !pause.over) {
    if (isReached(pause.untilMs, civilMs)) endPause(draft, pause, { actor: "device" });
    else if (isReached(pause.fromMs, civilMs) && DISPENSING_MODES.includes(mode)) {
      beginPause(draft, pause);
    }
  }
  const { trainingUntilMs } = state.service;
  if (state.service.mode === "training" && isReached(trainingUntilMs, civilMs)) {
    moveTo(draft, "evaluation-due", { actor: "device" });
  }
  armServiceTimers(draft, civilMs);
}

/** The first plan of a device configures it. */
export function noteConfigured(draft: StepDraft): void {
  if (draft.state.service.mode !== "provisioned") return;
  moveTo(draft, "configured", { actor: "gateway" });
}

/** Moves the service pathway as its table allows. */
export function takeMode(draft: StepDraft, command: Command): "done" | Refusal {
  const { mode, actor, commandId } = command;
  const { service } = draft.state;
  if (mode === undefined) return "unknown-subject";
  if (!MODE_STEPS[service.mode].includes(mode)) return "wrong-mode";
  if (mode === "temporary-stop") return takePause(draft, fromNow(command));
  const isPaused = service.mode === "temporary-stop";
  if (isPaused && service.pause !== undefined) stopPause(draft, service.pause);
  moveTo(draft, mode, { actor, commandId });
  followService(draft);
  return "done";
}

/**
 * Takes a pause, from now or later, with or without a known end. While one lasts, a new one only
 * changes its end.
 */
export function takePause(draft: StepDraft, command: Command): "done" | Refusal {
  const { service } = draft.state;
  const { civilMs } = draft.now;
  if (civilMs === undefined) return "clock-untrusted";
  const isPaused = service.mode === "temporary-stop";
  const { fromMs = civilMs, untilMs, pauseReason, actor, commandId } = command;
  if (isPaused && fromMs > civilMs) return "wrong-mode";
  if (untilMs !== undefined && untilMs <= Math.max(fromMs, civilMs)) return "unknown-subject";
  const pause: Pause = {
    fromMs: isPaused ? (service.pause?.fromMs ?? civilMs) : Math.max(fromMs, civilMs),
    ...(untilMs === undefined ? {} : { untilMs }),
    ...(pauseReason === undefined ? {} : { reason: pauseReason }),
    ...{ actor, commandId, over: false },
  };
  draft.state.service = { ...service, pause };
  followService(draft);
  return "done";
}

/** Ends the pause that lasts, or takes back the one that is to come. */
export function takeResume(draft: StepDraft, { actor, commandId }: Command): "done" | Refusal {
  const { service } = draft.state;
  const { pause } = service;
  if (pause === undefined || pause.over) return "unknown-subject";
  if (service.mode === "temporary-stop") {
    endPause(draft, pause, { actor, commandId });
  } else {
    draft.state.service = { ...service, pause: undefined };
  }
  followService(draft);
  return "done";
}

/** A stop that is a step of the pathway begins now and has no known end. */
function fromNow({ fromMs: _from, untilMs: _until, ...command }: Command): Command {
  return command;
}

function isReached(atMs: number | undefined, civilMs: number): boolean {
  return atMs !== undefined && civilMs >= atMs;
}

function beginPause(draft: StepDraft, pause: Pause): void {
  const { actor, commandId, reason } = pause;
  draft.state.service = { ...draft.state.service, resumesTo: draft.state.service.mode };
  const why = reason === undefined ? {} : { pauseReason: reason };
  moveTo(draft, "temporary-stop", { actor, commandId }, why);
}

/** A pause that passed while nobody was there to begin it only keeps its time. */
function endPause(draft: StepDraft, pause: Pause, by: ModeCause): void {
  const { mode, resumesTo } = draft.state.service;
  stopPause(draft, pause);
  if (mode === "temporary-stop") moveTo(draft, resumesTo, by);
}

/** What it was is kept: doses whose late limit lay in it may still have to be closed. */
function stopPause(draft: StepDraft, pause: Pause): void {
  const { civilMs } = draft.now;
  if (pause.over) return;
  const untilMs = Math.min(pause.untilMs ?? Number.MAX_SAFE_INTEGER, civilMs ?? pause.fromMs);
  draft.state.service = { ...draft.state.service, pause: { ...pause, untilMs, over: true } };
}

function moveTo(
  draft: StepDraft,
  mode: ServiceMode,
  by: ModeCause,
  more: Pick<RecordFields, "pauseReason"> = {},
): void {
  const untilMs = trainingEnd(draft, mode);
  const { trainingUntilMs: _before, ...service } = draft.state.service;
  draft.state.service = {
    ...service,
    mode,
    ...(untilMs === undefined ? {} : { trainingUntilMs: untilMs }),
  };
  write(draft, "mode.changed", { mode, ...by, ...more });
  if (mode === "ended") endClimbs(draft);
}

/** The test period goes on over a stop, and begins anew when it is asked for anew. */
function trainingEnd(draft: StepDraft, mode: ServiceMode): number | undefined {
  const { service } = draft.state;
  if (mode === "temporary-stop") return service.trainingUntilMs;
  if (mode !== "training") return undefined;
  const isBack = service.mode === "temporary-stop" && service.resumesTo === mode;
  const lengthMs = draft.model.service.trainingDays.value * DAY_MS;
  return (isBack ? service.trainingUntilMs : undefined) ?? (draft.now.civilMs ?? 0) + lengthMs;
}

function armServiceTimers(draft: StepDraft, civilMs: number): void {
  const { pause, mode, trainingUntilMs } = draft.state.service;
  // Mostly nothing is to come and no timer stands for it.
  const isQuiet = pause === undefined && mode !== "training";
  if (isQuiet && !hasServiceTimer(draft.state.timers)) return;
  const open = pause?.over === false ? pause : undefined;
  follow(draft, PAUSE_BEGINS, open?.fromMs, civilMs);
  follow(draft, PAUSE_ENDS, open?.untilMs, civilMs);
  follow(draft, TRAINING_ENDS, mode === "training" ? trainingUntilMs : undefined, civilMs);
}

function hasServiceTimer(timers: PendingTimers): boolean {
  for (const { slot } of timers) if (slot.startsWith(SERVICE)) return true;
  return false;
}

function follow(draft: StepDraft, slot: string, atMs: number | undefined, civilMs: number): void {
  if (atMs === undefined || atMs <= civilMs) disarm(draft, slot);
  else arm(draft, slot, "civil", atMs);
}
