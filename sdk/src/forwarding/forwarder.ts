/** What a forwarder counts; names of things and reasons only, never of a device or a person. */
export type ForwarderCounts = Readonly<Record<string, number>>;

/**
 * Brings what the inbox holds to one kind of receiver, under a consumer name of its own.
 *
 * It commits a row only once the row is handled: delivered, or durable with the forwarder.
 */
export interface Forwarder {
  /** Name in health, logs and metrics; the name of its consumer. */
  readonly name: string;
  /**
   * Works until the signal or the inbox ends; a row that is in hand then comes again. It may throw:
   * then it is run again later.
   */
  run(signal: AbortSignal): Promise<void>;
  /** Shows what was counted since it was made. */
  counters(): ForwarderCounts;
}
