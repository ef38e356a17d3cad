import type { BothTexts } from "../criterion.ts";
import type { JudgeName } from "../judges/judge-names.ts";
import type { CheckFinding } from "../result/criterion-record.ts";
import { KIT_CASES, type KitShare } from "./kit-cases.ts";

/** What the kit says of one case. */
export interface KitVerdict {
  readonly id: string;
  readonly verdict: string;
  readonly reason?: string;
}

const NOTHING_ON_THE_WIRE: BothTexts = {
  nb: "Prøvd på en virkelig enhet: dette viser seg ikke gjennom protokollen, og må prøves av en person.",
  en: "Tried on a real device: nothing of this shows through the protocol; a person has to try it.",
};

/**
 * Turns what the kit found on a real device into the finding of a check. One failed case fails it; it
 * passes only where all its cases passed and nothing is left to a person.
 */
export function kitFinding(judge: JudgeName, verdicts: readonly KitVerdict[]): CheckFinding {
  const share = KIT_CASES[judge];
  if (share === undefined) return notTested(NOTHING_ON_THE_WIRE);
  const found = share.cases.map((id) => verdictOf(id, verdicts));
  const failed = found.filter(({ verdict }) => verdict === "fail");
  if (failed.length > 0) return { outcome: "failed", saw: failure(failed), timeline: [] };
  const open = found.filter(({ verdict }) => verdict !== "pass");
  if (open.length > 0) return notTested(undecided(open));
  if (share.leaves !== undefined) return notTested(partly(share, share.leaves));
  return { outcome: "passed", saw: held(share), timeline: [] };
}

function verdictOf(id: string, verdicts: readonly KitVerdict[]): KitVerdict {
  return verdicts.find((one) => one.id === id) ?? { id, verdict: "notrun" };
}

function notTested(saw: BothTexts): CheckFinding {
  return { outcome: "not-tested", saw, timeline: [] };
}

function failure(failed: readonly KitVerdict[]): BothTexts {
  const cases = failed.map(namedWithReason).join("; ");
  return {
    nb: `På enheten brøt den med: ${cases}.`,
    en: `The device did not keep: ${cases}.`,
  };
}

function undecided(open: readonly KitVerdict[]): BothTexts {
  const cases = open.map((one) => `${one.verdict} ${namedWithReason(one)}`).join("; ");
  return { nb: `På enheten ikke avgjort: ${cases}.`, en: `Not decided on the device: ${cases}.` };
}

function partly({ cases }: KitShare, leaves: BothTexts): BothTexts {
  return {
    nb: `På enheten holdt ${cases.length} av ${cases.length} prøver; dette må en person prøve: ${leaves.nb}.`,
    en: `On the device ${cases.length} of ${cases.length} cases held; a person has to try: ${leaves.en}.`,
  };
}

function held({ cases }: KitShare): BothTexts {
  return {
    nb: `På enheten holdt ${cases.length} av ${cases.length} prøver: ${cases.join(", ")}.`,
    en: `On the device ${cases.length} of ${cases.length} cases held: ${cases.join(", ")}.`,
  };
}

function namedWithReason({ id, reason }: KitVerdict): string {
  return reason === undefined ? id : `${id} (${reason})`;
}
