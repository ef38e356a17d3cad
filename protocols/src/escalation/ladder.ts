import type { Severity } from "../catalogue/outcome.ts";
import { choice } from "../schema/define-kind.ts";
import type { InferKind } from "../schema/kind.ts";

/** Who an alert can be handed to. */
export const RECIPIENT = choice({
  user: 1,
  "next-of-kin": 2,
  "home-care": 3,
  "response-centre": 4,
});
/** See {@link RECIPIENT}. */
export type Recipient = InferKind<typeof RECIPIENT>;

/** Who climbs an alert's escalation ladder: the device or the gateway, never both. */
export const LADDER_RUNNER = choice({ device: 1, gateway: 2 });
/** See {@link LADDER_RUNNER}. */
export type LadderRunner = InferKind<typeof LADDER_RUNNER>;

/** One rung: who is told, and how long after the rung before it. */
export interface LadderRung {
  readonly recipient: Recipient;
  /** Wait since the alert was raised (first rung) or since the rung before, in minutes. */
  readonly afterMin: number;
}

/** Who is told of an alert, and when the next one is. */
export interface EscalationLadder {
  readonly id: string;
  /** Alerts below this severity are not escalated: only the first rung is told. */
  readonly climbFromSeverity: Severity;
  /** At least one rung. */
  readonly rungs: readonly LadderRung[];
  /** Repeat at the last rung until somebody answers, in minutes; rule L2 asks for at most 60. */
  readonly repeatMin: number;
}

/** The ladder that applies when a plan names none; times inferred. */
export const DEFAULT_LADDER: EscalationLadder = {
  id: "default",
  climbFromSeverity: 20,
  rungs: [
    { recipient: "home-care", afterMin: 0 },
    { recipient: "response-centre", afterMin: 15 },
  ],
  repeatMin: 60,
};
