import { MINUTE_MS } from "@dosekit/protocols";
import { confirmed, failed, firstSaysReady } from "../journal/journal-state.ts";
import { clearAlert, raiseForPart } from "./alerts.ts";
import { reportedConfig } from "./desired-config.ts";
import type { HeldDose } from "./device-state.ts";
import { forgetDoseTimers } from "./dose-timers.ts";
import { tellMechanism } from "./mechanism-link.ts";
import { copyOfHeld } from "./state-copies.ts";
import { arm, disarm, type StepDraft } from "./step-draft.ts";
import { tellUpdateOfCommit } from "./update-link.ts";
import { noteGap } from "./window-watch.ts";

/** Timer on which lost records are asked for again. */
export const JOURNAL_RETRY = "journal/retry";
const RETRY_MS = MINUTE_MS;

/** Takes any input but a failed commit as the word that the last commit is durable. */
export function confirmJournal(draft: StepDraft): void {
  const { inFlight, failing } = draft.state.journal;
  if (inFlight !== undefined) draft.state.journal = confirmed(draft.state.journal);
  tellUpdateOfCommit(draft, true);
  if (inFlight === undefined || !failing) return;
  disarm(draft, JOURNAL_RETRY);
  noteGap(draft, "journal-unavailable");
  clearAlert(draft, "1.5", "journal");
  draft.reported = reportedConfig(draft);
}

/**
 * Takes back what hung on a commit that failed (rule S7). Movements that could bring medicine
 * within reach are given up; those that only shut, lock or read are begun all the same, because a
 * shutter must not stay open for want of a record. A dose behind a lock that nobody can be given is
 * not offered: it goes back and waits. Answers wait: the host asks again.
 */
export function takeJournalFailure(draft: StepDraft): void {
  const effects = draft.state.journal.inFlight?.effects ?? [];
  const unready = neverReady(draft);
  draft.state.journal = failed(draft.state.journal, unready?.doseId);
  draft.commit = "never";
  tellUpdateOfCommit(draft, false);
  for (const effect of effects) {
    if (effect.type === "signal.show") draft.signal = effect;
    else if (effect.type === "clock.set-civil") draft.civilToSet = effect;
    else if (effect.type === "notice.send") draft.notices = [...draft.notices, effect];
    else if (!exposes(draft, effect.motion)) draft.motions = [...draft.motions, effect];
    else tellMechanism(draft, { type: "motion.dropped", motion: effect.motion });
  }
  if (unready !== undefined) takeOfferBack(draft, unready);
  raiseForPart(draft, "1.5", "journal");
  arm(draft, JOURNAL_RETRY, "uptime", draft.now.uptimeMs + RETRY_MS);
}

/** Asks again for the records that were lost, and looks again later. */
export function retryJournal(draft: StepDraft): void {
  if (!draft.state.journal.failing) return;
  draft.commit = "always";
  arm(draft, JOURNAL_RETRY, "uptime", draft.now.uptimeMs + RETRY_MS);
}

/** The dose behind a lock of which the commit that failed was the first to say that it lies ready. */
function neverReady({ state, model }: StepDraft): HeldDose | undefined {
  const { held, journal } = state;
  if (model.mechanism.locksWithoutPower !== true || held?.phase !== "offered") return undefined;
  const isUnderWay = held.closed === undefined && !held.over && held.asked === undefined;
  return isUnderWay && firstSaysReady(journal, held.doseId) ? held : undefined;
}

/** Its window goes on: it is offered anew when records can be written in time. */
function takeOfferBack(draft: StepDraft, held: HeldDose): void {
  const back = copyOfHeld(held);
  back.phase = "offering";
  back.over = true;
  draft.state.held = back;
  forgetDoseTimers(draft, held.doseId);
  tellMechanism(draft, { type: "window.closed" });
}

function exposes({ model }: StepDraft, motion: string): boolean {
  return model.mechanism.motions[motion]?.exposes ?? true;
}
