import { benefitsOf } from "../benefits/benefits-of.ts";
import { hazardRows } from "../hazards/hazard-rows.ts";
import { runIncident } from "../incidents/run-incident.ts";
import { runOperation } from "../operation/run-operation.ts";
import { assumptionsOf } from "../scope/assumptions-of.ts";
import { notTestedOf } from "../scope/not-tested-of.ts";
import { searchStaffing } from "../staffing/search-staffing.ts";
import type { AcceptanceParts } from "./acceptance-parts.ts";

/** The parts of an acceptance run, as the command runs them. */
export const WIRED_PARTS: AcceptanceParts = {
  criteria: () => Promise.resolve([]),
  operation: (service, hooks) => runOperation(service, hooks),
  incident: (name, service, hooks) => runIncident(name, service, hooks),
  pathway: (_service, { story, product }) =>
    Promise.resolve({
      ...{ story, product, outcome: "not-tested", steps: [], timeline: [], deviations: [] },
      ...{ repeat: "", partial: false },
    }),
  staffing: (service, hooks) => searchStaffing(service, hooks),
  benefits: (service, operations) => benefitsOf(service, operations),
  hazards: (parts) => hazardRows(parts),
  notTested: (parts) => notTestedOf(parts),
  assumptions: (parts) => assumptionsOf(parts),
  pathwayAsks: [],
};
