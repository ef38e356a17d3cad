import type { BothTexts, CriteriaOfStory } from "../criterion.ts";
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
  const asked = criteria.filter((one) => one.story === story || one.story === "every");
  const steps = asked
    .flatMap((one) => one.criteria)
    .flatMap(({ id, checks }) =>
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
