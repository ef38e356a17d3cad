import { dayNumberOf } from "@dosekit/protocols";
import { element, type Markup } from "../../report/html.ts";
import { facts, paragraph, section } from "../../report/section.ts";
import { dated, name, number, tableOf, text } from "../../report/table.ts";
import type { DeviationRecord } from "../result/deviation-record.ts";
import { CLASS_TEXTS, productTitle, SOURCE_TEXTS } from "./acceptance-words.ts";
import { type AcceptanceContext, isPartial } from "./page-context.ts";
import { DEVIATION_TEXTS as TEXTS } from "./texts/deviation-texts.ts";
import { repeatBlock, timelineTable } from "./timeline-table.ts";

/** Every deviation: in a table, and each by itself with what happened minute by minute. */
export function deviationSection(context: AcceptanceContext): Markup {
  const { say, result } = context;
  const heading = { id: "deviations", heading: say(TEXTS.heading) };
  if (result.deviations.length === 0) {
    const none = isPartial(result) ? TEXTS.nonePartial : TEXTS.none;
    return section(context, heading, paragraph(say(none)));
  }
  const sorted = [...result.deviations].sort(byGravity);
  return section(
    context,
    heading,
    paragraph(say(TEXTS.intro)),
    overview(context, sorted),
    sorted.map((deviation) => deviationPart(context, deviation)),
  );
}

function overview(context: AcceptanceContext, deviations: readonly DeviationRecord[]): Markup {
  const { say, numbers } = context;
  return tableOf({
    caption: say(TEXTS.table),
    head: [
      ...[TEXTS.id, TEXTS.class, TEXTS.found, TEXTS.times, TEXTS.status].map(say),
      ...[TEXTS.owner, TEXTS.deadline].map(say),
    ],
    rows: deviations.map((one) => [
      name([element("span", { class: "id" }, one.id), ` ${say(one.title)}`]),
      text(`${one.class} ${say(CLASS_TEXTS[one.class])}`),
      dated(numbers.date(one.openedDay)),
      number(numbers.whole(one.count)),
      text(statusOf(context, one)),
      text(one.owner ?? say(TEXTS.notNamed)),
      dated(deadlineOf(context, one)),
    ]),
  });
}

function deviationPart(context: AcceptanceContext, deviation: DeviationRecord): Markup {
  const { say, numbers } = context;
  const { id, title, what, source, products, criterion, remark, timeline, repeat } = deviation;
  const heading = `${id} (${deviation.class}): ${say(title)}`;
  return element(
    "article",
    { class: "deviation" },
    element("h3", {}, heading),
    paragraph(say(what)),
    facts([
      [say(TEXTS.class), `${deviation.class} ${say(CLASS_TEXTS[deviation.class])}`],
      [say(TEXTS.status), statusOf(context, deviation)],
      [say(TEXTS.owner), deviation.owner ?? say(TEXTS.notNamed)],
      [say(TEXTS.deadline), deadlineOf(context, deviation)],
      [say(TEXTS.found), `${numbers.date(deviation.openedDay)}, ${say(SOURCE_TEXTS[source])}`],
      [say(TEXTS.times), numbers.whole(deviation.count)],
      ...(criterion === undefined ? [] : [[say(TEXTS.criterion), criterion] as const]),
      ...(products.length === 0
        ? []
        : [
            [
              say(TEXTS.products),
              products.map((product) => say(productTitle(product))).join(", "),
            ] as const,
          ]),
      ...(remark === undefined ? [] : [[say(TEXTS.remark), remark] as const]),
    ]),
    timelineTable(context, `${id}: ${say(TEXTS.timeline)}`, timeline),
    repeatBlock(context, repeat),
  );
}

function statusOf({ say, numbers, result }: AcceptanceContext, deviation: DeviationRecord): string {
  const { closedDay, deadline } = deviation;
  if (closedDay !== undefined) return `${say(TEXTS.closed)} ${numbers.date(closedDay)}`;
  const isOverdue = deadline !== undefined && deadline < result.date.slice(0, 10);
  return say(isOverdue ? TEXTS.overdue : TEXTS.open);
}

function deadlineOf({ say, numbers }: AcceptanceContext, { deadline }: DeviationRecord): string {
  if (deadline === undefined) return say(TEXTS.noDeadline);
  const day = dayNumberOf(deadline);
  return day === undefined ? deadline : numbers.date(day);
}

function byGravity(a: DeviationRecord, b: DeviationRecord): number {
  return a.class.localeCompare(b.class) || a.openedDay - b.openedDay || a.id.localeCompare(b.id);
}
