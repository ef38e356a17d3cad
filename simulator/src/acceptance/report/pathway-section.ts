import { element, type Markup } from "../../report/html.ts";
import { paragraph, section } from "../../report/section.ts";
import { name, tableOf, text } from "../../report/table.ts";
import type { PathwayResult } from "../result/pathway-result.ts";
import { METHOD_TEXTS, productTitle, storyText } from "./acceptance-words.ts";
import { outcomeMark } from "./outcome-mark.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { PATHWAY_TEXTS as TEXTS } from "./texts/incident-texts.ts";
import { repeatBlock, timelineTable } from "./timeline-table.ts";

/** The way of one user of each story from the mapping of needs to the reset of the device. */
export function pathwaySection(context: AcceptanceContext): Markup {
  const { say, result } = context;
  const heading = { id: "pathway", heading: say(TEXTS.heading) };
  const { pathways } = result;
  if (pathways.length === 0) return section(context, heading, paragraph(say(TEXTS.none)));
  return section(
    context,
    heading,
    paragraph(say(TEXTS.intro)),
    pathways.map((pathway) => pathwayPart(context, pathway)),
  );
}

function pathwayPart(context: AcceptanceContext, pathway: PathwayResult): Markup {
  const { say, texts } = context;
  const { story, product, steps, timeline, repeat, outcome, partial } = pathway;
  const title = `${say(storyText(story))}: ${say(productTitle(product))}`;
  const mark = partial ? ` (${texts.partialMark})` : "";
  const table = tableOf({
    caption: `${title}: ${say(TEXTS.steps)}`,
    head: [
      ...[TEXTS.step, TEXTS.actors, TEXTS.method].map(say),
      ...[TEXTS.expect, TEXTS.outcome, TEXTS.saw].map(say),
    ],
    rows: steps.map((step) => [
      name(say(step.title)),
      text(step.actors.map(say).join(", ")),
      text(say(METHOD_TEXTS[step.method])),
      text(say(step.expect)),
      text(outcomeMark(context, step.outcome)),
      text(say(step.saw)),
    ]),
  });
  return element(
    "article",
    {},
    element("h3", {}, `${title}${mark}: `, outcomeMark(context, outcome)),
    table,
    timelineTable(context, `${title}: ${say(TEXTS.timeline)}`, timeline),
    repeatBlock(context, repeat),
  );
}
