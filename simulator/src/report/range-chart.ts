import { CHART_WIDTH, type ChartWords, chartFrame, label, line, rounded } from "./chart-frame.ts";
import { element, type Markup } from "./html.ts";

/** One row of a range chart: three values, the least first. */
export interface Range {
  readonly name: string;
  readonly middle: number;
  readonly high: number;
  readonly highest: number;
  /** Most that it may be; absent where nothing says so. */
  readonly limit?: number;
}

/** What a range chart shows, on an axis on which each step is ten times the one before. */
export interface RangeChart extends ChartWords {
  readonly rows: readonly Range[];
  readonly number: (value: number) => string;
  /** What the marks stand for: circle, square and bar. */
  readonly legend: readonly [middle: string, high: string, highest: string, limit?: string];
}

const [LEFT, RIGHT, ROW, TOP] = [300, 24, 24, 8] as const;
/** Least value that the axis shows. */
const LEAST = 0.1;

/** Draws for each row a line from its middle to its highest value. */
export function rangeChart(chart: RangeChart): Markup {
  const { rows, number, legend } = chart;
  const greatest = Math.max(1, ...rows.map(({ highest, limit = 0 }) => Math.max(highest, limit)));
  const decades = Math.max(1, Math.ceil(Math.log10(greatest / LEAST)));
  const scale = (CHART_WIDTH - LEFT - RIGHT) / decades;
  const at = (value: number) => LEFT + Math.log10(Math.max(LEAST, value) / LEAST) * scale;
  const bottom = TOP + rows.length * ROW;
  return chartFrame(
    chart,
    bottom + 44,
    Array.from({ length: decades + 1 }, (_, decade) => {
      const value = LEAST * 10 ** decade;
      const x = at(value);
      return [line([x, TOP], [x, bottom], "grid"), label(number(value), x, bottom + 14, "middle")];
    }),
    rows.map((row, index) => rangeAt(row, TOP + (index + 0.5) * ROW, at)),
    legend.map((text = "", place) => {
      const x = LEFT + place * (legend.length > 3 ? 110 : 150);
      return [markAt(place, x, bottom + 32), label(text, x + 12, bottom + 36)];
    }),
  );
}

function rangeAt(
  { name, middle, high, highest, limit }: Range,
  y: number,
  at: (value: number) => number,
): readonly Markup[] {
  return [
    label(name, LEFT - 10, y + 4, "end"),
    line([at(middle), y], [at(highest), y], "mark"),
    markAt(2, at(highest), y),
    markAt(1, at(high), y),
    markAt(0, at(middle), y),
    ...(limit === undefined ? [] : [markAt(3, at(limit), y)]),
  ];
}

/** A circle, a square, an upright bar or a cross: shapes that differ without colour. */
function markAt(place: number, x: number, y: number): Markup {
  const [left, top] = [rounded(x), rounded(y)];
  if (place === 0) return element("circle", { cx: left, cy: top, r: 4.5, class: "mark" });
  if (place === 3) {
    const d = `M${rounded(x - 5)},${rounded(y - 8)}l10,16m0,-16l-10,16`;
    return element("path", { d, class: "mark" });
  }
  const [width, height] = place === 1 ? [7, 7] : [3, 12];
  const corner = { x: rounded(left - width / 2), y: rounded(top - height / 2) };
  return element("rect", { ...corner, width, height, class: "mark" });
}
