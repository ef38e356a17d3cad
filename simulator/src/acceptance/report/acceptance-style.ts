import { REPORT_STYLE } from "../../report/report-style.ts";
import type { BothTexts } from "../criterion.ts";

/** What stands at the foot of every printed page. */
const FOOT = {
  page: { nb: "Side", en: "Page" },
  of: { nb: "av", en: "of" },
  partial: {
    nb: "Ufullstendig kjøring: kan ikke godkjenne noe",
    en: "Partial run: can approve nothing",
  },
} as const satisfies Readonly<Record<string, BothTexts>>;

/** How an acceptance report looks on a screen and on paper, beside what every report has. */
const STYLE = `
.verdict { border: 3px solid #111; padding: .4rem 1rem; margin: 1rem 0; }
.verdict p { margin: .3rem 0; }
.verdict-words { font-size: 1.7rem; font-weight: bold; }
.verdict-approved { border-color: #00543d; border-width: 5px; }
.verdict-approved-with-deviations { border-color: #7a4a00; border-style: double; border-width: 6px; }
.verdict-not-approved { border-color: #a00; border-width: 5px; background: #fff1f0; }
.verdict-undecided { border-style: dashed; }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; }
.columns h3 { margin: .6rem 0 .2rem; }
.columns dl { grid-template-columns: minmax(7rem, max-content) 1fr; margin: .3rem 0; }
.signatures table { width: 100%; }
.signatures td { height: 1.9rem; min-width: 7rem; }
.id { font-weight: bold; white-space: nowrap; }
.grounds { display: block; font-size: .85em; font-weight: normal; color: #444; }
tbody th { font-weight: normal; min-width: 5rem; }
#criteria tbody th, .hazards tbody th { min-width: 8rem; }
.hazards table { width: 100%; min-width: 62rem; table-layout: fixed; font-size: .8rem; }
.hazards td.text, .columns th, .columns td { min-width: 0; }
.charts { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; }
.charts .chart { min-width: 20rem; }
.charts .chart text { font-size: 17px; }
td.date { white-space: nowrap; }
.charts figure { min-width: 0; margin: .2rem 0; }
td.text { min-width: 6rem; }
.outcome { font-weight: bold; white-space: nowrap; }
.outcome-failed { color: #a00; }
.outcome-passed { color: #00543d; }
.outcome-not-tested { color: #6b4000; }
.test { display: inline-block; margin-right: .6rem; }
.matrix td { text-align: center; min-width: 5rem; height: 2rem; }
.matrix tbody th { font-weight: bold; }
td.risk-low { background: #e3f2ec; }
td.risk-medium { background: #fbe8bf; }
td.risk-high { background: #f3c0b8; font-weight: bold; }
.draft table { width: 100%; }
.draft tbody th { width: 22%; }
.draft td { width: 39%; }
.codes td { font-family: ui-monospace, monospace; font-size: .85em; overflow-wrap: anywhere; }
td.sum { font-weight: bold; }
article { border-top: 1px solid #999; margin-top: 1.2rem; }
caption { white-space: normal; }
@media (max-width: 40rem) {
  .columns, .charts { display: block; }
  .verdict-words { font-size: 1.4rem; }
  pre { font-size: .8rem; }
}
@media print {
  h1 { margin: 0; font-size: 13pt; }
  h2 { font-size: 13pt; margin-top: 6mm; }
  h3 { font-size: 10.5pt; margin: 4mm 0 1mm; }
  body { padding: 0 1px; }
  p { margin: 1mm 0; }
  p, li { break-inside: avoid; }
  article > p { break-after: avoid; }
  #criteria, #operation, #incidents, #hazards, #privacy { break-before: page; }
  #verdict table, #verdict dl, #verdict p { font-size: 8pt; margin: .1rem 0; }
  #verdict { line-height: 1.35; }
  #verdict .verdict { margin: .3rem 0; }
  #verdict .verdict-words { font-size: 15pt; }
  #verdict h2, #verdict h3 { margin: .2rem 0; font-size: 10pt; }
  #verdict .scroll { margin: .2rem 0; }
  #verdict tbody th, #verdict td, #verdict th { padding: .05rem .4rem; }
  .signatures td { height: 6.5mm; }
  table { font-size: 8.5pt; }
  #criteria table, #hazards table, .draft table, .long table { break-inside: auto; }
  tbody th, td.text, .signatures td { min-width: 0; }
  #criteria table, #hazards table { width: 100%; }
  .matrix, .columns, .verdict, .signatures { break-inside: avoid; }
  .matrix td { height: 5mm; }
  .hours table { font-size: 7.5pt; }
  .hours td, .hours th { padding: .1rem .2rem; }
  #hazards .hazards table { font-size: 7.5pt; min-width: 0; }
  #criteria tbody th, .hazards tbody th { min-width: 0; }
  .charts .chart { min-width: 0; }
  .hazards td { overflow-wrap: anywhere; padding: .1rem .3rem; }
  .outcome { white-space: normal; }
  .chart { max-height: 70mm; }
  dl { font-size: 9pt; }
  thead, .before { break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  pre { margin: 1mm 0; font-size: 8.5pt; }
}
#criteria thead th:nth-child(1) { width: 27%; }
#criteria thead th:nth-child(2) { width: 24%; }
#criteria thead th:nth-child(3) { width: 13%; }
#criteria thead th:nth-child(4) { width: 9%; }
#criteria th, .hazards th { box-sizing: border-box; }
.hazards thead th:nth-child(1) { width: 10%; }
.hazards thead th:nth-child(2) { width: 13%; }
.hazards thead th:nth-child(3) { width: 11%; }
.hazards thead th:nth-child(4) { width: 7%; }
.hazards thead th:nth-child(5), .hazards thead th:nth-child(6) { width: 7%; }
.hazards thead th:nth-child(7) { width: 5%; }
.hazards thead th:nth-child(8) { width: 20%; }
.hazards thead th:nth-child(9) { width: 11%; }
.hazards thead th:nth-child(10) { width: 9%; }
`;

/** Writes the style of a page; on paper each page has its number, and a partial run its mark. */
export function acceptanceStyle(say: (texts: BothTexts) => string, isPartial: boolean): string {
  const mark = isPartial ? `@top-center { content: "${say(FOOT.partial)}"; color: #a00; }` : "";
  const number = `content: "${say(FOOT.page)} " counter(page) " ${say(FOOT.of)} " counter(pages);`;
  const pages = `@page { ${mark} @bottom-right { ${number} font: 8pt sans-serif; } }`;
  return `${REPORT_STYLE}${STYLE}${pages}\n`;
}
