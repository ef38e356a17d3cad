import { localOf, OUTSIDE_TABLE, zoneTableOf } from "@dosekit/firmware-model";
import { ALERTS, type JournalRecord, localDateOf } from "@dosekit/protocols";
import type { Observation } from "../checkers/observation.ts";
import type { HomeSpoilers } from "../home/home-spoilers.ts";
import { FAULT_WORDS } from "../report/fault-words.ts";
import { OUTCOME_WORDS, type TableLanguage } from "../results/run-texts.ts";
import type { Timeline } from "./explicit-timeline.ts";
import type { Finding } from "./finding.ts";
import type { Happening } from "./happening.ts";
import { STORY_TEXTS } from "./story-texts.ts";
import { tryHome } from "./try-home.ts";

/** One thing that happens in a timeline, in words. */
export interface StoryLine {
  /** True time, ms since the Unix epoch. */
  readonly trueMs: number;
  readonly text: string;
}

/** Tells a timeline in words, by time: what people do, what goes wrong, what the device does. */
export function timelineStory(
  timeline: Timeline,
  language: TableLanguage,
  spoil?: HomeSpoilers,
): readonly StoryLine[] {
  const seen: StoryLine[] = [];
  const { findings } = tryHome(timeline, timeline.devices[0], {
    ...(spoil === undefined ? {} : { spoil }),
    onlooker: () => {
      seen.length = 0;
      return {
        observe: (one) => {
          const text = observationText(one, language);
          if (text !== undefined) seen.push({ trueMs: one.trueMs, text });
        },
      };
    },
  });
  const done = timeline.happenings.map((one) => ({
    trueMs: one.atMs,
    text: happeningText(one, language),
  }));
  const wrong = findings.map((one) => ({
    trueMs: one.trueMs ?? timeline.endMs + timeline.drainMs,
    text: findingText(one, language),
  }));
  return [...done, ...seen, ...wrong].sort((a, b) => a.trueMs - b.trueMs);
}

/** Sets lines under the local days on which they happen. */
export function storyText(lines: readonly StoryLine[], zone: string): string {
  const table = zoneTableOf(zone);
  if (table === undefined) throw new RangeError(`no time zone is named ${zone}`);
  const rows: string[] = [];
  let lastDay: number | undefined;
  for (const { trueMs, text } of lines) {
    const local = localOf(table, trueMs);
    if (local === OUTSIDE_TABLE) throw new RangeError(`no zone table covers ${trueMs}`);
    const { dayNumber, minuteOfDay, msOfMinute } = local;
    if (dayNumber !== lastDay) rows.push(`${localDateOf(dayNumber)} (${zone})`);
    lastDay = dayNumber;
    rows.push(`  ${clockText(minuteOfDay, msOfMinute)}  ${text}`);
  }
  return `${rows.join("\n")}\n`;
}

/** A finding in one line. */
export function findingText({ rule, message }: Finding, language: TableLanguage): string {
  return `${STORY_TEXTS[language].broken} ${rule}: ${message}`;
}

function clockText(minuteOfDay: number, msOfMinute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
  const ms = String(msOfMinute % 1_000).padStart(3, "0");
  return `${clock}:${two(Math.floor(msOfMinute / 1_000))}.${ms}`;
}

function happeningText(happening: Happening, language: TableLanguage): string {
  const texts = STORY_TEXTS[language];
  if (happening.what === "fresh-batteries") return texts.batteries;
  if (happening.what === "asked") return `${texts.asked}: ${happening.wish.verb}`;
  const { action } = happening;
  const said = texts.gestures[action.type];
  if (action.type === "press" && action.actor === "staff") return texts.staffPress;
  if (action.type === "open-lid" && action.withKey) return `${said} (${texts.withKey})`;
  return action.type === "refill" ? `${said} (${action.doses} ${texts.doses})` : said;
}

function observationText(one: Observation, language: TableLanguage): string | undefined {
  const texts = STORY_TEXTS[language];
  if (one.seen === "power") return one.on ? texts.powerOn : texts.powerOff;
  if (one.seen === "record") return recordText(one.record, language);
  if (one.seen === "fault") {
    const words: Readonly<Record<string, string>> = FAULT_WORDS[language];
    return `${words[one.fault] ?? one.fault}: ${one.active ? texts.begins : texts.ends}`;
  }
  if (one.seen !== "plant") return undefined;
  const { fact } = one;
  if (fact.type === "hazard") return fact.hazard;
  if (fact.type !== "moved") return undefined;
  return `${texts.moved}: ${fact.doses} ${texts.doses}, ${fact.from} → ${fact.to}`;
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
