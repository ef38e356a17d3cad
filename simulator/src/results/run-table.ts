import { ALERTS, type AlertCode, type Outcome } from "@dosekit/protocols";
import Table from "cli-table3";
import { CHECK_IDS, type Violation } from "../checkers/checker.ts";
import { HAZARD_WORDS } from "../report/hazard-words.ts";
import { ReportNumbers } from "../report/report-numbers.ts";
import { operatorRows, responseRows, visitRows } from "./response-table.ts";
import type { RunDocument } from "./run-document.ts";
import { CHECK_TEXTS, OUTCOME_WORDS, TABLE_TEXTS, type TableLanguage } from "./run-texts.ts";

/** What the table tells besides the document. */
export interface RunTableExtras {
  readonly language: TableLanguage;
  /** Command that repeats the devices' run on virtual time. */
  readonly repeatCommand: string;
  /** Telemetry that devices dropped openly. */
  readonly droppedTelemetry: number;
  /** The first cases in which a rule did not hold. */
  readonly violations: readonly Violation[];
  /** Further lines about how the run went: pace, broker, file. */
  readonly notes: readonly string[];
}

/** Sets the result of a run as tables for people. */
export function runTable(document: RunDocument, extras: RunTableExtras): string {
  const texts = TABLE_TEXTS[extras.language];
  return [
    dosesTable(document, extras.language),
    alertsTable(document, extras.language),
    ...responseTables(document, extras.language),
    deliveryTable(document, extras),
    ...hazardsTable(document, extras.language),
    checksTable(document, extras.language),
    ...extras.violations.map(({ check, message }) => `${check} ${message}`),
    ...(document.partial ? [texts.partial] : []),
    `${texts.seed}: ${document.seed}   ${texts.took}: ${secondsText(document, extras)} s`,
    ...extras.notes,
    `${texts.repeat}: ${extras.repeatCommand}`,
  ]
    .join("\n")
    .concat("\n");
}

function secondsText({ elapsedMs }: RunDocument, { language }: RunTableExtras): string {
  return new ReportNumbers(language).decimal(elapsedMs / 1_000);
}

function dosesTable({ totals, devices, days }: RunDocument, language: TableLanguage): string {
  const texts = TABLE_TEXTS[language];
  const rows = (Object.keys(totals.outcomes) as Outcome[])
    .filter((outcome) => totals.outcomes[outcome] > 0)
    .map((outcome) => [OUTCOME_WORDS[language][outcome], String(totals.outcomes[outcome])]);
  const ended = Object.values(totals.outcomes).reduce((sum, count) => sum + count, 0);
  const open = totals.due - ended;
  if (open > 0) rows.push([texts.open, String(open)]);
  const head = `${texts.doses} (${devices} ${texts.devices}, ${days} ${texts.days})`;
  return grid([head, String(totals.due)], rows);
}

function alertsTable({ totals }: RunDocument, language: TableLanguage): string {
  const texts = TABLE_TEXTS[language];
  const rows = (Object.entries(totals.alerts) as [AlertCode, number][]).map(([code, count]) => [
    code,
    ALERTS[code].no,
    ALERTS[code].en,
    String(count),
  ]);
  if (rows.length === 0) rows.push(["–", texts.none, "", "0"]);
  return grid([texts.alert, "Norsk", "English", texts.count], rows);
}

function responseTables({ response }: RunDocument, language: TableLanguage): readonly string[] {
  if (response === undefined) return [];
  return [responseRows, operatorRows, visitRows].flatMap((rowsOf) => {
    const table = rowsOf(response, language);
    return table === undefined ? [] : [grid(table.head, table.rows)];
  });
}

function deliveryTable({ delivery, partial }: RunDocument, extras: RunTableExtras): string {
  const texts = TABLE_TEXTS[extras.language];
  const { sent, received, doubled, lost, stranded, forgotten, underWay = 0 } = delivery;
  const rows = [
    [texts.sent, String(sent)],
    [texts.received, String(received)],
    [texts.doubled, String(doubled)],
    partial ? [texts.cutOff, String(lost + underWay)] : [texts.lost, String(lost)],
  ];
  if (underWay > 0 && !partial) rows.push([texts.underWay, String(underWay)]);
  if (stranded !== undefined) rows.push([texts.stranded, String(stranded)]);
  if (forgotten !== undefined) rows.push([texts.forgotten, String(forgotten)]);
  if (extras.droppedTelemetry > 0) rows.push([texts.dropped, String(extras.droppedTelemetry)]);
  return grid([texts.events, ""], rows);
}

function hazardsTable({ hazards = {} }: RunDocument, language: TableLanguage): readonly string[] {
  const texts = TABLE_TEXTS[language];
  const words: Readonly<Record<string, string>> = HAZARD_WORDS[language];
  const rows = Object.entries(hazards).map(([name, count]) => [words[name] ?? name, String(count)]);
  return rows.length === 0 ? [] : [grid([texts.hazard, texts.count], rows)];
}

function checksTable({ checks }: RunDocument, language: TableLanguage): string {
  const texts = TABLE_TEXTS[language];
  const rows = CHECK_IDS.map((id) => {
    const { made, violated } = checks[id];
    return [id, CHECK_TEXTS[language][id], String(made), verdictOf(made, violated, language)];
  });
  return grid([texts.rule, texts.meaning, texts.checked, texts.verdict], rows);
}

function verdictOf(made: number, violated: number, language: TableLanguage): string {
  const texts = TABLE_TEXTS[language];
  if (violated > 0) return `${texts.violated} (${violated})`;
  return made === 0 ? texts.notTested : texts.held;
}

function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
  // No colours: the table is read in logs and files as often as on a terminal.
  const table = new Table({ head: [...head], style: { head: [], border: [] } });
  for (const row of rows) table.push([...row]);
  return table.toString();
}
