import type { BothTexts, CriterionCheck } from "../criterion.ts";
import type { OwnJudgeName } from "../judges/judge-names.ts";
import type { JudgeSubject } from "../judges/judge-subject.ts";
import { JUDGES } from "../judges/judges.ts";
import { hasPart, type ProductPart, partWords } from "../product-parts.ts";
import type { CheckFinding, CheckRecord, DecidedBy } from "../result/criterion-record.ts";
import type { RunHooks } from "../result/run-hooks.ts";
import type { CriteriaRequest } from "./run-criteria.ts";

/** A check and where it stands. */
export interface CheckPlace {
  readonly criterionId: string;
  /** Its number within the criterion, from 0. */
  readonly index: number;
  readonly check: CriterionCheck;
  readonly product: string;
  /** Whether the product was chosen for the story that asks this, so that it has to have the part. */
  readonly isChosen?: boolean;
}

/** Who is asked beside the judges, and whether the run goes on. */
export interface CheckHelp {
  readonly request: Pick<CriteriaRequest, "protocols" | "outside">;
  readonly hooks: RunHooks;
}

type Decision = CheckFinding & { readonly decidedBy: DecidedBy };

/** Decides one check on one product, or says why nobody could. */
export async function decideCheck(
  place: CheckPlace,
  subject: JudgeSubject,
  help: CheckHelp,
): Promise<CheckRecord> {
  const { check } = place;
  const { outcome, saw, timeline, decidedBy } = await decisionOf(place, subject, help);
  const { repeat } = help.hooks;
  const isRepeatable = repeat !== undefined && decidedBy !== "protocol" && decidedBy !== "nobody";
  return {
    ...{ method: check.method, pass: check.pass, outcome, saw, timeline, decidedBy },
    ...(isRepeatable ? { repeat } : {}),
  };
}

async function decisionOf(
  { criterionId, index, check, product, isChosen = false }: CheckPlace,
  subject: JudgeSubject,
  { request, hooks }: CheckHelp,
): Promise<Decision> {
  if (check.method !== "automatic") {
    const written = request.protocols(criterionId, index, product);
    if (written !== undefined) return { ...written, decidedBy: "protocol" };
    return nobody(check.open ?? NOT_FILLED);
  }
  if (hooks.signal.aborted) return nobody(ENDED_EARLY);
  const seen = request.protocols(criterionId, index, product);
  if (seen?.outcome === "failed") return { ...seen, decidedBy: "protocol" };
  const outside = await request.outside?.(check, product);
  // What was under way then may only be unfinished.
  if (outside !== undefined && hooks.signal.aborted) return nobody(ENDED_EARLY);
  const { needs } = check;
  const isLacking = isChosen && needs !== undefined && !hasPart(subject.profile, needs);
  if (isLacking && (outside ?? OPEN).outcome === OPEN.outcome) return lacking(needs);
  if (outside?.outcome === OPEN.outcome) return leftToPeople(check, subject, { outside, seen });
  if (outside !== undefined)
    return told({ ...outside, decidedBy: whoOutside(check, outside) }, seen);
  if (!isOwn(check)) return nobody(check.open ?? NO_RECEIVERS);
  return told({ ...(await judged(check, subject)), decidedBy: "program" }, seen);
}

/** What a real device or gateway does not show on its wire is decided by who tried it there. */
async function leftToPeople(
  check: CriterionCheck,
  subject: JudgeSubject,
  { outside, seen }: { readonly outside: CheckFinding; readonly seen: CheckFinding | undefined },
): Promise<Decision> {
  if (seen !== undefined) {
    const saw = { nb: `${outside.saw.nb} ${seen.saw.nb}`, en: `${outside.saw.en} ${seen.saw.en}` };
    return { ...seen, saw, decidedBy: "protocol" };
  }
  const model = isOwn(check) ? await judged(check, subject) : undefined;
  // What asks nothing of a product asks nothing of people either.
  if (model?.outcome === "not-applicable") return { ...model, decidedBy: "program" };
  return { ...outside, decidedBy: whoOutside(check, outside) };
}

/** Adds what people saw at a real device to what was decided without them. */
function told(decision: Decision, seen: CheckFinding | undefined): Decision {
  if (seen === undefined) return decision;
  const { saw } = decision;
  return {
    ...decision,
    saw: {
      nb: `${saw.nb} Prøvd av folk: ${seen.saw.nb}`,
      en: `${saw.en} Tried by people: ${seen.saw.en}`,
    },
  };
}

/** The municipality asked for a part that the product it chose does not have. */
function lacking(part: ProductPart): Decision {
  const { nb, en } = partWords(part);
  return {
    ...{ outcome: "failed", timeline: [], decidedBy: "program" },
    saw: {
      nb: `Produktet mangler det brukerhistorien ber om: ${nb}.`,
      en: `The product lacks what the user story asks for: ${en}.`,
    },
  };
}

/** A product whose program stops in the middle of a judge's look has failed, whatever was looked at. */
async function judged(check: OwnCheck, subject: JudgeSubject): Promise<CheckFinding> {
  try {
    return await JUDGES[check.judge](subject, check.with);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return {
      ...{ outcome: "failed", timeline: [] },
      saw: {
        nb: `Programmet i enheten stanset: ${why}`,
        en: `The program of the device stopped: ${why}`,
      },
    };
  }
}

/** The ways to the receivers are the program's own; where they were not gone, nobody decided. */
function whoOutside(check: CriterionCheck, { outcome }: CheckFinding): DecidedBy {
  if (isOwn(check)) return "kit";
  return outcome === OPEN.outcome ? "nobody" : "program";
}

type OwnCheck = CriterionCheck & { readonly judge: OwnJudgeName };

function isOwn(check: CriterionCheck): check is OwnCheck {
  return check.judge !== undefined && Object.hasOwn(JUDGES, check.judge);
}

function nobody(saw: BothTexts): Decision {
  return { outcome: "not-tested", saw, timeline: [], decidedBy: "nobody" };
}

/** What nobody has decided. */
const OPEN = { outcome: "not-tested" } as const;
const NOT_FILLED: BothTexts = {
  nb: "Testprotokollen er ikke fylt ut.",
  en: "The test protocol is not filled in.",
};
const ENDED_EARLY: BothTexts = {
  nb: "Kjøringen ble avbrutt før dette var prøvd.",
  en: "The run was ended before this was tried.",
};
const NO_RECEIVERS: BothTexts = {
  nb: "Prøves mot mottakere, og ingen var koblet til i denne kjøringen.",
  en: "Is tried against receivers, and none was connected in this run.",
};
