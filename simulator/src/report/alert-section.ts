import { ALERTS, type AlertCode } from "@dosekit/protocols";
import type { Markup } from "./html.ts";
import type { ReportContext } from "./report-input.ts";
import { rowChart } from "./row-chart.ts";
import { figure, paragraph, section } from "./section.ts";
import { name, number, tableOf, text } from "./table.ts";

/** Alerts by national code: how many, and how many for each hundred doses. */
export function alertSection(context: ReportContext): Markup {
  const { document, texts, numbers, language } = context;
  const counts = Object.entries(document.totals.alerts) as [AlertCode, number][];
  const heading = { id: "alerts", heading: texts.alerts };
  if (counts.length === 0) return section(context, heading, paragraph(texts.noAlerts));
  const words = (code: AlertCode) => ALERTS[code][language];
  const doses = document.totals.due;
  return section(
    context,
    heading,
    figure(
      rowChart({
        ...{ id: "alerts-chart", title: texts.alerts, description: texts.alertsWhat },
        rows: counts.map(([code, value]) => ({ name: `${code} ${words(code)}`, value })),
        number: (value) => numbers.whole(value),
      }),
      texts.alertsWhat,
    ),
    tableOf({
      caption: texts.alertsTable,
      head: [texts.code, texts.alert, texts.count, texts.perHundred],
      rows: counts.map(([code, count]) => [
        name(code),
        text(words(code)),
        number(numbers.whole(count)),
        number(doses === 0 ? "–" : numbers.decimal((100 * count) / doses, 2)),
      ]),
    }),
  );
}
