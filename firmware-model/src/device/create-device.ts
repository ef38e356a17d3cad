import {
  type BootInput,
  type Checkpoint,
  type DeviceInput,
  type DeviceLogic,
  type DeviceTime,
  MINUTE_MS,
  type StepResult,
  type TimerDeadline,
} from "@dosekit/protocols";
import { BOARD_EVENTS } from "../board/board.events.ts";
import { boardMachine } from "../board/board.machine.ts";
import { UPDATE_EVENTS } from "../firmware-update/firmware-update.events.ts";
import { updateMachine } from "../firmware-update/firmware-update.machine.ts";
import { profiledExecutor } from "../machine/profiled-executor.ts";
import { mechanismOf } from "../mechanism/registry.ts";
import type { ProductProfile } from "../profile/product-profile.ts";
import { SERVICE_FIGURES } from "../profile/service-figures.ts";
import { validateProfile } from "../profile/validate-profile.ts";
import type { ZoneTable } from "../time/zone-table.ts";
import { armAhead } from "./ahead-of-time.ts";
import { continueReleases, followGesture } from "./asked-releases.ts";
import { bootDraft } from "./boot.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { toCheckpoint } from "./checkpoint.ts";
import { alertAboutPlan, alertAboutTime, noteJump, watchClock } from "./clock-watch.ts";
import { takeDueCommands } from "./commands.ts";
import { takeDueConfig } from "./desired-config.ts";
import type { DeviceModel } from "./device-model.ts";
import type { DeviceState } from "./device-state.ts";
import { offerDueDose } from "./dose-offering.ts";
import { takeInput, takePress } from "./inputs.ts";
import { confirmJournal, takeJournalFailure } from "./journal-failure.ts";
import { tellResumed } from "./mechanism-link.ts";
import { timerOf } from "./pending-timers.ts";
import { followService } from "./service-pathway.ts";
import { draftOf, type StepDraft } from "./step-draft.ts";
import { endStep } from "./step-end.ts";
import { followUpdate } from "./update-link.ts";
import { closeOverdue, openWindows } from "./window-watch.ts";

/** What a device is made of: its product, and where it looks up the offsets of a time zone. */
export interface DeviceParts {
  readonly profile: ProductProfile;
  readonly zoneTableOf: (zone: string) => ZoneTable | undefined;
}

/**
 * Makes the behaviour of one product as pure functions; all devices of the product can share it.
 *
 * Known doses: after a plan is accepted at instant t those due at or after t are known as soon as
 * their windows open. A host carries out all effects of one step, or tells that the commit failed,
 * before it hands over the next input; right after boot it tells every sensor that is not at rest.
 *
 * @throws RangeError when the profile or its mechanism's machine is not in order (a caller's bug)
 */
export function createDevice(parts: DeviceParts): DeviceLogic<DeviceState> {
  const model = modelOf(parts);
  return {
    boot: (checkpoint, input, now) => boot(model, checkpoint, input, now),
    step: (state, input, now) => step(model, state, input, now),
    checkpoint: (state) => toCheckpoint(model, state),
    timers: (state) => state.timers,
    capabilities: () => capabilitiesOf(model.profile),
  };
}

function modelOf({ profile, zoneTableOf }: DeviceParts): DeviceModel {
  const problem = validateProfile(profile)[0];
  if (problem !== undefined) {
    const { field, found, allowed } = problem;
    throw new RangeError(`${profile.product}: ${field} is ${found}, allowed ${allowed}`);
  }
  const mechanism = mechanismOf(profile.mechanism.value);
  if (mechanism === undefined) throw new RangeError(`${profile.product} has no mechanism`);
  return {
    profile,
    mechanism,
    service: { ...SERVICE_FIGURES, ...profile.service },
    machine: profiledExecutor(mechanism.machine, mechanism.events),
    board: profiledExecutor(boardMachine, BOARD_EVENTS),
    firmware: profiledExecutor(updateMachine, UPDATE_EVENTS),
    zoneTableOf,
    clockErrorMaxMs: profile.clockErrorMaxMin.value * MINUTE_MS,
    offerLimitMs: mechanism.offerLimitMs(profile),
  };
}

function boot(
  model: DeviceModel,
  checkpoint: Checkpoint | undefined,
  input: BootInput,
  now: DeviceTime,
): StepResult<DeviceState> {
  const draft = bootDraft(model, checkpoint, input, now);
  lookAround(draft);
  return endStep(draft);
}

function step(
  model: DeviceModel,
  state: DeviceState,
  input: DeviceInput,
  now: DeviceTime,
): StepResult<DeviceState> {
  const fired = input.type === "timer.fired" ? timerOf(state.timers, input.slot) : undefined;
  if (input.type === "timer.fired") {
    if (fired?.atMs !== input.atMs) return [state, []];
    if (!isReached(fired, now)) return [state, [{ type: "timer.arm", ...fired }]];
  }
  const draft = draftOf(model, state, now, fired);
  if (input.type === "journal.failed") takeJournalFailure(draft);
  else confirmJournal(draft);
  watchClock(draft);
  if (input.type === "clock.set") noteJump(draft, input.previousCivilMs);
  followService(draft);
  closeOverdue(draft);
  takeInput(draft, input);
  lookAround(draft);
  takePress(draft, input);
  return endStep(draft);
}

/** What every step ends with, whatever it began with. */
function lookAround(draft: StepDraft): void {
  alertAboutTime(draft);
  followDay(draft);
  // What was to be done now finds the windows of now, and may change them.
  if (takeDueConfig(draft)) followDay(draft);
  if (takeDueCommands(draft)) followDay(draft);
  armAhead(draft);
  alertAboutPlan(draft);
  tellResumed(draft);
  continueReleases(draft);
  followGesture(draft);
  offerDueDose(draft);
  followUpdate(draft);
}

function followDay(draft: StepDraft): void {
  followService(draft);
  closeOverdue(draft);
  openWindows(draft);
}

/** A host that fires a timer too early gets it armed again. */
function isReached({ basis, atMs }: TimerDeadline, { uptimeMs, civilMs }: DeviceTime): boolean {
  const clockMs = basis === "uptime" ? uptimeMs : civilMs;
  return clockMs !== undefined && clockMs >= atMs;
}
