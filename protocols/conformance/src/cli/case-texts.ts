import { REQUIREMENTS, type RequirementId } from "../requirements/registry.generated.ts";
import { needsOf, type Scenario } from "../scenario/scenario.ts";

/** What `list` says of a case. */
export interface ListedCase {
  readonly id: string;
  readonly role: string;
  readonly profile: string;
  readonly kind: string;
  readonly link: string;
  readonly requirements: readonly string[];
  readonly needs: readonly string[];
  readonly slow: boolean;
}

/** A case as it is listed. Pure. */
export function listedCase(one: Scenario): ListedCase {
  const { id, role, profile, kind, line, reqs, isSlow = false } = one;
  const link = line === undefined ? "MQTT" : `serial, ${line}`;
  return { id, role, profile, kind, link, requirements: reqs, needs: needsOf(one), slow: isSlow };
}

/** One line for one case. Pure. */
export function listLine(one: Scenario): string {
  const { id, role, profile, kind, link, requirements, needs, slow } = listedCase(one);
  const more = [
    ...(needs.length > 0 ? [`needs ${needs.join(", ")}`] : []),
    ...(slow ? ["slow"] : []),
  ];
  const parts = [id, role, profile, kind, link, requirements.join(","), ...more];
  return `${parts.join("  ")}\n`;
}

/** Explains a requirement: its sentence, and what decides about it. Pure. */
export function requirementText(id: RequirementId, cases: readonly Scenario[]): string {
  const { level, roles, profile, protects, testability, page, section, sentence } =
    REQUIREMENTS[id];
  const own = cases.filter(({ reqs }) => reqs.includes(id));
  return [
    `${id} (${level}; ${roles.join(", ")}; profile ${profile}; protects ${protects}; ${testability})`,
    `${page}${section === "" ? "" : `, ${section}`}`,
    "",
    sentence,
    "",
    own.length === 0 ? NO_CASE : "Cases that decide about it:",
    ...own.map(({ id: name, role, kind }) => `  ${name} (${role}, ${kind})`),
    "",
    ...HOW_TO_READ,
    "",
  ].join("\n");
}

/** Explains a case: what is done, what is expected, and how to read it. Pure. */
export function caseText(one: Scenario): string {
  const { id, role, profile, kind, line, reqs, steps } = one;
  const needs = needsOf(one);
  return [
    `${id} (${role}; profile ${profile}; ${kind}; ${line === undefined ? "over MQTT" : `on a serial line, ${line}`})`,
    ...(needs.length > 0 ? [`It needs: ${needs.join(", ")}.`] : []),
    "",
    ...steps.map((step, at) => {
      const mark = step.type === "drive" ? "do    " : step.gate ? "wait  " : "expect";
      return `${String(at + 1).padStart(3)} ${mark} ${step.text}`;
    }),
    "",
    ...reqs.map((req) => `${req}: ${REQUIREMENTS[req].sentence}`),
    "",
    ...HOW_TO_READ,
    "",
  ].join("\n");
}

const NO_CASE = "No case decides about it: it is judged by reading, or by tests of the kit's own.";

const HOW_TO_READ = [
  "How to read a verdict that is no pass:",
  "  fail        what came breaks the sentence, or nothing came although it was alive: look at the",
  "              expectation, then at the wire log between the check's two places",
  "  unverified  nothing was seen that decides it, and no sign of life: is it on, and connected?",
  "  notrun      nobody could do what the case needs, or the case did not get so far: see the reason",
  "  error       the kit, the fixture, the port or the broker did something wrong, not the device",
  "  nonstrict   only what is advised was not kept",
] as const;
