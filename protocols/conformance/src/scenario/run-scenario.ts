import { randomBytes } from "node:crypto";
import { REAL_CLOCK } from "../broker/broker-clock.ts";
import { ScriptedBroker } from "../broker/scripted-broker.ts";
import { WireLog } from "../broker/wire-log.ts";
import type { RequirementId } from "../requirements/registry.generated.ts";
import type { DutAdapter, DutTarget } from "./dut-adapter.ts";
import type { Judgement } from "./judgement.ts";
import { Kit, type KitSetup, NotOffered } from "./kit.ts";
import type { ScenarioParams } from "./params.ts";
import { needsOf, type Scenario } from "./scenario.ts";
import type { CheckStep, Step } from "./step.ts";
import { Trace } from "./trace.ts";
import { type Verdict, worstOf } from "./verdict.ts";

/** What came of one check. */
export interface CheckResult {
  readonly text: string;
  readonly reqs: readonly RequirementId[];
  readonly verdict: Verdict;
  /** What was expected, in words. */
  readonly expected: string;
  /** What was seen instead, or that decided it. */
  readonly seen: string;
  /** First observation that it looked at. */
  readonly from: number;
  /** Observations that there were when it was decided. */
  readonly to: number;
}

/** What came of one scenario, with the evidence. */
export interface ScenarioResult {
  readonly id: string;
  readonly verdict: Verdict;
  readonly checks: readonly CheckResult[];
  readonly elapsedMs: number;
  readonly trace: Trace;
  readonly log: WireLog;
}

/** How long the end of a scenario may take, in ms. */
const END_MS_MAX = 5_000;

/**
 * Runs a scenario against a new device or gateway on a broker of its own.
 *
 * It always ends: each wait has a limit and so has the whole. What the fixture or the kit does
 * wrong is an `error`, never a fault of the one under test.
 */
export async function runScenario(
  scenario: Scenario,
  adapter: DutAdapter,
  params: ScenarioParams,
): Promise<ScenarioResult> {
  const startMs = performance.now();
  const trace = new Trace();
  const target = freshTarget(scenario);
  const missing = needsOf(scenario).filter((need) => adapter.features?.includes(need) !== true);
  const place = scenario.line === undefined ? await onBroker(target) : onLine(target, adapter);
  const kit = new Kit({ adapter, params, trace, ...place });
  const run = new ScenarioRun(scenario, kit);
  if (scenario.line !== undefined && place.port === undefined) {
    run.abandon("the fixture has no serial line");
  }
  if (missing.length > 0) run.skip(`it is declared to have no ${missing.join(", no ")}`);
  const deadline = limit(params.scenarioMs, () => run.abandon("the scenario took too long"));
  await Promise.race([run.steps(), deadline.passed]);
  deadline.stop();
  const stopping = limit(END_MS_MAX, () => run.fault("the end", "the fixture did not stop"));
  await Promise.race([run.guarded("the end", () => kit.stop()), stopping.passed]);
  stopping.stop();
  await place.broker?.close();
  const checks = run.results();
  const verdict = worstOf(checks.map((check) => check.verdict));
  const elapsedMs = Math.round(performance.now() - startMs);
  return { id: scenario.id, verdict, checks, elapsedMs, trace, log: kit.log };
}

interface Decided extends CheckResult {
  readonly step: CheckStep | undefined;
  readonly restsOnSilence: boolean;
}

/** One run of one scenario. */
class ScenarioRun {
  readonly #scenario: Scenario;
  readonly #kit: Kit;
  readonly #decided: Decided[] = [];
  #from = 0;
  #stopped: string | undefined;
  #isSkipped = false;

  constructor(scenario: Scenario, kit: Kit) {
    this.#scenario = scenario;
    this.#kit = kit;
  }

