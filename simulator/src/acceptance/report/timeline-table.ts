import { element, type Markup } from "../../report/html.ts";
import { paragraph } from "../../report/section.ts";
import { name, tableOf, text } from "../../report/table.ts";
import type { BothTexts } from "../criterion.ts";
import { TIMELINE_MAX, type TimelineEntry } from "../result/timeline.ts";
import { ACTOR_TEXTS } from "./acceptance-words.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { plainDevice, withPlainOperators } from "./plain-names.ts";

const TEXTS = {
  time: { nb: "Tid", en: "Time" },
  who: { nb: "Hvem", en: "Who" },
  device: { nb: "Enhet", en: "Device" },
  what: { nb: "Hva skjedde", en: "What happened" },
  none: { nb: "Ingen tidslinje.", en: "No timeline." },
  cut: {
    nb: "Tidslinjen er så lang at noe midt i kan være utelatt.",
    en: "The timeline is so long that something in its middle may have been left out.",
  },
  repeat: { nb: "Kommando som viser det igjen:", en: "Command that shows it again:" },
} as const satisfies Readonly<Record<string, BothTexts>>;

/** Rows that are kept together on one sheet of paper. */
const SHORT_MAX = 20;

/** Tells what happened, minute by minute, in local time. */
export function timelineTable(
  { say, time, language }: AcceptanceContext,
  caption: string,
  timeline: readonly TimelineEntry[],
): readonly Markup[] {
  if (timeline.length === 0) return [paragraph(say(TEXTS.none))];
  const hasDevices = timeline.some(({ deviceId }) => deviceId !== undefined);
  const table = tableOf({
    caption,
    head: [
      ...[say(TEXTS.time), say(TEXTS.who)],
      ...(hasDevices ? [say(TEXTS.device)] : []),
      say(TEXTS.what),
    ],
    rows: timeline.map(({ atMs, deviceId = "–", who, what }) => [
      name(time(atMs)),
      text(say(ACTOR_TEXTS[who])),
      ...(hasDevices ? [text(plainDevice(deviceId, language))] : []),
      text(withPlainOperators(say(what), language)),
    ]),
  });
  const shown = timeline.length > SHORT_MAX ? element("div", { class: "long" }, table) : table;
  return timeline.length < TIMELINE_MAX ? [shown] : [shown, paragraph(say(TEXTS.cut))];
}

/** Says how something is shown again; nothing where no command does. */
export function repeatBlock(
  { say }: AcceptanceContext,
  command: string | undefined,
): readonly Markup[] {
  if (command === undefined) return [];
  return [
    element("p", { class: "before" }, say(TEXTS.repeat)),
    element("pre", {}, element("code", {}, command)),
  ];
}
