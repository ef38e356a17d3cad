import { REQUIREMENTS, type RequirementId } from "../../requirements/registry.generated.ts";
import type { RequirementSummary } from "../../run/roll-up.ts";
import type { CaseRecord, RunRecord } from "../../run/run-record.ts";
import { VERDICTS } from "../../scenario/verdict.ts";
import { html, type Markup } from "./markup.ts";
import type { PageInput } from "./page-input.ts";
import { verdictMark } from "./verdict-words.ts";

/** Every requirement that binds who was tested, with its verdict and the cases that decided. Pure. */
export function matrixSection(input: PageInput): Markup {
  const { record, summary } = input;
  const judged = new Map(summary.requirements.map((one) => [one.id, one]));
  const ids = (Object.keys(REQUIREMENTS) as RequirementId[]).filter(
    (id) => judged.has(id) || binds(REQUIREMENTS[id], record),
  );
  const rows = ids.sort().map((id) => matrixRow(id, judged.get(id)));
  return html`<h2 id="matrix">Requirements</h2>
${filterForm(record)}
<div class="wide" tabindex="0" role="region" aria-label="Requirements and verdicts"><table>
<thead><tr><th scope="col">Requirement</th><th scope="col">Level</th><th scope="col">Profile</th><th scope="col">Verdict</th><th scope="col">Decided by</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** Where the part about a case begins. Pure. */
export function caseAnchor({ id }: Pick<CaseRecord, "id">): string {
  return `case-${id.replaceAll("/", "-")}`;
}

function binds(
  { roles, profile }: (typeof REQUIREMENTS)[RequirementId],
  { role, profiles }: RunRecord,
): boolean {
  const own = role === "host" ? "gateway" : role;
  return roles.includes(own) && profiles.some((one) => one === profile);
}

function matrixRow(id: RequirementId, judged: RequirementSummary | undefined): Markup {
  const { level, profile, sentence, testability } = REQUIREMENTS[id];
  const text =
    `${id} ${sentence} ${judged?.cases.map((one) => one.id).join(" ") ?? ""}`.toLowerCase();
  const cell =
    judged === undefined
      ? html`<em>${testability === "inspection" ? "by reading, not by the kit" : "no case in this run"}</em>`
      : verdictMark(judged.verdict);
  return html`<tr data-verdict="${judged?.verdict ?? "none"}" data-profile="${profile}" data-text="${text}">
<th scope="row"><details><summary>${id}</summary>${sentence}</details></th><td>${level}</td><td>${profile}</td><td>${cell}</td>
<td class="cases">${judged?.cases.map((one) => caseLink(one)) ?? ""}</td></tr>
`;
}

function caseLink({ id }: { readonly id: string }): Markup {
  return html`<a href="#${caseAnchor({ id })}">${id}</a> `;
}

function filterForm({ profiles }: RunRecord): Markup {
  const verdicts = [...VERDICTS, "none"].map((verdict) => html`<option>${verdict}</option>`);
  const options = profiles.map((profile) => html`<option>${profile}</option>`);
  return html`<form id="filter" hidden>
<label>Verdict <select name="verdict"><option value="">all</option>${verdicts}</select></label>
<label>Profile <select name="profile"><option value="">all</option>${options}</select></label>
<label>Words <input name="text" type="search" placeholder="OMDP-EVT, acknowledge…"></label>
<output id="shown"></output></form>`;
}
