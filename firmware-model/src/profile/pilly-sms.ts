import type { Figure } from "./figure.ts";
import { PILLY_SMS_HAZARDS } from "./pilly-sms.hazards.ts";
import type { ProductProfile } from "./product-profile.ts";

/** The device that stands in where nothing was found about Pilly itself. */
const STAND_IN = "Careousel Advance GSM and Pivotell Advance GSM, the devices that stand in";

/**
 * Pilly SMS on its stand: a tray of 28 compartments that turns under a self-locking shutter, for
 * people without multidose whose dosette home care fills. The user takes a dose by turning the
 * device over and back. It runs on batteries and speaks by SMS.
 *
 * That Pilly is a relabelled Careousel is inferred; every figure says what it rests on.
 */
export const PILLY_SMS: ProductProfile = {
  product: "pilly-sms",
  title: "Pilly SMS with stand",
  mechanism: {
    value: "tray",
    confidence: "stand-in",
    source: "rotating dosette found in pilots; tray and shutter from the stand-in's instructions",
  },
  capacity: standIn(28, "slots", [1, 29], `${STAND_IN}: 28 sections, 29 in one text`),
  dosesPerDayMax: standIn(24, "doses", [1, 24], `${STAND_IN}: 24 alarms a day`),
  earlyMin: inferred(0, "min", [0, 0], "on its stand it is not turned over by hand"),
  lateMin: standIn(120, "min", [5, 300], `${STAND_IN}: AFTER is 5 minutes to 5 hours`),
  alertPoints: [
    {
      after: "permille-of-late",
      permille: standIn(500, "permille", [0, 1_000], `${STAND_IN}: message at half AFTER`),
    },
    {
      after: "permille-of-late",
      permille: standIn(1_000, "permille", [0, 1_000], `${STAND_IN}: message at its end`),
    },
  ],
  reminder: {
    modes: {
      value: ["light", "sound"],
      confidence: "stand-in",
      source: `${STAND_IN}: light and a beep in four volumes`,
    },
    onSeconds: inferred(15, "s", [1, 60], "e-pill Med-Time: 15 s on, 15 s off"),
    offSeconds: inferred(15, "s", [0, 60], "e-pill Med-Time: 15 s on, 15 s off"),
    roundMinutes: ourDefault(5, "min", [1, 60], "nothing found; in scale with the window"),
    repeatMinutes: ourDefault(15, "min", [2, 120], "nothing found; in scale with the window"),
    volumeStart: inferred(4, "step", [0, 10], "four volumes of the stand-in, spread"),
    volumeStep: inferred(2, "step", [0, 10], "four volumes of the stand-in, spread"),
  },
  lowStockDoses: standIn(4, "doses", [0, 28], `${STAND_IN}: message at four doses left`),
  batteryLowPermille: standIn(200, "permille", [50, 500], `${STAND_IN}: at about 20 %`),
  clockErrorMaxMin: inferred(10, "min", [1, 30], "rule S9"),
  minimumSpacingMin: inferred(30, "min", [0, 720], "half of what 24 doses a day are apart"),
  spoolEvents: inferred(500, "events", [500, 100_000], "like the mains-powered devices"),
  lostContactMin: inferred(2_880, "min", [60, 10_080], "two daily contacts were missed"),
  ladderRunner: {
    value: "device",
    confidence: "stand-in",
    source: `${STAND_IN}: sends to three phones and one mail address itself`,
  },
  network: {
    value: "2g",
    confidence: "stand-in",
    source: `${STAND_IN}: GSM, which is 2G`,
  },
  notices: {
    bearer: {
      value: "link",
      confidence: "stand-in",
      source: `${STAND_IN}: one GSM modem for all that it sends`,
    },
    smsRecipientsMax: standIn(3, "phones", [0, 3], `${STAND_IN}: three phones`),
    mailRecipientsMax: standIn(1, "addresses", [0, 1], `${STAND_IN}: one mail address`),
    takeOverMin: inferred(0, "min", [0, 120], "it runs its ladder in any case"),
  },
  mechanismFigures: {
    motionLimitSeconds: ourDefault(20, "s", [5, 60], "nothing found; far above a turn of the tray"),
    tiltSettleSeconds: inferred(
      10,
      "s",
      [2, 60],
      "two tilts within 10 s are a gesture of the stand-in; a tremor must not make it",
    ),
    stand: inferred(1, "switch", [1, 1], "bought with a stand (found), which does the tipping"),
    earlyByTilting: inferred(0, "switch", [0, 0], "on its stand it is not turned over by hand"),
    gestureSeconds: ourDefault(60, "s", [20, 600], "nothing found; time for a slow hand"),
    misplacementRecovery: inferred(
      1,
      "switch",
      [0, 1],
      "1 counts doses missed while tilted; 0 is the stand-in, which then presents a wrong one",
    ),
    tiltDegrees: standIn(135, "degree", [90, 180], `${STAND_IN}: about 135 degrees`),
    contactIntervalHours: inferred(
      24,
      "h",
      [1, 168],
      "nothing found; four AA for a year leave a modem one contact a day beside its messages",
    ),
  },
  power: "battery",
  hardware: {
    batteryLifeHours: standIn(8_760, "h", [720, 17_520], `${STAND_IN}: four AA for a year`),
    motionMinutePpm: ourDefault(900, "ppm", [0, 100_000], "nothing found; three turns a day"),
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
    "1.19": "It runs on batteries only.",
    "1.20": "Lost contact is for the gateway to raise.",
  },
  hazards: PILLY_SMS_HAZARDS,
};

type Range = readonly [min: number, max: number];

function standIn(value: number, unit: string, range: Range, source: string): Figure {
  return { value, unit, range, confidence: "stand-in", source };
}

function inferred(value: number, unit: string, range: Range, source: string): Figure {
  return { value, unit, range, confidence: "inferred", source };
}

function ourDefault(value: number, unit: string, range: Range, source: string): Figure {
  return { value, unit, range, confidence: "unknown", source };
}
