import { factTable, runFacts } from "./first-page.ts";
import { html, Markup } from "./markup.ts";
import type { PageInput } from "./page-input.ts";
import { REPORT_STYLE } from "./report-style.ts";
import { resultSentence } from "./verdict-words.ts";

/** Room for a name and a date, which people write. */
const SIGN_STYLE = `
.sign { display: flex; gap: 2rem; margin-top: 4rem; }
.sign p { flex: 1; border-top: 1px solid #111; padding-top: .2rem; }
`;

/** Writes the statement of conformance: one page to be signed. Pure. */
export function statementHtml(input: PageInput): string {
  const { record, summary, manifestHash } = input;
  const { dut, versions, waivers } = record;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${dut.product}: statement of conformance</title><style>${new Markup(REPORT_STYLE + SIGN_STYLE)}</style></head>
<body><main><h1>Statement of conformance with OMDP ${versions.omdp}</h1>
<p class="result ${summary.verdict}">${resultSentence(record, summary.verdict)}</p>
${factTable([...runFacts(input), ["Waivers", waivers.length === 0 ? "none" : waiverList(input)], ["Evidence, SHA-256", html`<code>${manifestHash}</code>`]])}
<p>The evidence is a folder with a manifest whose hash stands above. Whoever has it can judge every case again without the device: <code>dosekit-conform replay FOLDER</code>.</p>
<div class="sign"><p>Name</p><p>Date and signature</p></div></main></body></html>
`;
  return String(page);
}

/** Most waivers that the page names; it has to stay one. */
const WAIVERS_MAX = 8;

function waiverList({ record: { waivers } }: PageInput) {
  const shown = waivers.slice(0, WAIVERS_MAX);
  const left = waivers.length - shown.length;
  return html`${shown.map(
    ({ req = "", case: pattern = "", owner, expires }) =>
      html`${req} ${pattern} (${owner}, until ${expires})<br>`,
  )}${left > 0 ? `and ${left} more, see the report` : ""}`;
}
