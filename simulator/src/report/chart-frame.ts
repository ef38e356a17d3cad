import { type Content, element, type Markup } from "./html.ts";

/** Width of every chart in its own units. */
export const CHART_WIDTH = 760;

/** What a chart says of itself, so that whoever does not see it knows what it shows. */
export interface ChartWords {
  /** Name that no other chart of the page has. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** Puts a chart into a picture with its title and description. */
export function chartFrame(
  { id, title, description }: ChartWords,
  height: number,
  ...inside: Content[]
): Markup {
  return element(
    "svg",
    {
      ...{ viewBox: `0 0 ${CHART_WIDTH} ${height}`, role: "img", class: "chart" },
      "aria-labelledby": `${id}-title ${id}-description`,
      xmlns: "http://www.w3.org/2000/svg",
    },
    element("title", { id: `${id}-title` }, title),
    element("desc", { id: `${id}-description` }, description),
    inside,
  );
}

/** Writes text into a chart. */
export function label(
  text: string,
  x: number,
  y: number,
  anchor: "start" | "middle" | "end" = "start",
): Markup {
  return element("text", { x: rounded(x), y: rounded(y), "text-anchor": anchor }, text);
}

/** Draws a straight line. */
export function line(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  style: "axis" | "grid" | "mark" = "axis",
): Markup {
  return element("line", {
    ...{ x1: rounded(x1), y1: rounded(y1), x2: rounded(x2), y2: rounded(y2) },
    class: style,
  });
}

/** Whole numbers from 0 up to the first that is not below a value: at most six of them, evenly. */
export function ticksFor(greatest: number): readonly number[] {
  const rough = Math.max(1, greatest / 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 1;
  const count = Math.max(1, Math.ceil(greatest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Coordinates with one digit behind the point, so that the same run gives the same bytes. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
