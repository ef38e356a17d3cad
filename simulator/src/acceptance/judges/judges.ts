import { assistedSilentAndLocked, movedWithoutPower, travelDosesTogether } from "./ahead-judges.ts";
import { calendarLosesNoDose, endAndReset } from "./calendar-judges.ts";
import { alertsComplete, codesRaised } from "./code-judges.ts";
import type { Judge } from "./judge.ts";
import type { OwnJudgeName } from "./judge-names.ts";
import { alertAfterMinutes, leaderFound, onePouchAroundTheLimit } from "./limit-judges.ts";
import { dayWithoutNetwork, lostContactTold, portalReachesDevice } from "./network-judges.ts";
import { lightThenRisingSound, offeredInsideWindowOnly } from "./offering-judges.ts";
import { earlyAndPause, portalChangeTakesEffect } from "./portal-judges.ts";
import { keptWithoutCoverage, lowBatteryTold, mainsOffFourHours } from "./power-judges.ts";
import { untakenLockedAway, wrongPouchKept } from "./reader-judges.ts";
import { lowAndEmptyTold, lowSupplyEarlier } from "./supply-judges.ts";
import {
  jamAlarmed,
  misplacedNeverWrong,
  ownNoticesBounded,
  toldAtHalfAndEnd,
  trayStepsAndTiltTakes,
  tremorGetsNoNextDose,
} from "./tray-judges.ts";

/** Who decides a check, by the name that criteria give. */
export const JUDGES: Readonly<Record<OwnJudgeName, Judge>> = {
  "offered-inside-window": offeredInsideWindowOnly,
  "light-then-rising-sound": lightThenRisingSound,
  "untaken-locked-away": untakenLockedAway,
  "wrong-pouch-kept": wrongPouchKept,
  "travel-doses-together": travelDosesTogether,
  "assisted-silent-and-locked": assistedSilentAndLocked,
  "mains-off-four-hours": mainsOffFourHours,
  "alert-after-minutes": alertAfterMinutes,
  "one-pouch-around-limit": onePouchAroundTheLimit,
  "leader-found": leaderFound,
  "portal-change-takes-effect": portalChangeTakesEffect,
  "portal-reaches-device": portalReachesDevice,
  "early-and-pause": earlyAndPause,
  "day-without-network": dayWithoutNetwork,
  "lost-contact-told": lostContactTold,
  "low-supply-earlier": lowSupplyEarlier,
  "moved-without-power": movedWithoutPower,
  "tray-steps-and-tilt-takes": trayStepsAndTiltTakes,
  "told-at-half-and-end": toldAtHalfAndEnd,
  "misplaced-never-wrong": misplacedNeverWrong,
  "low-and-empty-told": lowAndEmptyTold,
  "jam-alarmed": jamAlarmed,
  "tremor-gets-no-next-dose": tremorGetsNoNextDose,
  "low-battery-told": lowBatteryTold,
  "own-notices-bounded": ownNoticesBounded,
  "kept-without-coverage": keptWithoutCoverage,
  "alerts-complete": alertsComplete,
  "calendar-loses-no-dose": calendarLosesNoDose,
  "end-and-reset": endAndReset,
  "codes-raised": codesRaised,
};
