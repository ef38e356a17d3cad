import type { IcsStatement } from "../ics/ics-statement.ts";
import type { RequirementId } from "../requirements/registry.generated.ts";
import type { DutFeature, DutRole } from "../scenario/dut-adapter.ts";
import type { ScenarioParams } from "../scenario/params.ts";
import type { StepMark } from "../scenario/run-scenario.ts";
import type { ScenarioAbout } from "../scenario/scenario.ts";
import type { Verdict } from "../scenario/verdict.ts";
import type { Waiver } from "../waivers/waiver.ts";
import type { TraceRecord, WireRecord } from "./trace-record.ts";

/** Version of the form of a {@link RunRecord}; a reader refuses every other one. */
export const RUN_RECORD_VERSION = 1;

/** Profiles that cases belong to, as the specification spells them. */
export type CaseProfile = ScenarioAbout["profile"];

/** Who is under test, as the one who runs the kit names it. */
export interface NamedDut {
  readonly vendor: string;
  readonly product: string;
  readonly serial: string;
  readonly firmware: string;
}

/** A case that is asked to be played by: `host` is a gateway behind a broker. */
export type RunRole = DutRole | "host";

/** What took part, each by its version. */
export interface RunVersions {
  /** Version of `@dosekit/conformance`. */
  readonly kit: string;
  /** Version of the protocol, such as `1.0`. */
  readonly omdp: string;
  /** SHA-256 over every requirement's id and sentence: the specification that was judged by. */
  readonly specification: string;
  readonly node: string;
  /** `linux x64`, and so on. */
  readonly platform: string;
}

/** What came of one check. */
export interface CheckRecord {
  /** What is expected, in words. */
  readonly expected: string;
  /** What was seen instead, or that decided it. */
  readonly seen: string;
  readonly requirements: readonly RequirementId[];
  readonly verdict: Verdict;
  /** What it was before a waiver; the same without one. */
  readonly judged: Verdict;
  /** Place of the step in the case, so that it can be asked again; absent for an error of the kit. */
  readonly step?: number;
  /** First observation that it looked at. */
  readonly from: number;
  /** Observations that there were when it was decided. */
  readonly to: number;
  /** Whether nothing more was waited for when it was decided. */
  readonly over: boolean;
  /** When it was decided, ms since the case began. */
  readonly atMs: number;
  /** For an error: whether port or broker are to blame, and not the kit or the fixture. */
  readonly cause?: "environment" | "kit";
}

/** Something that a hand, or what stands in for one, was asked to do. */
export interface AssistedStep {
  /** When it was asked, ms since the case began. */
  readonly atMs: number;
  /** What was to be done, such as `power-cut`. */
  readonly do: string;
  readonly value?: unknown;
  /** In plain words, as a person gets it. */
  readonly words: string;
  /** Who was asked: somebody at the terminal, a program, or the product's own test interface. */
  readonly by: "person" | "program" | "product";
  readonly done: boolean;
  /** What came back, or why it can't be done. */
  readonly answer?: unknown;
  readonly reason?: string;
}

/** Where the one under test was, and who it was. */
export interface PlaceRecord {
  readonly tenant: string;
  readonly deviceId: string;
  readonly url?: string;
  readonly line?: { readonly kind: "two-ends" | "shared"; readonly address: number };
}

/** One case of a run with everything that its verdict rests on. */
export interface CaseRecord {
  readonly id: string;
  readonly role: DutRole;
  readonly requirements: readonly RequirementId[];
  readonly profile: CaseProfile;
  readonly kind: "positive" | "negative";
  /** What the one under test has to have for it. */
  readonly needs: readonly DutFeature[];
  readonly line?: "two-ends" | "shared";
  readonly isSlow: boolean;
  readonly verdict: Verdict;
  /** What it was before a waiver and before the statement was found wrong. */
  readonly judged: Verdict;
  /** Why it was skipped, not run, waived, or failed without a check. */
  readonly reason?: string;
  /** Differences of case 0 that it fails by, such as `profiles`. */
  readonly dependsOn?: readonly string[];
  /** Place of the waiver in {@link RunRecord.waivers} that covers it. */
  readonly waiver?: number;
  readonly checks: readonly CheckRecord[];
  readonly place?: PlaceRecord;
  /** Which of the devices side by side it ran on, as the command line names it. */
  readonly adapter?: string;
  /** When it began, ms since the run began. */
  readonly startedMs: number;
  readonly elapsedMs: number;
  /** Every packet or frame both ways, in order. */
  readonly wire: readonly WireRecord[];
  /** Lines of the wire log that found no room: more than none is an error. */
  readonly wireMissed: number;
  /** Everything that checks were asked about, in order. */
  readonly trace: readonly TraceRecord[];
  /** When each step began, and each check was decided; empty for a case that was never begun. */
  readonly marks: readonly StepMark[];
  readonly assisted: readonly AssistedStep[];
}

/** Everything of a run: what evidence is made of, and what verdicts are made from again. */
export interface RunRecord {
  readonly v: typeof RUN_RECORD_VERSION;
  readonly form: "dosekit-conformance-run";
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly elapsedMs: number;
  readonly versions: RunVersions;
  readonly dut: NamedDut;
  readonly role: RunRole;
  readonly profiles: readonly CaseProfile[];
  /** How it was reached, as on the command line. */
  readonly adapters: readonly string[];
  /** Orders the cases; the same seed gives the same order. */
  readonly seed: string;
  /** Patterns that narrowed the run; empty for a whole one. */
  readonly select: readonly string[];
  readonly strict: boolean;
  readonly certify: boolean;
  readonly params: ScenarioParams;
  readonly ics: IcsStatement;
  readonly waivers: readonly Waiver[];
  /** The test clock that was declared, if any: to be named where the result is. */
  readonly testClock: "none" | "declared" | "used";
  /** Switches that no real device has, such as a faster link; empty for a real one. */
  readonly simulationOnly: readonly string[];
  /** Why the run ended before its last case; absent when it did not. */
  readonly endedEarly?: "interrupted" | "deadline" | "port";
  /** In the order of their ids, whatever order they ran in. */
  readonly cases: readonly CaseRecord[];
}
