import { choice } from "../schema/define-kind.ts";
import type { InferKind } from "../schema/kind.ts";

/**
 * Where a device stands in its service pathway.
 *
 * - `provisioned` it has its name and nothing of a user
 * - `configured` it follows a plan
 * - `training` the user learns it, for the test period
 * - `daily-use` ordinary service
 * - `temporary-stop` the user is away; nothing is offered
 * - `evaluation-due` ordinary service, and somebody has to look whether it suits
 * - `ended` nothing is offered any more; what it recorded is fetched, then it is reset
 */
export const SERVICE_MODE = choice({
  provisioned: 1,
  configured: 2,
  training: 3,
  "daily-use": 4,
  "temporary-stop": 5,
  "evaluation-due": 6,
  ended: 7,
});
/** See {@link SERVICE_MODE}. */
export type ServiceMode = InferKind<typeof SERVICE_MODE>;

/** Why a user is away. */
export const PAUSE_REASON = choice({
  institution: 1,
  holiday: 2,
  "holiday-municipality": 3,
  other: 4,
});
/** See {@link PAUSE_REASON}. */
export type PauseReason = InferKind<typeof PAUSE_REASON>;
