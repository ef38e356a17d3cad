import { z } from "zod";
import { ICS_SCHEMA } from "../ics/ics-statement.ts";
import type { RunSummary } from "../run/roll-up.ts";
import { RUN_RECORD_VERSION, type RunRecord } from "../run/run-record.ts";
import { DESK_PARAMS } from "../scenario/params.ts";
import { VERDICTS } from "../scenario/verdict.ts";
import { WAIVER_SCHEMA } from "../waivers/waiver.ts";
import { traceFileOf } from "./bundle-files.ts";
import { headOfCase, type UntracedCase } from "./trace-lines.ts";

/** Version of the form of `results.json`; a reader refuses every other one. */
export const RESULTS_VERSION = 1;

const COUNT = z.number().min(0);
const VERDICT = z.enum(VERDICTS).meta({ description: "worst first" });
const IDS = z.array(z.string());
const CHECK = z.looseObject({
  expected: z.string(),
  seen: z.string(),
  requirements: IDS,
  verdict: VERDICT,
  judged: VERDICT.meta({ description: "before any waiver" }),
  step: COUNT.optional(),
  from: COUNT.meta({ description: "first observation that it looked at" }),
  to: COUNT.meta({ description: "observations that there were when it was decided" }),
  over: z.boolean(),
  atMs: z.number(),
});
const ASSISTED = z.looseObject({
  atMs: z.number(),
  do: z.string(),
  words: z.string(),
  by: z.enum(["person", "program", "product"]),
  done: z.boolean(),
  reason: z.string().optional(),
});
const PLACE = z.looseObject({
  tenant: z.string(),
  deviceId: z.string(),
  url: z.string().optional(),
  line: z.looseObject({ kind: z.enum(["two-ends", "shared"]), address: COUNT }).optional(),
});
const CASE = z.looseObject({
  id: z.string(),
  role: z.enum(["device", "gateway"]),
  requirements: IDS,
  profile: z.string(),
  kind: z.enum(["positive", "negative"]),
  needs: IDS,
  verdict: VERDICT,
  judged: VERDICT,
  reason: z.string().optional(),
  dependsOn: IDS.optional(),
  waiver: z.int().min(0).optional(),
  checks: z.array(CHECK),
  place: PLACE.optional(),
  adapter: z.string().optional(),
  startedMs: z.number(),
  elapsedMs: z.number(),
  assisted: z.array(ASSISTED),
  traceFile: z.string().meta({ description: "its wire log and observations, in the bundle" }),
});
/** The form of what stands at the head of a trace. */
export const TRACE_HEAD_SCHEMA = CASE.omit({ traceFile: true });
const SUMMARY = z.looseObject({
  verdict: VERDICT,
  exitCode: z.int(),
  counts: z.record(z.enum(VERDICTS), COUNT),
  requirements: z.array(
    z.looseObject({
      id: z.string(),
      verdict: VERDICT,
      cases: z.array(z.looseObject({ id: z.string(), verdict: VERDICT })),
    }),
  ),
  profiles: z.array(z.looseObject({ profile: z.string(), verdict: VERDICT })),
  waivers: z.array(z.enum(["used", "passes", "expired", "elsewhere", "idle"])),
  problems: z.array(z.string()),
});

/** Every tolerance: without one nothing would say how long was to be waited. */
const PARAMS = z.looseObject(
  Object.fromEntries(Object.keys(DESK_PARAMS).map((name) => [name, z.number().min(0)])),
);
const RUN = z.looseObject({
  v: z.literal(RUN_RECORD_VERSION),
  form: z.literal("dosekit-conformance-run"),
  startedAt: z.iso.datetime(),
  elapsedMs: z.number(),
  versions: z.looseObject({ kit: z.string(), omdp: z.string(), specification: z.string() }),
  dut: z.looseObject({
    vendor: z.string(),
    product: z.string(),
    serial: z.string(),
    firmware: z.string(),
  }),
  role: z.enum(["device", "gateway", "host"]),
  profiles: z.array(z.string()),
  adapters: z.array(z.string()),
  seed: z.string(),
  select: z.array(z.string()),
  strict: z.boolean(),
  certify: z.boolean(),
  params: PARAMS,
  ics: ICS_SCHEMA,
  waivers: z.array(WAIVER_SCHEMA),
  testClock: z.enum(["none", "declared", "used"]),
  simulationOnly: z.array(z.string()),
  endedEarly: z.enum(["interrupted", "deadline", "port"]).optional(),
  cases: z.array(CASE),
});
/** The form of `begun.json`: what a run was begun with, and no case. */
export const BEGUN_SCHEMA = RUN.extend({ cases: z.array(CASE).max(0) });

/** The form of `results.json`: what came of a run, without what went over the wire. */
export const RESULTS_SCHEMA = z.looseObject({
  v: z.literal(RESULTS_VERSION),
  form: z.literal("dosekit-conformance-results"),
  summary: SUMMARY,
  run: RUN,
});

/** What `results.json` holds. */
export interface ResultsDocument {
  readonly v: typeof RESULTS_VERSION;
  readonly form: "dosekit-conformance-results";
  readonly summary: RunSummary;
  readonly run: Omit<RunRecord, "cases"> & {
    readonly cases: readonly (UntracedCase & { readonly traceFile: string })[];
  };
}

/** Makes the document of a run. Pure. */
export function resultsOf(record: RunRecord, summary: RunSummary): ResultsDocument {
  const cases = record.cases.map((one) => ({ ...headOfCase(one), traceFile: traceFileOf(one) }));
  return {
    v: RESULTS_VERSION,
    form: "dosekit-conformance-results",
    summary,
    run: { ...record, cases },
  };
}

/** The published JSON schema of `results.json`. Pure. */
export function resultsJsonSchema(): unknown {
  return z.toJSONSchema(RESULTS_SCHEMA);
}
