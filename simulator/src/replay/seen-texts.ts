import { ALERTS, type JournalRecord } from "@dosekit/protocols";
import type { Observation } from "../checkers/observation.ts";
import { FAULT_WORDS } from "../report/fault-words.ts";
import { HAZARD_WORDS } from "../report/hazard-words.ts";
import { OUTCOME_WORDS, type TableLanguage } from "../results/run-texts.ts";
import type { Happening } from "./happening.ts";
import { STORY_TEXTS } from "./story-texts.ts";
import { WISH_WORDS } from "./wish-words.ts";

/** What somebody did, in words. */
export function happeningText(happening: Happening, language: TableLanguage): string {
  const texts = STORY_TEXTS[language];
  if (happening.what === "fresh-batteries") return texts.batteries;
  if (happening.what === "asked") {
    return `${texts.asked} ${WISH_WORDS[language][happening.wish.verb]}`;
  }
  const { action } = happening;
  const said = texts.gestures[action.type];
  if (action.type === "press" && action.actor === "staff") return texts.staffPress;
  if (action.type === "open-lid" && action.withKey) return `${said} (${texts.withKey})`;
  return action.type === "refill" ? `${said} (${dosesText(action.doses, language)})` : said;
}

/** What was seen of a home, in words; nothing of what a timeline leaves out. */
export function observationText(one: Observation, language: TableLanguage): string | undefined {
  const texts = STORY_TEXTS[language];
  if (one.seen === "power") return one.on ? texts.powerOn : texts.powerOff;
  if (one.seen === "record") return recordText(one.record, language);
  if (one.seen === "fault") {
    const words: Readonly<Record<string, string>> = FAULT_WORDS[language];
    return `${words[one.fault] ?? one.fault}: ${one.active ? texts.begins : texts.ends}`;
  }
  if (one.seen !== "plant") return undefined;
  const { fact } = one;
  if (fact.type === "hazard") return hazardText(fact.hazard, language);
  if (fact.type !== "moved") return undefined;
  const { places } = texts;
  return `${texts.moved}: ${dosesText(fact.doses, language)}, ${places[fact.from]} → ${places[fact.to]}`;
}

function dosesText(count: number, language: TableLanguage): string {
  const { doses, oneDose } = STORY_TEXTS[language];
  return count === 1 ? oneDose : `${count} ${doses}`;
}

/** What came apart between what the device believes and the truth. */
function hazardText(hazard: string, language: TableLanguage): string {
  const words: Readonly<Record<string, string>> = HAZARD_WORDS[language];
  return `${STORY_TEXTS[language].truly}: ${words[hazard] ?? hazard}`;
}

function recordText(record: JournalRecord, language: TableLanguage): string | undefined {
  const said = STORY_TEXTS[language].records[record.kind];
  if (said === undefined) return undefined;
  const { doseId, outcome, alert } = record;
  const named = alert === undefined ? undefined : `${alert} ${ALERTS[alert][language]}`;
  const about = [doseId, outcome && OUTCOME_WORDS[language][outcome], named];
  const known = about.filter((part) => part !== undefined);
  return known.length === 0 ? said : `${said}: ${known.join(", ")}`;
}
