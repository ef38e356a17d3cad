import type { CriteriaOfStory } from "../criterion.ts";
import type { ProtocolFindings } from "../protocol/protocol-findings.ts";
import type { PathwayAsk, ProtocolSubject } from "../protocol/protocol-row.ts";
import type { AcceptanceResult, HazardRow, NotTested } from "../result/acceptance-result.ts";
import type { BenefitsResult } from "../result/benefits-result.ts";
import type { CriterionRecord } from "../result/criterion-record.ts";
import type { IncidentName, IncidentResult } from "../result/incident-result.ts";
import type { OperationResult } from "../result/operation-result.ts";
import type { PathwayResult } from "../result/pathway-result.ts";
import type { RunHooks } from "../result/run-hooks.ts";
import type { StaffingResult } from "../result/staffing-result.ts";
import type { ResultParts } from "../scope/result-parts.ts";
import type { ServiceFile } from "../service-schema.ts";

/** What is asked of products, and what people found out about it. */
export interface CriteriaAsk {
  readonly criteria: readonly CriteriaOfStory[];
  readonly subjects: readonly ProtocolSubject[];
  readonly protocols: ProtocolFindings;
  /** Whether products are only seen side by side. */
  readonly comparing?: boolean;
}

/** Everything that an acceptance run is put together from; a test hands in its own. */
export interface AcceptanceParts {
  readonly criteria: (ask: CriteriaAsk, hooks: RunHooks) => Promise<readonly CriterionRecord[]>;
  readonly operation: (service: ServiceFile, hooks: RunHooks) => Promise<OperationResult>;
  readonly incident: (
    name: IncidentName,
    service: ServiceFile,
    hooks: RunHooks,
  ) => Promise<IncidentResult>;
  readonly pathway: (
    service: ServiceFile,
    subject: ProtocolSubject & { readonly protocols: ProtocolFindings },
    hooks: RunHooks,
  ) => Promise<PathwayResult>;
  readonly staffing: (service: ServiceFile, hooks: RunHooks) => Promise<StaffingResult>;
  readonly benefits: (
    service: ServiceFile,
    operations: readonly OperationResult[],
  ) => BenefitsResult | undefined;
  readonly hazards: (parts: ResultParts, service: ServiceFile) => readonly HazardRow[];
  /** @param unbegun names of the parts that an interruption kept from beginning */
  readonly notTested: (parts: ResultParts, unbegun: readonly string[]) => readonly NotTested[];
  readonly assumptions: (
    parts: ResultParts,
    service: ServiceFile,
  ) => AcceptanceResult["assumptions"];
  /** Steps of the pathway that people see to. */
  readonly pathwayAsks: readonly PathwayAsk[];
}
