import { profileOf } from "@dosekit/firmware-model";
import type { BothTexts, CriteriaOfStory } from "../criterion.ts";
import { deviceSteps } from "../device-steps/device-steps.ts";
import type { PathwayStepName } from "../result/pathway-result.ts";

/** One product that serves one user story. */
export interface ProtocolSubject {
  readonly story: string;
  readonly product: string;
}

/** One step that a person takes, in the protocol of one product. */
export interface ProtocolRow extends ProtocolSubject {
  /** The criterion's id; of a step of the pathway, {@link pathwayId}. */
  readonly criterion: string;
  /** Which of its checks, and which step of that; both from 1. */
  readonly check: number;
  readonly step: number;
  readonly do: BothTexts;
  readonly expect: BothTexts;
}

/** A step of the pathway that a person sees to. */
export interface PathwayAsk {
  readonly step: PathwayStepName;
  readonly title: BothTexts;
  readonly expect: BothTexts;
}

/** Names a step of the pathway in the place of a criterion. */
export function pathwayId(step: PathwayStepName): string {
  return `pathway:${step}`;
}

/**
 * Lists every step that people have to take for one product: those of assisted and manual checks of
 * its story's criteria and of every product's, then those of the pathway.
 */
export function protocolRows(
  { story, product }: ProtocolSubject,
  criteria: readonly CriteriaOfStory[],
  pathway: readonly PathwayAsk[],
): readonly ProtocolRow[] {
  const steps = askedOf(story, criteria).flatMap(({ id, checks }) =>
    checks.flatMap(({ steps: taken = [] }, check) =>
      taken.map((step, at) => ({
        ...{ story, product, criterion: id, check: check + 1, step: at + 1 },
        ...{ do: step.do, expect: step.expect },
      })),
    ),
  );
  const ways = pathway.map(({ step, title, expect }) => ({
    ...{ story, product, criterion: pathwayId(step), check: 1, step: 1 },
    ...{ do: title, expect },
  }));
  return [...steps, ...ways];
}

/**
 * Lists what people do at real devices, where a program decides a check as long as there are none:
 * each product's checks of its stories, and once those of every product.
 *
 * @throws RangeError when a product is unknown (a caller's bug)
 */
export function deviceRows(
  subjects: readonly ProtocolSubject[],
  criteria: readonly CriteriaOfStory[],
): readonly ProtocolRow[] {
  const met = new Set<string>();
  return subjects.flatMap(({ story, product }) => {
    const profile = profileOf(product);
    if (profile === undefined) throw new RangeError(`no product is named ${product}`);
    const isNew = !met.has(product);
    met.add(product);
    return askedOf(story, criteria, isNew).flatMap(({ id, checks }) =>
      checks.flatMap((check, at) =>
        deviceSteps(check, profile).map((step, place) => ({
          ...{ story, product, criterion: id, check: at + 1, step: place + 1 },
          ...step,
        })),
      ),
    );
  });
}

function askedOf(story: string, criteria: readonly CriteriaOfStory[], withEvery = true) {
  return criteria
    .filter((one) => one.story === story || (withEvery && one.story === "every"))
    .flatMap((one) => one.criteria);
}
