import { KitMistake } from "../files/kit-mistake.ts";
import { DESK_PARAMS, type ScenarioParams } from "../scenario/params.ts";
import { safetyIn } from "../waivers/waiver-fit.ts";
import type { RunDut, RunPlan } from "./run-plan.ts";

/** What is asked of a run that is to certify. */
type Certified = Pick<RunPlan, "cases" | "waivers" | "params" | "select" | "profiles" | "ics">;

/**
 * Refuses what a certifying run must not have: waivers on what protects safety, switches that no
 * real device has, tolerances beyond those of a desk, and a run of less than what was stated. A test
 * clock that was stated is allowed.
 *
 * @throws KitMistake with the first of them
 */
export function checkCertifying(plan: Certified, duts: readonly RunDut[]): void {
  for (const waiver of plan.waivers) {
    const covered = plan.cases.map(({ id, reqs }) => ({ id, requirements: reqs }));
    const [safety] = safetyIn(waiver, covered);
    if (safety !== undefined) {
      refuse("--waivers", `${safety} by ${waiver.owner}`, "no waiver on what protects safety");
    }
  }
  const [simulated] = duts.flatMap(({ adapter }) => adapter.simulationOnly);
  if (simulated !== undefined) refuse("--dut", simulated, "a real device");
  if (plan.params.linkSpeed !== 1) {
    refuse("--params", `linkSpeed ${plan.params.linkSpeed}`, "1: the waits of a real link");
  }
  const looser = looserThanDesk(plan.params);
  if (looser !== undefined) {
    refuse("--params", `${looser} ${plan.params[looser]}`, `at most ${DESK_PARAMS[looser]}`);
  }
  const [narrowed] = plan.select;
  if (narrowed !== undefined) refuse("--select", narrowed, "every case of what was stated");
  const left = plan.ics.profiles.find((profile) => !plan.profiles.includes(profile));
  if (left !== undefined) refuse("--profile", `without ${left}`, "every profile that was stated");
}

function looserThanDesk(params: ScenarioParams): keyof ScenarioParams | undefined {
  const names = Object.keys(DESK_PARAMS) as (keyof ScenarioParams)[];
  // A longer silence, or a longer time for the whole, lets nobody off.
  const strict = names.filter((name) => !["silenceMs", "quietMs", "scenarioMs"].includes(name));
  return strict.find((name) => params[name] > DESK_PARAMS[name]);
}

function refuse(field: string, found: string, allowed: string): never {
  const message = "A run that certifies can't have that.";
  throw new KitMistake({ code: "certify.not-allowed", field, found, allowed, message });
}
