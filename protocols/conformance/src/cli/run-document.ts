import type { RunSummary } from "../run/roll-up.ts";
import type { RunRecord } from "../run/run-record.ts";

/** What `--json` prints of a run, and of one that was judged again. */
export interface RunDocument {
  readonly v: 1;
  readonly command: string;
  readonly seed: string;
  readonly elapsedMs: number;
  /** Whether it ended before its last case. */
  readonly partial: boolean;
  readonly dut: RunRecord["dut"];
  readonly role: RunRecord["role"];
  readonly profiles: RunSummary["profiles"];
  readonly testClock: RunRecord["testClock"];
  readonly simulationOnly: readonly string[];
  readonly verdict: RunSummary["verdict"];
  readonly exitCode: number;
  readonly counts: RunSummary["counts"];
  readonly requirements: RunSummary["requirements"];
  readonly problems: readonly string[];
  readonly cases: readonly {
    readonly id: string;
    readonly role: string;
    readonly verdict: string;
    readonly reason?: string;
    readonly elapsedMs: number;
    readonly assisted: boolean;
  }[];
  /** Where the evidence is. */
  readonly evidence?: string;
  /** In what a run that was judged again differs. */
  readonly differences?: readonly string[];
}

/** Makes the document of a run. Pure. */
export function runDocument(
  command: "run" | "replay",
  record: RunRecord,
  summary: RunSummary,
  evidence?: string,
): RunDocument {
  const { seed, elapsedMs, endedEarly, dut, role, testClock, simulationOnly, cases } = record;
  const { verdict, exitCode, counts, requirements, profiles, problems } = summary;
  return {
    v: 1,
    command: `conform ${command}`,
    ...{ seed, elapsedMs, partial: endedEarly !== undefined },
    ...{ dut, role, profiles, testClock, simulationOnly },
    ...{ verdict, exitCode, counts, requirements, problems },
    cases: cases.map(({ id, role: of, verdict: is, reason, elapsedMs: took, assisted }) => {
      const row = { id, role: of, verdict: is, elapsedMs: took, assisted: assisted.length > 0 };
      return reason === undefined ? row : { ...row, reason };
    }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}
