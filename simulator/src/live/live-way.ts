import type { RandomStream } from "../random/random-stream.ts";
import type { LinkTransport } from "./live-link.ts";
import type { Connection } from "./severable-transport.ts";

/** A device's own way to its gateway, which says when its farewell is over. */
export type LiveTransport = LinkTransport & {
  /** Waits until the last `close` has run its course. */
  whenClosed(): Promise<void>;
};

/** What the devices of a live run and their gateway are joined by. */
export interface LiveWay {
  /** Whether products that sleep do so here; on serial lines, which feed them, none does. */
  readonly sleeps: boolean;
  /** Makes a connection of the gateway; a fault ends it and makes the next one later. */
  connect(): Connection;
  /**
   * Makes a device's end; each device asks once.
   *
   * @param contactEveryMs time between two contacts of a device that sleeps, ms
   */
  device(deviceId: string, random: RandomStream, contactEveryMs?: number): LiveTransport;
  /** Says in sentences what it was, for the end of the report. */
  notes(): readonly string[];
  /** Gives back everything that was opened. */
  close(): Promise<void>;
}

/** Longest wait between two attempts to connect, real ms. */
export const BACK_OFF_LONGEST_MS = 5_000;
/**
 * How long a last will of a live run waits before it is told, s. Outages last five real seconds or
 * more, so each is told; sixty seconds would be the better part of a day at speed 900.
 */
export const WILL_DELAY_SECONDS = 2;
