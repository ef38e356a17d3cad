import {
  CHART_WIDTH,
  type ChartWords,
  chartFrame,
  label,
  line,
  rounded,
  ticksFor,
} from "./chart-frame.ts";
import { element, type Markup } from "./html.ts";

/** What a chart of intervals shows: a line from least to most for each row, on one even axis. */
export interface IntervalChart extends ChartWords {
  readonly rows: readonly {
    readonly name: string;
    readonly least: number;
    readonly median: number;
    readonly most: number;
  }[];
  readonly number: (value: number) => string;
}

const [LEFT, RIGHT, ROW, TOP] = [250, 40, 28, 8] as const;

/** Draws intervals under each other. */
export function intervalChart(chart: IntervalChart): Markup {
  const { rows, number } = chart;
  const greatest = Math.max(...rows.map(({ most }) => most), 0);
  // Axes of small numbers have ticks of a tenth or a hundredth, as whole ones would say nothing.
  const unit = greatest >= 5 || greatest === 0 ? 1 : 10 ** Math.floor(Math.log10(greatest) - 1);
  const ticks = ticksFor(greatest / unit).map((tick) => tick * unit);
  const scale = (CHART_WIDTH - LEFT - RIGHT) / (ticks.at(-1) ?? 1);
  const at = (value: number) => LEFT + value * scale;
  const bottom = TOP + rows.length * ROW;
  return chartFrame(
    chart,
    bottom + 26,
    ticks.map((tick) => [
      line([at(tick), TOP], [at(tick), bottom], "grid"),
      label(number(tick), at(tick), bottom + 20, "middle"),
    ]),
    rows.map(({ name, least, median, most }, row) => {
      const y = TOP + (row + 0.5) * ROW;
      return [
        label(name, LEFT - 10, y + 4, "end"),
        line([at(least), y], [at(most), y], "mark"),
        endAt(at(least), y),
        endAt(at(most), y),
        element("circle", { cx: rounded(at(median)), cy: rounded(y), r: 4.5, class: "mark" }),
      ];
    }),
  );
}

function endAt(x: number, y: number): Markup {
  return line([x, y - 5], [x, y + 5], "mark");
}
