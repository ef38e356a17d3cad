import { type ProductProfile, profileOf } from "@dosekit/firmware-model";
import type { CriteriaOfStory, Criterion, CriterionCheck } from "../criterion.ts";
import type { CheckFinding, CheckRecord, CriterionRecord } from "../result/criterion-record.ts";
import { type RunHooks, turnOf } from "../result/run-hooks.ts";
import { decideCheck } from "./decide-check.ts";
import { outcomeOf } from "./outcome-of.ts";

/** A product and the user story that it is to serve. */
export interface CriteriaSubject {
  readonly story: string;
  readonly product: string;
}

/** What is asked of which products, and what is known besides what judges see. */
export interface CriteriaRequest {
  readonly criteria: readonly CriteriaOfStory[];
  /** Each is asked the criteria of its story and those of every product. */
  readonly subjects: readonly CriteriaSubject[];
  /** What a person's filled protocol says of a check, counted from 0; nothing when it is empty. */
  readonly protocols: (
    criterionId: string,
    checkIndex: number,
    product: string,
  ) => CheckFinding | undefined;
  /** Who decides what needs receivers, or a device beside the program; nothing when it can't. */
  readonly outside?: (check: CriterionCheck, product: string) => Promise<CheckFinding | undefined>;
  /** Whether products are only seen side by side: what one lacks then asks nothing of it. */
  readonly comparing?: boolean;
  /** Products that are no part of the program. */
  readonly profiles?: readonly ProductProfile[];
}

/** Story of the criteria that every product is asked. */
export const EVERY_STORY = "every";

/**
 * Decides every criterion on every product that it is asked of: automatic checks by their judges,
 * assisted and manual ones by what people wrote down. What nobody decided is not tested, and says why.
 * A run that is ended early leaves what it had not come to as not tested.
 *
 * @throws RangeError when a product is unknown (a caller's bug)
 */
export async function runCriteria(
  request: CriteriaRequest,
  hooks: RunHooks,
): Promise<readonly CriterionRecord[]> {
  const asked = askedOf(request);
  const records: CriterionRecord[] = [];
  for (const [at, one] of asked.entries()) {
    records.push(await recordOf(one, request, hooks));
    hooks.onProgress((at + 1) / asked.length);
    // Whoever ends the run early is heard between two criteria.
    await turnOf(hooks);
  }
  return records;
}

/** One criterion on one product. */
interface Asked extends CriteriaSubject {
  readonly criterion: Criterion;
  readonly profile: ProductProfile;
}

/** Criteria of every product are asked once of each, whatever stories it serves. */
function askedOf({ criteria, subjects, profiles = [] }: CriteriaRequest): readonly Asked[] {
  const products = [...new Set(subjects.map(({ product }) => product))];
  const everywhere = products.map((product) => ({ story: EVERY_STORY, product }));
  return [...withoutRepeats(subjects), ...everywhere].flatMap(({ story, product }) => {
    const profile = profiles.find((one) => one.product === product) ?? profileOf(product);
    if (profile === undefined) throw new RangeError(`no product is named ${product}`);
    return criteria
      .filter((one) => one.story === story)
      .flatMap((one) => one.criteria)
      .map((criterion) => ({ story, product, profile, criterion }));
  });
}

function withoutRepeats(subjects: readonly CriteriaSubject[]): readonly CriteriaSubject[] {
  const seen = new Set<string>();
  return subjects.filter(({ story, product }) => {
    const key = `${story} ${product}`;
    const isNew = !seen.has(key) && story !== EVERY_STORY;
    seen.add(key);
    return isNew;
  });
}

async function recordOf(
  { story, product, profile, criterion }: Asked,
  request: CriteriaRequest,
  hooks: RunHooks,
): Promise<CriterionRecord> {
  const { id, text, basis, confidence, failureClass } = criterion;
  const subject = { profile, seed: `${hooks.seed}/${id}` };
  const isChosen = story !== EVERY_STORY && request.comparing !== true;
  const checks: CheckRecord[] = [];
  for (const [index, check] of criterion.checks.entries()) {
    const place = { criterionId: id, index, check, product, isChosen };
    checks.push(await decideCheck(place, subject, { request, hooks }));
  }
  const outcome = outcomeOf(checks.map((check) => check.outcome));
  return { id, text, basis, confidence, failureClass, story, product, outcome, checks };
}
