import { type Content, element, type Markup } from "../../report/html.ts";
import { paragraph, section } from "../../report/section.ts";
import { type Cell, spanningName, tableOf, text } from "../../report/table.ts";
import type { CheckRecord, CriterionRecord } from "../result/criterion-record.ts";
import {
  BASIS_TEXTS,
  DECIDED_BY_TEXTS,
  METHOD_TEXTS,
  productTitle,
  storyText,
} from "./acceptance-words.ts";
import { basisText } from "./basis-words.ts";
import { type CriteriaGroup, criteriaGroups } from "./criteria-counts.ts";
import { outcomeMark } from "./outcome-mark.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { CRITERIA_TEXTS as TEXTS } from "./texts/criteria-texts.ts";

/** Every criterion with what it rests on, how it was checked and what was seen. */
export function criteriaSection(context: AcceptanceContext): Markup {
  const { say, result } = context;
  const heading = { id: "criteria", heading: say(TEXTS.heading) };
  if (result.criteria.length === 0) return section(context, heading, paragraph(say(TEXTS.none)));
  return section(
    context,
    heading,
    paragraph(say(TEXTS.intro)),
    criteriaGroups(result.criteria).map((group) => groupTable(context, group)),
    repeatCommands(context),
  );
}

function groupTable(context: AcceptanceContext, group: CriteriaGroup): Markup {
  const { say } = context;
  const title = `${say(storyText(group.story))}, ${say(productTitle(group.product))}`;
  return tableOf({
    caption: `${say(TEXTS.heading)}: ${title}`,
    head: [TEXTS.criterion, TEXTS.pass, TEXTS.method, TEXTS.outcome, TEXTS.saw].map(say),
    rows: group.criteria.flatMap((criterion) => rowsOf(context, criterion)),
  });
}

/** One row for each check; the criterion stands before all of its own. */
function rowsOf(context: AcceptanceContext, criterion: CriterionRecord): readonly Cell[][] {
  const first = criterionCell(context, criterion);
  const { checks, outcome } = criterion;
  if (checks.length === 0) {
    return [
      [
        spanningName(first, 1),
        text("–"),
        text("–"),
        text(outcomeMark(context, outcome)),
        text("–"),
      ],
    ];
  }
  return checks.map((check, at) => [
    ...(at === 0 ? [spanningName(first, checks.length)] : []),
    ...checkCells(context, check),
  ]);
}

function criterionCell({ say, language }: AcceptanceContext, criterion: CriterionRecord): Content {
  const { id, text: words, basis, confidence, failureClass } = criterion;
  const grounds = `${say(TEXTS.basis)}: ${basisText(basis, language)} (${say(BASIS_TEXTS[confidence])}); ${say(TEXTS.classOf)}: ${failureClass}`;
  return [
    element("span", { class: "id" }, id),
    ` ${say(words)}`,
    element("span", { class: "grounds" }, grounds),
  ];
}

function checkCells(context: AcceptanceContext, check: CheckRecord): Cell[] {
  const { say } = context;
  const { pass, method, decidedBy, outcome, saw } = check;
  return [
    text(say(pass)),
    text(`${say(METHOD_TEXTS[method])}, ${say(DECIDED_BY_TEXTS[decidedBy])}`),
    text(outcomeMark(context, outcome)),
    text(say(saw)),
  ];
}

/** Commands that repeat what programs decided, each once. */
function repeatCommands({ say, result }: AcceptanceContext): readonly Markup[] {
  const commands = result.criteria.flatMap(({ checks }) =>
    checks.flatMap(({ repeat = [] }) => repeat),
  );
  const distinct = [...new Set(commands)];
  if (distinct.length === 0) return [];
  return [
    element("h3", {}, say(TEXTS.repeatTitle)),
    element("pre", {}, element("code", {}, distinct.join("\n"))),
  ];
}
