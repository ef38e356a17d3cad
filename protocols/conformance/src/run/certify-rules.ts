import { CODEC_CASE_PREFIX } from "../codec/codec-cases.ts";
import { KitMistake } from "../files/kit-mistake.ts";
import { DESK_PARAMS, type ScenarioParams } from "../scenario/params.ts";
import { safetyIn } from "../waivers/waiver-fit.ts";
import type { RunDut, RunPlan } from "./run-plan.ts";

/** What is asked of a run that is to certify. */
type Certified = Pick<RunPlan, "cases" | "waivers" | "params" | "select" | "profiles" | "ics">;

/** What reaches a device, as far as a run that certifies asks. */
interface CertifiedDut {
  readonly adapter: Pick<RunDut["adapter"], "simulationOnly">;
}

/**
 * Refuses what a certifying run must not have: waivers on what protects safety, switches that no
 * real device has, a codec without a device, tolerances beyond those of a desk, and a run of less
 * than what was stated. A test clock that was stated is allowed.
 *
 * @throws KitMistake with the first of them
 */
export function checkCertifying(plan: Certified, duts: readonly CertifiedDut[]): void {
  for (const waiver of plan.waivers) {
    const covered = plan.cases.map(({ id, reqs }) => ({ id, requirements: reqs }));
    const [safety] = safetyIn(waiver, covered);
    if (safety !== undefined) {
      refuse("--waivers", `${safety} by ${waiver.owner}`, "no waiver on what protects safety");
    }
  }
  const [simulated] = duts.flatMap(({ adapter }) => adapter.simulationOnly);
  if (simulated !== undefined) refuse("--dut", simulated, "a real device");
  if (plan.cases.every(({ id }) => id.startsWith(CODEC_CASE_PREFIX))) {
    refuse("--dut", "a codec alone", "a device or gateway: a codec shows nothing of what it does");
  }
  if (plan.params.linkSpeed !== 1) {
    refuse("--params", `linkSpeed ${plan.params.linkSpeed}`, "1: the waits of a real link");
  }
  checkTolerances(plan.params);
  const [narrowed] = plan.select;
  if (narrowed !== undefined) refuse("--select", narrowed, "every case of what was stated");
  const left = plan.ics.profiles.find((profile) => !plan.profiles.includes(profile));
  if (left !== undefined) refuse("--profile", `without ${left}`, "every profile that was stated");
}

/** Waits in which nothing may happen: a shorter one looks away sooner. */
const AT_LEAST: readonly (keyof ScenarioParams)[] = ["silenceMs", "quietMs"];
/** A longer time for the whole lets nobody off. */
const FREE: readonly (keyof ScenarioParams)[] = ["scenarioMs"];

function checkTolerances(params: ScenarioParams): void {
  for (const name of Object.keys(DESK_PARAMS) as (keyof ScenarioParams)[]) {
    const [given, desk] = [params[name], DESK_PARAMS[name]];
    if (FREE.includes(name)) continue;
    const isLeast = AT_LEAST.includes(name);
    if (isLeast ? given >= desk : given <= desk) continue;
    refuse("--params", `${name} ${given}`, `${isLeast ? "at least" : "at most"} ${desk}`);
  }
}

function refuse(field: string, found: string, allowed: string): never {
  const message = "A run that certifies can't have that.";
  throw new KitMistake({ code: "certify.not-allowed", field, found, allowed, message });
}
