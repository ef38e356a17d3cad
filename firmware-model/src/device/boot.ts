import type { BootInput, Checkpoint, DeviceTime } from "@dosekit/protocols";
import { freshBoardContext } from "../board/board.ts";
import { freshUpdateContext } from "../firmware-update/firmware-update.ts";
import { rebasedAlerts } from "./alert-ladders.ts";
import { endAskedRelease } from "./asked-releases.ts";
import { tellBoardOfBoot } from "./board-link.ts";
import { fromCheckpoint } from "./checkpoint.ts";
import { watchClock } from "./clock-watch.ts";
import { answerSelfTest } from "./command-answers.ts";
import type { DeviceModel } from "./device-model.ts";
import { type DeviceState, freshState, type HeldDose, type WaitingDose } from "./device-state.ts";
import { tellMechanism } from "./mechanism-link.ts";
import { rebasedRelease } from "./minimum-spacing.ts";
import { draftOf, type StepDraft, write } from "./step-draft.ts";
import { beginDoubt } from "./storage-doubt.ts";
import { tellUpdateOfBoot } from "./update-link.ts";
import { noteGap } from "./window-watch.ts";

/**
 * Opens the step in which a device starts, from what survived or from nothing.
 *
 * A dose that was within reach, or on its way there, was unwatched while the device was off, unless
 * the mechanism keeps it behind a lock then. The mechanism first finds out how it stands. Windows
 * that passed have the absence for a reason, and a release that somebody asked for is over.
 */
export function bootDraft(
  model: DeviceModel,
  checkpoint: Checkpoint | undefined,
  input: BootInput,
  now: DeviceTime,
): StepDraft {
  const survived = checkpoint && fromCheckpoint(model, checkpoint);
  const state = renumbered(survived, input) ?? factoryState(model, input.freshEpoch);
  const draft = draftOf(model, { ...state, timers: [] }, now);
  draft.state.timers = rebased(state, now);
  draft.state.alerts = rebasedAlerts(state, now);
  draft.state.lastRelease = rebasedRelease(state.lastRelease, now);
  draft.state.link = { up: false, downSinceMs: now.uptimeMs };
  watchClock(draft);
  if (survived !== undefined && draft.state.clock.trusted)
    noteGap(draft, "window-passed-while-off");
  draft.state.waiting = state.waiting.map(withoutObstacle);
  const isWatched = model.mechanism.locksWithoutPower === true;
  if (!isWatched) draft.state.held = state.held && unwatched(state.held);
  write(draft, "device.booted", { resetCause: input.cause });
  tellBoardOfBoot(draft, input);
  tellUpdateOfBoot(draft, input);
  tellMechanism(draft, { type: "device.booted" });
  beginDoubt(draft, input.forgotten, survived && survived.journal.nextSeq - 1);
  endAskedRelease(draft);
  if (draft.state.selfTest !== undefined) answerSelfTest(draft, false);
  return draft;
}

/** Numbers that the storage forgot were given once, and are not given again. */
function renumbered(
  state: DeviceState | undefined,
  { forgotten }: BootInput,
): DeviceState | undefined {
  if (state === undefined || forgotten === undefined) return state;
  return { ...state, journal: { ...state.journal, nextSeq: forgotten.throughSeq + 1 } };
}

function factoryState(model: DeviceModel, freshEpoch: number): DeviceState {
  const { machine, board, firmware, mechanism, profile } = model;
  const charts = {
    machine: machine.initial(mechanism.freshContext(profile)).state,
    board: board.initial(freshBoardContext(profile)).state,
    firmware: firmware.initial(freshUpdateContext(profile)).state,
  };
  return freshState(charts, freshEpoch);
}

/** A civil timer keeps its deadline; one on the uptime goes on with what was left of it. */
function rebased({ timers, clock }: DeviceState, now: DeviceTime): DeviceState["timers"] {
  return timers.map((timer) => {
    if (timer.basis === "civil") return timer;
    const leftMs = Math.max(0, timer.atMs - clock.lastUptimeMs);
    return { ...timer, atMs: now.uptimeMs + leftMs };
  });
}

/** What stood in the way before is to be found out again. */
function withoutObstacle({ blockedBy: _old, ...dose }: WaitingDose): WaitingDose {
  return dose;
}

function unwatched(held: HeldDose): HeldDose {
  return held.phase === "released" ? held : { ...held, unwatched: true };
}
