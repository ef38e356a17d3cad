/** Every tolerance of the scenarios, in one table, in ms. */
export interface ScenarioParams {
  /** How long a device or gateway may take to connect, or to come back, and to say who it is. */
  readonly connectMs: number;
  /** How long it may take to react. */
  readonly reactionMs: number;
  /** How long nothing has to happen before it counts as not happening. */
  readonly silenceMs: number;
  /** How long no record has to come before a device counts as at rest. */
  readonly quietMs: number;
  /** How long it may wait for an acknowledgement before it sends a record again. */
  readonly resendMs: number;
  /** How long a fixture may take to do something to it. */
  readonly actionMs: number;
  /** How far the kit's clock and its clock may be apart. */
  readonly clockToleranceMs: number;
  /**
   * Waits of a serial link that pass at once: 1 for every real device, more for one whose link is
   * made to run on a faster clock. No tolerance.
   */
  readonly linkSpeed: number;
  /** Longest a scenario may take. */
  readonly scenarioMs: number;
}

/** For devices on a desk: generous, since a verdict must not hang on a slow network. */
export const DESK_PARAMS: ScenarioParams = {
  connectMs: 90_000,
  reactionMs: 10_000,
  silenceMs: 3_000,
  quietMs: 2_000,
  resendMs: 90_000,
  actionMs: 30_000,
  clockToleranceMs: 600_000,
  linkSpeed: 1,
  scenarioMs: 300_000,
};

/** For devices in the same process that wait only a few ms for anything. */
export const NEAR_PARAMS: ScenarioParams = {
  connectMs: 8_000,
  reactionMs: 5_000,
  silenceMs: 250,
  quietMs: 120,
  resendMs: 5_000,
  actionMs: 5_000,
  clockToleranceMs: 600_000,
  linkSpeed: 8,
  scenarioMs: 30_000,
};
