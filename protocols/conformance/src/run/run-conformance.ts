import { setMaxListeners } from "node:events";
import { readFileSync } from "node:fs";
import { OMDP_MINOR } from "@dosekit/protocols";
import { ICS_CASE_PREFIX } from "../ics/ics-cases.ts";
import { differencesIn, type IcsDifference, restsOn } from "../ics/ics-differences.ts";
import { featuresOf } from "../ics/ics-statement.ts";
import { runScenario } from "../scenario/run-scenario.ts";
import { needsOf, type Scenario } from "../scenario/scenario.ts";
import { applyWaivers } from "../waivers/apply-waivers.ts";
import { missingFor, shuffled, specificationHash } from "./case-choice.ts";
import { caseRecordOf, unrunCase } from "./case-record.ts";
import type { RunDut, RunHooks, RunPlan } from "./run-plan.ts";
import {
  type AssistedStep,
  type CaseRecord,
  RUN_RECORD_VERSION,
  type RunRecord,
  type RunVersions,
} from "./run-record.ts";
import { watchedAdapter } from "./watched-adapter.ts";

const INTERRUPTED = "the run was interrupted";
const OVER = "the time of the whole run was over";

/**
 * Runs all cases of a plan on the devices given, and gives the record of it.
 *
 * The cases that hold the statement to the wire run first and one by one; the others follow in an
 * order that the seed gives, as many at once as the devices and `jobs` allow. It always ends: each
 * case has a limit and so has the whole, and what was not reached is not run, with the reason.
 */
export async function runConformance(
  plan: RunPlan,
  duts: readonly RunDut[],
  hooks: RunHooks = {},
): Promise<RunRecord> {
  return new ConformanceRun(plan, duts, hooks).run();
}

class ConformanceRun {
  readonly #plan: RunPlan;
  readonly #duts: readonly RunDut[];
  readonly #hooks: RunHooks;
  readonly #ending = new AbortController();
  readonly #startedAt = new Date();
  readonly #startMs = performance.now();
  readonly #records: CaseRecord[] = [];
  #differences: readonly IcsDifference[] = [];
  #endedEarly: RunRecord["endedEarly"];

  constructor(plan: RunPlan, duts: readonly RunDut[], hooks: RunHooks) {
    this.#plan = plan;
    this.#duts = duts;
    this.#hooks = hooks;
    // Every case that runs listens, and as many run as there is room for.
    setMaxListeners(0, this.#ending.signal);
  }

  async run(): Promise<RunRecord> {
    const { cases, seed, deadlineMs } = this.#plan;
    this.#hooks.onBegin?.(this.#record());
    const timer = setTimeout(() => this.#end("deadline", OVER), deadlineMs);
    const interrupt = () => this.#end("interrupted", INTERRUPTED);
    const { signal } = this.#hooks;
    if (signal?.aborted === true) interrupt();
    signal?.addEventListener("abort", interrupt);
    const isFirst = ({ id }: Scenario) => id.startsWith(ICS_CASE_PREFIX);
    await this.#runAll(cases.filter(isFirst), this.#duts.length);
    this.#differences = differencesIn(this.#records);
    const others = cases.filter((one) => !isFirst(one));
    await this.#runAll(shuffled(others, seed), this.#plan.jobs);
    clearTimeout(timer);
    signal?.removeEventListener("abort", interrupt);
    return this.#record();
  }

  #end(why: NonNullable<RunRecord["endedEarly"]>, reason: string): void {
    this.#endedEarly ??= why;
    this.#ending.abort(reason);
  }

  async #runAll(cases: readonly Scenario[], jobs: number): Promise<void> {
    const waiting = cases.filter((one) => !this.#isDecided(one));
    const workers = this.#duts.flatMap((dut) =>
      Array.from({ length: dut.adapter.atOnce }, () => this.#work(dut, waiting)),
    );
    await Promise.all(workers.slice(0, Math.max(1, jobs)).map((work) => work()));
    for (const one of waiting.splice(0)) this.#note(unrunCase(one, "notrun", this.#whyLeft(one)));
  }

  #work({ adapter, fixture }: RunDut, waiting: Scenario[]): () => Promise<void> {
    return async () => {
      for (;;) {
        if (this.#ending.signal.aborted || adapter.gone !== undefined) return;
        const at = waiting.findIndex((one) => adapter.refusal(one) === undefined);
        const [next] = at < 0 ? [] : waiting.splice(at, 1);
        if (next === undefined) return;
        this.#note(await this.#runCase(next, { adapter, ...(fixture ? { fixture } : {}) }));
        if (adapter.gone !== undefined) this.#endedEarly ??= "port";
      }
    };
  }

  /** What needs no device to be decided: what it is stated not to have, and what rests on a lie. */
  #isDecided(one: Scenario): boolean {
    const { ics } = this.#plan;
    const missing = missingFor(one, ics);
    if (missing.length > 0) {
      this.#note(unrunCase(one, "skipped", `it is stated to have no ${missing.join(", no ")}`));
      return true;
    }
    const { reqs, ...rest } = one;
    const about = { ...rest, requirements: reqs, needs: needsOf(one) };
    const found = restsOn(about, this.#differences);
    if (found.length === 0) return false;
    const fields = [...new Set(found.map(({ field }) => field))];
    const seen = found.map(({ field, seen: said }) => `${field}: ${said}`).join("; ");
    const reason = `it rests on what was stated and is not so: ${seen}`;
    this.#note(unrunCase(one, "fail", reason, fields));
    return true;
  }

  async #runCase(one: Scenario, { adapter, fixture }: RunDut): Promise<CaseRecord> {
    const startedMs = this.#elapsedMs();
    const steps: AssistedStep[] = [];
    fixture?.begin();
    const { ics, params } = this.#plan;
    const watched = watchedAdapter(adapter, featuresOf(ics), steps);
    try {
      const result = await runScenario(one, watched, params, this.#ending.signal);
      const assisted = [...steps, ...(fixture?.steps ?? [])];
      return caseRecordOf(one, result, { adapter: adapter.name, startedMs, assisted });
    } catch (cause) {
      return brokenCase(one, cause instanceof Error ? cause.message : String(cause));
    }
  }

  #whyLeft(one: Scenario): string {
    const { aborted, reason } = this.#ending.signal;
    if (aborted) return String(reason);
    const refusals = this.#duts.map(({ adapter }) => adapter.gone ?? adapter.refusal(one) ?? "");
    return [...new Set(refusals)].filter((text) => text !== "").join("; ") || "no device was free";
  }

