import type { RunRecord } from "../../run/run-record.ts";
import { VERDICTS } from "../../scenario/verdict.ts";
import { BUNDLE } from "../bundle-files.ts";
import { type Filling, html, type Markup } from "./markup.ts";
import type { PageInput } from "./page-input.ts";
import { resultSentence, VERDICT_MEANINGS, verdictMark } from "./verdict-words.ts";

/** What stands on the first page: who was tested, by what, with which result. Pure. */
export function firstPage(input: PageInput): Markup {
  const { record, summary } = input;
  const { vendor, product } = record.dut;
  return html`
<h1>${vendor} ${product}: conformance with OMDP ${record.versions.omdp}</h1>
<p class="result ${summary.verdict}">${resultSentence(record, summary.verdict)}</p>
${summary.problems.map((problem) => html`<p class="result fail">${problem}</p>`)}
${facts(input)}
${counts(input)}
${waivers(input)}
${tolerances(input)}`;
}

/** A table of names and what they are. Pure. */
export function factTable(rows: readonly (readonly [string, Filling])[]): Markup {
  const lines = rows.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
  );
  return html`<table class="kv"><tbody>${lines}</tbody></table>`;
}

/** Facts about a run that stand on the report as on the statement. Pure. */
export function runFacts({ record, summary }: PageInput): readonly (readonly [string, Filling])[] {
  const { dut, role, profiles, adapters, versions, startedAt } = record;
  const perProfile = profiles.map((profile) => {
    const verdict = summary.profiles.find((one) => one.profile === profile)?.verdict;
    return html`${profile} ${verdict === undefined ? "" : verdictMark(verdict)} `;
  });
  return [
    ["Product", `${dut.vendor} ${dut.product}`],
    ["Serial number", dut.serial],
    ["Firmware", dut.firmware],
    ["Role", role],
    ["Profiles", perProfile],
    ["Reached by", adapters.join(", ")],
    ["Date", `${startedAt.slice(0, 10)}, ${startedAt.slice(11, 19)} UTC`],
    [
      "Kit",
      `${versions.kit}, protocol ${versions.omdp}, Node ${versions.node}, ${versions.platform}`,
    ],
    ["Specification", html`<code>${versions.specification}</code>`],
    ["Test clock", clockText(record)],
  ];
}

function clockText({ testClock }: RunRecord): string {
  switch (testClock) {
    case "used":
      return "Cases about doses ran on the device's own test clock, not in real time.";
    case "declared":
      return "The device is stated to have one; no case used it.";
    default:
      return "none";
  }
}

function facts(input: PageInput): Markup {
  const { record, manifestHash } = input;
  const { select, simulationOnly, strict, certify, seed, elapsedMs, ics } = record;
  return factTable([
    ...runFacts(input),
    ["Manifest, SHA-256", html`<code>${manifestHash}</code>`],
    ["Stated features", ics.features.join(", ") || "none"],
    ["Chosen cases", select.length > 0 ? select.join(", ") : "all that apply"],
    ...(simulationOnly.length > 0 ? [["No real device", simulationOnly.join(", ")] as const] : []),
    ["Rules", rulesText(strict, certify)],
    ["Seed, duration", `${seed}, ${Math.round(elapsedMs / 1_000)} s`],
  ]);
}

function rulesText(strict: boolean, certify: boolean): string {
  const own = [...(certify ? ["certifying"] : []), ...(strict ? ["advice counts"] : [])];
  return own.join(", ") || "ordinary: advice that is not followed does not fail the run";
}

function counts({ summary }: PageInput): Markup {
  const rows = VERDICTS.filter((verdict) => summary.counts[verdict] > 0).map(
    (verdict) =>
      html`<tr><td>${verdictMark(verdict)}</td><td>${summary.counts[verdict]}</td><td>${VERDICT_MEANINGS[verdict]}</td></tr>`,
  );
  return html`<h2>Cases</h2><div class="wide" tabindex="0" role="region" aria-label="Cases by verdict"><table>
<thead><tr><th scope="col">Verdict</th><th scope="col">Cases</th><th scope="col">What it means</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function waivers({ record, summary }: PageInput): Markup {
  if (record.waivers.length === 0) return html`<p>Nothing was waived.</p>`;
  const rows = record.waivers.map(
    ({ req = "", case: pattern = "", reason, owner, expires }, at) =>
      html`<tr><td>${req} ${pattern}</td><td>${reason}</td><td>${owner}</td><td>${expires}</td><td>${summary.waivers[at] ?? ""}</td></tr>`,
  );
  return html`<h2>Waivers</h2><div class="wide" tabindex="0" role="region" aria-label="Waivers"><table>
<thead><tr><th scope="col">Covers</th><th scope="col">Reason</th><th scope="col">Owner</th><th scope="col">Last day</th><th scope="col">State</th></tr></thead>
<tbody>${rows}</tbody></table></div><p>The file is <code>${BUNDLE.waivers}</code>.</p>`;
}

function tolerances({ record }: PageInput): Markup {
  const rows = Object.entries(record.params).map(
    ([name, value]) => html`<tr><td>${name}</td><td>${String(value)}</td></tr>`,
  );
  return html`<details><summary>Tolerances that the cases name</summary><div class="wide" tabindex="0" role="region" aria-label="Tolerances"><table>
<thead><tr><th scope="col">Name</th><th scope="col">Value (ms, where it ends so)</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}
