import { benefitsOf } from "../benefits/benefits-of.ts";
import { runCriteria } from "../criteria-run/run-criteria.ts";
import { hazardRows } from "../hazards/hazard-rows.ts";
import { runIncident } from "../incidents/run-incident.ts";
import { runOperation } from "../operation/run-operation.ts";
import type { KitVerdict } from "../outside/kit-finding.ts";
import { type KitVerdicts, outsideKit } from "../outside/outside-kit.ts";
import { PATHWAY_ASKS } from "../pathway/pathway-steps.ts";
import { runPathway } from "../pathway/run-pathway.ts";
import { outsideWays } from "../receivers/outside-ways.ts";
import { assumptionsOf } from "../scope/assumptions-of.ts";
import { notTestedOf } from "../scope/not-tested-of.ts";
import { searchStaffing } from "../staffing/search-staffing.ts";
import type { AcceptanceParts } from "./acceptance-parts.ts";

/**
 * Decides criteria with the SDK's own adapters behind the gateway, and with what the conformance kit
 * found on real devices and a real gateway.
 */
export function criteriaPart(
  verdicts: KitVerdicts,
  gateway?: readonly KitVerdict[],
): AcceptanceParts["criteria"] {
  return ({ protocols, ...asked }, hooks) => {
    const outside = outsideKit(verdicts, outsideWays(hooks), gateway);
    return runCriteria({ ...asked, protocols: protocols.ofCheck, outside }, hooks);
  };
}

/** The parts of an acceptance run, as the command runs them. */
export const WIRED_PARTS: AcceptanceParts = {
  criteria: criteriaPart(new Map()),
  operation: (service, hooks) => runOperation(service, hooks),
  incident: (name, service, hooks) => runIncident(name, service, hooks),
  pathway: (service, { story, product, protocols }, hooks) =>
    runPathway(service, { story, product }, hooks, (step) => protocols.ofPathway(product, step)),
  staffing: (service, hooks) => searchStaffing(service, hooks),
  benefits: (service, operations) => benefitsOf(service, operations),
  hazards: (parts) => hazardRows(parts),
  notTested: notTestedOf,
  assumptions: (parts) => assumptionsOf(parts),
  pathwayAsks: PATHWAY_ASKS,
};
