import { CAROUSEL_HAZARDS } from "./carousel-28.hazards.ts";
import type { ProductProfile } from "./product-profile.ts";
import { fact, inferred, notFound } from "./stated-figures.ts";

/** What all figures rest on that the devices for dosettes lend. */
const LIKE_DOSETTES = "like the devices that are found for dosettes";

/**
 * Carousel with 28 compartments: no product, but what rotating dispensers without multidose have in
 * common, with a motor that counts its steps, a home sensor, one opening and a cup. It is one of the
 * two ways in which a rotating dosette can work; the other, with a shutter and a gesture, is that of
 * `pilly-sms`, which is therefore a product of its own and no other name of this one.
 */
export const CAROUSEL_28: ProductProfile = {
  product: "carousel-28",
  title: "Carousel with 28 compartments",
  mechanism: fact("carousel", "inferred", "generic: no device was found described to this detail"),
  capacity: inferred(28, "slots", [7, 29], `${LIKE_DOSETTES}: 28 sections, four weeks of one dose`),
  dosesPerDayMax: inferred(8, "doses", [1, 24], "more than any plan has that fills it for a week"),
  earlyMin: inferred(0, "min", [0, 300], "offered at the due time; ahead only when asked for"),
  lateMin: inferred(120, "min", [5, 300], "in scale with related devices"),
  alertPoints: [
    {
      after: "permille-of-late",
      permille: inferred(500, "permille", [0, 1_000], `${LIKE_DOSETTES}: a message at half time`),
    },
    {
      after: "permille-of-late",
      permille: inferred(1_000, "permille", [0, 1_000], `${LIKE_DOSETTES}: a message at the end`),
    },
  ],
  reminder: {
    onSeconds: inferred(15, "s", [1, 60], "e-pill Med-Time: 15 s on, 15 s off"),
    offSeconds: inferred(15, "s", [0, 60], "e-pill Med-Time: 15 s on, 15 s off"),
    roundMinutes: notFound(5, "min", [1, 60], "nothing found; in scale with the window"),
    repeatMinutes: notFound(15, "min", [2, 120], "nothing found; in scale with the window"),
    volumeStart: inferred(4, "step", [0, 10], `${LIKE_DOSETTES}: four volumes, spread`),
    volumeStep: inferred(2, "step", [0, 10], `${LIKE_DOSETTES}: four volumes, spread`),
  },
  lowStockDoses: inferred(4, "doses", [0, 28], `${LIKE_DOSETTES}: four doses left`),
  batteryLowPermille: inferred(200, "permille", [50, 500], "common level"),
  clockErrorMaxMin: inferred(10, "min", [1, 30], "rule S9"),
  minimumSpacingMin: notFound(30, "min", [0, 720], "nothing found"),
  spoolEvents: inferred(500, "events", [500, 100_000], "days of events without contact"),
  lostContactMin: inferred(60, "min", [15, 10_080], "a device on mains that is awake"),
  ladderRunner: fact("gateway", "inferred", "one ladder for all products is run outside"),
  network: fact("cellular", "unknown", "no device was found described to this detail"),
  mechanismFigures: {
    motionLimitSeconds: notFound(30, "s", [5, 60], "nothing found; twice a whole turn"),
    lightOnlyMinutes: inferred(0, "min", [0, 10], `${LIKE_DOSETTES}: sound and light together`),
    contactIntervalMinutes: inferred(15, "min", [1, 1_440], "like other devices on mains"),
  },
  unsupportedCommands: {
    "message-to-user": "It shows no messages.",
  },
  unreachableDispenses: { "3": "It shows no messages." },
  unreachableAlerts: {
    "1.4": "It shows no messages.",
    "1.6": "It has no pouches to read.",
    "1.7": "It has no roll.",
    "1.9": "It has no reject store: a missed dose stays in its compartment.",
    "1.15": "It does not know of pharmacy changes.",
    "1.16": "Loading is told as an event of the stock, without an alert.",
    "1.20": "Lost contact is for the gateway to raise.",
    "1.23": "It stands on a table and has no sensor for its posture.",
  },
  hazards: CAROUSEL_HAZARDS,
};
