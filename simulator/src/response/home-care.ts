import { HOUR_MS } from "@dosekit/protocols";
import { FLEET } from "../checkers/observation.ts";
import { DutyRoster } from "./duty-roster.ts";
import { type OperatorDesk, UNLIMITED_DESK } from "./operator-desk.ts";
import { OperatorRoom } from "./operator-room.ts";
import type { ResponsePlan } from "./response-plan.ts";
import type { ResponseHost } from "./response-service.ts";

/** Who of home care comes to homes that need somebody. */
export interface HomeCare {
  readonly desk: OperatorDesk;
  /** How long a visit keeps one of them, ms. */
  readonly visitMs: number;
}

/** Somebody for every visit at once. */
export const UNLIMITED_HOME_CARE: HomeCare = { desk: UNLIMITED_DESK, visitMs: 0 };

/**
 * Opens the home care of a fleet; that of a plan without limits keeps nothing.
 *
 * @throws RangeError when zone or shifts of the plan do not exist (a caller's bug)
 */
export function openHomeCare(
  { zone, holidays, homeCare }: ResponsePlan,
  { scheduler, lane, observe }: ResponseHost,
): HomeCare {
  if (homeCare === "unlimited") return UNLIMITED_HOME_CARE;
  const { shifts, visitsPerHour } = homeCare;
  const room = new OperatorRoom({
    ...{ scheduler, lane, roster: new DutyRoster({ zone, holidays, shifts }) },
    onStanding: (standing) => {
      const trueMs = scheduler.nowMs();
      observe({ trueMs, deviceId: FLEET, seen: "desk", desk: "home-care", standing });
    },
  });
  room.start();
  return { desk: room, visitMs: Math.round(HOUR_MS / visitsPerHour) };
}
