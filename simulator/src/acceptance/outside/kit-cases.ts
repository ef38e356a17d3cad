import type { BothTexts } from "../criterion.ts";
import type { JudgeName } from "../judges/judge-names.ts";

/** What of a check shows on a device's wire. */
export interface KitShare {
  /** Cases of the conformance kit that look at it. */
  readonly cases: readonly string[];
  /** What they leave to a person at the device; absent where they see all of it. */
  readonly leaves?: BothTexts;
}

/**
 * Which cases of the conformance kit decide a check on a real device. A check that is not here shows
 * nothing on the wire that would decide it: light and sound, what a pouch says, how much force it
 * takes.
 */
export const KIT_CASES: Readonly<Partial<Record<JudgeName, KitShare>>> = {
  "offered-inside-window": {
    cases: ["dose/nothing-outside-its-window", "dose/offered-once-far-enough", "dose/lockout"],
    leaves: {
      nb: "at ingen rekkefølge av knappetrykk gir ut en annen pose",
      en: "that no sequence of presses lets another pouch go",
    },
  },
  "untaken-locked-away": {
    cases: ["dose/missed", "dose/lockout", "dose/to-be-had-after-the-lockout"],
    leaves: {
      nb: "hvor fort dosen låses inne, og at full skuff stopper utleveringen",
      en: "how fast the dose is locked away, and that a full store stops",
    },
  },
  "travel-doses-together": {
    cases: [
      "travel/enough",
      "travel/released-ahead",
      "travel/not-again-at-its-time",
      "travel/too-few",
    ],
  },
  "mains-off-four-hours": {
    cases: ["dose/power-goes-on-its-way", "dose/not-again-after-a-restart"],
    leaves: { nb: "fire timer uten strøm", en: "four hours without mains" },
  },
  "portal-change-takes-effect": {
    cases: ["cfg/followed", "cfg/plan-is-reported", "cfg/not-before-its-time"],
    leaves: {
      nb: "at endringen virker innen 15 minutter og overlever omstart",
      en: "that a change works within 15 minutes and survives a restart",
    },
  },
  "early-and-pause": {
    cases: ["pause/withholds", "pause/over-in-time"],
    leaves: {
      nb: "tidlig uttak, og at rett pose kommer etter pausen",
      en: "early release, and that the right pouch follows the pause",
    },
  },
  "day-without-network": {
    cases: [
      "evt/again-after-each-contact",
      "evt/same-bytes-each-time",
      "evt/numbers-without-a-gap",
      "evt/not-again-once-acknowledged",
    ],
    leaves: { nb: "et døgn uten nett", en: "a day without network" },
  },
  "alerts-complete": {
    cases: ["evt/names-of-alerts", "evt/civil-time-while-set", "alert/stays-when-acknowledged"],
    leaves: { nb: "hver kode med sin alvorlighet", en: "every code with its severity" },
  },
  "calendar-loses-no-dose": {
    cases: [
      "time/due-in-a-gap",
      "time/due-in-a-fold",
      "time/due-in-summer",
      "time/due-in-winter",
      "clock/jumps-into-a-window",
      "clock/jumps-over-a-window",
      "dose/not-again-after-a-restart",
    ],
    leaves: { nb: "skuddag og nyttår", en: "a leap day and a year's end" },
  },
  "end-and-reset": {
    cases: [
      "reset/all-exported",
      "reset/nothing-exported",
      "reset/other-records-exported",
      "reset/erases",
      "reset/erased-over-a-restart",
    ],
  },
};

/**
 * What of a check rests on the gateway, and which cases of the conformance kit look at it there. None
 * sees all of a check: what the gateway does behind its wire, and for how long, is left to people.
 */
export const GATEWAY_CASES: Readonly<Partial<Record<JudgeName, KitShare>>> = {
  "day-without-network": {
    cases: [
      "evt/committed-once",
      "evt/committed-in-order",
      "evt/acknowledged-in-order",
      "evt/acknowledged-again-after-an-outage",
      "evt/asks-for-what-is-missing",
    ],
    leaves: { nb: "et døgn uten nett", en: "a day without network" },
  },
  "lost-contact-told": {
    cases: [],
    leaves: {
      nb: "at 1.20 meldes mens en enhet er borte",
      en: "that 1.20 is raised while a device is away",
    },
  },
  "portal-reaches-device": {
    cases: [],
    leaves: {
      nb: "at en endring fra portalen når fram innen 15 minutter",
      en: "that a change from the portal arrives within 15 minutes",
    },
  },
  "record-way": {
    cases: [],
    leaves: { nb: "veien videre til journalen", en: "the way on to the record" },
  },
  "receiver-way": {
    cases: [],
    leaves: {
      nb: "veien videre til responssenter og journal",
      en: "the way on to response centre and record",
    },
  },
};

/** Every case that some check rests on at a gateway, each once. */
export const GATEWAY_SELECTION: readonly string[] = [
  ...new Set(Object.values(GATEWAY_CASES).flatMap(({ cases }) => cases)),
];

/** Every case that some check rests on, each once. */
export const KIT_SELECTION: readonly string[] = [
  ...new Set(Object.values(KIT_CASES).flatMap(({ cases }) => cases)),
];
