/** What a device's runtime has counted since it was made; it goes on over reboots. */
export interface RunnerCounters {
  /** Starts. */
  boots: number;
  /** Inputs that the logic answered. */
  steps: number;
  /** Inputs that came while the device was off. */
  inputsWhileOff: number;
  /** Inputs dropped because too many waited: presses, commands, and readings that newer replace. */
  inputsDropped: number;
  /** Callbacks of timers, stores and transports of an earlier boot, or of cancelled timers. */
  lateCallbacks: number;
  /** Writes that became durable. */
  commits: number;
  /** Writes that failed; nothing behind them was done. */
  commitsFailed: number;
  /** Writes that replaced the whole journal. */
  compactions: number;
  /** Journal entries that a power cut had torn. */
  tornEntries: number;
  /** Journal entries that storage had damaged. */
  damagedEntries: number;
  /** Boots that found the storage to have forgotten what it had confirmed. */
  storageForgot: number;
  /** Times that the witness of commits could be neither read nor written. */
  witnessFailures: number;
  /** Telemetry records dropped to keep room. */
  telemetryDropped: number;
  /** Event messages sent for the first time in this contact. */
  eventsSent: number;
  /** Event messages sent again. */
  eventsResent: number;
  /** Times that no acknowledgement came in time. */
  retries: number;
  /** Acknowledgements and requests of another epoch. */
  epochMismatches: number;
  /** Acknowledgements of records that this journal never had: storage must have lost them. */
  acksBeyondJournal: number;
  /** Messages of the host that were refused, by reason. */
  readonly rejected: Record<string, number>;
}

/** Starts counting at zero. */
export function newCounters(): RunnerCounters {
  return {
    boots: 0,
    steps: 0,
    inputsWhileOff: 0,
    inputsDropped: 0,
    lateCallbacks: 0,
    commits: 0,
    commitsFailed: 0,
    compactions: 0,
    tornEntries: 0,
    damagedEntries: 0,
    storageForgot: 0,
    witnessFailures: 0,
    telemetryDropped: 0,
    eventsSent: 0,
    eventsResent: 0,
    retries: 0,
    epochMismatches: 0,
    acksBeyondJournal: 0,
    rejected: {},
  };
}
