import type { Command } from "@dosekit/protocols";
import type { Refusal } from "./rights.ts";
import type { StepDraft } from "./step-draft.ts";

/**
 * Judges whether everything may be forgotten: the mechanism is at rest, and whoever asks names the
 * last record of the journal, which shows that all of it was exported. The storage is erased behind
 * the answer, and again at the next start if power went in between.
 *
 * @see OMDP-CMD-011, OMDP-CMD-012
 */
export function takeReset(draft: StepDraft, { epoch, throughSeq }: Command): "done" | Refusal {
  const { journal, held, selfTest } = draft.state;
  if (held !== undefined || selfTest !== undefined) return "busy";
  const isExported = epoch === journal.epoch && throughSeq === journal.nextSeq - 1;
  if (!isExported) return "not-exported";
  draft.state.isResetting = true;
  return "done";
}
