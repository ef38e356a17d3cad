import type { BothTexts } from "../criterion.ts";
import type { JudgeName } from "../judges/judge-names.ts";
import type { CheckFinding } from "../result/criterion-record.ts";
import { GATEWAY_CASES, KIT_CASES, type KitShare } from "./kit-cases.ts";

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
  return share === undefined ? notTested(NOTHING_ON_THE_WIRE) : findingOf(share, verdicts, DEVICE);
}

/**
 * Turns what the kit found on a real gateway into the finding of a check that rests on it; nothing of
 * a check that rests on none.
 */
export function gatewayFinding(
  judge: JudgeName,
  verdicts: readonly KitVerdict[],
): CheckFinding | undefined {
  const share = GATEWAY_CASES[judge];
  return share === undefined ? undefined : findingOf(share, verdicts, GATEWAY);
}

/** What stands in front of a verdict. */
interface Subject {
  readonly on: BothTexts;
  readonly who: BothTexts;
}

const DEVICE: Subject = {
  on: { nb: "På enheten", en: "On the device" },
  who: { nb: "På enheten brøt den med", en: "The device did not keep" },
};
const GATEWAY: Subject = {
  on: { nb: "På mottakstjenesten", en: "On the gateway" },
  who: { nb: "Mottakstjenesten brøt med", en: "The gateway did not keep" },
};

function findingOf(
  share: KitShare,
  verdicts: readonly KitVerdict[],
  subject: Subject,
): CheckFinding {
  const found = share.cases.map((id) => verdictOf(id, verdicts));
  const failed = found.filter(({ verdict }) => verdict === "fail");
  if (failed.length > 0) return { outcome: "failed", saw: failure(failed, subject), timeline: [] };
  const open = found.filter(({ verdict }) => verdict !== "pass");
  if (open.length > 0) return notTested(undecided(open, subject));
  if (share.leaves !== undefined) return notTested(partly(share, share.leaves, subject));
  return { outcome: "passed", saw: held(share, subject), timeline: [] };
}

function verdictOf(id: string, verdicts: readonly KitVerdict[]): KitVerdict {
  return verdicts.find((one) => one.id === id) ?? { id, verdict: "notrun" };
}

function notTested(saw: BothTexts): CheckFinding {
  return { outcome: "not-tested", saw, timeline: [] };
}

function failure(failed: readonly KitVerdict[], { who }: Subject): BothTexts {
  const cases = failed.map(namedWithReason).join("; ");
  return {
    nb: `${who.nb}: ${cases}.`,
    en: `${who.en}: ${cases}.`,
  };
}

function undecided(open: readonly KitVerdict[], { on }: Subject): BothTexts {
  const cases = open.map((one) => `${one.verdict} ${namedWithReason(one)}`).join("; ");
  return { nb: `${on.nb} ikke avgjort: ${cases}.`, en: `${on.en} not decided: ${cases}.` };
}

function partly({ cases }: KitShare, leaves: BothTexts, { on }: Subject): BothTexts {
  if (cases.length === 0) {
    return {
      nb: `${on.nb} viser dette seg ikke gjennom protokollen, og en person må prøve det: ${leaves.nb}.`,
      en: `${on.en} this does not show through the protocol, and a person has to try it: ${leaves.en}.`,
    };
  }
  return {
    nb: `${on.nb} holdt ${cases.length} av ${cases.length} prøver; dette må en person prøve: ${leaves.nb}.`,
    en: `${on.en} ${cases.length} of ${cases.length} cases held; a person has to try: ${leaves.en}.`,
  };
}

function held({ cases }: KitShare, { on }: Subject): BothTexts {
  return {
    nb: `${on.nb} holdt ${cases.length} av ${cases.length} prøver: ${cases.join(", ")}.`,
    en: `${on.en} ${cases.length} of ${cases.length} cases held: ${cases.join(", ")}.`,
  };
}

function namedWithReason({ id, reason }: KitVerdict): string {
  return reason === undefined ? id : `${id} (${reason})`;
}
