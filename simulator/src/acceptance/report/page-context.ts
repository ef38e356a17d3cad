import { ReportNumbers } from "../../report/report-numbers.ts";
import { LocalCalendar } from "../../results/local-calendar.ts";
import type { BothTexts } from "../criterion.ts";
import type { AcceptanceResult } from "../result/acceptance-result.ts";
import { PAGE_TEXTS } from "./texts/page-texts.ts";

/** Languages of an acceptance report: bokmål and English. */
export type AcceptanceLanguage = AcceptanceResult["language"];

/** What every page about acceptance is written with. */
export interface PageContext {
  readonly language: AcceptanceLanguage;
  readonly numbers: ReportNumbers;
  /** Takes the words of the page's language. */
  readonly say: (texts: BothTexts) => string;
  /** Sections mark themselves as partial by these. */
  readonly document: { readonly partial: boolean };
  readonly texts: { readonly partialMark: string };
}

/** What every section of an acceptance report is written from. */
export interface AcceptanceContext extends PageContext {
  readonly result: AcceptanceResult;
  /** Writes an instant (ms since the Unix epoch) in the municipality's local time. */
  readonly time: (atMs: number) => string;
}

/** Makes what a page is written with. */
export function pageContext(language: AcceptanceLanguage, isPartial: boolean): PageContext {
  const say = (texts: BothTexts) => texts[language];
  return {
    ...{ language, say, document: { partial: isPartial } },
    numbers: new ReportNumbers(language === "nb" ? "no" : "en"),
    texts: { partialMark: say(PAGE_TEXTS.partialMark) },
  };
}

/** Makes what a report is written with. */
export function acceptanceContext(
  result: AcceptanceResult,
  language: AcceptanceLanguage,
): AcceptanceContext {
  const page = pageContext(language, isPartial(result));
  const calendar = new LocalCalendar(result.zone);
  const time = (atMs: number) =>
    `${page.numbers.date(calendar.dayOf(atMs))} ${calendar.clockOf(atMs)}`;
  return { ...page, result, time };
}

/** Tells whether a run, or any part of it, was interrupted. */
export function isPartial(result: AcceptanceResult): boolean {
  const { partial, operation, staffing, incidents, pathways } = result;
  const parts = [operation, staffing, ...incidents, ...pathways];
  return partial || parts.some((part) => part?.partial === true);
}
