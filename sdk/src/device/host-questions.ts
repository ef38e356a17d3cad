import {
  encodeMessage,
  type LogicCapabilities,
  Reply,
  type ReportRequest,
  type RunClock,
} from "@dosekit/protocols";
import { type ClaimedLink, capabilityReport, counterReport } from "./device-reports.ts";
import type { RunnerCounters } from "./runner-counters.ts";
import type { TestClockPort } from "./test-clock.ts";

/** What a runtime answers by itself works with, for one boot. */
export interface HostQuestionsSetup {
  readonly bootId: number;
  readonly links: readonly ClaimedLink[];
  readonly sealed: boolean;
  readonly spoolEvents: number;
  readonly capabilities: () => LogicCapabilities;
  readonly counters: Readonly<RunnerCounters>;
  readonly testClock: TestClockPort | undefined;
  /** The civil clock, ms since 1970 UTC; `undefined` while it is unset. */
  readonly civilMs: () => number | undefined;
  /** Sends on `rsp`. */
  readonly send: (payload: Uint8Array) => void;
}

/**
 * What a device's runtime answers by itself, without the device's program: what it can do, what it
 * has counted, and the test clock. Nothing of it is written down, and nothing moves by it.
 *
 * @see OMDP-CAP-001 to OMDP-CAP-006, OMDP-TCK-001 to OMDP-TCK-004
 */
export class HostQuestions {
  readonly #setup: HostQuestionsSetup;
  /** Name of the wish that the test clock runs for. */
  #running: string | undefined;
  #ended = false;

  constructor(setup: HostQuestionsSetup) {
    this.#setup = setup;
  }

  /** Answers a question. */
  report({ requestId, report }: ReportRequest): void {
    const { bootId, counters, send } = this.#setup;
    if (report === "counters") send(counterReport(requestId, bootId, counters));
    else send(this.#capabilities(requestId));
  }

  /** Lets the test clock run, or says why not. */
  runClock({ commandId, untilMs }: RunClock): void {
    if (this.#running === commandId) return;
    const { testClock, civilMs } = this.#setup;
    const nowMs = civilMs();
    if (testClock === undefined) this.#refuse(commandId, "unsupported");
    else if (!testClock.inTestState) this.#refuse(commandId, "wrong-mode");
    else if (nowMs === undefined) this.#refuse(commandId, "clock-untrusted");
    else if (this.#running !== undefined) this.#refuse(commandId, "busy");
    else {
      this.#running = commandId;
      testClock.runFor(Math.max(0, untilMs - nowMs), () => this.#hasRun(commandId));
    }
  }

  /** Ends with the boot: what comes later is not said any more. */
  end(): void {
    this.#ended = true;
  }

  #hasRun(commandId: string): void {
    this.#running = undefined;
    if (!this.#ended) this.#setup.send(encodeMessage(Reply, { commandId, result: "done" }));
  }

  #refuse(commandId: string, refusal: NonNullable<Reply["refusal"]>): void {
    this.#setup.send(encodeMessage(Reply, { commandId, result: "refused", refusal }));
  }

  #capabilities(requestId: number): Uint8Array {
    const { links, sealed, spoolEvents, testClock, capabilities } = this.#setup;
    const clock = testClock === undefined ? "none" : testClock.inTestState ? "on" : "off";
    const about = { links, sealed, spoolEvents, testClock: clock } as const;
    return capabilityReport(requestId, { ...about, logic: capabilities() });
  }
}
