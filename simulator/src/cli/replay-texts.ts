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
    needsFleet:
      "It fails with the whole fleet alone, whose homes share operators; it is not shrunk.",
    shrunk: "Shrunk",
    ended: {
      smallest: "nothing more can be left out",
      time: "the time for it was over: this is the smallest so far",
      interrupted: "interrupted: this is the smallest so far",
    },
    size: ["hours", "times in the plan", "things done", "faults", "orders"],
    saved: "Saved; it is judged by: dosekit replay",
  },
  no: {
    gone: "Feilen viste seg ikke igjen.",
    holds: "Det holder nå.",
    failsStill: "Det feiler fortsatt.",
    sameTrace: "Spilt av fra tidslinjen satte hjemmet samme spor",
    otherTrace: "Spilt av fra tidslinjen satte hjemmet et annet spor, og feilet på samme måte",
    cannotPlay: "Spilt av fra tidslinjen feiler ikke hjemmet: hele hjemmet må kjøres.",
    needsFleet:
      "Det feiler bare med hele flåten, der hjemmene deler operatører; det er ikke forkortet.",
    shrunk: "Forkortet",
    ended: {
      smallest: "ikke mer kan utelates",
      time: "tiden var ute: dette er det minste så langt",
      interrupted: "avbrutt: dette er det minste så langt",
    },
    size: ["timer", "klokkeslett i planen", "gjøremål", "feil", "ordrer"],
    saved: "Lagret; det prøves med: dosekit replay",
  },
};
