import { MINUTE_MS } from "@dosekit/protocols";
import type { ResponseDocument, SeverityDocument } from "../response/response-document.ts";
import type { CentreForm } from "../response/response-plan.ts";
import type { HistogramDocument } from "../results/histogram.ts";
import type { Markup } from "./html.ts";
import { type Range, rangeChart } from "./range-chart.ts";
import type { ReportContext } from "./report-input.ts";
import type { ReportTexts } from "./report-texts.ts";
import { facts, figure, paragraph, section } from "./section.ts";
import { name, number, tableOf, text } from "./table.ts";

/** Times that are measured of each severity, by their words. */
const MEASURES = [
  ["toAcknowledgementMs", "toAcknowledgement"],
  ["acknowledgementToActionMs", "acknowledgementToAction"],
  ["toActionMs", "toAction"],
] as const satisfies readonly (readonly [keyof SeverityDocument, keyof ReportTexts])[];

const FORM_WORDS: Readonly<Record<CentreForm, keyof ReportTexts>> = {
  unlimited: "centreUnlimited",
  shared: "centreShared",
  none: "centreNone",
};

/** How fast alerts were answered, by severity, and what was done. */
export function responseSection(context: ReportContext): Markup {
  const { document, texts, numbers } = context;
  const { response } = document;
  const heading = { id: "response", heading: texts.responseTimes };
  if (response === undefined) return section(context, heading, paragraph(texts.noResponse));
  return section(
    context,
    heading,
    pictureOf(context, response),
    severityTable(context, response),
    timesTable(context, response),
    paragraph(texts.responseTimesNote),
    facts([
      [texts.centre, texts[FORM_WORDS[response.centre]]],
      [texts.callsAnswered, numbers.whole(response.callsAnswered)],
      [texts.callsUnanswered, numbers.whole(response.callsUnanswered)],
      [texts.kinAsked, numbers.whole(response.kinAsked)],
      [texts.visitsSent, numbers.whole(response.visitsSent)],
      [texts.visitsInVain, numbers.whole(response.visitsInVain)],
      ...waitedFor(context, response),
      [texts.devicesLeft, numbers.whole(response.devicesWithoutFollowUp)],
    ]),
  );
}

/** How many visits waited; nothing where home care has no limits. */
function waitedFor(
  { texts, numbers }: ReportContext,
  { homeCare }: ResponseDocument,
): readonly (readonly [string, string])[] {
  if (homeCare === undefined) return [];
  return [[texts.visitsWaited, numbers.whole(homeCare.greatestQueue)]];
}

/** Severities, the gravest first. */
function severitiesOf({
  severities,
}: ResponseDocument): readonly (readonly [string, SeverityDocument])[] {
  return Object.entries(severities).sort(([a], [b]) => Number(b) - Number(a));
}

/** A severity as VKP counts it, with its word. */
function severityText(severity: string, texts: ReportTexts): string {
  const key = `severity${severity}`;
  return Object.hasOwn(texts, key) ? `${severity} ${texts[key as keyof ReportTexts]}` : severity;
}

function pictureOf({ texts, numbers }: ReportContext, response: ResponseDocument): Markup {
  const rows = severitiesOf(response).flatMap(([severity, of]) =>
    MEASURES.flatMap(([field, words]): Range[] => {
      const { p50, p95, max } = of[field];
      if (p50 === undefined || p95 === undefined || max === undefined) return [];
      const minutes = { middle: p50 / MINUTE_MS, high: p95 / MINUTE_MS, highest: max / MINUTE_MS };
      return [{ name: `${severityText(severity, texts)}: ${texts[words]}`, ...minutes }];
    }),
  );
  if (rows.length === 0) return paragraph(texts.noResponse);
  const chart = rangeChart({
    ...{ id: "response-chart", title: texts.responseTimes, rows },
    description: texts.responseTimesWhat,
    number: (value) => (value < 1 ? numbers.decimal(value) : numbers.whole(value)),
    legend: [texts.median, texts.p95, `${texts.greatest} (${texts.minutes})`],
  });
  return figure(chart, texts.responseTimesWhat);
}

function severityTable({ texts, numbers }: ReportContext, response: ResponseDocument): Markup {
  return tableOf({
    caption: texts.severityTable,
    head: [
      ...[texts.severity, texts.raised, texts.acknowledged, texts.clearedFirst, texts.unattended],
      texts.withoutAction,
    ],
    rows: severitiesOf(response).map(([severity, of]) => [
      name(severityText(severity, texts)),
      ...[of.raised, of.acknowledged, of.clearedFirst, of.unattended, of.withoutAction].map(
        (count) => number(numbers.whole(count)),
      ),
    ]),
  });
}

function timesTable(context: ReportContext, response: ResponseDocument): Markup {
  const { texts } = context;
  return tableOf({
    caption: `${texts.responseTimes}, ${texts.minutes}`,
    head: [
      ...[texts.severity, texts.measure, texts.count, texts.median, texts.p90, texts.p95],
      ...[texts.p99, texts.greatest],
    ],
    rows: severitiesOf(response).flatMap(([severity, of]) =>
      MEASURES.map(([field, words]) => [
        name(severityText(severity, texts)),
        text(texts[words]),
        ...timesOf(of[field], context),
      ]),
    ),
  });
}

function timesOf({ count, p50, p90, p95, p99, max }: HistogramDocument, context: ReportContext) {
  const { numbers } = context;
  const times = [p50, p90, p95, p99, max].map((ms) => number(numbers.minutes(ms)));
  return [number(numbers.whole(count)), ...times];
}
