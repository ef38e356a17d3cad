import { randomBytes } from "node:crypto";
import { REAL_CLOCK } from "../broker/broker-clock.ts";
import { ScriptedBroker } from "../broker/scripted-broker.ts";
import { WireLog } from "../broker/wire-log.ts";
import { ListeningWatch } from "../line/listening-watch.ts";
import type { RequirementId } from "../requirements/registry.generated.ts";
import type { DutAdapter, DutTarget } from "./dut-adapter.ts";
import type { Judgement } from "./judgement.ts";
import { Kit, type KitSetup, NotOffered } from "./kit.ts";
import type { ScenarioParams } from "./params.ts";
import { lackingFor, needsOf, type Scenario } from "./scenario.ts";
import { settledVerdict, UNDECIDED } from "./settled-verdict.ts";
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
  /** Whether nothing more was waited for when it was decided. */
  readonly over: boolean;
  /** When it was decided, ms since the scenario began. */
  readonly atMs: number;
  /** Place of its step in the scenario; absent for an error. */
  readonly step?: number;
  /** For an error: whether port or broker are to blame, and not the kit or the fixture. */
  readonly cause?: "environment" | "kit";
}

/** When a step began, or a check was decided: what its bounds follow from. */
export interface StepMark {
  /** Place of the step in the scenario. */
  readonly step: number;
  /** Observations that there were. */
  readonly at: number;
  /** On the clock of the wire log, ms since it began. */
  readonly atMs: number;
  /** For a check that was decided, whether nothing more was waited for; absent at its beginning. */
  readonly over?: boolean;
}

/** What came of one scenario, with the evidence. */
export interface ScenarioResult {
  readonly id: string;
  readonly verdict: Verdict;
  readonly checks: readonly CheckResult[];
  readonly elapsedMs: number;
  readonly trace: Trace;
  readonly log: WireLog;
  /** In the order in which the steps were taken. */
  readonly marks: readonly StepMark[];
  /** Where the one under test was, and who. */
  readonly target: DutTarget;
}

/** How long the end of a scenario may take, in ms. */
const END_MS_MAX = 5_000;

/**
 * Runs a scenario against a new device or gateway on a broker of its own.
 *
 * It always ends: each wait has a limit and so has the whole. What the fixture or the kit does
 * wrong is an `error`, never a fault of the one under test. A broker that can't listen rejects.
 *
 * @param signal ends it early; its reason says why, and what was not decided is not run
 */
export async function runScenario(
  scenario: Scenario,
  adapter: DutAdapter,
  params: ScenarioParams,
  signal?: AbortSignal,
): Promise<ScenarioResult> {
  const startMs = performance.now();
  const trace = new Trace();
  const drawn = freshTarget(scenario);
  const target = adapter.placeFor?.(drawn) ?? drawn;
  const missing = lackingFor(scenario, adapter.features ?? [], adapter.verbs);
  const isOnLine = scenario.line !== undefined;
  const place = isOnLine ? onLine(target, adapter) : await onBroker(target, adapter);
  const onGone = (reason: string) => run.lose(reason);
  const kit = new Kit({ adapter, params, trace, ...place, onGone });
  const run = new ScenarioRun(scenario, kit);
  if (scenario.line !== undefined && place.port === undefined) {
    run.abandon("the fixture has no serial line");
  }
  if (missing.length > 0) run.skip(`it is declared to have no ${missing.join(", no ")}`);
  const deadline = limit(params.scenarioMs, () => run.abandon("the scenario took too long"));
  const ended = endOf(signal, (reason) => run.abandon(reason));
  await Promise.race([run.steps(), deadline.passed, ended.passed, run.lost]);
  deadline.stop();
  ended.stop();
  const stopping = limit(END_MS_MAX, () => run.fault("the end", "the fixture did not stop"));
  await Promise.race([run.guarded("the end", () => kit.stop()), stopping.passed]);
  stopping.stop();
  await place.broker?.close();
  place.endWatch?.();
  const checks = run.results();
  const verdict = worstOf(checks.map((check) => check.verdict));
  const elapsedMs = Math.round(performance.now() - startMs);
  const { log, target: reached } = kit;
  const { marks } = run;
  return { id: scenario.id, verdict, checks, elapsedMs, trace, log, marks, target: reached };
}

interface Decided {
  readonly result: CheckResult;
  readonly step: CheckStep | undefined;
  readonly judgement: Judgement;
}

/** One run of one scenario. */
class ScenarioRun {
  readonly #scenario: Scenario;
  readonly #kit: Kit;
  readonly #decided: Decided[] = [];
  readonly #marks: StepMark[] = [];
  readonly #startMs = performance.now();
  #endLost: () => void = () => undefined;
  /** Resolves when the port is no longer there. */
  readonly lost = new Promise<void>((resolve) => {
    this.#endLost = resolve;
  });
  #from = 0;
  #stopped: string | undefined;
  #isSkipped = false;
  #isLost = false;

  constructor(scenario: Scenario, kit: Kit) {
    this.#scenario = scenario;
    this.#kit = kit;
  }

  /** When each step began that was reached, and each check was decided. */
  get marks(): readonly StepMark[] {
    return this.#marks;
  }

