/** How a report looks on a screen and on paper. */
export const REPORT_STYLE = `
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; color: #111; background: #fff; margin: 0 auto;
  max-width: 66rem; padding: 0 1rem 2rem; }
h1 { font-size: 1.7rem; margin: 1rem 0 .3rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #111; }
h3 { font-size: 1.05rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
a { color: #00437a; }
a:focus, .scroll:focus { outline: 3px solid #d55e00; outline-offset: 2px; }
.partial { border: 4px double #a00; padding: .6rem 1rem; font-weight: bold; margin: 1rem 0; }
.partial-mark { color: #a00; }
dl { display: grid; grid-template-columns: minmax(10rem, max-content) 1fr; gap: .1rem 1.2rem; }
dt { font-weight: bold; }
dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 1rem 0; }
figcaption { font-size: .875rem; }
.chart { display: block; width: 100%; min-width: 38rem; height: auto; }
.chart text { font: 12px system-ui, sans-serif; fill: #111; }
.chart .axis { stroke: #111; stroke-width: 1; }
.chart .grid { stroke: #bbb; stroke-width: .6; }
.chart .mark { stroke: #111; stroke-width: 1.6; fill: #fff; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: .9rem; }
caption { text-align: left; font-weight: bold; padding: .2rem 0; white-space: nowrap; }
th, td { border: 1px solid #999; padding: .15rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #eee; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
#map thead th:not(:first-child) { writing-mode: vertical-rl; vertical-align: bottom; }
#map td, #map th { padding: .1rem .25rem; }
#map table { font-size: .75rem; }
#map tbody th { white-space: nowrap; }
td.shade-1 { background: #fdf0d9; }
td.shade-2 { background: #f9d9a0; }
td.shade-3 { background: #eda94e; font-weight: bold; }
td.shade-4 { background: #7a3600; color: #fff; font-weight: bold; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #999; padding: .5rem; }
@media (max-width: 40rem) {
  h1 { font-size: 1.4rem; overflow-wrap: anywhere; }
  dl { display: block; }
  dd { margin: 0 0 .4rem; }
  .scroll table { font-size: .85rem; }
  caption { white-space: normal; }
}
footer { margin-top: 2rem; border-top: 1px solid #999; font-size: .875rem; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  body { max-width: none; font-size: 10pt; padding: 0; }
  .skip, nav { display: none; }
  .scroll { overflow: visible; margin: .5rem 0; }
  #map table, #doses table { font-size: 7pt; }
  #hours table { font-size: 8pt; }
  h2, h3, h2 + p, caption { break-after: avoid; }
  dl { break-inside: avoid; }
  .chart { min-width: 0; max-height: 85mm; }
  figure, tr, table { break-inside: avoid; }
  thead { display: table-header-group; }
  td, th, rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
