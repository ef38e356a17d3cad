/** Why a runner can't go on. */
export type RunnerFaultCode =
  | "endless-work"
  | "input-overrun"
  | "journal-unreadable"
  | "logic-failed"
  | "port-failed"
  | "sequence-broken";

const SENTENCES: Readonly<Record<RunnerFaultCode, string>> = {
  "endless-work": "The device keeps answering itself without time going on.",
  "input-overrun": "More readings of sensors and mechanism wait than can be kept.",
  "journal-unreadable": "The journal in storage can't be read by this version.",
  "logic-failed": "The device logic threw, or asked for something that can't be encoded.",
  "port-failed": "A port of the board, or somebody who looks on, threw.",
  "sequence-broken": "The device logic numbered its records with a gap or a repetition.",
};

/**
 * A defect of the device's own program or an unusable journal. The runner has stopped as in a
 * power cut; a watchdog may start it again.
 */
export class RunnerFault extends Error {
  /** Which defect. */
  readonly code: RunnerFaultCode;

  constructor(code: RunnerFaultCode, detail: string, cause?: unknown) {
    super(`${SENTENCES[code]} ${detail}`, cause === undefined ? undefined : { cause });
    this.name = "RunnerFault";
    this.code = code;
  }
}
