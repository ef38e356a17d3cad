import {
  type CaseRecord,
  type CheckRecord,
  DESK_PARAMS,
  type IcsStatement,
  R,
  type RunRecord,
  type Verdict,
  type Waiver,
} from "@dosekit/conformance";

/** A statement about a device with a core and a broker. */
export const PLAIN_ICS: IcsStatement = {
  ics: 1,
  role: "device",
  device: { vendor: "Acme", product: "Pill Box", firmware: "2.3.1", serial: "7" },
  profiles: ["CORE", "MQTT"],
  features: [],
  capabilities: { minor: 0, testClock: "none", messageBytesMax: 4096, spoolEvents: 100 },
};

/** A check with a verdict. */
export function checkOf(verdict: Verdict, change: Partial<CheckRecord> = {}): CheckRecord {
  const about = { expected: "it answers", seen: "what came", requirements: [R.OMDP_CMD_002] };
  return { ...about, verdict, judged: verdict, from: 0, to: 0, over: true, atMs: 5, ...change };
}

/** A case with one check. */
export function caseOf(id: string, verdict: Verdict, change: Partial<CaseRecord> = {}): CaseRecord {
  const requirements = change.requirements ?? [R.OMDP_CMD_002];
  return {
    ...{ id, role: "device", requirements, profile: "CORE", kind: "positive", needs: [] },
    ...{ isSlow: false, verdict, judged: verdict, startedMs: 0, elapsedMs: 10 },
    ...{
      checks: [checkOf(verdict, { requirements })],
      wire: [],
      wireMissed: 0,
      trace: [],
      marks: [],
    },
    assisted: [],
    ...change,
  };
}

/** A waiver that holds for every firmware before 2.4.0. */
export function waiverOf(change: Partial<Waiver> = {}): Waiver {
  return {
    case: "cmd/late",
    reason: "known",
    owner: "QA",
    expires: "2027-03-31",
    scope: { firmware: "<2.4.0" },
    ...change,
  };
}

/** A run of some cases. */
export function runOf(cases: readonly CaseRecord[], change: Partial<RunRecord> = {}): RunRecord {
  return {
    ...{ v: 1, form: "dosekit-conformance-run", startedAt: "2026-11-22T10:00:00.000Z" },
    elapsedMs: 100,
    versions: { kit: "0.1.0", omdp: "1.0", specification: "0", node: "v20", platform: "linux" },
    dut: { vendor: "Acme", product: "Pill Box", serial: "7", firmware: "2.3.1" },
    ...{ role: "device", profiles: ["CORE"], adapters: ["tcp:box:1"], seed: "1", select: [] },
    ...{ strict: false, certify: false, params: DESK_PARAMS, ics: PLAIN_ICS, waivers: [] },
    ...{ testClock: "none", simulationOnly: [], cases },
    ...change,
  };
}
