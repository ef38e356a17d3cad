import type { BothTexts, CriteriaOfStory } from "../criterion.ts";
import type { ProtocolFindings } from "../protocol/protocol-findings.ts";
import type { AcceptanceResult } from "../result/acceptance-result.ts";
import type { ServiceFile } from "../service-schema.ts";

/** Parts that a run may be kept to. */
export const RUN_PARTS = ["criteria", "operation", "incidents", "pathway"] as const;
/** See {@link RUN_PARTS}. */
export type RunPart = (typeof RUN_PARTS)[number];

/** A part's name for whoever reads about it. */
export const PART_TITLES: Readonly<Record<RunPart | "staffing", BothTexts>> = {
  criteria: { nb: "kriteriene", en: "the criteria" },
  operation: { nb: "daglig drift", en: "daily operation" },
  incidents: { nb: "hendelsene", en: "the incidents" },
  pathway: { nb: "tjenesteforløpet", en: "the pathway" },
  staffing: { nb: "bemanningen", en: "staffing" },
};

/** What an acceptance run is made from, all files read. */
export interface AcceptanceRequest {
  readonly service: ServiceFile;
  readonly file: AcceptanceResult["file"];
  readonly criteria: readonly CriteriaOfStory[];
  readonly protocols: ProtocolFindings;
  /** SHA-256 of every file that was read, by its path as it was named. */
  readonly manifest: Readonly<Record<string, string>>;
  readonly versions: AcceptanceResult["versions"];
  /** Local date of the run. */
  readonly date: string;
  /** Command that repeats it, without naming parts. */
  readonly repeat: string;
  /** Parts that are run; all when absent. */
  readonly only?: readonly RunPart[];
  /** Whether it is one run of a comparison, in which no product is the one that was chosen. */
  readonly comparing?: boolean;
  /** Whether the needed operators are searched for. */
  readonly withStaffing: boolean;
  /** How many times daily operation is run for the range of the benefits; at least 1. */
  readonly operations: number;
  /** Ends the event file, where there is one; gives its name and SHA-256. */
  readonly endEvents?: () => Promise<{ readonly name: string; readonly sha256: string }>;
}
