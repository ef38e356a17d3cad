import { hazardRows } from "../hazards/hazard-rows.ts";
import { runIncident } from "../incidents/run-incident.ts";
import { runOperation } from "../operation/run-operation.ts";
import { assumptionsOf } from "../scope/assumptions-of.ts";
import { notTestedOf } from "../scope/not-tested-of.ts";
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
  staffing: (_service, hooks) =>
    Promise.resolve({
      ...{ shifts: [], seeds: [hooks.seed], tolerancePercent: 5, unreachable: [], partial: false },
    }),
  benefits: () => undefined,
  hazards: (parts) => hazardRows(parts),
  notTested: (parts) => notTestedOf(parts),
  assumptions: (parts) => assumptionsOf(parts),
  pathwayAsks: [],
};
