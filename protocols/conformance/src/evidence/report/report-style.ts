/** How the report looks on a screen and on paper. */
export const REPORT_STYLE = `
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 70rem; padding: 0 1rem 3rem; color: #111; background: #fff;
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 1.2rem 0 .2rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #111; }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; }
.jump { position: absolute; left: -99rem; }
.jump:focus { position: static; }
.result { border: 3px solid #111; padding: .5rem 1rem; font-weight: bold; }
.result.fail, .result.error { border-color: #a00; border-style: double; border-width: 6px; }
.kv th { text-align: left; padding-right: 1.2rem; vertical-align: top; white-space: nowrap;
  border: 0; background: none; }
.kv td { border: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; font-size: .9rem; width: 100%; }
.kv { width: auto; }
th, td { border: 1px solid #888; padding: .2rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #eee; }
caption { text-align: left; padding: .3rem 0; }
.wide { overflow-x: auto; margin: .5rem 0 1rem; }
.wide:focus, a:focus, select:focus, input:focus, summary:focus { outline: 3px solid #d55e00; }
.v { white-space: nowrap; font-weight: bold; padding: 0 .3rem; border: 1px solid currentcolor; }
.v.pass { color: #14521f; } .v.fail, .v.error { color: #fff; background: #900; }
.v.unverified, .v.notrun { color: #111; background: #ffd98a; }
.v.nonstrict, .v.waived { color: #3b2a6b; } .v.skipped { color: #444; font-weight: normal; }
form { display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; align-items: end; margin: .5rem 0; }
select, input { font: inherit; padding: .15rem .3rem; border: 1px solid #555; max-width: 100%; }
code, .hex { font: .8rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
details { border-top: 1px solid #888; padding: .3rem 0; }
summary { cursor: pointer; }
.sentence { border-left: 4px solid #888; padding-left: .8rem; margin: .4rem 0; }
.cases a { display: inline-block; margin-right: .6rem; padding: .25rem 0; }
td { overflow-wrap: anywhere; }
th details { border: 0; padding: 0; font-weight: normal; }
th summary { white-space: nowrap; font-weight: bold; }
.split { table-layout: fixed; min-width: 46rem; }
.split th:nth-child(1) { width: 5.5rem; } .split th:nth-child(2) { width: 5.5rem; }
.split th:nth-child(3) { width: 38%; }
.halves { table-layout: fixed; min-width: 46rem; }
.halves th:nth-child(1) { width: 5.5rem; } .halves th:nth-child(2) { width: 28%; }
.halves th:nth-child(4) { width: 8.5rem; } .halves th:nth-child(5) { width: 7rem; }
a { color: #00437a; }
[hidden] { display: none; }
@media (max-width: 40rem) { .kv th { white-space: normal; } h1 { font-size: 1.3rem; } }
@page { size: A4; margin: 14mm; }
@media print {
  body { max-width: none; font-size: 9.5pt; padding: 0; }
  form, .jump { display: none; }
  .wide { overflow: visible; }
  table { font-size: 8pt; }
  .split, .halves { min-width: 0; }
  code, .hex { font-size: 7pt; }
  tr, .result, .sentence { break-inside: avoid; }
  thead { display: table-header-group; }
  h2, h3, summary { break-after: avoid; }
  .v { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

/** Hides rows that a reader did not ask for; without it everything is shown. */
export const FILTER_SCRIPT = `
(() => {
  const form = document.getElementById("filter");
  const rows = [...document.querySelectorAll("[data-verdict]")];
  const shown = document.getElementById("shown");
  const apply = () => {
    const { verdict, profile, text } = form.elements;
    const words = text.value.trim().toLowerCase();
    let count = 0;
    for (const row of rows) {
      const fits = (verdict.value === "" || row.dataset.verdict === verdict.value) &&
        (profile.value === "" || row.dataset.profile === profile.value) &&
        (words === "" || row.dataset.text.includes(words));
      row.hidden = !fits;
      if (fits && row.tagName === "TR") count += 1;
    }
    shown.textContent = count + " requirements shown";
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.tagName === "DETAILS") { target.hidden = false; target.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details[data-told]")) one.open = true;
  });
  apply();
  open();
})();
`;
