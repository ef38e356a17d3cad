import { FLEET, type Observation } from "../checkers/observation.ts";
import type { Scheduler } from "../clock/scheduler.ts";
import { DutyRoster } from "./duty-roster.ts";
import { type HomeCare, openHomeCare, UNLIMITED_HOME_CARE } from "./home-care.ts";
import { EMPTY_DESK, type OperatorDesk, UNLIMITED_DESK } from "./operator-desk.ts";
import { OperatorRoom } from "./operator-room.ts";
import { DEFAULT_RESPONSE, type ResponsePlan } from "./response-plan.ts";

/** What every home's response centre works with, made once for all of them. */
export interface ResponseService {
  readonly plan: ResponsePlan;
  readonly roster: DutyRoster;
  readonly desk: OperatorDesk;
  readonly homeCare: HomeCare;
}

/** Where a fleet's response centre stands. */
export interface ResponseHost {
  readonly scheduler: Scheduler;
  /** Behind every device. */
  readonly lane: number;
  readonly observe: (seen: Observation) => void;
}

/**
 * Opens the response centre of a run. With a shared one every home has to be on this scheduler.
 *
 * @throws RangeError when zone or shifts of the plan do not exist (a caller's bug)
 */
export function openResponse(
  { response: plan = DEFAULT_RESPONSE }: { readonly response?: ResponsePlan },
  host: ResponseHost,
): ResponseService {
  const roster = new DutyRoster(plan);
  if (plan.centre !== "shared") {
    return { plan, roster, desk: deskOf(plan), homeCare: UNLIMITED_HOME_CARE };
  }
  const { scheduler, lane, observe } = host;
  const room = new OperatorRoom({
    ...{ scheduler, lane, roster },
    onStanding: (standing) =>
      observe({ trueMs: scheduler.nowMs(), deviceId: FLEET, seen: "desk", standing }),
  });
  room.start();
  return { plan, roster, desk: room, homeCare: openHomeCare(plan, host) };
}

/**
 * Opens the response centre of homes that share no operators: it keeps nothing, so that any number
 * of homes may use it or have one each.
 *
 * @throws RangeError when the plan is of a shared centre, or its zone or shifts do not exist
 */
export function openLaneResponse({
  response: plan = DEFAULT_RESPONSE,
}: {
  readonly response?: ResponsePlan;
}): ResponseService {
  if (plan.centre === "shared") throw new RangeError("a shared centre needs the fleet's scheduler");
  const homeCare = UNLIMITED_HOME_CARE;
  return { plan, roster: new DutyRoster(plan), desk: deskOf(plan), homeCare };
}

function deskOf({ centre }: ResponsePlan): OperatorDesk {
  return centre === "none" ? EMPTY_DESK : UNLIMITED_DESK;
}
