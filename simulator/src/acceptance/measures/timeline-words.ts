import {
  ALERTS,
  EVENTS,
  type EventKind,
  type JournalRecord,
  type Recipient,
} from "@dosekit/protocols";
import type { Observation } from "../../checkers/observation.ts";
import type { Happening } from "../../replay/happening.ts";
import { happeningText, observationText } from "../../replay/seen-texts.ts";
import { STORY_TEXTS } from "../../replay/story-texts.ts";
import type { HandlingEvent, HandlingKind } from "../../response/alert-case.ts";
import { IN_VAIN } from "../../response/follow-ups.ts";
import type { BothTexts } from "../criterion.ts";
import type { TimelineActor, TimelineEntry } from "../result/timeline.ts";

/** Something that was seen at one device, or done there by somebody. */
export type SeenThing = Observation | { readonly done: Happening; readonly deviceId: string };

/** Whether {@link timelineEntry} tells something of it; asked of far more than is ever told. */
export function isTold(thing: SeenThing): boolean {
  if ("done" in thing) return true;
  switch (thing.seen) {
    case "record":
      return isToldKind(thing.record.kind);
    case "plant":
      return thing.fact.type === "hazard" || thing.fact.type === "moved";
    case "handling":
    case "notice":
    case "finding":
    case "power":
    case "fault":
      return true;
    default:
      return false;
  }
}

function isToldKind(kind: EventKind): boolean {
  return kind in STORY_TEXTS.no.records && kind in STORY_TEXTS.en.records;
}

/** Tells in words what was seen; nothing of what says little to people. */
export function timelineEntry(thing: SeenThing): TimelineEntry | undefined {
  if ("done" in thing) return doneEntry(thing.done, thing.deviceId);
  const told = toldOf(thing);
  if (told === undefined) return undefined;
  return { atMs: thing.trueMs, deviceId: thing.deviceId, ...told };
}

type Told = Pick<TimelineEntry, "who" | "what">;

function doneEntry(done: Happening, deviceId: string): TimelineEntry {
  const what = { nb: happeningText(done, "no"), en: happeningText(done, "en") };
  return { atMs: done.atMs, deviceId, who: isByStaff(done) ? "staff" : "user", what };
}

function isByStaff(done: Happening): boolean {
  if (done.what !== "gesture") return true;
  const { action } = done;
  if (action.type === "refill") return true;
  if (action.type === "open-lid") return action.withKey;
  return action.type === "press" && action.actor === "staff";
}

function toldOf(seen: Observation): Told | undefined {
  if (seen.seen === "handling") return handlingTold(seen);
  if (seen.seen === "notice") return noticeTold(seen.notice.recipient, seen.by === "device");
  if (seen.seen === "finding") return { who: "gateway", what: alertWords(seen.finding) };
  const [nb, en] = [observationText(seen, "no"), observationText(seen, "en")];
  if (nb === undefined || en === undefined) return undefined;
  return { who: actorOf(seen), what: { nb, en } };
}

function actorOf(seen: Observation): TimelineActor {
  if (seen.seen !== "fault") return "device";
  if (/^(link|network|half|station)/.test(seen.fault)) return "network";
  if (/^(gateway|broker)/.test(seen.fault)) return "gateway";
  return /mains|area-outage/.test(seen.fault) ? "mains" : "device";
}

function noticeTold(recipient: Recipient, isByDevice: boolean): Told {
  const { nb, en } = RECIPIENT_WORDS[recipient];
  const what = { nb: `${nb} får beskjed om varselet`, en: `${en} is told of the alert` };
  return { who: isByDevice ? "device" : "gateway", what };
}

function handlingTold({ alert, event }: Extract<Observation, { seen: "handling" }>): Told {
  const { actor = "operator", operator } = event;
  const words = handlingWords(event);
  const about = alert.code === undefined ? "" : ` (${alert.code})`;
  const who = operator === undefined ? "" : `${operator}: `;
  const what = { nb: `${who}${words.nb}${about}`, en: `${who}${words.en}${about}` };
  return { who: actor, what };
}

function handlingWords({ kind, detail }: HandlingEvent): BothTexts {
  if (kind === "handling.cause" && detail === IN_VAIN) {
    return { nb: "besøket hjalp ikke: feilen står fortsatt", en: "the visit did not help" };
  }
  if (kind === "handling.call" && detail === "unanswered") {
    return { nb: "ringer brukeren, som ikke svarer", en: "calls the user, who does not answer" };
  }
  return HANDLING_WORDS[kind];
}

function alertWords(record: JournalRecord): BothTexts {
  const { alert, kind } = record;
  const over = kind === "alert.cleared";
  if (alert === undefined) return { nb: EVENTS[kind].doc, en: EVENTS[kind].doc };
  const { no, en } = ALERTS[alert];
  return {
    nb: `${over ? "et varsel er over" : "mottakstjenesten varsler"}: ${alert} ${no}`,
    en: `${over ? "an alert is over" : "the gateway raises an alert"}: ${alert} ${en}`,
  };
}

const RECIPIENT_WORDS: Readonly<Record<Recipient, BothTexts>> = {
  user: { nb: "brukeren", en: "the user" },
  "next-of-kin": { nb: "pårørende", en: "next of kin" },
  "home-care": { nb: "hjemmetjenesten", en: "home care" },
  "response-centre": { nb: "responssenteret", en: "the response centre" },
};

const HANDLING_WORDS: Readonly<Record<HandlingKind, BothTexts>> = {
  "handling.reported": { nb: "varselet er meldt", en: "the alert is reported" },
  "handling.started": { nb: "begynner på varselet", en: "takes up the alert" },
  "handling.acknowledged": { nb: "kvitterer for varselet", en: "acknowledges the alert" },
  "handling.dispatched": { nb: "sender noen til brukeren", en: "sends somebody to the user" },
  "handling.dispatch-accepted": { nb: "noen er på vei", en: "somebody is on the way" },
  "handling.cause": { nb: "fant årsaken", en: "found the cause" },
  "handling.measure": { nb: "skriver ned hva som er gjort", en: "writes down what was done" },
  "handling.call": { nb: "ringer brukeren, som svarer", en: "calls the user, who answers" },
  "handling.action": { nb: "er hos brukeren", en: "is with the user" },
  "handling.other-actor": { nb: "pårørende tar over", en: "next of kin take over" },
};