  async steps(): Promise<void> {
    let before: Step | undefined;
    for (const step of this.#scenario.steps) {
      if (this.#stopped !== undefined) break;
      const begins = step.type === "drive" && (before?.type !== "drive" || step.begins === true);
      if (begins) this.#from = this.#kit.trace.length;
      if (step.type === "drive") await this.guarded(step.text, () => step.run(this.#kit));
      else await this.#decide(step);
      before = step;
    }
  }

  /** Does something; a rejection ends the scenario. */
  async guarded(text: string, act: () => void | Promise<void>): Promise<void> {
    try {
      await act();
    } catch (cause) {
      if (cause instanceof NotOffered) this.abandon(cause.message);
      else this.fault(text, cause instanceof Error ? cause.message : String(cause));
    }
  }

  /** Goes no further; what was not decided is not run. */
  abandon(reason: string): void {
    this.#stopped ??= reason;
  }

  /** Does not begin: the one under test is declared not to have what it takes. */
  skip(reason: string): void {
    this.#isSkipped = true;
    this.abandon(reason);
  }

  /** Notes an error of the kit or the fixture. */
  fault(text: string, seen: string): void {
    this.abandon(`after an error: ${seen}`);
    const { length } = this.#kit.trace;
    const place = { from: length, to: length, restsOnSilence: false, step: undefined };
    const { reqs } = this.#scenario;
    this.#decided.push({ ...place, text, reqs, verdict: "error", expected: text, seen });
  }

  /** What came of every check, those that were never reached included. */
  results(): readonly CheckResult[] {
    const { trace, log } = this.#kit;
    if (log.missed > 0) this.fault("evidence", `${log.missed} lines found no room`);
    const decided = this.#decided.map(({ restsOnSilence, step: _step, ...result }): CheckResult => {
      if (!restsOnSilence || trace.isAliveSince(result.from)) return result;
      return { ...result, verdict: "unverified", seen: `${result.seen}; no sign of life since` };
    });
    const reached = new Set(this.#decided.map(({ step }) => step));
    const left = this.#scenario.steps.filter((step) => step.type === "check");
    const notRun = left.flatMap((step): readonly CheckResult[] => {
      const { text, reqs, gate } = step;
      if (gate || reached.has(step)) return [];
      const seen = this.#stopped ?? "not reached";
      const place = { from: trace.length, to: trace.length };
      const verdict = this.#isSkipped ? "skipped" : "notrun";
      return [{ ...place, text, reqs, verdict, expected: text, seen }];
    });
    return [...decided, ...notRun];
  }

  async #decide(step: CheckStep): Promise<void> {
    const { trace, params } = this.#kit;
    const from = step.scope === "all" ? 0 : this.#from;
    const limitMs = step.withinMs(params);
    let judgement: Judgement | undefined;
    const ask = (over: boolean) => {
      judgement ??= step.judge(trace, { from, over });
      return judgement !== undefined;
    };
    if (limitMs > 0) await this.#kit.waitUntil(() => ask(false), limitMs);
    ask(true);
    const { verdict, seen, restsOnSilence = false } = judgement ?? UNDECIDED;
    if (!step.gate) this.#note(step, { verdict, seen, restsOnSilence }, from);
    else if (verdict !== "pass") {
      this.abandon(`the scenario did not begin: ${step.text}`);
      this.#note(step, { verdict: "unverified", seen, restsOnSilence: false }, from);
    }
  }

  #note(step: CheckStep, judged: Required<Judgement>, from: number): void {
    const { text, reqs } = step;
    const place = { from, to: this.#kit.trace.length };
    this.#decided.push({ text, reqs, expected: text, ...place, ...judged, step });
  }
}

const UNDECIDED: Judgement = { verdict: "unverified", seen: "nothing that decides it" };

/** Address of the one device on a shared line. */
const ADDRESS = 9;

function freshTarget(scenario: Scenario): DutTarget {
  const { profile, line, absentDevices = 0 } = scenario;
  const name = randomBytes(4).toString("hex");
  const secret = profile === "SEC" ? { secret: randomBytes(32).toString("hex") } : {};
  const address = line === "shared" ? ADDRESS : 0;
  const absent = Array.from({ length: absentDevices }, (_, at) => ADDRESS + 1 + at);
  const place = line === undefined ? {} : { line: { kind: line, address, absent } };
  const who = { tenant: `t${name}`, deviceId: `d${name}` };
  return { url: "", ...who, clock: "set", needs: needsOf(scenario), ...secret, ...place };
}

/** What a kit works with that follows from how the one under test is reached. */
type Reached = Pick<KitSetup, "broker" | "port" | "log" | "target">;

async function onBroker(target: DutTarget): Promise<Reached> {
  const broker = await ScriptedBroker.listen();
  return { broker, log: broker.log, target: { ...target, url: broker.url } };
}

function onLine(target: DutTarget, adapter: DutAdapter): Reached {
  const log = new WireLog(REAL_CLOCK.nowMs);
  const port = adapter.openLine?.(target);
  return { log, target, ...(port === undefined ? {} : { port }) };
}

function limit(ms: number, late: () => void) {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      late();
      resolve();
    }, ms);
  });
  return { passed, stop: () => clearTimeout(timer) };
}
