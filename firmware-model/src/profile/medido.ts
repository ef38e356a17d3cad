import { ROLL_PLAN_HAZARDS } from "./medido.hazards.ts";
import type { ProductProfile } from "./product-profile.ts";
import { fact, found, inferred, notFound } from "./stated-figures.ts";

/**
 * Medido: a dispenser on mains power for multidose rolls. It follows a week plan from a portal,
 * calls by sound and a blinking light, and at a press of OK moves the roll on by one pouch and cuts
 * it open. Nothing on a pouch is read.
 *
 * What becomes of a pouch that was not taken was not found: it stays on the roll until staff come,
 * unless the policy says that it is put away.
 */
export const MEDIDO: ProductProfile = {
  product: "medido",
  title: "Medido",
  mechanism: fact("pouch-roll-plan", "found", "roll of pouches, OK button, week plan in a portal"),
  capacity: inferred(56, "pouches", [7, 112], "7 or 14 days of up to 8 or 4 doses"),
  dosesPerDayMax: inferred(8, "doses", [1, 12], "more than any multidose plan has"),
  earlyMin: inferred(
    0,
    "min",
    [0, 60],
    "taking out early exists (found) and is asked for by staff",
  ),
  lateMin: inferred(120, "min", [46, 240], "a field of its own, above every alert point"),
  alertPoints: [
    {
      after: "minutes",
      minutes: found(75, "min", [45, 75], "home care is told after 45 or 75 minutes"),
      alert: "1.1",
    },
  ],
  reminder: {
    modes: fact(["light", "sound", "text"], "found", "sound, blinking light, text on the screen"),
    onSeconds: notFound(5, "s", [1, 60], "nothing found"),
    offSeconds: notFound(5, "s", [0, 60], "nothing found"),
    roundMinutes: inferred(1, "min", [1, 10], "sound and blinking light (found), in rounds"),
    repeatMinutes: inferred(5, "min", [2, 30], "in scale with the alert point"),
    volumeStart: inferred(5, "step", [0, 10], "volume is set in the portal (found)"),
    volumeStep: inferred(0, "step", [0, 10], "one volume (found)"),
  },
  lowStockDoses: inferred(6, "doses", [1, 30], "2 days of 3 doses, until a plan is known"),
  lowStockDays: inferred(2, "d", [1, 7], "time for a visit before a roll of 7 days ends"),
  batteryLowPermille: inferred(200, "permille", [50, 500], "common level"),
  clockErrorMaxMin: inferred(10, "min", [1, 30], "rule S9"),
  minimumSpacingMin: notFound(30, "min", [0, 720], "nothing found"),
  spoolEvents: inferred(500, "events", [500, 100_000], "days of events without contact"),
  lostContactMin: inferred(60, "min", [15, 1_440], "connected all the time (found)"),
  ladderRunner: fact("gateway", "inferred", "one ladder for all products is run outside"),
  network: fact("2g", "found", "GPRS, connected all the time"),
  mechanismFigures: {
    motionLimitSeconds: notFound(20, "s", [5, 60], "nothing found; far above one pouch"),
    lightOnlyMinutes: inferred(0, "min", [0, 10], "sound and light begin together"),
    missedPouchHeld: inferred(1, "switch", [0, 1], "1 holds a missed pouch, 0 puts it away"),
    rejectStorePouches: inferred(
      10,
      "pouches",
      [1, 30],
      "only where missed pouches are put away; as in devices that have such a store",
    ),
    leaderChecked: notFound(0, "switch", [0, 1], "nothing found; staff remove the empty pouch"),
    refillDays: found(7, "d", [7, 14], "roll of 7 days, filled weekly"),
    contactIntervalMinutes: inferred(15, "min", [1, 60], "connected all the time (found)"),
  },
  unsupportedCommands: {
    "message-to-user": "Text on the screen asks for no receipt.",
  },
  unreachableDispenses: { "3": "Text on the screen asks for no receipt." },
  unreachableAlerts: {
    "1.10": "Home care is told of a dose that waits as not taken, 1.1, at the alert point.",
    "1.4": "Text on the screen asks for no receipt.",
    "1.6": "It does not read pouches.",
    "1.9": "Missed pouches stay on the roll: it puts none away.",
    "1.20": "Lost contact is for the gateway to raise.",
    "1.23": "It stands on a table and has no sensor for its posture.",
  },
  hazards: ROLL_PLAN_HAZARDS,
};
