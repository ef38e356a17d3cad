import type { DeviceSpec, RunSpec } from "../home/run-spec.ts";
import { DEFAULT_RESPONSE, sharesOperators } from "../response/response-plan.ts";
import type { Finding } from "./finding.ts";

/** Homes that one file keeps of a run whose homes share nothing. */
const HOMES_KEPT = 16;

/**
 * Leaves out the homes in which nothing was wrong, where homes share nothing. Where only a count
 * tells of a fault, or operators are shared, all of them stay.
 */
export function failingHomes(spec: RunSpec, findings: readonly Finding[]): RunSpec {
  const named = new Set(findings.flatMap(({ deviceId }) => deviceId ?? []));
  if (named.size === 0 || sharesOperators(spec)) return spec;
  const devices = spec.devices.filter(({ deviceId }) => named.has(deviceId)).slice(0, HOMES_KEPT);
  return devices.length === 0 ? spec : { ...spec, devices };
}

/** Puts the home that a finding names first. */
export function homesByFinding(spec: RunSpec, finding: Finding): readonly DeviceSpec[] {
  const named = spec.devices.filter(({ deviceId }) => deviceId === finding.deviceId);
  return [...named, ...spec.devices.filter((device) => !named.includes(device))];
}

/** Gives each home operators of its own, so that it can be run by itself. */
export function withOwnOperators(spec: RunSpec): RunSpec {
  if (!sharesOperators(spec)) return spec;
  return { ...spec, response: { ...DEFAULT_RESPONSE, ...spec.response, centre: "unlimited" } };
}
