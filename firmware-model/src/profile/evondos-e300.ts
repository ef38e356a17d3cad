import { ROLL_READER_HAZARDS } from "./evondos-e300.hazards.ts";
import type { ProductProfile } from "./product-profile.ts";
import { fact, inferred, notFound } from "./stated-figures.ts";

/**
 * Evondos E300: a robot on mains power that reads date and clock time from every pouch of a
 * multidose roll, calls by light, sound, text and speech, lets a pouch into a drawer at a press of
 * the green button, and takes back into a locked store what nobody took.
 *
 * Neither capacity nor times of the device were found: every figure says what it rests on.
 */
export const EVONDOS_E300: ProductProfile = {
  product: "evondos-e300",
  title: "Evondos E300",
  mechanism: fact("pouch-roll-reader", "found", "reads the print of each pouch; green button"),
  capacity: inferred(84, "pouches", [14, 168], "14 days of up to 6 doses"),
  dosesPerDayMax: inferred(8, "doses", [1, 12], "more than any multidose plan has"),
  earlyMin: inferred(0, "min", [0, 120], "offered at the printed time; ahead only for a journey"),
  lateMin: inferred(120, "min", [30, 240], "in scale with related devices"),
  alertPoints: [
    {
      after: "permille-of-late",
      permille: inferred(1_000, "permille", [0, 1_000], "staff are told when a dose is taken back"),
    },
  ],
  reminder: {
    modes: fact(["light", "sound", "speech", "text"], "found", "any combination of the four"),
    onSeconds: notFound(5, "s", [1, 60], "nothing found"),
    offSeconds: notFound(5, "s", [0, 60], "nothing found"),
    roundMinutes: inferred(1, "min", [1, 10], "sound until the button is pressed, in rounds"),
    repeatMinutes: inferred(5, "min", [2, 30], "several reminders in a window of two hours"),
    volumeStart: inferred(2, "step", [0, 10], "sound that gets louder (found), from low"),
    volumeStep: inferred(1, "step", [0, 10], "sound that gets louder (found), a step each round"),
  },
  lowStockDoses: inferred(9, "doses", [1, 40], "3 days of 3 doses, until a plan is known"),
  lowStockDays: inferred(3, "d", [1, 7], "staff are told when the roll runs out (found)"),
  batteryLowPermille: inferred(200, "permille", [50, 500], "common level"),
  clockErrorMaxMin: inferred(10, "min", [1, 30], "rule S9"),
  minimumSpacingMin: notFound(30, "min", [0, 720], "nothing found"),
  spoolEvents: inferred(500, "events", [500, 100_000], "days of events without contact"),
  lostContactMin: inferred(60, "min", [15, 1_440], "four contacts of 15 minutes were missed"),
  ladderRunner: fact("gateway", "inferred", "one ladder for all products is run outside"),
  network: fact("cellular", "inferred", "a card in the device; not found to need 2G"),
  mechanismFigures: {
    motionLimitSeconds: notFound(
      20,
      "s",
      [5, 30],
      "nothing found; two movements fit in the minute in which a pouch has to be taken back",
    ),
    lightOnlyMinutes: inferred(2, "min", [0, 10], "faint blinks before the sound begins (found)"),
    rejectStorePouches: inferred(10, "pouches", [1, 30], "a store that staff empty (found)"),
    readingsOfOnePouch: notFound(3, "readings", [1, 10], "nothing found"),
    blankPouchesMax: inferred(3, "pouches", [1, 10], "leaders and trailers of one or two pouches"),
    contactIntervalMinutes: inferred(15, "min", [1, 60], "staff follow it at a distance (found)"),
  },
  unreachableAlerts: {
    "1.10": "Staff are told when a dose was taken back, not while it waits.",
    "1.20": "Lost contact is for the gateway to raise.",
    "1.23": "It stands on a table and has no sensor for its posture.",
  },
  hazards: ROLL_READER_HAZARDS,
};
