import { ALERTS, type JournalRecord, PREVENTION_TEXTS } from "@dosekit/protocols";
import { REASON_WORDS } from "@dosekit/sdk/record";
import type { HandAction } from "../../plant/plant.ts";
import { FAULT_WORDS } from "../../report/fault-words.ts";
import { type AnyHazard, HAZARD_WORDS } from "../../report/hazard-words.ts";
import type { HandlingEvent } from "../../response/alert-case.ts";
import { OUTCOME_WORDS } from "../../results/run-texts.ts";
import type { BothTexts } from "../criterion.ts";
import type { TimelineActor } from "../result/timeline.ts";
import type { KeptObservation } from "./life-log.ts";
import { clockText } from "./local-times.ts";

/** Who did something, and what, as a timeline tells it. */
export interface Told {
  readonly who: TimelineActor;
  readonly what: BothTexts;
}

/** Tells what was seen, in plain words; `undefined` for what a timeline can do without. */
export function wordsOf(seen: KeptObservation): Told | undefined {
  switch (seen.seen) {
    case "record":
      return told("device", recordWords(seen.record));
    case "finding":
      return told("gateway", alertWords(seen.finding));
    case "committed":
      return told("gateway", committedWords(seen.record));
    case "fault":
      return faultWords(seen.fault, seen.active);
    case "handling":
      return handlingWords(seen.event, seen.alert.code);
    case "notice": {
      const { nb, en } = RECIPIENTS[seen.notice.recipient];
      const who = seen.by === "device" ? "device" : "gateway";
      return { who, what: { nb: `${nb} får varselet.`, en: `${en} told of the alert.` } };
    }
    case "power":
      return seen.on
        ? { who: "device", what: { nb: "Dispenseren er på.", en: "The dispenser is on." } }
        : { who: "device", what: { nb: "Dispenseren er av.", en: "The dispenser is off." } };
    case "plant":
      return plantWords(seen.fact);
    default:
      return undefined;
  }
}

/** Tells what somebody did with their hands. */
export function handWords(action: HandAction): Told | undefined {
  switch (action.type) {
    case "press":
      return action.actor === "user"
        ? {
            who: "user",
            what: { nb: "Brukeren trykker på knappen.", en: "The user presses the button." },
          }
        : {
            who: "staff",
            what: { nb: "Ansatte trykker på knappen.", en: "Staff press the button." },
          };
    case "tilt":
      return {
        who: "user",
        what: { nb: "Dispenseren vendes.", en: "The dispenser is turned over." },
      };
    case "open-lid":
      return { who: "staff", what: { nb: "Lokket åpnes.", en: "The lid is opened." } };
    case "refill":
      return {
        who: "staff",
        what: { nb: "Ansatte legger i medisin.", en: "Staff load medicine." },
      };
    default:
      return undefined;
  }
}

function told(who: TimelineActor, what: BothTexts | undefined): Told | undefined {
  return what === undefined ? undefined : { who, what };
}

function recordWords(record: JournalRecord): BothTexts | undefined {
  const { kind, dueMs, outcome, reason, mode } = record;
  const due = dueMs === undefined ? "" : ` ${clockText(dueMs)}`;
  switch (kind) {
    case "dose.offered":
      return { nb: `Dosen${due} tilbys.`, en: `The dose${due} is offered.` };
    case "dose.released":
      return { nb: `Dosen${due} gis ut.`, en: `The dose${due} is let go.` };
    case "dose.closed":
    case "dose.corrected": {
      if (outcome === undefined) return undefined;
      const why = reason === undefined ? "" : ` (${REASON_WORDS[reason]})`;
      const whyEn = reason === undefined ? "" : ` (${PREVENTION_TEXTS[reason].replace(/\.$/, "")})`;
      return {
        nb: `Dosen${due}: ${OUTCOME_WORDS.no[outcome]}${why}.`,
        en: `The dose${due}: ${OUTCOME_WORDS.en[outcome]}${whyEn}.`,
      };
    }
    case "mode.changed":
      return {
        nb: `Dispenseren settes i «${MODES[mode ?? ""] ?? mode}».`,
        en: `The dispenser goes to “${(mode ?? "?").replaceAll("-", " ")}”.`,
      };
    case "mechanism.jammed":
      return { nb: "Mekanismen sitter fast.", en: "The mechanism is stuck." };
    case "plan.accepted":
      return { nb: "Dispenseren tar imot planen.", en: "The dispenser takes its plan." };
    case "travel.dispensed":
      return {
        nb: `${record.count ?? 0} doser er gitt ut til reisen.`,
        en: `${record.count ?? 0} doses were handed out for the journey.`,
      };
    case "link.lost":
      return { nb: "Dispenseren mister kontakten.", en: "The dispenser loses contact." };
    case "link.restored":
      return { nb: "Dispenseren har kontakt igjen.", en: "The dispenser has contact again." };
    default:
      return kind.startsWith("alert.") ? alertWords(record) : undefined;
  }
}

