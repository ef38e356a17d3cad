import type { CommandVerb } from "@dosekit/protocols";
import { Histogram, type HistogramReading } from "../metrics/histogram.ts";
import type { Measurement } from "../metrics/metric-snapshot.ts";
import type { Listeners } from "./listeners.ts";

/** Names of the histograms of a gateway. */
export const GATEWAY_HISTOGRAMS = {
  commit: "dosekit.gateway.commit.duration",
  command: "dosekit.gateway.command.duration",
} as const;

/** How a command ended, for counting. */
export type CountedResult = "done" | "refused" | "expired" | "cancelled" | "failed";

/** What kind of wish a command was, for counting. */
export type CountedVerb = CommandVerb | "key-change" | "run-clock";

/** How often commands of one kind ended in one way. */
export interface CommandCount {
  readonly verb: CountedVerb;
  readonly result: CountedResult;
  readonly count: number;
}

/** What a gateway measures beside its counters; nothing in it tells of a device or a person. */
export class GatewayInstruments {
  readonly #commands = new Map<string, CommandCount>();
  readonly #commit: Histogram;
  readonly #command: Histogram;
  #linkChanges = 0;
  #linkUp = false;
  #sentToStrangers = 0;

  /** @param listeners told of each value of a histogram */
  constructor(listeners: Listeners<Measurement>) {
    const tellAs = (name: string) => (value: number) => {
      if (listeners.size > 0) listeners.tell({ name, value, attributes: {} });
    };
    this.#commit = new Histogram(undefined, tellAs(GATEWAY_HISTOGRAMS.commit));
    this.#command = new Histogram(undefined, tellAs(GATEWAY_HISTOGRAMS.command));
  }

  /** A row became durable so long after it was taken. */
  committed(delayMs: number): void {
    this.#commit.record(delayMs / 1_000);
  }

  /** A command ended so long after it was given. */
  commandEnded(verb: CountedVerb, result: CountedResult, delayMs: number): void {
    const key = `${verb}/${result}`;
    const count = (this.#commands.get(key)?.count ?? 0) + 1;
    this.#commands.set(key, { verb, result, count });
    if (result === "done" || result === "refused") this.#command.record(delayMs / 1_000);
  }

  /** Contact with broker or lines came or went. */
  link(up: boolean): void {
    this.#linkUp = up;
    this.#linkChanges += 1;
  }

  /** A command went to a device that was never heard of. */
  sentToStranger(): void {
    this.#sentToStrangers += 1;
  }

  /** Commands to devices that were never heard of. */
  get sentToStrangers(): number {
    return this.#sentToStrangers;
  }

  /** Whether there is contact with broker or lines. */
  get linkUp(): boolean {
    return this.#linkUp;
  }

  /** How often contact came or went. */
  get linkChanges(): number {
    return this.#linkChanges;
  }

  /** How commands ended. */
  commandCounts(): readonly CommandCount[] {
    return [...this.#commands.values()];
  }

  /** From taking a record to its being durable, s. */
  commitReading(): HistogramReading {
    return this.#commit.reading();
  }

  /** From giving a command to its answer, s. */
  commandReading(): HistogramReading {
    return this.#command.reading();
  }
}
