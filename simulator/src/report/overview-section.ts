import { type Content, element, type Markup } from "./html.ts";
import type { ReportContext } from "./report-input.ts";
import { facts, section } from "./section.ts";

/** What the run was, and what came of it in a few numbers. */
export function overviewSection(context: ReportContext): Markup {
  const { document, texts, numbers, sums } = context;
  const { outcomes, due, alerts } = document.totals;
  const closed = sumOf(outcomes);
  const shareOf = (count: number) => (closed === 0 ? "–" : numbers.percent(count / closed));
  const rows: readonly (readonly [string, Content])[] = [
    [texts.verdict, element("strong", {}, verdictOf(context))],
    [texts.dosesDue, numbers.whole(due)],
    [texts.retrievedShare, shareOf(outcomes.retrieved)],
    [texts.missedShare, shareOf(outcomes.missed)],
    [texts.alertsRaised, numbers.whole(sumOf(alerts))],
    [texts.devices, numbers.whole(document.devices)],
    [texts.days, numbers.whole(document.days)],
    [texts.firstDay, numbers.date(sums.firstDay)],
    ...(document.loop === undefined
      ? []
      : [[texts.loop, document.loop === "open" ? texts.openLoop : texts.closedLoop] as const]),
  ];
  return section(context, { id: "overview", heading: texts.overview }, facts(rows));
}

/** What it takes to compare a run with another: its seed, its sums and when it was judged. */
export function technicalFacts(context: ReportContext): Markup {
  const { document, texts, numbers } = context;
  return facts([
    [texts.command, `dosekit ${document.command}`],
    [texts.seed, element("code", {}, document.seed)],
    ...phaseRows(context),
    [texts.zoneTables, document.tzTable],
    ...(document.traceHash === undefined
      ? []
      : [[texts.traceHash, element("code", {}, document.traceHash)] as const]),
    [texts.took, numbers.decimal(document.elapsedMs / 1_000)],
  ]);
}

/** Until when faults were made, and when the last of them was over: what is judged at the end. */
function phaseRows({ document, texts, time }: ReportContext): (readonly [string, Content])[] {
  const { phases } = document;
  if (phases === undefined) return [];
  const { faults, liveness } = phases;
  return [
    [texts.faultsUntil, time(faults.until)],
    [texts.lastFaultEnded, time(liveness.lastFaultEnded)],
    [texts.judgedAt, time(liveness.at)],
  ];
}

/** The verdict in words, as the exit code has it. */
function verdictOf({ document, texts }: ReportContext): string {
  const checks = Object.values(document.checks);
  const { lost, doubled } = document.delivery;
  if (checks.some(({ violated }) => violated > 0)) return texts.someViolated;
  if ((document.stops ?? 0) > 0) return texts.stopped;
  if (document.partial) return texts.cutShort;
  if (lost > 0 || doubled > 0) return texts.lostOrDoubled;
  return checks.some(({ made }) => made > 0) ? texts.allHeld : texts.nothingTested;
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
