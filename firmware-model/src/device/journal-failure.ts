import { MINUTE_MS } from "@dosekit/protocols";
import { confirmed, failed } from "../journal/journal-state.ts";
import { clearAlert, raiseForPart } from "./alerts.ts";
import { reportedConfig } from "./desired-config.ts";
import { tellMechanism } from "./mechanism-link.ts";
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
 * shutter must not stay open for want of a record. Answers wait: the host asks again.
 */
export function takeJournalFailure(draft: StepDraft): void {
  const effects = draft.state.journal.inFlight?.effects ?? [];
  draft.state.journal = failed(draft.state.journal);
  draft.commit = "never";
  tellUpdateOfCommit(draft, false);
  for (const effect of effects) {
    if (effect.type === "signal.show") draft.signal = effect;
    else if (effect.type === "clock.set-civil") draft.civilToSet = effect;
    else if (effect.type === "notice.send") draft.notices = [...draft.notices, effect];
    else if (!exposes(draft, effect.motion)) draft.motions = [...draft.motions, effect];
    else tellMechanism(draft, { type: "motion.dropped", motion: effect.motion });
  }
  raiseForPart(draft, "1.5", "journal");
  arm(draft, JOURNAL_RETRY, "uptime", draft.now.uptimeMs + RETRY_MS);
}

/** Asks again for the records that were lost, and looks again later. */
export function retryJournal(draft: StepDraft): void {
  if (!draft.state.journal.failing) return;
  draft.commit = "always";
  arm(draft, JOURNAL_RETRY, "uptime", draft.now.uptimeMs + RETRY_MS);
}

function exposes({ model }: StepDraft, motion: string): boolean {
  return model.mechanism.motions[motion]?.exposes ?? true;
}
