import type { ProductProfile } from "@dosekit/firmware-model";
import type { RunnerFault } from "@dosekit/sdk/device";
import type { MeasureScope } from "../acceptance/measures/measure-scope.ts";
import { ServiceAccount } from "../acceptance/measures/service-account.ts";
import type { CheckerOptions } from "../checkers/check-context.ts";
import type { CheckReport } from "../checkers/checker.ts";
import { CheckerFeed } from "../checkers/checker-feed.ts";
import { allCheckers } from "../checkers/index.ts";
import type { Observation } from "../checkers/observation.ts";
import type { HomeSink } from "../home/home-sink.ts";
import type { Happening } from "../replay/happening.ts";
import { ReportAccount, type ReportScope } from "../report/report-account.ts";
import { ResponseAccount } from "../response/response-account.ts";
import { DEFAULT_RESPONSE, type ResponsePlan } from "../response/response-plan.ts";
import type { EventLine } from "./event-line.ts";
import { RunCollector, type RunCounts } from "./run-collector.ts";
import type { RunDocument } from "./run-document.ts";
import { checkSums, type RunSums } from "./run-sums.ts";

/** What a run came to, apart from how it was run. */
export interface RunRecord extends RunSums, Partial<Pick<RunDocument, "eventsSha256">> {}

/** Where a recorder's event lines go. */
export interface EventLines {
  add(line: EventLine): void;
  /** Puts them in order; the SHA-256 of all in hex. */
  finish?(): Promise<string>;
}

/** What the record of a run has to know of it beforehand. */
export interface RecordOptions extends CheckerOptions {
  /** Who answers alerts; as in a run that says nothing about it when absent. */
  readonly response?: ResponsePlan;
  /** Whether sums by day are kept for a report. */
  readonly keepDays?: boolean;
  /** Beginning and devices of the run, which sums by day go by. */
  readonly startMs?: number;
  readonly devices?: ReportScope["devices"];
  /** What of the service is measured; nothing when absent. */
  readonly measures?: MeasureScope;
  /** Products that are no part of the program. */
  readonly profiles?: readonly ProductProfile[];
}

/** Shows a run to every checker and to the collector, until it is closed. */
export class RunRecorder implements HomeSink {
  readonly #checkers;
  readonly #feed: CheckerFeed;
  readonly #collector: RunCollector;
  readonly #response: ResponseAccount;
  readonly #report: ReportAccount | undefined;
  readonly #service: ServiceAccount | undefined;
  readonly #events: EventLines | undefined;
  #reports: readonly CheckReport[] | undefined;
  #endedMs: number | undefined;
  #stops = 0;

  /**
   * @param options what the rules leave to the run
   * @param events gets every event line, when a file was asked for
   */
  constructor(options: RecordOptions, events?: EventLines) {
    const { zone } = options.response ?? DEFAULT_RESPONSE;
    const { keepDays = false, startMs = 0, devices = [], measures, profiles = [] } = options;
    this.#service =
      measures && new ServiceAccount({ ...measures, startMs, profiles, plans: options.plans });
    this.#response = new ResponseAccount(zone);
    this.#report = keepDays ? new ReportAccount({ startMs, devices, zone }) : undefined;
    this.#checkers = allCheckers(options);
    this.#feed = new CheckerFeed(this.#checkers);
    this.#events = events;
    this.#collector = new RunCollector(events && ((line) => events.add(line)));
  }

  /** See {@link HomeSink.observe}. */
  observe(seen: Observation): void {
    if (this.#reports !== undefined) return;
    this.#feed.observe(seen);
    // An effect is nothing to results before it shows in the journal or at the gateway.
    if (seen.seen === "effect" || seen.seen === "input") return;
    this.#collector.observe(seen);
    this.#response.observe(seen);
    this.#report?.observe(seen);
    this.#service?.observe(seen);
  }

  /** See {@link HomeSink.received}. */
  received(_deviceId: string, messages: number): void {
    if (this.#reports === undefined) this.#collector.received(messages);
  }

  /** See {@link HomeSink.stopped}. */
  stopped(deviceId: string, fault: RunnerFault): void {
    this.#stops += 1;
    if (this.#reports === undefined) this.#service?.stopped(deviceId, fault);
  }

  /** See {@link HomeSink.happened}. */
  happened(deviceId: string, happening: Happening): void {
    if (this.#reports === undefined) this.#service?.happened(deviceId, happening);
  }

  /** Says how far the run is. */
  counts(): RunCounts {
    return this.#collector.counts();
  }

  /**
   * Ends the record while every device still runs: what comes after it is not part of the run.
   *
   * @param isCut the run was ended early
   */
  close(trueMs: number, isCut = false): void {
    if (this.#reports !== undefined) return;
    this.#endedMs = trueMs;
    this.#reports = this.#checkers.map((checker) => checker.finish(trueMs, isCut));
    this.#response.finish(trueMs);
    this.#service?.finish(trueMs, isCut);
  }

  /** Sums up what was recorded; nothing before it is closed. */
  sums(): RunSums {
    const { doses, ...others } = this.#collector.finish(this.#endedMs);
    return {
      ...{ totals: doses, ...others },
      ...checkSums(this.#reports ?? []),
      response: this.#response.pack(),
      ...(this.#report === undefined ? {} : { report: this.#report.pack() }),
      ...(this.#service === undefined ? {} : { service: this.#service.pack() }),
      stops: this.#stops,
    };
  }

  /** Sums the run up, and writes the event file if there is one. */
  async finish(): Promise<RunRecord> {
    const sums = this.sums();
    const eventsSha256 = await this.#events?.finish?.();
    return eventsSha256 === undefined ? sums : { ...sums, eventsSha256 };
  }
}
