import type { HistogramReading } from "../metrics/histogram.ts";
import type { CommandCount } from "./gateway-instruments.ts";

/** What a gateway measures beside its counters, at one instant. */
export interface GatewayReadings {
  /** Gateway clock, ms since the Unix epoch. */
  readonly atMs: number;
  /** Whether there is contact with broker or lines. */
  readonly linkUp: boolean;
  /** How often contact came or went. */
  readonly linkChanges: number;
  /** Devices that are there now. */
  readonly devicesPresent: number;
  /** Commands that wait for an answer. */
  readonly commandsWaiting: number;
  /** How commands ended. */
  readonly commandCounts: readonly CommandCount[];
  /** Listeners that threw. */
  readonly listenersThrew: number;
  /** Rows that slow readers of single devices have in memory. */
  readonly bufferedRows: number;
  /** From taking a record to its being durable, s. */
  readonly commitDelay: HistogramReading;
  /** From giving a command to its answer, s. */
  readonly commandDelay: HistogramReading;
}
