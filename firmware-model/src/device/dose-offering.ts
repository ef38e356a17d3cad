import type { ActorRole, PreventionReason } from "@dosekit/protocols";
import type { MachineEvent } from "../machine/executor.ts";
import { raiseForDose } from "./alerts.ts";
import { hardwareObstacle } from "./board-link.ts";
import type { AskedRelease, KnownDose, WaitingDose } from "./device-state.ts";
import { forgetDoseTimers } from "./dose-timers.ts";
import { tellMechanism } from "./mechanism-link.ts";
import { spacedFromMs } from "./minimum-spacing.ts";
import { wasOfferedAhead } from "./offered-ahead.ts";
import { offersByItself } from "./service-pathway.ts";
import { copyOfHeld } from "./state-copies.ts";
import { arm, disarm, type StepDraft } from "./step-draft.ts";
import { isUpdating } from "./update-link.ts";

const SPACING_OVER = "offer/spacing";

/**
 * Offers the dose that is due, or notes what stands in its way. A grant is given only inside the
 * window, on a trusted clock, with a journal that works, the minimum spacing kept, and enough of
 * the window left for the mechanism to get there (rules S2, S7, S8 and S9).
 */
export function offerDueDose(draft: StepDraft): void {
  const { state, now, model } = draft;
  const dose = state.waiting[0];
  const { civilMs } = now;
  if (dose === undefined || civilMs === undefined) return;
  if (civilMs < (dose.early === true ? dose.earlyMs : dose.dueMs)) return;
  if (state.held !== undefined || state.session !== undefined) return;
  if (!offersByItself(state)) return;
  const obstacle = obstacleTo(draft, civilMs);
  if (obstacle === "busy") return;
  if (obstacle !== "ready") noteObstacle(draft, dose, obstacle);
  else if (dose.lateMs - civilMs >= model.offerLimitMs) grantDose(draft, dose);
}

/**
 * Tells whether a dose behind a button may be let go at this very moment: what held at its grant has
 * to hold still (rules S7, S8 and S9). An assisted release is locked for everybody but those who
 * asked for it.
 *
 * @param presser who pressed, as far as the board can tell
 */
export function mayLetGo(draft: StepDraft, presser: ActorRole): boolean {
  const { journal, clock, held } = draft.state;
  const { civilMs } = draft.now;
  if (journal.failing || !clock.trusted || civilMs === undefined) return false;
  if (isUpdating(draft) || hardwareObstacle(draft) !== undefined) return false;
  const { asked } = held ?? {};
  if (asked !== undefined) return asked.kind !== "assisted" || asked.actor === presser;
  return civilMs >= spacedFromMs(draft.state);
}

/**
 * Says what stands in the way of a grant.
 *
 * @param isAsked somebody with the right to it asked for it: the minimum spacing does not hold
 */
export function obstacleTo(
  draft: StepDraft,
  civilMs: number,
  isAsked = false,
): PreventionReason | "ready" | "busy" {
  const { state, model } = draft;
  if (state.journal.failing) return "journal-unavailable";
  if (!state.clock.trusted) return "clock-untrusted";
  if (isUpdating(draft)) return "busy";
  const hardware = hardwareObstacle(draft);
  if (hardware !== undefined) return hardware;
  if (!isAsked && keepsSpacing(draft, civilMs)) return "minimum-spacing";
  return model.mechanism.readiness(state.machine);
}

function keepsSpacing(draft: StepDraft, civilMs: number): boolean {
  const fromMs = spacedFromMs(draft.state);
  disarm(draft, SPACING_OVER);
  if (civilMs >= fromMs) return false;
  arm(draft, SPACING_OVER, "civil", fromMs);
  return true;
}

/** The mechanism hears of it once for each obstacle, and raises the alert that is its own. */
function noteObstacle(draft: StepDraft, dose: WaitingDose, reason: PreventionReason): void {
  if (dose.blockedBy === reason) return;
  const blocked = { ...dose, blockedBy: reason };
  draft.state.waiting = [blocked, ...draft.state.waiting.slice(1)];
  if (reason === "out-of-medicine") raiseForDose(draft, "1.2", dose);
  tellMechanism(draft, { type: "dose.blocked" });
}

/**
 * Lets the mechanism offer a dose. The machine has the last word: without its own consent the dose
 * goes on waiting, if it waited.
 *
 * @returns whether the machine took the grant
 */
export function grantDose(draft: StepDraft, dose: KnownDose, asked?: AskedRelease): boolean {
  const { state } = draft;
  const before = state.waiting;
  const known = before.find(({ doseId }) => doseId === dose.doseId);
  const held = copyOfHeld(known ?? dose);
  held.asked = asked;
  if (wasOfferedAhead(state, dose.doseId)) held.wasOffered = true;
  state.held = held;
  state.uncollected = undefined;
  state.waiting = before.filter((one) => one !== known);
  state.rounds = 0;
  if (asked !== undefined) forgetDoseTimers(draft, dose.doseId);
  const grant = { type: "window.granted", ...printOf(draft, dose), asked: asked?.kind ?? null };
  if (tellMechanism(draft, grant)) return true;
  state.held = undefined;
  state.waiting = before.map((one) =>
    one === known ? { ...one, blockedBy: "device-fault" as const } : one,
  );
  return false;
}

/** Date and clock time that the plan has for a dose, whatever a change of the clock made of them. */
function printOf({ state }: StepDraft, { doseId }: KnownDose): Omit<MachineEvent, "type"> {
  const [entryId, date = ""] = doseId.split("/");
  const entry = state.schedule.plan?.entries.find(({ id }) => id === entryId);
  return { date, minuteOfDay: entry?.minuteOfDay ?? null };
}
