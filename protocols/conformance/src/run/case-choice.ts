import { createHash } from "node:crypto";
import { CODEC_CASE_PREFIX } from "../codec/codec-cases.ts";
import { KitMistake } from "../files/kit-mistake.ts";
import { icsCases } from "../ics/ics-cases.ts";
import { featuresOf, type IcsStatement } from "../ics/ics-statement.ts";
import { REQUIREMENTS, type RequirementId } from "../requirements/registry.generated.ts";
import { lackingFor, needsOf, type Scenario } from "../scenario/scenario.ts";
import { DEVICE_LINE_SCENARIOS } from "../suites/device-line-scenarios.ts";
import { DEVICE_SCENARIOS } from "../suites/device-scenarios.ts";
import { GATEWAY_LINE_SCENARIOS } from "../suites/gateway-line-scenarios.ts";
import { GATEWAY_SCENARIOS } from "../suites/gateway-scenarios.ts";
import { matchesPattern } from "../waivers/waiver-fit.ts";
import type { CaseProfile, RunRole } from "./run-record.ts";

/** Every case of the kit, apart from those that are made from a statement. */
export const ALL_CASES: readonly Scenario[] = [
  ...DEVICE_SCENARIOS,
  ...DEVICE_LINE_SCENARIOS,
  ...GATEWAY_SCENARIOS,
  ...GATEWAY_LINE_SCENARIOS,
];

/** What narrows a run. */
export interface CaseFilter {
  readonly role?: RunRole;
  readonly profiles?: readonly CaseProfile[];
  /** Profiles that were stated: their links count where none is asked for. */
  readonly stated?: readonly CaseProfile[];
  /** Names of cases, ids of requirements or areas, `*` standing for any text: `LNK/*`, `cmd/*`. */
  readonly select?: readonly string[];
  /** What is chosen from; every case of devices and gateways by default. */
  readonly pool?: readonly Scenario[];
}

/**
 * The cases that a filter leaves. A case on a serial line is left out where only MQTT is asked for,
 * whatever profile its requirement belongs to. One over a broker is left out where only SERIAL is
 * asked for, unless it is about a device and not about MQTT itself: then a relay carries it.
 */
export function chooseCases(cases: readonly Scenario[], filter: CaseFilter): readonly Scenario[] {
  const { role, profiles, stated, select = [] } = filter;
  const isAsked = (one: Scenario) =>
    isOfRole(one, role) &&
    (profiles === undefined || isOfProfiles(one, profiles, stated)) &&
    (select.length === 0 || select.some((pattern) => isSelected(one, pattern)));
  return cases.filter(isAsked);
}

/**
 * The cases of a run by its statement, those that hold the statement to the wire first.
 *
 * @throws KitMistake when a pattern selects nothing
 */
export function casesFor(ics: IcsStatement, filter: CaseFilter): readonly Scenario[] {
  const { role = ics.role, profiles = ics.profiles, select = [], pool = ALL_CASES } = filter;
  const stated = ics.profiles;
  const own = chooseCases(pool, { role, profiles, stated });
  for (const pattern of select) {
    if (own.some((one) => isSelected(one, pattern))) continue;
    throw new KitMistake({
      code: "run.selects-nothing",
      field: "--select",
      found: pattern,
      allowed: "a case such as cmd/deadline-over, a requirement, or an area such as LNK/*",
      message: "No case of this role and these profiles is selected.",
    });
  }
  const hasDevice = pool.some(({ id }) => !id.startsWith(CODEC_CASE_PREFIX));
  const links = profiles.some(isLink) ? profiles : stated;
  const first = (hasDevice ? icsCases(ics) : []).filter((one) =>
    one.profile !== "SEC" ? links.includes(one.profile) : profiles.includes("SEC"),
  );
  return [...first, ...chooseCases(own, { select })];
}

/** What a case needs that was stated not to be there. */
export function missingFor(one: Scenario, ics: IcsStatement): readonly string[] {
  const isOffLine = one.line !== undefined && ics.lines?.includes(one.line) === false;
  const line = isOffLine ? [`line of the kind ${one.line}`] : [];
  return [...lackingFor(one, featuresOf(ics), ics.capabilities?.verbs), ...line];
}

/** The cases in an order of their own for each seed, slow ones first: others run beside them. Pure. */
export function shuffled(cases: readonly Scenario[], seed: string): readonly Scenario[] {
  const keyOf = (one: Scenario) =>
    createHash("sha256").update(`${seed} ${one.role} ${one.id}`).digest("hex");
  return cases
    .map((one) => ({ one, key: keyOf(one) }))
    .sort((first, second) => (first.key < second.key ? -1 : 1))
    .sort((first, second) => Number(second.one.isSlow === true) - Number(first.one.isSlow === true))
    .map(({ one }) => one);
}

/** SHA-256 over every requirement's id and sentence: what was judged by. */
export function specificationHash(): string {
  const ids = Object.keys(REQUIREMENTS).sort() as RequirementId[];
  const hash = createHash("sha256");
  for (const id of ids) hash.update(`${id} ${REQUIREMENTS[id].sha256}\n`);
  return hash.digest("hex");
}

function isOfRole(one: Scenario, role: RunRole | undefined): boolean {
  if (role !== "host") return role === undefined || one.role === role;
  // A host sits behind a broker: it has no line, and speaks for nobody.
  const speaksForOthers = needsOf(one).includes("relaying");
  return one.role === "gateway" && one.line === undefined && !speaksForOthers;
}

function isOfProfiles(
  one: Scenario,
  profiles: readonly CaseProfile[],
  stated: readonly CaseProfile[] = profiles,
): boolean {
  const links = profiles.some(isLink) ? profiles : stated;
  return (
    profiles.includes(one.profile) &&
    (!links.some(isLink) || linksOf(one).some((link) => links.includes(link)))
  );
}

/** The links of a device on which a case can run: over a serial line alone a relay speaks for it. */
function linksOf({ id, line, profile, role }: Scenario): readonly CaseProfile[] {
  if (id.startsWith(CODEC_CASE_PREFIX)) return ["MQTT", "SERIAL"];
  if (line !== undefined) return ["SERIAL"];
  return role === "device" && profile !== "MQTT" ? ["MQTT", "SERIAL"] : ["MQTT"];
}

function isLink(profile: CaseProfile): boolean {
  return profile === "MQTT" || profile === "SERIAL";
}

function isSelected({ id, reqs }: Scenario, pattern: string): boolean {
  const area = /^([A-Z]{3})\/\*$/.exec(pattern)?.[1];
  if (area !== undefined) return reqs.some((req) => req.startsWith(`OMDP-${area}-`));
  return matchesPattern(pattern, id) || reqs.some((req) => matchesPattern(pattern, req));
}
