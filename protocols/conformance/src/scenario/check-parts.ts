import type { RequirementId } from "../requirements/registry.generated.ts";
import { everyOne, type Judge, noneOf, oneOf } from "./judgement.ts";
import type { Observation } from "./observation.ts";
import type { ScenarioParams } from "./params.ts";
import type { Pattern } from "./pattern.ts";
import type { AddStep, CheckStep } from "./step.ts";
import type { Trace } from "./trace.ts";

/** A tolerance out of the table of parameters. */
export type Tolerance = Exclude<keyof ScenarioParams, "linkSpeed">;

/** What a check may say beside its expectation. */
export interface CheckOptions {
  /** How long it may stay undecided. */
  readonly within?: Tolerance;
  /** Which of the scenario's requirements it decides; all by default. */
  readonly reqs?: readonly RequirementId[];
  /** `all` looks at everything that was observed in the scenario. */
  readonly scope?: CheckStep["scope"];
}

/** What has to be seen, and what must not be. */
export class CheckParts {
  readonly #reqs: readonly RequirementId[];
  readonly #add: AddStep;

  constructor(reqs: readonly RequirementId[], add: AddStep) {
    this.#reqs = reqs;
    this.#add = add;
  }

  /** A reaction has to come in time. */
  within(pattern: Pattern, within: Tolerance, options: CheckOptions = {}): void {
    this.anyOf([pattern], within, options);
  }

  /** One of several legal reactions has to come in time. */
  anyOf(patterns: readonly Pattern[], within: Tolerance, options: CheckOptions = {}): void {
    const text = patterns.map((pattern) => pattern.text).join(", or ");
    this.#step(`${text}, within ${within}`, oneOf(patterns), { ...options, within });
  }

  /** Something must not happen for a while; it counts only if a sign of life follows. */
  none(pattern: Pattern, options: CheckOptions = {}): void {
    const { within = "silenceMs" } = options;
    this.#step(`not: ${pattern.text}, for ${within}`, noneOf(pattern), { ...options, within });
  }

  /** Everything of a kind has to fulfil a condition; there must be some. */
  every(
    pattern: Pattern,
    text: string,
    fulfils: (seen: Observation, trace: Trace) => boolean,
    options: CheckOptions = {},
  ): void {
    const scope = options.scope ?? "all";
    this.#step(`${pattern.text}: ${text}`, everyOne(pattern, fulfils), { ...options, scope });
  }

  /** Anything else that can be read off what was observed. */
  holds(text: string, judge: Judge, options: CheckOptions = {}): void {
    this.#step(text, judge, options);
  }

  #step(text: string, judge: Judge, { within, reqs, scope }: CheckOptions): void {
    this.#add({
      type: "check",
      region: "check",
      text,
      reqs: reqs ?? this.#reqs,
      judge,
      withinMs: (params) => (within === undefined ? 0 : params[within]),
      scope: scope ?? "since-drive",
      gate: false,
    });
  }
}
