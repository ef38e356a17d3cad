import { element, type Markup } from "../../report/html.ts";
import { paragraph, section } from "../../report/section.ts";
import { name, number, tableOf, text } from "../../report/table.ts";
import type { IncidentResult } from "../result/incident-result.ts";
import { outcomeMark } from "./outcome-mark.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { INCIDENT_TEXTS as TEXTS } from "./texts/incident-texts.ts";
import { repeatBlock, timelineTable } from "./timeline-table.ts";

/** How the service came through each incident. */
export function incidentSection(context: AcceptanceContext): Markup {
  const { say, result } = context;
  const heading = { id: "incidents", heading: say(TEXTS.heading) };
  const { incidents } = result;
  if (incidents.length === 0) return section(context, heading, paragraph(say(TEXTS.none)));
  return section(
    context,
    heading,
    paragraph(say(TEXTS.intro)),
    overview(context, incidents),
    incidents.map((incident) => incidentPart(context, incident)),
  );
}

function overview(context: AcceptanceContext, incidents: readonly IncidentResult[]): Markup {
  const { say, numbers } = context;
  return tableOf({
    caption: say(TEXTS.overview),
    head: [TEXTS.incident, TEXTS.devices, TEXTS.outcome, TEXTS.checksPassed, TEXTS.deviations].map(
      say,
    ),
    rows: incidents.map((incident) => {
      const { title, devices, outcome, checks, deviations } = incident;
      const passed = checks.filter((check) => check.outcome === "passed").length;
      return [
        name(say(title)),
        number(numbers.whole(devices)),
        text([outcomeMark(context, outcome), partialMark(context, incident)]),
        text(`${numbers.whole(passed)} ${say(TEXTS.of)} ${numbers.whole(checks.length)}`),
        text(deviations.map(({ id }) => id).join(", ") || "–"),
      ];
    }),
  });
}

function incidentPart(context: AcceptanceContext, incident: IncidentResult): Markup {
  const { say } = context;
  const { title, course, checks, timeline, repeat } = incident;
  const heading = say(title);
  const table = tableOf({
    caption: `${heading}: ${say(TEXTS.checks)}`,
    head: [TEXTS.expect, TEXTS.outcome, TEXTS.saw].map(say),
    rows: checks.map(({ expect, outcome, saw }) => [
      name(say(expect)),
      text(outcomeMark(context, outcome)),
      text(say(saw)),
    ]),
  });
  return element(
    "article",
    {},
    element("h3", {}, heading, partialMark(context, incident)),
    paragraph(say(course)),
    table,
    timelineTable(context, `${heading}: ${say(TEXTS.timeline)}`, timeline),
    repeatBlock(context, repeat),
  );
}

function partialMark({ texts }: AcceptanceContext, { partial }: { readonly partial: boolean }) {
  return partial ? [element("span", { class: "partial-mark" }, ` (${texts.partialMark})`)] : [];
}
