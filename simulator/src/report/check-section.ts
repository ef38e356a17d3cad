import { CHECK_IDS } from "../checkers/checker.ts";
import { utcText } from "../results/event-of-record.ts";
import { CHECK_TEXTS } from "../results/run-texts.ts";
import { element, type Markup } from "./html.ts";
import type { ReportContext } from "./report-input.ts";
import { paragraph, section } from "./section.ts";
import { name, number, tableOf, text } from "./table.ts";

/** The rules: how often each was checked, and whether it held. */
export function checkSection(context: ReportContext): Markup {
  const { document, texts, numbers, language, violations } = context;
  const table = tableOf({
    caption: texts.checksTable,
    head: [texts.rule, texts.meaning, texts.checked, texts.violated, texts.verdict],
    rows: CHECK_IDS.map((id) => {
      const { made, violated } = document.checks[id];
      const verdict = violated > 0 ? texts.notHeld : made === 0 ? texts.notTested : texts.held;
      return [
        name(id),
        text(CHECK_TEXTS[language][id]),
        number(numbers.whole(made)),
        number(numbers.whole(violated)),
        text(violated > 0 ? element("strong", {}, verdict) : verdict),
      ];
    }),
  });
  const found =
    violations.length === 0
      ? []
      : [
          element("h3", {}, texts.violations),
          element(
            "ul",
            {},
            violations.map(({ check, trueMs, message }) =>
              element("li", {}, `${check} ${utcText(trueMs)} ${message}`),
            ),
          ),
        ];
  const heading = { id: "checks", heading: texts.checks };
  return section(context, heading, paragraph(texts.checksWhat), table, found);
}

/** What became of the events on their way to the gateway. */
export function deliverySection(context: ReportContext): Markup {
  const { document, texts, numbers, droppedTelemetry } = context;
  const { sent, received, doubled, lost, underWay = 0 } = document.delivery;
  const rows: readonly (readonly [string, number])[] = [
    [texts.sent, sent],
    [texts.received, received],
    [texts.doubled, doubled],
    document.partial ? [texts.cutOff, lost + underWay] : [texts.lost, lost],
    ...(underWay > 0 && !document.partial ? [[texts.underWay, underWay] as const] : []),
    [texts.dropped, droppedTelemetry],
  ];
  return section(
    context,
    { id: "delivery", heading: texts.delivery },
    paragraph(texts.deliveryWhat),
    tableOf({
      caption: texts.deliveryTable,
      head: [texts.event, texts.count],
      rows: rows.map(([what, count]) => [name(what), number(numbers.whole(count))]),
    }),
  );
}
