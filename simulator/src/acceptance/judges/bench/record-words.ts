import {
  type ActorRole,
  ALERTS,
  type EventKind,
  type JournalRecord,
  OUTCOME_TEXTS,
  PREVENTION_TEXTS,
} from "@dosekit/protocols";
import { OUTCOME_WORDS, REASON_WORDS } from "@dosekit/sdk/record";
import type { BothTexts } from "../../criterion.ts";
import { MODE_WORDS } from "./bench-words.ts";
import { doseWords } from "./story-plan.ts";

/** Records that say nothing but their kind. */
const PLAIN: Readonly<Partial<Record<EventKind, BothTexts>>> = {
  "plan.accepted": { nb: "Enheten følger en ny plan.", en: "The device follows a new plan." },
  "plan.refused": { nb: "Enheten avviser en plan.", en: "The device refuses a plan." },
  "config.applied": {
    nb: "Enheten tar i bruk nye innstillinger.",
    en: "New settings are followed.",
  },
  "roll.handled": { nb: "Poser er tatt av rullen.", en: "Pouches were taken off the roll." },
  "mains.lost": { nb: "Enheten merker at strømmen er borte.", en: "The device notes: no mains." },
  "mains.restored": {
    nb: "Enheten merker at strømmen er tilbake.",
    en: "The device notes that mains are back.",
  },
  "clock.stepped": { nb: "Klokken i enheten er stilt.", en: "The clock of the device was set." },
  "lid.opened": { nb: "Lokket er åpnet.", en: "The lid was opened." },
  "lid.closed": { nb: "Lokket er lukket.", en: "The lid was closed." },
  "posture.tilted": { nb: "Enheten er vendt.", en: "The device is turned over." },
  "posture.righted": { nb: "Enheten står riktig vei.", en: "The device stands upright." },
  "mechanism.jammed": { nb: "Mekanismen sitter fast.", en: "The mechanism is stuck." },
  "link.lost": { nb: "Enheten har mistet kontakten.", en: "The device has lost contact." },
  "link.restored": { nb: "Enheten har kontakt igjen.", en: "The device is in contact again." },
  "message.acknowledged": { nb: "Brukeren bekrefter meldingen.", en: "The message is confirmed." },
};

/** Who did something, in bokmål. */
const ACTORS: Readonly<Record<ActorRole, string>> = {
  user: "brukeren",
  "next-of-kin": "pårørende",
  staff: "ansatte",
  technician: "tekniker",
  gateway: "tjenesten",
  device: "enheten",
  operator: "operatør",
};

/** Says what a record tells, in words for the timeline; `undefined` where nobody would miss it. */
export function recordWords(record: JournalRecord): BothTexts | undefined {
  const { kind } = record;
  if (kind.startsWith("dose.")) return ofDose(record);
  if (kind.startsWith("alert.")) return ofAlert(record);
  const { count = 0 } = record;
  switch (kind) {
    case "travel.dispensed":
      return { nb: `${count} doser er gitt ut samlet.`, en: `${count} doses were handed out.` };
    case "stock.changed":
      return { nb: `Enheten regner med ${count} doser.`, en: `The device counts ${count} doses.` };
    case "device.booted":
      return { nb: "Enheten starter.", en: "The device starts." };
    case "mode.changed":
      return {
        nb: `Tjenesten: ${record.mode === undefined ? "ukjent" : MODE_WORDS[record.mode]}.`,
        en: `Service: ${record.mode?.replaceAll("-", " ") ?? "unknown"}.`,
      };
    case "command.handled":
      return {
        nb: "Enheten har behandlet en kommando.",
        en: "The device has handled a command.",
      };
    default:
      return PLAIN[kind];
  }
}

function ofDose({ kind, doseId = "", outcome, reason }: JournalRecord): BothTexts | undefined {
  const dose = doseWords(doseId);
  switch (kind) {
    case "dose.offered":
      return { nb: `Enheten tilbyr ${dose.nb}.`, en: `The device offers ${dose.en}.` };
    case "dose.released":
      return {
        nb: `Enheten melder at den har gitt ut ${dose.nb}.`,
        en: `It tells that ${dose.en} left.`,
      };
    case "dose.closed":
    case "dose.corrected": {
      const why = reason === undefined ? "" : ` (${REASON_WORDS[reason]})`;
      const reasonEn = reason === undefined ? "" : ` ${PREVENTION_TEXTS[reason]}`;
      const [nb, en] =
        outcome === undefined ? ["?", "?"] : [OUTCOME_WORDS[outcome], OUTCOME_TEXTS[outcome]];
      return {
        nb: `Utfall for ${dose.nb}: ${nb}${why}`,
        en: `End of ${dose.en}: ${en}${reasonEn}`,
      };
    }
    default:
      return undefined;
  }
}

function ofAlert({ kind, alert, actor }: JournalRecord): BothTexts | undefined {
  if (alert === undefined && kind !== "alert.acknowledged") return undefined;
  const name = alert === undefined ? "" : `${alert} ${ALERTS[alert].no}`;
  const english = alert === undefined ? "" : `${alert} ${ALERTS[alert].en}`;
  switch (kind) {
    case "alert.raised":
      return { nb: `Varsel ${name}.`, en: `Alert ${english}.` };
    case "alert.cleared":
      return { nb: `Varsel ${name} er over.`, en: `Alert ${english} is over.` };
    case "alert.acknowledged":
      return {
        nb: `Varslet ${name} er kvittert (${ACTORS[actor ?? "device"]}).`,
        en: `Alert ${english} taken (${actor}).`,
      };
    default:
      return undefined;
  }
}
