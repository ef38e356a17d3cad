import { caseSections } from "./case-section.ts";
import { firstPage } from "./first-page.ts";
import { html, Markup } from "./markup.ts";
import { matrixSection } from "./matrix.ts";
import type { PageInput } from "./page-input.ts";
import { FILTER_SCRIPT, REPORT_STYLE } from "./report-style.ts";

/**
 * Writes the report of a run as one page that needs nothing else: who was tested and the result,
 * requirement by requirement, case by case. Pure.
 */
export function reportHtml(input: PageInput): string {
  const { dut, versions } = input.record;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${dut.product}: conformance with OMDP ${versions.omdp}</title><style>${new Markup(REPORT_STYLE)}</style></head>
<body><a class="jump" href="#matrix">To the requirements</a>
<main>${firstPage(input)}
${matrixSection(input)}
${caseSections(input)}</main>
<script>${new Markup(FILTER_SCRIPT)}</script></body></html>
`;
  return String(page);
}
