import { colourOf, fillDefinitions, fillOf } from "./chart-fills.ts";
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

/** One kind of surface in a bar chart, with a value for each bar. */
export interface BarSeries {
  readonly name: string;
  readonly values: readonly number[];
  /** Which of the fills it has, so that the same thing looks the same in several charts. */
  readonly fill: number;
}

/** What a bar chart shows. */
export interface BarChart extends ChartWords {
  /** What stands under each bar. */
  readonly labels: readonly string[];
  readonly series: readonly BarSeries[];
  /** Whether the surfaces of one bar stand on each other, or side by side. */
  readonly isStacked: boolean;
  readonly number: (value: number) => string;
}

const [LEFT, TOP, RIGHT, AXIS] = [64, 12, 24, 190] as const;
const LABELS_MAX = 16;
const LEGEND_ROW = 18;

/** Draws bars over an axis, with a legend below. */
export function barChart(chart: BarChart): Markup {
  const { id, labels, series } = chart;
  const ticks = ticksFor(greatestOf(chart));
  const scale = (AXIS - TOP) / (ticks.at(-1) ?? 1);
  const legend = legendRows(chart);
  const bars = labels.flatMap((_, bar) => barsAt(chart, bar, scale));
  return chartFrame(
    chart,
    AXIS + 28 + legend.rows * LEGEND_ROW,
    fillDefinitions(id, Math.max(0, ...series.map(({ fill }) => fill + 1))),
    ticks.map((tick) => [
      line([LEFT, AXIS - tick * scale], [CHART_WIDTH - RIGHT, AXIS - tick * scale], "grid"),
      label(chart.number(tick), LEFT - 6, AXIS - tick * scale + 4, "end"),
    ]),
    surfaces(chart, bars),
    bars.map(outline),
    line([LEFT, AXIS], [CHART_WIDTH - RIGHT, AXIS]),
    shownLabels(labels).map(([text, bar]) =>
      label(text, LEFT + (bar + 0.5) * slotWidth(chart), AXIS + 16, "middle"),
    ),
    legend.marks,
  );
}

/** One surface of one bar, in the units of the chart. */
interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: number;
  readonly told: string;
}

function barsAt(chart: BarChart, bar: number, scale: number): readonly Bar[] {
  const { series, isStacked } = chart;
  const slot = slotWidth(chart);
  const room = slot * 0.8;
  const width = isStacked ? room : room / series.length;
  let bottom: number = AXIS;
  return series.flatMap(({ name, values, fill }, place) => {
    const value = values[bar] ?? 0;
    if (value <= 0) return [];
    const height = value * scale;
    const y = (isStacked ? bottom : AXIS) - height;
    if (isStacked) bottom = y;
    const x = LEFT + bar * slot + slot * 0.1 + (isStacked ? 0 : place * width);
    const told = `${chart.labels[bar] ?? ""}: ${name} ${chart.number(value)}`;
    return [{ x, y, width, height, fill, told }];
  });
}

/**
 * Fills all bars of a kind as one shape: printing writes a pattern out once for each shape that it
 * fills, and a year of days in patterns of their own would be a document of 70 MB.
 */
function surfaces({ id, series }: BarChart, bars: readonly Bar[]): readonly Markup[] {
  return series.map(({ fill }) => {
    const corners = bars
      .filter((bar) => bar.fill === fill)
      .map(({ x, y, width, height }) => {
        const [across, down] = [rounded(width), rounded(height)];
        return `M${rounded(x)},${rounded(y)}h${across}v${down}h${-across}z`;
      });
    return element("path", { d: corners.join(""), fill: fillOf(id, fill) });
  });
}

/** The edge of a bar, which also tells its number to whoever points at it. */
function outline({ x, y, width, height, fill, told }: Bar): Markup {
  return element(
    "g",
    {},
    element("title", {}, told),
    element("rect", {
      ...{ x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height) },
      ...{ fill: "none", "pointer-events": "all" },
      ...{ stroke: colourOf(fill), "stroke-width": 0.7 },
    }),
  );
}

function slotWidth({ labels }: BarChart): number {
  return (CHART_WIDTH - LEFT - RIGHT) / Math.max(1, labels.length);
}

function greatestOf({ series, isStacked, labels }: BarChart): number {
  const heights = labels.map((_, bar) => {
    const values = series.map(({ values: of }) => of[bar] ?? 0);
    return isStacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
  });
  return Math.max(0, ...heights);
}

/** As many labels as can be read, evenly spread. */
function shownLabels(labels: readonly string[]): readonly (readonly [string, number])[] {
  const every = Math.ceil(labels.length / LABELS_MAX);
  return labels.flatMap((text, bar) => (bar % every === 0 ? [[text, bar] as const] : []));
}

function legendRows({ id, series }: BarChart): {
  readonly rows: number;
  readonly marks: readonly Markup[];
} {
  const perRow = 3;
  const marks = series.flatMap(({ name, fill }, place) => {
    const x = LEFT + (place % perRow) * ((CHART_WIDTH - LEFT) / perRow);
    const y = AXIS + 28 + Math.floor(place / perRow) * LEGEND_ROW;
    return [
      element("rect", {
        ...{ x: rounded(x), y, width: 14, height: 12, fill: fillOf(id, fill) },
        ...{ stroke: colourOf(fill), "stroke-width": 0.7 },
      }),
      label(name, x + 20, y + 10),
    ];
  });
  return { rows: Math.ceil(series.length / perRow), marks };
}
