import { element, type Markup } from "../../report/html.ts";
import { intervalChart } from "../../report/interval-chart.ts";
import { figure, section } from "../../report/section.ts";
import { type Cell, name, tableOf, text } from "../../report/table.ts";
import { DEVIATION_CLASSES } from "../deviation.ts";
import { CLASS_TEXTS, productTitle, storyText } from "../report/acceptance-words.ts";
import { outcomeMark } from "../report/outcome-mark.ts";
import type { PageContext } from "../report/page-context.ts";
import { COMPARED_MEASURES, type ComparedMeasure } from "./compared-measures.ts";
import type { ComparedProduct, ComparedStory, Interval } from "./comparison-result.ts";
import { COMPARISON_TEXTS as TEXTS } from "./comparison-texts.ts";

/** Products for one user story side by side: a column for each product, a row for each thing. */
export function storySection(context: PageContext, id: string, story: ComparedStory): Markup {
  const title = context.say(storyText(story.story));
  const { products } = story;
  return section(
    context,
    { id, heading: title },
    subjectTable(context, title, products),
    criteriaTable(context, title, products),
    deviationTable(context, title, products),
    ...(["workload", "robustness"] as const).map((about) => [
      measureTable(context, title, about, products),
      element("div", { class: "charts" }, charts(context, id, about, products)),
    ]),
    incidentTable(context, title, products),
  );
}

type Products = readonly ComparedProduct[];

function sideBySide(
  { say }: PageContext,
  caption: string,
  first: string,
  { products, rows }: { readonly products: Products; readonly rows: readonly (readonly Cell[])[] },
): Markup {
  return tableOf({
    caption: `${caption}`,
    head: [first, ...products.map(({ product }) => say(productTitle(product)))],
    rows:
      rows.length > 0 ? rows : [[name(say(TEXTS.notMeasured)), ...products.map(() => text("–"))]],
  });
}

function subjectTable(context: PageContext, title: string, products: Products): Markup {
  const { say } = context;
  const rows = [
    [name(say(TEXTS.devices)), ...products.map(({ devices }) => intervalCell(context, devices))],
    [name(say(TEXTS.seeds)), ...products.map(({ seeds }) => text(seeds.join(", ")))],
  ];
  return sideBySide(context, `${title}: ${say(TEXTS.subjects)}`, say(TEXTS.product), {
    products,
    rows,
  });
}

function criteriaTable(context: PageContext, title: string, products: Products): Markup {
  const { say } = context;
  const texts = new Map(products.flatMap(({ criteria }) => criteria.map((c) => [c.id, c.text])));
  const rows = [...texts].map(([id, words]) => [
    name([element("span", { class: "id" }, id), ` ${say(words)}`]),
    ...products.map(({ criteria }) => {
      const found = criteria.find((one) => one.id === id);
      if (found === undefined) return text("–");
      const { outcome, runsPassed, runsFailed } = found;
      const mixed = runsPassed > 0 && runsFailed > 0;
      return text([
        outcomeMark(context, outcome),
        mixed ? ` (${passedText(context, runsPassed, runsPassed + runsFailed)})` : "",
      ]);
    }),
  ]);
  const caption = `${title}: ${say(TEXTS.criteria)}`;
  return sideBySide(context, caption, say(TEXTS.criterion), { products, rows });
}

function deviationTable(context: PageContext, title: string, products: Products): Markup {
  const { say } = context;
  const rows = DEVIATION_CLASSES.map((one) => [
    name(`${one} ${say(CLASS_TEXTS[one])}`),
    ...products.map(({ deviations }) => intervalCell(context, deviations[one])),
  ]);
  const caption = `${title}: ${say(TEXTS.deviations)}`;
  return sideBySide(context, caption, say(TEXTS.class), { products, rows });
}

/** Measures of a kind that any of the products has. */
function measuresAbout(about: "workload" | "robustness", products: Products) {
  const all = Object.keys(COMPARED_MEASURES) as readonly ComparedMeasure[];
  return all.filter(
    (measure) =>
      COMPARED_MEASURES[measure].about === about &&
      products.some(({ measures }) => measures[measure] !== undefined),
  );
}

function measureTable(
  context: PageContext,
  title: string,
  about: "workload" | "robustness",
  products: Products,
): Markup {
  const { say } = context;
  const rows = measuresAbout(about, products).map((measure) => [
    name(say(COMPARED_MEASURES[measure].words)),
    ...products.map(({ measures }) => intervalCell(context, measures[measure])),
  ]);
  const caption = `${title}: ${say(TEXTS[about])}`;
  return sideBySide(context, caption, say(TEXTS.measure), { products, rows });
}

/** A picture for each measure that every product has. */
function charts(
  { say, numbers }: PageContext,
  id: string,
  about: "workload" | "robustness",
  products: Products,
): readonly Markup[] {
  return measuresAbout(about, products).flatMap((measure) => {
    const rows = products.flatMap(({ product, measures }) => {
      const interval = measures[measure];
      return interval === undefined ? [] : [{ name: say(productTitle(product)), ...interval }];
    });
    if (rows.length < Math.max(2, products.length)) return [];
    if (rows.every(({ most }) => most === 0)) return [];
    const title = say(COMPARED_MEASURES[measure].words);
    const chart = intervalChart({
      ...{ id: `${id}-${measure}`, title, description: say(TEXTS.chartWhat), rows },
      number: (value) => numbers.decimal(value, Number.isInteger(value) ? 0 : 2),
    });
    return [figure(chart, title)];
  });
}

function incidentTable(context: PageContext, title: string, products: Products): Markup {
  const { say } = context;
  const titles = new Map(
    products.flatMap(({ incidents }) => incidents.map((one) => [one.incident, one.title])),
  );
  const rows = [...titles].map(([incident, words]) => [
    name(say(words)),
    ...products.map(({ incidents }) => {
      const found = incidents.find((one) => one.incident === incident);
      const decided = (found?.runsPassed ?? 0) + (found?.runsFailed ?? 0);
      return found === undefined || decided === 0
        ? text(say(TEXTS.notMeasured))
        : text(passedText(context, found.runsPassed, decided));
    }),
  ]);
  const caption = `${title}: ${say(TEXTS.incidents)}`;
  return sideBySide(context, caption, say(TEXTS.incident), { products, rows });
}

function passedText({ say, numbers }: PageContext, passed: number, of: number): string {
  return `${say(TEXTS.passedOf)} ${numbers.whole(passed)} ${say(TEXTS.of)} ${numbers.whole(of)}`;
}

function intervalCell({ say, numbers }: PageContext, interval: Interval | undefined): Cell {
  if (interval === undefined) return text(say(TEXTS.notMeasured));
  const { median, least, most } = interval;
  const figureOf = (value: number) => numbers.decimal(value, Number.isInteger(value) ? 0 : 2);
  const range = least === most ? "" : ` (${figureOf(least)}–${figureOf(most)})`;
  return text(`${figureOf(median)}${range}`);
}