  #note(record: CaseRecord): void {
    const { waivers, dut } = this.#plan;
    const day = this.#startedAt.toISOString().slice(0, 10);
    const final = applyWaivers(record, { waivers, dut, day });
    this.#records.push(final);
    this.#hooks.onCase?.(final, this.#plan.cases.length - this.#records.length);
  }

  #elapsedMs(): number {
    return Math.round(performance.now() - this.#startMs);
  }

  #record(): RunRecord {
    const { dut, role, profiles, seed, select, strict, certify, params, ics, waivers } = this.#plan;
    const cases = [...this.#records].sort(byName);
    const simulationOnly = this.#duts.flatMap(({ adapter }) => adapter.simulationOnly);
    return {
      v: RUN_RECORD_VERSION,
      form: "dosekit-conformance-run",
      startedAt: this.#startedAt.toISOString(),
      elapsedMs: this.#elapsedMs(),
      versions: versionsNow(),
      ...{ dut, role, profiles },
      adapters: this.#duts.map(({ adapter }) => adapter.name),
      ...{ seed, select, strict, certify, params, ics, waivers },
      testClock: testClockIn(ics.capabilities?.testClock, cases),
      simulationOnly: [...new Set(simulationOnly)],
      ...(this.#endedEarly === undefined ? {} : { endedEarly: this.#endedEarly }),
      cases,
    };
  }
}

/** A case that could not even begin: the broker did not listen, or the kit has a fault. */
function brokenCase(one: Scenario, reason: string): CaseRecord {
  const text = "the kit's end is there";
  const place = { from: 0, to: 0, over: true, atMs: 0 };
  const about = { expected: text, seen: reason, requirements: one.reqs };
  const check = { ...about, verdict: "error", judged: "error", cause: "environment" } as const;
  return { ...unrunCase(one, "error", reason), checks: [{ ...check, ...place }] };
}

function byName(one: CaseRecord, other: CaseRecord): number {
  const [first, second] = [`${one.role} ${one.id}`, `${other.role} ${other.id}`];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** The test clock of a run, by the statement and by the cases that used it. Pure. */
export function testClockIn(
  stated: "none" | "off" | undefined,
  cases: readonly CaseRecord[],
): RunRecord["testClock"] {
  const isUsed = cases.some(({ needs, trace }) => needs.includes("test-clock") && trace.length > 0);
  if (isUsed) return "used";
  return stated === undefined || stated === "none" ? "none" : "declared";
}

/** What takes part in a run of this program on this machine. */
export function versionsNow(): RunVersions {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  const { version: kit = "?" } = manifest as { version?: string };
  return {
    kit,
    omdp: `1.${OMDP_MINOR}`,
    specification: specificationHash(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}
