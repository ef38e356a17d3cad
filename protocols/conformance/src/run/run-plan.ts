import type { KitAdapter } from "../adapters/kit-adapter.ts";
import type { RecordingFixture } from "../adapters/recording-fixture.ts";
import type { IcsStatement } from "../ics/ics-statement.ts";
import type { ScenarioParams } from "../scenario/params.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Waiver } from "../waivers/waiver.ts";
import type { CaseProfile, CaseRecord, NamedDut, RunRecord, RunRole } from "./run-record.ts";

/** One device or gateway on the desk, and what stands in for hands there. */
export interface RunDut {
  readonly adapter: KitAdapter;
  readonly fixture?: RecordingFixture;
}

/** Everything that a run is begun with. */
export interface RunPlan {
  readonly dut: NamedDut;
  readonly role: RunRole;
  readonly profiles: readonly CaseProfile[];
  readonly ics: IcsStatement;
  /** In any order: the seed orders them. */
  readonly cases: readonly Scenario[];
  readonly waivers: readonly Waiver[];
  readonly params: ScenarioParams;
  readonly seed: string;
  readonly select: readonly string[];
  readonly strict: boolean;
  readonly certify: boolean;
  /** Longest that the whole may take, ms. */
  readonly deadlineMs: number;
  /** Most cases at once, over all devices. */
  readonly jobs: number;
}

/** What a run tells, and what ends it. */
export interface RunHooks {
  /** Aborted when the user ends it. */
  readonly signal?: AbortSignal;
  /** Told once, before the first case: the run without any. */
  readonly onBegin?: (begun: RunRecord) => void;
  /** Told of each case as it ends. */
  readonly onCase?: (record: CaseRecord, left: number) => void;
}
