import { fillDefinitions, fillOf } from "./chart-fills.ts";
import { CHART_WIDTH, type ChartWords, chartFrame, label, line, rounded } from "./chart-frame.ts";
import { element, type Markup } from "./html.ts";

/** What a chart of rows shows: a bar and its number for each. */
export interface RowChart extends ChartWords {
  readonly rows: readonly { readonly name: string; readonly value: number }[];
  readonly number: (value: number) => string;
}

const [LEFT, RIGHT, ROW, TOP] = [340, 70, 22, 6] as const;

/** Draws lying bars, each with its name before it and its number behind it. */
export function rowChart(chart: RowChart): Markup {
  const { id, rows, number } = chart;
  const greatest = Math.max(1, ...rows.map(({ value }) => value));
  const scale = (CHART_WIDTH - LEFT - RIGHT) / greatest;
  return chartFrame(
    chart,
    TOP * 2 + rows.length * ROW,
    fillDefinitions(id, 1),
    rows.map(({ name, value }, index) => {
      const y = TOP + index * ROW;
      const width = rounded(value * scale);
      return [
        label(shortened(name), LEFT - 8, y + 14, "end"),
        element("rect", { x: LEFT, y: y + 3, width, height: ROW - 7, fill: fillOf(id, 0) }),
        label(number(value), LEFT + width + 6, y + 14),
      ];
    }),
    line([LEFT, TOP], [LEFT, TOP + rows.length * ROW]),
  );
}

const NAME_CHARS_MAX = 44;

function shortened(name: string): string {
  return name.length <= NAME_CHARS_MAX ? name : `${name.slice(0, NAME_CHARS_MAX - 1)}…`;
}
