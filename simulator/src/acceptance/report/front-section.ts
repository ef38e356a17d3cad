import { dayNumberOf } from "@dosekit/protocols";
import { type Content, element, type Markup } from "../../report/html.ts";
import { facts, paragraph, section } from "../../report/section.ts";
import { name, number, tableOf, text } from "../../report/table.ts";
import { DEVIATION_CLASSES, isOpen } from "../deviation.ts";
import { VERDICTS } from "../verdict.ts";
import { CLASS_TEXTS, productTitle } from "./acceptance-words.ts";
import { approvalPart } from "./approval-part.ts";
import { criteriaCounts } from "./criteria-counts.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { isPartial } from "./page-context.ts";
import { shownVerdict } from "./shown-verdict.ts";
import {
  OPEN_REASONS,
  ruleTexts,
  SIGNATORIES,
  FRONT_TEXTS as TEXTS,
  VERDICT_REASONS,
} from "./texts/front-texts.ts";
import { undecidedText } from "./undecided-words.ts";

/** The page that is signed: the verdict and what it follows from. */
export function frontSection(context: AcceptanceContext): Markup {
  const { say } = context;
  return section(
    context,
    { id: "verdict", heading: say(TEXTS.heading) },
    verdictBanner(context),
    element(
      "div",
      { class: "columns" },
      element(
        "div",
        {},
        element("h3", {}, say(TEXTS.tested)),
        subjectFacts(context),
        criteriaCounts(context),
      ),
      element("div", {}, openTable(context), approvalPart(context)),
    ),
    rulePart(context),
    isPartial(context.result) ? [] : signatures(context),
  );
}

function verdictBanner(context: AcceptanceContext): Markup {
  const { say, result, texts } = context;
  const verdict = shownVerdict(result);
  const words = say(VERDICTS[verdict]);
  const mark = isPartial(result) ? ` (${texts.partialMark})` : "";
  return element(
    "div",
    { class: `verdict verdict-${verdict}` },
    element(
      "p",
      { class: "verdict-words" },
      `${words.slice(0, 1).toUpperCase()}${words.slice(1)}${mark}`,
    ),
    paragraph(say(VERDICT_REASONS[verdict]), openReasons(context)),
    paragraph(say(TEXTS.simulated)),
  );
}

/** Says why a verdict is open, and which criteria keep it so. */
function openReasons({ say, result }: AcceptanceContext): Content {
  const { approval, finding, criteria } = result;
  if (shownVerdict(result) !== "undecided") return [];
  const isNoneDecided = !criteria.some(
    ({ outcome }) => outcome === "passed" || outcome === "failed",
  );
  const ids = [...new Set(finding.undecided)].map((id) => say(undecidedText(id)));
  const reasons = [
    ...(isPartial(result) ? [say(OPEN_REASONS.partial)] : []),
    ...(approval.isComplete ? [] : [say(OPEN_REASONS.period)]),
    ...(isNoneDecided ? [say(OPEN_REASONS.nothing)] : []),
    ...(ids.length > 0
      ? [`${say(OPEN_REASONS.criteria)} ${say(TEXTS.undecided)}: ${ids.join(", ")}.`]
      : []),
  ];
  return reasons.map((reason) => ` ${reason}`);
}

function subjectFacts(context: AcceptanceContext): Markup {
  const { say, result, numbers } = context;
  const { operation, incidents, pathways, file, municipality, date, seed } = result;
  const held = (all: readonly { readonly outcome: string }[]) =>
    all.length === 0
      ? say(TEXTS.notRun)
      : `${numbers.whole(all.filter(({ outcome }) => outcome === "passed").length)} ${say(TEXTS.heldOf)} ${numbers.whole(all.length)}`;
  const products = [...new Set(operation?.byProduct.map(({ product }) => product))];
  const operated =
    operation === undefined
      ? say(TEXTS.notRun)
      : `${numbers.whole(operation.run.devices)} ${say(TEXTS.devicesFor)} ${numbers.whole(operation.days)} ${say(TEXTS.daysOf)} ${products.map((product) => say(productTitle(product))).join(", ")}`;
  return facts([
    [say(TEXTS.municipality), municipality],
    [say(TEXTS.date), dateText(context, date)],
    [say(TEXTS.file), file.name],
    [say(TEXTS.seed), seed],
    [say(TEXTS.operation), operated],
    [say(TEXTS.incidents), held(incidents)],
    [say(TEXTS.pathways), held(pathways)],
  ]);
}

function dateText({ numbers }: AcceptanceContext, date: string): string {
  const day = dayNumberOf(date.slice(0, 10));
  return day === undefined ? date : numbers.date(day);
}

function openTable({ say, result, numbers }: AcceptanceContext): Markup {
  const { rule, finding, deviations } = result;
  return tableOf({
    caption: say(TEXTS.deviations),
    head: [TEXTS.class, TEXTS.open, TEXTS.allowed, TEXTS.closed].map(say),
    rows: DEVIATION_CLASSES.map((one) => {
      const most = rule[one];
      const closed = deviations.filter((each) => each.class === one && !isOpen(each)).length;
      return [
        name(`${one} ${say(CLASS_TEXTS[one])}`),
        number(numbers.whole(finding.open[one])),
        most === null ? text(say(TEXTS.noLimit)) : number(numbers.whole(most)),
        number(numbers.whole(closed)),
      ];
    }),
  });
}

function rulePart({ say, result }: AcceptanceContext): readonly Markup[] {
  const bounds = ruleTexts(result.rule).map(say).join(" ");
  const parts = [TEXTS.ruleGiven, TEXTS.ruleDecided, TEXTS.rulePeriod].map(say);
  const [given = "", decided = "", period = ""] = parts;
  return [
    element("h3", {}, say(TEXTS.rule)),
    paragraph([given, bounds, decided, period].join(" ")),
  ];
}

function signatures({ say }: AcceptanceContext): Markup {
  const table = tableOf({
    caption: say(TEXTS.signatures),
    head: [TEXTS.role, TEXTS.name, TEXTS.signedOn, TEXTS.signature].map(say),
    rows: SIGNATORIES.map((role) => [name(say(role)), text(""), text(""), text("")]),
  });
  return element("div", { class: "signatures" }, table);
}
