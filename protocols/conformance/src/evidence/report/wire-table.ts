import type { CaseRecord } from "../../run/run-record.ts";
import type { WireRecord } from "../../run/trace-record.ts";
import { html, type Markup } from "./markup.ts";
import { wireSaid } from "./wire-said.ts";

/** Most lines of a log that the report shows: of a case that passed, and of any other. */
const LINES_MAX = { pass: 12, other: 120 } as const;
/** Most bytes of one line that are shown. */
const BYTES_MAX = 96;

const ARROWS: Readonly<Record<string, string>> = {
  in: "← from it",
  out: "→ to it",
  opened: "opened",
  closed: "closed",
};

/**
 * The wire log of a case, hexadecimal beside what it says: of a long one the last lines before the
 * verdict, as the whole log lies in the bundle. Pure.
 */
export function wireTable(one: CaseRecord): Markup {
  const { wire, verdict, wireMissed, id } = one;
  const most = verdict === "pass" || verdict === "skipped" ? LINES_MAX.pass : LINES_MAX.other;
  const looked = lookedAt(one);
  const end = looked === undefined ? wire.length : Math.min(wire.length, looked.last + most / 4);
  const shown = wire.slice(Math.max(0, end - most), end);
  const left = wire.length - shown.length;
  const more = left > 0 ? ` (${shown.length} of ${wire.length} lines)` : "";
  const rows = shown.map((line) => wireRow(line, isBetween(line, looked)));
  return html`<div class="wide" tabindex="0" role="region" aria-label="Wire log of ${id}"><table class="split"><caption>Wire log${more}${
    wireMissed > 0 ? `; ${wireMissed} lines found no room` : ""
  }</caption>
<thead><tr><th scope="col">At</th><th scope="col">Way</th><th scope="col">Bytes</th><th scope="col">Says</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

interface Looked {
  /** Places in the wire log. */
  readonly first: number;
  readonly last: number;
}

/** Which lines the worst check looked at. */
function lookedAt({ checks, verdict, trace }: CaseRecord): Looked | undefined {
  const check = checks.find((one) => one.verdict === verdict);
  if (check === undefined || verdict === "pass") return undefined;
  const lines = trace
    .slice(check.from, check.to)
    .flatMap((seen) => ("wire" in seen ? [seen.wire] : []));
  const [first] = lines;
  const last = lines.at(-1);
  return first === undefined || last === undefined ? undefined : { first, last };
}

function isBetween({ index }: WireRecord, looked: Looked | undefined): boolean {
  return looked !== undefined && index >= looked.first && index <= looked.last;
}

function wireRow(line: WireRecord, isLooked: boolean): Markup {
  const { atMs, way, hex, says, note } = line;
  const mark = isLooked ? html`<strong>▸ </strong>` : "";
  const said = wireSaid(line);
  return html`<tr><td>${mark}${(atMs / 1_000).toFixed(3)}</td><td>${ARROWS[way] ?? way}</td><td class="hex">${hexText(hex)}</td><td>${says}${
    note === undefined || note === says ? "" : html` <em>${note}</em>`
  }${said === "" ? "" : html`<br><code>${said}</code>`}</td></tr>
`;
}

function hexText(hex: string): string {
  const pairs = hex.slice(0, BYTES_MAX * 2).match(/../g) ?? [];
  const left = hex.length / 2 - pairs.length;
  return `${pairs.join(" ")}${left > 0 ? ` … ${left} more` : ""}`;
}