  async steps(): Promise<void> {
    let before: Step | undefined;
    for (const step of this.#scenario.steps) {
      if (this.#stopped !== undefined) break;
      this.#mark(step);
      if (beginsSpan(step, before)) this.#from = this.#kit.trace.length;
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

  /** The port is no longer there: nothing more can be seen. */
  lose(reason: string): void {
    this.fault("the port", reason, "environment");
    this.#isLost = true;
    this.#endLost();
  }

  /** Does not begin: the one under test is declared not to have what it takes. */
  skip(reason: string): void {
    this.#isSkipped = true;
    this.abandon(reason);
  }

  /** Notes an error of the kit or the fixture, or of port or broker. */
  fault(text: string, seen: string, cause: "environment" | "kit" = "kit"): void {
    this.abandon(`after an error: ${seen}`);
    const { length } = this.#kit.trace;
    const place = { from: length, to: length, over: true, atMs: this.#elapsedMs() };
    const { reqs } = this.#scenario;
    const about = { text, reqs, verdict: "error", expected: text, seen, cause } as const;
    const judgement = { verdict: "error", seen } as const;
    this.#decided.push({ result: { ...about, ...place }, step: undefined, judgement });
  }

  /** What came of every check, those that were never reached included. */
  results(): readonly CheckResult[] {
    const { trace, log } = this.#kit;
    if (log.missed > 0) this.fault("evidence", `${log.missed} lines found no room`);
    const decided = this.#decided.map(({ result, step, judgement }): CheckResult => {
      if (step === undefined) return result;
      return { ...result, ...settledVerdict(step, judgement, trace.isAliveSince(result.from)) };
    });
    const reached = new Set<Step | undefined>(this.#decided.map(({ step }) => step));
    const notRun = this.#scenario.steps.flatMap((step, at): readonly CheckResult[] => {
      if (step.type !== "check" || step.gate || reached.has(step)) return [];
      const { text, reqs } = step;
      const seen = this.#stopped ?? "not reached";
      const span = { from: trace.length, to: trace.length, over: true };
      const verdict = this.#isSkipped ? "skipped" : "notrun";
      const place = { ...span, step: at, atMs: this.#elapsedMs() };
      return [{ ...place, text, reqs, verdict, expected: text, seen }];
    });
    return [...decided, ...notRun];
  }

  async #decide(step: CheckStep): Promise<void> {
    const { trace, params } = this.#kit;
    const from = step.scope === "all" ? 0 : this.#from;
    const limitMs = step.withinMs(params);
    let decided: Omit<Decided, "step"> | undefined;
    const ask = (over: boolean) => {
      if (decided !== undefined) return true;
      const judgement = step.judge(trace, { from, over }) ?? (over ? UNDECIDED : undefined);
      if (judgement === undefined) return false;
      decided = { judgement, result: this.#resultOf(step, judgement, { from, over }) };
      return true;
    };
    if (limitMs > 0) await this.#kit.waitUntil(() => ask(false), limitMs);
    ask(true);
    // What is seen once the port is gone says nothing about the one under test.
    if (decided === undefined || this.#isLost) return;
    this.#mark(step, decided.result.over);
    const { verdict } = decided.judgement;
    if (step.gate && verdict === "pass") return;
    if (step.gate) this.abandon(`the scenario did not begin: ${step.text}`);
    this.#decided.push({ ...decided, step });
  }

  #mark(step: Step, over?: boolean): void {
    const { trace, log } = this.#kit;
    const place = { step: this.#scenario.steps.indexOf(step), at: trace.length };
    const isDecided = over === undefined ? {} : { over };
    this.#marks.push({ ...place, atMs: log.elapsedMs(), ...isDecided });
  }

  #resultOf(
    step: CheckStep,
    { verdict, seen }: Judgement,
    span: Pick<CheckResult, "from" | "over">,
  ): CheckResult {
    const { text, reqs } = step;
    const place = { to: this.#kit.trace.length, atMs: this.#elapsedMs() };
    const at = this.#scenario.steps.indexOf(step);
    return { text, reqs, verdict, expected: text, seen, ...span, ...place, step: at };
  }

  #elapsedMs(): number {
    return Math.round(performance.now() - this.#startMs);
  }
}

/** Whether what the next checks look at begins with this step. Pure. */
export function beginsSpan(step: Step, before: Step | undefined): boolean {
  return step.type === "drive" && (before?.type !== "drive" || step.begins === true);
}

/** One watch for all lines of this process. */
const LISTENING = new ListeningWatch(REAL_CLOCK.nowMs);

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
type Reached = Pick<KitSetup, "broker" | "port" | "log" | "target"> & {
  readonly endWatch?: () => void;
};

async function onBroker(target: DutTarget, adapter: DutAdapter): Promise<Reached> {
  const { listen } = adapter;
  if (adapter.listensIn !== undefined) {
    const log = new WireLog(REAL_CLOCK.nowMs);
    adapter.listensIn(log);
    return { log, target };
  }
  const broker = await ScriptedBroker.listen(listen);
  return { broker, log: broker.log, target: { ...target, url: broker.url } };
}

function onLine(target: DutTarget, adapter: DutAdapter): Reached {
  const port = adapter.openLine?.(target);
  const log = new WireLog(REAL_CLOCK.nowMs, () => LISTENING.sinceMs());
  const endWatch = LISTENING.begin();
  return { log, target, endWatch, ...(port === undefined ? {} : { port }) };
}

function endOf(signal: AbortSignal | undefined, tell: (reason: string) => void) {
  let stop = () => {};
  const passed = new Promise<void>((resolve) => {
    if (signal === undefined) return;
    const end = () => {
      tell(String(signal.reason));
      resolve();
    };
    if (signal.aborted) end();
    signal.addEventListener("abort", end);
    stop = () => signal.removeEventListener("abort", end);
  });
  return { passed, stop };
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
