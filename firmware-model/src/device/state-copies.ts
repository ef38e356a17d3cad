import type { DeviceState, HeldDose, Schedule, WaitingDose } from "./device-state.ts";

/*
 * Copies of what changes in most steps, each part named. Objects of one kind get their parts in the
 * same places by that, whether they come from a checkpoint or not; and changing a part of a copy
 * made by `...` costs the engine a call of its own, some hundred nanoseconds, each time.
 */

/** Something that is being made, and belongs to whoever makes it. */
export type InTheMaking<T> = { -readonly [Key in keyof T]: T[Key] };

/** Copies a state. */
export function copyOfState(state: DeviceState): InTheMaking<DeviceState> {
  return {
    journal: state.journal,
    machine: state.machine,
    board: state.board,
    firmware: state.firmware,
    timers: state.timers,
    clock: state.clock,
    config: state.config,
    schedule: state.schedule,
    waiting: state.waiting,
    held: state.held,
    closed: state.closed,
    uncollected: state.uncollected,
    lastRelease: state.lastRelease,
    alerts: state.alerts,
    escalation: state.escalation,
    link: state.link,
    replies: state.replies,
    forgottenThroughMs: state.forgottenThroughMs,
    commandsAhead: state.commandsAhead,
    configAhead: state.configAhead,
    selfTest: state.selfTest,
    update: state.update,
    service: state.service,
    session: state.session,
    offeredAhead: state.offeredAhead,
    shown: state.shown,
    reminding: state.reminding,
    rounds: state.rounds,
    message: state.message,
    volumeMax: state.volumeMax,
    isResetting: state.isResetting,
    doubt: state.doubt,
    batteryStep: state.batteryStep,
  };
}

/** Copies the dose in the mechanism, or takes one up that waited. */
export function copyOfHeld(held: WaitingDose & Partial<HeldDose>): InTheMaking<HeldDose> {
  return {
    doseId: held.doseId,
    earlyMs: held.earlyMs,
    dueMs: held.dueMs,
    lateMs: held.lateMs,
    timeCritical: held.timeCritical,
    told: held.told,
    blockedBy: held.blockedBy,
    early: held.early,
    wasOffered: held.wasOffered,
    phase: held.phase ?? "offering",
    unwatched: held.unwatched ?? false,
    over: held.over ?? false,
    asked: held.asked,
    closed: held.closed,
  };
}

/** Copies how far the device has come in its plan. */
export function copyOfSchedule(schedule: Schedule): InTheMaking<Schedule> {
  return {
    plan: schedule.plan,
    knownFromMs: schedule.knownFromMs,
    next: schedule.next,
    gap: schedule.gap,
  };
}