const MODES: Readonly<Record<string, string>> = {
  provisioned: "tom",
  configured: "konfigurert",
  training: "opplæring",
  "daily-use": "daglig bruk",
  "temporary-stop": "midlertidig stopp",
  "evaluation-due": "evaluering",
  ended: "avsluttet",
};

function alertWords({ kind, alert }: JournalRecord): BothTexts | undefined {
  if (alert === undefined) return undefined;
  const { no, en } = ALERTS[alert];
  if (kind === "alert.raised") return { nb: `Varsel ${alert} ${no}.`, en: `Alert ${alert} ${en}.` };
  if (kind !== "alert.cleared") return undefined;
  return { nb: `Varsel ${alert} ${no} er over.`, en: `Alert ${alert} ${en} is over.` };
}

function committedWords({ kind, alert }: JournalRecord): BothTexts | undefined {
  if (kind !== "alert.raised" || alert === undefined) return undefined;
  return { nb: `Mottaket har varsel ${alert}.`, en: `The gateway has alert ${alert}.` };
}

const FAULT_ACTORS: Readonly<Record<string, TimelineActor>> = {
  "mains-loss": "mains",
  "link-cut": "network",
  "network-ended": "network",
  "broker-outage": "network",
  "roll-swapped": "staff",
  "refill-late": "staff",
  "pouch-unreadable": "pharmacy",
};

function faultWords(fault: string, active: boolean): Told {
  const nb: Readonly<Record<string, string>> = FAULT_WORDS.no;
  const en: Readonly<Record<string, string>> = FAULT_WORDS.en;
  const ends = { nb: active ? "begynner" : "er over", en: active ? "begins" : "is over" };
  return {
    who: FAULT_ACTORS[fault] ?? "device",
    what: {
      nb: `Feil: ${nb[fault] ?? fault} – ${ends.nb}.`,
      en: `Fault: ${en[fault] ?? fault}, ${ends.en}.`,
    },
  };
}

const RECIPIENTS = {
  user: { nb: "Brukeren", en: "The user is" },
  "next-of-kin": { nb: "Pårørende", en: "Next of kin are" },
  "home-care": { nb: "Hjemmetjenesten", en: "Home care is" },
  "response-centre": { nb: "Responssenteret", en: "The response centre is" },
} as const;

function handlingWords({ kind, actor, detail }: HandlingEvent, code = ""): Told | undefined {
  const answered = detail === "answered";
  switch (kind) {
    case "handling.acknowledged":
      return operator(`Operatøren kvitterer varsel ${code}.`, `The operator takes alert ${code}.`);
    case "handling.call":
      return answered
        ? operator("Operatøren ringer; brukeren svarer.", "The operator calls; the user answers.")
        : operator("Operatøren ringer; ingen svarer.", "The operator calls; nobody answers.");
    case "handling.dispatched":
      return operator("Hjemmetjenesten sendes ut.", "Home care is sent.");
    case "handling.other-actor":
      return operator("Pårørende tar over.", "Next of kin take over.");
    case "handling.action":
      return actor === "staff"
        ? {
            who: "staff",
            what: { nb: "Hjemmetjenesten er hos brukeren.", en: "Home care is there." },
          }
        : { who: "next-of-kin", what: { nb: "Pårørende hjelper.", en: "Next of kin help." } };
    case "handling.measure":
      return operator(
        "Operatøren skriver hva som er gjort.",
        "The operator writes down what was done.",
      );
    default:
      return undefined;
  }
}

function operator(nb: string, en: string): Told {
  return { who: "operator", what: { nb, en } };
}

function plantWords(fact: Extract<KeptObservation, { seen: "plant" }>["fact"]): Told | undefined {
  if (fact.type === "hazard") {
    const hazard = fact.hazard as AnyHazard;
    return {
      who: "device",
      what: {
        nb: `I virkeligheten: ${HAZARD_WORDS.no[hazard]}.`,
        en: `In truth: ${HAZARD_WORDS.en[hazard]}.`,
      },
    };
  }
  if (fact.type !== "moved" || fact.to !== "user") return undefined;
  return {
    who: "user",
    what: { nb: "I virkeligheten: dosen er hos brukeren.", en: "In truth: the user has the dose." },
  };
}
