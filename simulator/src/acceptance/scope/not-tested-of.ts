import { CHECK_IDS } from "../../checkers/checker.ts";
import type { NotTested } from "../result/acceptance-result.ts";
import type { CriterionRecord } from "../result/criterion-record.ts";
import { INCIDENTS, type IncidentName } from "../result/incident-result.ts";
import { SERVICE_MEASURES } from "../thresholds.ts";
import type { ResultParts } from "./result-parts.ts";
import { incidentNamed, LEFT_OUT, NOT_SIMULATED, SCOPE_TEXTS as TEXTS } from "./scope-texts.ts";

/**
 * Lists what a run did not test, and why: what nobody decided, parts that were no part of it, and
 * what no simulation can test. Who runs the parts tells of those that an interruption kept from
 * beginning or from their end.
 *
 * @param unbegun names of the parts that an interruption kept from beginning
 */
export function notTestedOf(
  parts: ResultParts,
  unbegun: readonly string[] = [],
): readonly NotTested[] {
  const isLeftOut = (part: string) => !unbegun.some((name) => name.startsWith(part));
  return [
    ...undecidedChecks(parts.criteria),
    ...(parts.operation !== undefined || isLeftOut("operation") ? ofOperation(parts) : []),
    ...ofIncidents(parts, (incident) => isLeftOut(`incident-${incident}`)),
    ...(parts.pathways.length > 0 || isLeftOut("pathway-") ? ofPathways(parts) : []),
    ...(parts.staffing === undefined && isLeftOut("staffing") ? [LEFT_OUT.staffing] : []),
    ...(parts.benefits === undefined ? [LEFT_OUT.benefits] : []),
    ...NOT_SIMULATED,
  ];
}

/** Checks that nobody decided, each once with every product that it was to be made on. */
function undecidedChecks(criteria: readonly CriterionRecord[]): readonly NotTested[] {
  const open = new Map<string, NotTested & { readonly products: Set<string> }>();
  for (const { id, product, checks } of criteria) {
    for (const { outcome, pass, saw } of checks) {
      if (outcome !== "not-tested") continue;
      const key = JSON.stringify([id, pass, saw]);
      const entry = open.get(key) ?? {
        what: { nb: `${id}: ${pass.nb}`, en: `${id}: ${pass.en}` },
        ...{ why: saw, products: new Set<string>() },
      };
      entry.products.add(product);
      open.set(key, entry);
    }
  }
  return [...open.values()].map(({ what, why, products }) => {
    const on = ` (${[...products].join(", ")})`;
    return { what: { nb: `${what.nb}${on}`, en: `${what.en}${on}` }, why };
  });
}

function ofOperation({ operation }: ResultParts): readonly NotTested[] {
  if (operation === undefined) return [LEFT_OUT.operation];
  const { run, thresholds, clockChanges } = operation;
  const rules = CHECK_IDS.filter((id) => run.checks[id].made === 0);
  const open = thresholds.filter(({ outcome }) => outcome === "not-tested");
  return [
    ...(clockChanges.length === 0 ? [LEFT_OUT.clockChange] : []),
    ...rules.map((id) => ({
      what: { nb: `Regel ${id} i daglig drift`, en: `Rule ${id} in daily operation` },
      why: TEXTS.neverAsked,
    })),
    ...open.map(({ measure }) => ({
      what: {
        nb: `Terskelen for ${SERVICE_MEASURES[measure].nb}`,
        en: `The threshold of ${SERVICE_MEASURES[measure].en}`,
      },
      why: TEXTS.notMeasured,
    })),
  ];
}

function ofIncidents(
  { incidents }: ResultParts,
  isLeftOut: (incident: IncidentName) => boolean,
): readonly NotTested[] {
  const run = new Set(incidents.map(({ incident }) => incident));
  const left = INCIDENTS.filter((incident) => !run.has(incident) && isLeftOut(incident));
  const checks = incidents.flatMap(({ title, checks: all }) =>
    all
      .filter(({ outcome }) => outcome === "not-tested")
      .map(({ expect, saw }) => ({
        what: { nb: `${title.nb}: ${expect.nb}`, en: `${title.en}: ${expect.en}` },
        why: saw,
      })),
  );
  return [...checks, ...left.map((one) => ({ what: incidentNamed(one), why: TEXTS.notRun }))];
}

function ofPathways({ pathways }: ResultParts): readonly NotTested[] {
  if (pathways.length === 0) return [LEFT_OUT.pathway];
  return pathways.flatMap(({ product, steps }) =>
    steps
      .filter(({ outcome }) => outcome === "not-tested")
      .map(({ title, expect, saw }) => ({
        what: {
          nb: `${title.nb} (${product}): ${expect.nb}`,
          en: `${title.en} (${product}): ${expect.en}`,
        },
        why: saw,
      })),
  );
}
