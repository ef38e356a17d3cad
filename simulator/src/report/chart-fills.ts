import { element, type Markup } from "./html.ts";

/**
 * How the surfaces of a chart are told apart: by colour and by pattern, so that they differ on paper
 * and for whoever sees no colours. The colours are those of Okabe and Ito.
 */
const FILLS = [
  { colour: "#0072b2", pattern: "none" },
  { colour: "#d55e00", pattern: "slanted" },
  { colour: "#000000", pattern: "dotted" },
  { colour: "#e69f00", pattern: "level" },
  { colour: "#009e73", pattern: "crossed" },
  { colour: "#cc79a7", pattern: "upright" },
  { colour: "#56b4e9", pattern: "counter-slanted" },
] as const;

type Pattern = (typeof FILLS)[number]["pattern"];

const CELL = 8;

/** Lines of each pattern over a cell of {@link CELL} units. */
const STROKES: Readonly<Record<Exclude<Pattern, "none">, string>> = {
  slanted: "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4",
  "counter-slanted": "M-2,6 l4,4 M0,0 l8,8 M6,-2 l4,4",
  dotted: "M2,2 h1.5 M6,6 h1.5",
  level: "M0,2 h8 M0,6 h8",
  upright: "M2,0 v8 M6,0 v8",
  crossed: "M0,0 l8,8 M0,8 l8,-8",
};

/** Says how a surface is filled, by its place in the legend. */
export function fillOf(chart: string, place: number): string {
  const { colour, pattern } = FILLS[place % FILLS.length] ?? FILLS[0];
  return pattern === "none" ? colour : `url(#${chart}-fill-${place % FILLS.length})`;
}

/** Colour of the outline of a surface. */
export function colourOf(place: number): string {
  return FILLS[place % FILLS.length]?.colour ?? "#000000";
}

/** Defines the fills that a chart uses, under names of its own. */
export function fillDefinitions(chart: string, count: number): Markup {
  const used = FILLS.slice(0, Math.min(count, FILLS.length));
  return element(
    "defs",
    {},
    used.flatMap(({ colour, pattern }, place) =>
      pattern === "none"
        ? []
        : element(
            "pattern",
            {
              ...{ id: `${chart}-fill-${place}`, width: CELL, height: CELL },
              patternUnits: "userSpaceOnUse",
            },
            element("rect", {
              ...{ width: CELL, height: CELL, fill: colour, "fill-opacity": 0.35 },
            }),
            element("path", {
              ...{ d: STROKES[pattern], stroke: colour, "stroke-width": 1.6, fill: "none" },
            }),
          ),
    ),
  );
}
