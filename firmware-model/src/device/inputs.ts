import type { DeviceInput, TimerInput } from "@dosekit/protocols";
import { noteLink } from "./alert-ladders.ts";
import { clearAlert, raiseForDose } from "./alerts.ts";
import { ASKED_OVER, endAskedRelease, TRAVEL } from "./asked-releases.ts";
import { noteBatteryStep } from "./battery.ts";
import { fireBoardTimer, tellBoard } from "./board-link.ts";
import { NO_PLAN, takeClockSet, tellNoPlan } from "./clock-watch.ts";
import { takeCommand } from "./commands.ts";
import { takeConfig } from "./desired-config.ts";
import { mayLetGo } from "./dose-offering.ts";
import { pointOf } from "./dose-timers.ts";
import { JOURNAL_RETRY, retryJournal } from "./journal-failure.ts";
import { fireMechanismTimer, tellMechanism } from "./mechanism-link.ts";
import { QUIET_CHANGE } from "./reminding.ts";
import { type StepDraft, write } from "./step-draft.ts";
import { endStockDoubt } from "./storage-doubt.ts";
import { fireUpdateTimer, tellUpdateOf } from "./update-link.ts";
import { confirmMessage, MESSAGE_UNREAD, showAgain, tellUnread } from "./user-display.ts";

/**
 * Answers one input, apart from a failed commit, which every step looks at first, and from a press,
 * which it ends with: what the device itself has to say to it, then what the mechanism has.
 */
export function takeInput(draft: StepDraft, input: DeviceInput): void {
  takeOwn(draft, input);
  tellBoard(draft, input);
  if (input.type === "button.pressed") return;
  const event = draft.model.mechanism.eventOf(input);
  if (event === undefined) return;
  // What a failing journal holds is known to nobody who packs or loads: see `stock.loaded`.
  const isTold = !draft.state.journal.failing;
  tellMechanism(draft, input.type === "stock.loaded" ? { ...event, isTold } : event);
}

/**
 * Lets the mechanism hear of a press once the step has done everything else, so that the record
 * which announces a release is the last of its commit: if that fails, the announcement is taken
 * back with it. A press means nothing while no dose may be let go, nor for a dose that came within
 * reach in this very step.
 */
export function takePress(draft: StepDraft, input: DeviceInput): void {
  if (input.type !== "button.pressed" || !mayLetGo(draft, input.actor)) return;
  const { held } = draft.state;
  if (held !== undefined && held.doseId !== draft.before.held?.doseId) return;
  const event = draft.model.mechanism.eventOf(input);
  if (event !== undefined) tellMechanism(draft, event);
}

function takeOwn(draft: StepDraft, input: DeviceInput): void {
  switch (input.type) {
    case "posture.tilted":
    case "posture.righted":
    case "lid.closed":
      write(draft, input.type);
      break;
    case "lid.opened":
      write(draft, input.type, { actor: input.withKey ? "staff" : "user" });
      break;
    case "stock.loaded":
      takeLoad(draft, input.doses, input.firstSlot);
      break;
    case "roll.handled":
      takeHandling(draft, input.removed);
      break;
    case "battery.measured":
      noteBatteryStep(draft, input.permille);
      break;
    case "clock.set":
      takeClockSet(draft, input.previousCivilMs);
      if (draft.state.reminding?.quietFromMin !== undefined) showAgain(draft);
      break;
    case "link.changed":
      write(draft, input.up ? "link.restored" : "link.lost");
      noteLink(draft, input.up);
      break;
    case "command.received":
      takeCommand(draft, input.command, input.sealed === true);
      break;
    case "message.confirmed":
      confirmMessage(draft);
      break;
    case "config.received":
      takeConfig(draft, input.config);
      break;
    case "timer.fired":
      takeTimer(draft, input);
      break;
    case "image.staged":
    case "image.refused":
      tellUpdateOf(draft, input);
      break;
    case "mains.lost":
    case "mains.restored":
    case "temperature.measured":
    case "case.opened":
    case "case.closed":
    case "journal.failed":
    case "button.pressed":
    case "motion.finished":
    case "motion.failed":
    case "pouch.read":
    case "outlet.filled":
    case "outlet.emptied":
    case "store.emptied":
      break;
  }
}

/** Timers of windows say nothing by themselves: every step looks at the clock. */
function takeTimer(draft: StepDraft, { slot }: TimerInput): void {
  if (slot === JOURNAL_RETRY) retryJournal(draft);
  if (slot === NO_PLAN) tellNoPlan(draft);
  if (slot === ASKED_OVER) endAskedRelease(draft);
  if (slot === MESSAGE_UNREAD) tellUnread(draft);
  if (slot === QUIET_CHANGE) showAgain(draft);
  takeAlertPoint(draft, slot);
  fireBoardTimer(draft, slot);
  fireUpdateTimer(draft, slot);
  fireMechanismTimer(draft, slot);
}

/** A dose that waits at an alert point is told as waiting, or as not taken, as the point says. */
function takeAlertPoint(draft: StepDraft, slot: string): void {
  const { held } = draft.state;
  const point = pointOf(slot);
  if (held === undefined || held.doseId !== point?.doseId) return;
  if (held.phase !== "offered" || held.closed !== undefined) return;
  const { alert = "1.10" } = draft.model.profile.alertPoints[point.index] ?? {};
  raiseForDose(draft, alert, held);
  if (alert === "1.1") draft.state.held = { ...held, told: true };
}

/** Pouches that staff took off by hand, at most as many as are there. */
function takeHandling(draft: StepDraft, removed: number): void {
  const stock = draft.model.mechanism.stock(draft.state.machine.context);
  const isCount = Number.isInteger(removed) && removed >= 0 && removed <= stock;
  if (isCount) write(draft, "roll.handled", { count: removed, actor: "staff" });
}

/** What cannot be is not written down either; the mechanism refuses it by its own measure. */
function takeLoad(draft: StepDraft, doses: number, firstSlot: number): void {
  const { value: slots } = draft.model.profile.capacity;
  const isCount = Number.isInteger(doses) && doses >= 0 && doses <= slots;
  const isSlot = Number.isInteger(firstSlot) && firstSlot >= 0 && firstSlot < slots;
  if (isCount && isSlot) {
    write(draft, "stock.changed", { count: doses, slot: firstSlot, actor: "staff" });
    clearAlert(draft, "1.11", TRAVEL);
    endStockDoubt(draft);
  }
}
