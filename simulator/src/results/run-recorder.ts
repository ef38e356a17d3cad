import type { RunnerFault } from "@dosekit/sdk/device";
import type { CheckerOptions } from "../checkers/check-context.ts";
import { type CheckReport, VIOLATIONS_KEPT, type Violation } from "../checkers/checker.ts";
import { allCheckers } from "../checkers/index.ts";
import type { Observation } from "../checkers/observation.ts";
import type { HomeSink } from "../home/home-sink.ts";
import type { EventFile } from "./event-file.ts";
import { RunCollector, type RunCounts } from "./run-collector.ts";
import type { RunDocument } from "./run-document.ts";
import { checkTotals } from "./run-verdict.ts";

/** What a run came to, apart from how it was run. */
export interface RunRecord
  extends Pick<RunDocument, "totals" | "delivery" | "checks">,
    Partial<Pick<RunDocument, "eventsSha256">> {
  readonly droppedTelemetry: number;
  /** Cases in which belief and truth came apart, by kind. */
  readonly hazards: Readonly<Record<string, number>>;
  /** Cases in which a rule did not hold, the first of each rule. */
  readonly violations: readonly Violation[];
  /** How often a device's program had to stop. */
  readonly stops: number;
}

/** Shows a run to every checker and to the collector, until it is closed. */
export class RunRecorder implements HomeSink {
  readonly #checkers;
  readonly #collector: RunCollector;
  readonly #events: EventFile | undefined;
  #reports: readonly CheckReport[] | undefined;
  #stops = 0;

  /**
   * @param options what the rules leave to the run
   * @param events gets every event line, when a file was asked for
   */
  constructor(options: CheckerOptions, events: EventFile | undefined) {
    this.#checkers = allCheckers(options);
    this.#events = events;
    this.#collector = new RunCollector(events && ((line) => events.add(line)));
  }

  /** See {@link HomeSink.observe}. */
  observe(seen: Observation): void {
    if (this.#reports !== undefined) return;
    for (const checker of this.#checkers) checker.observe(seen);
    this.#collector.observe(seen);
  }

  /** See {@link HomeSink.received}. */
  received(_deviceId: string, messages: number): void {
    if (this.#reports === undefined) this.#collector.received(messages);
  }

  /** See {@link HomeSink.stopped}. */
  stopped(_deviceId: string, _fault: RunnerFault): void {
    this.#stops += 1;
  }

  /** Says how far the run is. */
  counts(): RunCounts {
    return this.#collector.counts();
  }

  /** Ends the record while every device still runs: what comes after it is not part of the run. */
  close(trueMs: number): void {
    this.#reports ??= this.#checkers.map((checker) => checker.finish(trueMs));
  }

  /** Sums the run up, and writes the event file if there is one. */
  async finish(): Promise<RunRecord> {
    const reports = this.#reports ?? [];
    const { doses, delivery, droppedTelemetry, hazards } = this.#collector.finish();
    const eventsSha256 = await this.#events?.finish();
    return {
      totals: doses,
      delivery,
      checks: checkTotals(reports),
      ...(eventsSha256 === undefined ? {} : { eventsSha256 }),
      droppedTelemetry,
      hazards,
      violations: reports.flatMap(({ violations }) => violations.slice(0, SHOWN_OF_EACH)),
      stops: this.#stops,
    };
  }
}

/** Violations of one rule that the table shows. */
const SHOWN_OF_EACH = Math.min(5, VIOLATIONS_KEPT);
