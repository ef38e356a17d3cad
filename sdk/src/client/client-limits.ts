/** Bounds that keep one device, or many made-up ones, from harming the others. */
export interface ClientLimits {
  /** Devices that the gateway serves; default 20,000. */
  readonly devicesMax: number;
  /** Messages of one device that may come at once, such as a whole spool; default 8,192. */
  readonly burstMessages: number;
  /** Messages of one device per second beyond that; default 100. */
  readonly messagesPerSecond: number;
  /** Records of all devices that may wait behind gaps in memory; default 50,000. */
  readonly heldMax: number;
  /** Commands that may wait for an answer; default 10,000. */
  readonly commandsMax: number;
  /** Newest rows that are gone through at a start for what devices told; default 20,000. */
  readonly recallRows: number;
}

/** Bounds that apply when none are given. */
export const DEFAULT_CLIENT_LIMITS: ClientLimits = {
  devicesMax: 20_000,
  burstMessages: 8_192,
  messagesPerSecond: 100,
  heldMax: 50_000,
  commandsMax: 10_000,
  recallRows: 20_000,
};

/** Waits of the client, ms. */
export interface ClientTiming {
  /** How long acknowledgements are collected before they are sent; default 50. */
  readonly acknowledgeMs: number;
  /** How long a gap may stand still before its records are asked for; default 1,000. */
  readonly gapMs: number;
  /** First wait before a command or configuration is sent again; default 5,000. */
  readonly resendMs: number;
  /** Longest wait between two attempts of anything; default 60,000. */
  readonly attemptMsMax: number;
  /** How long records of an epoch that is over may wait for earlier ones; default 300,000. */
  readonly settleMs: number;
}

/** Waits that apply when none are given. */
export const DEFAULT_CLIENT_TIMING: ClientTiming = {
  acknowledgeMs: 50,
  gapMs: 1_000,
  resendMs: 5_000,
  attemptMsMax: 60_000,
  settleMs: 300_000,
};
