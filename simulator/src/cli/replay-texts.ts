import type { TableLanguage } from "../results/run-texts.ts";

/** Words of `dosekit replay`. */
export interface ReplayTexts {
  readonly gone: string;
  readonly holds: string;
  readonly failsStill: string;
  readonly sameTrace: string;
  readonly otherTrace: string;
  readonly cannotPlay: string;
  readonly needsFleet: string;
  readonly shrunk: string;
  readonly ended: Readonly<Record<"smallest" | "time" | "interrupted", string>>;
  readonly size: readonly [
    hours: string,
    times: string,
    done: string,
    faults: string,
    orders: string,
  ];
  readonly fleetSize: readonly [homes: string, days: string, faults: string];
  readonly homesLeft: string;
  readonly saved: string;
}

/** These words by language. */
export const REPLAY_TEXTS: Readonly<Record<TableLanguage, ReplayTexts>> = {
  en: {
    gone: "The failure did not show again.",
    holds: "It holds now.",
    failsStill: "It fails still.",
    sameTrace: "Played back from its timeline, the home left the same trace",
    otherTrace:
      "Played back from its timeline, the home left another trace, and failed in the same way",
    cannotPlay:
      "Played back from its timeline, the home does not fail: the whole home has to be run.",
    needsFleet: "No home fails by itself: they share operators, and fail together.",
    shrunk: "Shrunk",
    ended: {
      smallest: "nothing more can be left out",
      time: "the time for it was over: this is the smallest so far",
      interrupted: "interrupted: this is the smallest so far",
    },
    size: ["hours", "times in the plan", "things done", "faults", "orders"],
    fleetSize: ["homes", "days", "planned faults"],
    homesLeft: "Homes that are left",
    saved: "Saved; it is judged by: dosekit replay",
  },
  no: {
    gone: "Feilen viste seg ikke igjen.",
    holds: "Det holder nå.",
    failsStill: "Det feiler fortsatt.",
    sameTrace: "Spilt av fra tidslinjen satte hjemmet samme spor",
    otherTrace: "Spilt av fra tidslinjen satte hjemmet et annet spor, og feilet på samme måte",
    cannotPlay: "Spilt av fra tidslinjen feiler ikke hjemmet: hele hjemmet må kjøres.",
    needsFleet: "Ingen hjem feiler alene: de deler operatører, og feiler sammen.",
    shrunk: "Forkortet",
    ended: {
      smallest: "ikke mer kan utelates",
      time: "tiden var ute: dette er det minste så langt",
      interrupted: "avbrutt: dette er det minste så langt",
    },
    size: ["timer", "klokkeslett i planen", "gjøremål", "feil", "ordrer"],
    fleetSize: ["hjem", "døgn", "planlagte feil"],
    homesLeft: "Hjem som er igjen",
    saved: "Lagret; det prøves med: dosekit replay",
  },
};
