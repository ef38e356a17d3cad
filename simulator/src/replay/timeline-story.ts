import { localOf, OUTSIDE_TABLE, zoneTableOf } from "@dosekit/firmware-model";
import { localDateOf } from "@dosekit/protocols";
import type { HomeSpoilers } from "../home/home-spoilers.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import type { Timeline } from "./explicit-timeline.ts";
import type { Finding } from "./finding.ts";
import { happeningText, observationText } from "./seen-texts.ts";
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
