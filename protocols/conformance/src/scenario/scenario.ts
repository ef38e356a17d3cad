import type { CommandVerb } from "@dosekit/protocols";
import type { LineKind } from "../line/line-port.ts";
import type { RequirementId } from "../requirements/registry.generated.ts";
import type { DutFeature, DutRole } from "./dut-adapter.ts";
import { Stage } from "./stage.ts";
import type { Step } from "./step.ts";

/** What a scenario is about. */
export interface ScenarioAbout {
  /** Requirements that it decides; a check may name fewer of them. */
  readonly reqs: readonly RequirementId[];
  /** Profile that a device has to claim for it to apply. */
  readonly profile: "CORE" | "MQTT" | "SERIAL" | "SEC";
  /** Whether it shows that what is right is done, or that what is wrong is withstood. */
  readonly kind: "positive" | "negative";
  readonly role: DutRole;
  /** The serial line that it runs on; absent over MQTT. */
  readonly line?: LineKind;
  /** Devices that a gateway is to serve on a shared line and that are not there; none by default. */
  readonly absentDevices?: number;
  /** What the one under test has to have; without it the scenario is skipped. */
  readonly needs?: readonly DutFeature[];
  /** Commands without which it says nothing: a device that does not name them is left out. */
  readonly verbs?: readonly CommandVerb[];
  /** Whether its requirement names more than 10 s of real time; by the waits of a link by default. */
  readonly isSlow?: boolean;
}

/** A peer-visible test of some requirements: steps, and what is legal to see. */
export interface Scenario extends ScenarioAbout {
  /** `<area>/<what-happens>`, unique for its role. */
  readonly id: string;
  readonly steps: readonly Step[];
}

/** Waits of a link from which on a scenario is slow, ms. */
const SLOW_MS = 10_000;

/** All that a scenario needs; the security profile needs a device that can be put into it. */
export function needsOf({ needs = [], profile }: ScenarioAbout): readonly DutFeature[] {
  return profile === "SEC" ? [...new Set<DutFeature>([...needs, "sealing"])] : needs;
}

/**
 * What a scenario needs that the one under test is declared not to have, in words. A device that names
 * no commands is taken for one that knows them all. @see OMDP-CAP-003
 */
export function lackingFor(
  about: ScenarioAbout,
  features: readonly DutFeature[],
  verbs?: readonly CommandVerb[],
): readonly string[] {
  const unknown = (about.verbs ?? []).filter((verb) => verbs?.includes(verb) === false);
  return [...needsOf(about).filter((need) => !features.includes(need)), ...unknown];
}

/** Whether a scenario only listens, so that it can be played behind a tap. */
export function isPassive({ steps, line }: Scenario): boolean {
  return (
    line === undefined && steps.every((step) => step.type === "check" || step.isPassive === true)
  );
}

/**
 * Writes a scenario. The body only lists steps; the runner takes them one by one.
 *
 * @throws RangeError when it cites no requirement or checks nothing (a caller's bug)
 */
export function scenario(id: string, about: ScenarioAbout, body: (s: Stage) => void): Scenario {
  const stage = new Stage(about.reqs);
  body(stage);
  const { steps } = stage;
  if (about.reqs.length === 0) throw new RangeError(`${id} cites no requirement`);
  if (!steps.some((step) => step.type === "check" && !step.gate))
    throw new RangeError(`${id} checks nothing`);
  const linkMs = steps.reduce(
    (sum, step) => sum + (step.type === "drive" ? (step.linkMs ?? 0) : 0),
    0,
  );
  return { ...about, isSlow: about.isSlow ?? linkMs >= SLOW_MS, id, steps };
}
