import { MINUTE_MS } from "@dosekit/protocols";
import type { ResponseDocument } from "../response/response-document.ts";
import type { HistogramDocument } from "./histogram.ts";
import { RESPONSE_TEXTS } from "./response-texts.ts";
import type { TableLanguage } from "./run-texts.ts";

/** Head and rows of a table. */
export interface TableRows {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How alerts were answered, by severity; times in minutes, median and 95 of 100. */
export function responseRows(
  { severities }: ResponseDocument,
  language: TableLanguage,
): TableRows | undefined {
  const texts = RESPONSE_TEXTS[language];
  const gravestFirst = Object.entries(severities).sort(([a], [b]) => Number(b) - Number(a));
  if (gravestFirst.length === 0) return undefined;
  return {
    head: [
      ...[texts.severity, texts.raised, texts.acknowledged, texts.clearedFirst, texts.unattended],
      ...[texts.toAcknowledgement, texts.toAction],
    ],
    rows: gravestFirst.map(([severity, of]) => [
      severity,
      ...[of.raised, of.acknowledged, of.clearedFirst, of.unattended].map(String),
      minutesText(of.toAcknowledgementMs, language),
      minutesText(of.toActionMs, language),
    ]),
  };
}

/** What a shared centre had to do and with whom; nothing of any other. */
export function operatorRows(
  { operators }: ResponseDocument,
  language: TableLanguage,
): TableRows | undefined {
  if (operators === undefined) return undefined;
  const texts = RESPONSE_TEXTS[language];
  const { hours, perOperatorHour, greatestQueue, greatestQueueAt } = operators;
  return {
    head: [texts.operators, ""],
    rows: [
      [texts.operatorHours, decimal(hours, language)],
      [texts.perOperatorHour, perOperatorHour === null ? "–" : decimal(perOperatorHour, language)],
      [texts.greatestQueue, `${greatestQueue}${queueTime(greatestQueueAt)}`],
    ],
  };
}

/** What home care was sent for, and who was left alone; nothing where nobody was. */
export function visitRows(
  { visitsSent, visitsInVain, devicesWithoutFollowUp, homeCare }: ResponseDocument,
  language: TableLanguage,
): TableRows | undefined {
  if (visitsSent + devicesWithoutFollowUp === 0 && homeCare === undefined) return undefined;
  const texts = RESPONSE_TEXTS[language];
  const limits: [string, string][] =
    homeCare === undefined
      ? []
      : [
          [texts.staffHours, decimal(homeCare.hours, language)],
          [texts.visitsWaited, `${homeCare.greatestQueue}${queueTime(homeCare.greatestQueueAt)}`],
        ];
  return {
    head: [texts.followUp, ""],
    rows: [
      [texts.visitsSent, String(visitsSent)],
      [texts.visitsInVain, String(visitsInVain)],
      [texts.devicesWithoutFollowUp, String(devicesWithoutFollowUp)],
      ...limits,
    ],
  };
}

function queueTime(at: string | null): string {
  return at === null ? "" : ` (${at})`;
}

function minutesText({ count, p50, p95 }: HistogramDocument, language: TableLanguage): string {
  if (count === 0 || p50 === undefined || p95 === undefined) return "–";
  return `${minutes(p50, language)} / ${minutes(p95, language)}`;
}

function minutes(ms: number, language: TableLanguage): string {
  return decimal(ms / MINUTE_MS, language);
}

/** Writes a number with one digit behind the point, or behind the comma of Norwegian. */
function decimal(value: number, language: TableLanguage): string {
  const text = value.toFixed(1);
  return language === "no" ? text.replace(".", ",") : text;
}
