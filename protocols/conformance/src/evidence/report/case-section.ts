import { REQUIREMENTS } from "../../requirements/registry.generated.ts";
import type { AssistedStep, CaseRecord, CheckRecord } from "../../run/run-record.ts";
import type { Verdict } from "../../scenario/verdict.ts";
import { traceFileOf } from "../bundle-files.ts";
import { html, type Markup } from "./markup.ts";
import { caseAnchor } from "./matrix.ts";
import type { PageInput } from "./page-input.ts";
import { verdictMark } from "./verdict-words.ts";
import { wireTable } from "./wire-table.ts";

/** How to go about each verdict that is no pass. */
const HOW_TO_READ: Readonly<Partial<Record<Verdict, string>>> = {
  fail: "Read what was expected and what came, then the lines of the wire log that are marked: they are those that the check looked at. The sentence below says who has to do what.",
  error:
    "Nothing is said about the one under test. Look at the reason, mend the fixture, the port or the broker, and run this case again by --select.",
  unverified:
    "There was no sign of life after the last thing that was done. Is it on, and connected to where the kit told?",
  notrun: "The reason says what was lacking: a fixture, a feature, or time.",
  nonstrict: "The sentence says SHOULD: it is legal, and costs something that the sentence names.",
};

/** Everything about each case: the worst first. Pure. */
export function caseSections({ record }: PageInput): Markup {
  return html`<h2 id="cases">Case by case</h2>${record.cases.map(caseSection)}`;
}

function caseSection(one: CaseRecord): Markup {
  const { id, role, profile, kind, verdict, reason, requirements, elapsedMs } = one;
  const isTold = verdict !== "pass" && verdict !== "skipped";
  const text = `${id} ${requirements.join(" ")}`.toLowerCase();
  return html`<details id="${caseAnchor(one)}" data-verdict="${verdict}" data-profile="${profile}" data-text="${text}"${
    isTold ? html` data-told open` : ""
  }><summary>${verdictMark(verdict)} ${id} <small>(${role}, ${profile}, ${kind}, ${(elapsedMs / 1_000).toFixed(1)} s)</small></summary>
${reason === undefined ? "" : html`<p><strong>Reason:</strong> ${reason}</p>`}
${HOW_TO_READ[verdict] === undefined ? "" : html`<p>${HOW_TO_READ[verdict] ?? ""}</p>`}
${requirements.map((req) => html`<p class="sentence"><strong>${req}</strong> (${REQUIREMENTS[req].level}): ${REQUIREMENTS[req].sentence}</p>`)}
${one.checks.length === 0 ? "" : checkTable(one)}
${one.assisted.length === 0 ? "" : assistedTable(one.assisted)}
${one.wire.length === 0 ? "" : wireTable(one)}
<p>All of it: <code>${traceFileOf(one)}</code></p></details>
`;
}

function checkTable({ checks, id }: CaseRecord): Markup {
  return html`<div class="wide" tabindex="0" role="region" aria-label="Checks of ${id}"><table class="halves"><caption>What was expected, and what came</caption>
<thead><tr><th scope="col">At</th><th scope="col">Expected</th><th scope="col">Came</th><th scope="col">About</th><th scope="col">Verdict</th></tr></thead>
<tbody>${checks.map(checkRow)}</tbody></table></div>`;
}

function checkRow({ atMs, expected, seen, requirements, verdict, judged }: CheckRecord): Markup {
  const before = judged === verdict ? "" : html` (${judged} before the waiver)`;
  return html`<tr><td>${secondsOf(atMs)}</td><td>${expected}</td><td>${seen}</td><td>${requirements.join(" ")}</td><td>${verdictMark(verdict)}${before}</td></tr>`;
}

function assistedTable(steps: readonly AssistedStep[]): Markup {
  const rows = steps.map(
    ({ atMs, words, by, done, reason = "" }) =>
      html`<tr><td>${secondsOf(atMs)}</td><td>${words}</td><td>${by}</td><td>${done ? "done" : `not done: ${reason}`}</td></tr>`,
  );
  return html`<div class="wide" tabindex="0" role="region" aria-label="Assisted steps"><table><caption>Done by hand, or what stands in for one</caption>
<thead><tr><th scope="col">At</th><th scope="col">What</th><th scope="col">By</th><th scope="col">Outcome</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function secondsOf(atMs: number): string {
  return `${(atMs / 1_000).toFixed(3)} s`;
}
