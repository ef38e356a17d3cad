import type { ChartTable } from "./chart-table.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { actionLines } from "./source-actions.ts";
import { inLeaves, type Lines, literal, SourceNames, textOf } from "./source-text.ts";
import { type Choices, microstepLines } from "./source-ways.ts";

/** Functions that the code of a chart calls beside those of the chart. */
const RUNTIME = {
  checkedDelayMs: "step-limits.ts",
  endlessChart: "step-limits.ts",
  makeEffects: "chart-stepper.ts",
  ownContext: "own-context.ts",
} as const;

/**
 * Writes a chart as a module of TypeScript that steps it in place: {@link ChartCode} under the
 * given name. Pure; the same table gives the same text.
 *
 * @param from where the compiler stands for the module: its folder, or the package as a whole
 */
export function chartSource(table: ChartTable, name: string, from: string): string {
  const text = textOf([bindLines(table, true)], "  ");
  return [
    `// Made from the chart "${table.id}" by \`npm run docs\`: changes made here are lost.`,
    "// biome-ignore-all lint: nobody writes this by hand",
    "// biome-ignore-all format: nobody writes this by hand",
    ...importLines(text, from),
    "",
    `/** The chart \`${table.id}\` as plain code. */`,
    `export const ${name}: ChartCode = {`,
    `  fingerprint: ${literal(fingerprintOf(table))},`,
    "  bind(parts) {",
    text,
    "  },",
    "};",
    "",
  ].join("\n");
}

/**
 * Writes what `bind` does as plain JavaScript, over `parts`, `checkedDelayMs`, `endlessChart`,
 * `makeEffects` and `ownContext`: for tests, which evaluate the code of charts that nobody ships.
 */
export function bindSource(table: ChartTable): string {
  return textOf(bindLines(table, false));
}

function importLines(text: string, from: string): readonly string[] {
  const fileOf = (file: string) => (from.startsWith(".") ? `${from}/${file}` : from);
  const called = Object.entries(RUNTIME).filter(([name]) => text.includes(`${name}(`));
  const files = [...new Set(called.map(([, file]) => fileOf(file)))].sort();
  return [
    `import type { ChartCode, ChartInstance } from "${fileOf("chart-stepper.ts")}";`,
    ...files.map((path) => {
      const names = called.filter(([, file]) => fileOf(file) === path).map(([name]) => name);
      return `import { ${names.sort().join(", ")} } from "${path}";`;
    }),
  ];
}

function bindLines(table: ChartTable, isTyped: boolean): Lines {
  const names = new SourceNames();
  const lists = isTyped ? "[] as number[]" : "[]";
  const context = isTyped ? "{} as Record<string, unknown>" : "{}";
  const steps = [
    ...table.events.flatMap((event, code) =>
      isHeard(event)
        ? functionLines(`event${code}`, event.type, microstepLines(event, table, names), isTyped)
        : [],
    ),
    ...settleLines(table, names, isTyped),
    ...faceLines(table, names),
  ];
  return [
    "const effects = makeEffects();",
    "const { actions, timers, delaysMs } = effects;",
    `const asked = { context: ${context}, event: { type: "" } };`,
    ...(table.raised.length > 0 ? [`const queue = ${lists};`, "let queued = 0;"] : []),
    ...table.raised.map(({ event }, at) => `const raised${at} = ${literal(event)};`),
    ...names.lookups(),
    ...steps,
  ];
}

function isHeard({ regions, root }: Choices): boolean {
  return regions.length > 0 || root.length > 0;
}

/** Writes a function over `instance`, and `place` as it stands at the beginning. */
function functionLines(name: string, comment: string, body: Lines, isTyped: boolean): Lines {
  const text = textOf(body);
  const readsPlace = /(?<![.\w])place\b/.test(text);
  const parameter = readsPlace || /\binstance\b/.test(text) ? "instance" : "_instance";
  const [type, result] = isTyped ? [": ChartInstance", ": number"] : ["", ""];
  return [
    `// ${comment}`,
    `function ${name}(${parameter}${type})${result} {`,
    [...(readsPlace ? ["const place = instance.place;"] : []), ...body],
    "}",
  ];
}

/**
 * Eventless ways and raised events run until there are none. An eventless way that changed nothing
 * is not asked again before the next event; the last event is what guards look at.
 */
function settleLines(table: ChartTable, names: SourceNames, isTyped: boolean): Lines {
  const { always, raised, iterationsMax, id } = table;
  if (always.length === 0 && raised.length === 0) return [];
  const [instance, outcome] = isTyped ? ["instance: ChartInstance", "outcome: number"] : SETTLED;
  const eventless = `const eventless${isTyped ? ": number" : ""} = looks ? always(instance) : 0;`;
  const body =
    always.length === 0 ? [] : microstepLines({ regions: always, root: [] }, table, names);
  return [
    ...(always.length === 0 ? [] : functionLines("always", "Eventless.", body, isTyped)),
    "// Eventless ways and raised events, until there are none.",
    `function settle(${instance}, ${outcome})${isTyped ? ": number" : ""} {`,
    [
      "let settled = outcome;",
      ...(always.length === 0 ? [] : ["let looks = true;"]),
      ...(raised.length === 0 ? [] : ["let head = 0;"]),
      "for (let round = 1; ; round++) {",
      [
        `if (round > ${iterationsMax}) throw endlessChart(${literal(id)}, ${iterationsMax});`,
        ...(always.length === 0 ? [] : [eventless, ...EVENTLESS]),
        ...(raised.length === 0 ? ["return settled;"] : raisedLines(table)),
      ],
      "}",
    ],
    "}",
  ];
}

const SETTLED = ["instance", "outcome"] as const;

const EVENTLESS: Lines = [
  "if (eventless > 0) {",
  ["looks = eventless === 2;", "if (looks) settled = 2;", "continue;"],
  "}",
];

function raisedLines({ always, raised, events }: ChartTable): Lines {
  const cases = raised.flatMap(({ code }, at): Lines => {
    const event = events[code];
    const answer =
      event !== undefined && isHeard(event)
        ? [`if (event${code}(instance) === 2) settled = 2;`]
        : [];
    return [`case ${at}:`, [`asked.event = raised${at};`, ...answer, "break;"]];
  });
  return [
    "if (head === queued) return settled;",
    ...(always.length === 0 ? [] : ["looks = true;"]),
    "switch (queue[head++]) {",
    cases,
    "}",
  ];
}

function faceLines(table: ChartTable, names: SourceNames): Lines {
  const unsettled = unsettledText(table);
  const begin = [
    "effects.actionCount = 0;",
    "effects.timerCount = 0;",
    ...(table.raised.length > 0 ? ["queued = 0;"] : []),
    "asked.context = instance.context;",
    "asked.event = event;",
  ];
  return [
    "return {",
    [
      "effects,",
      "start(instance, event) {",
      [
        ...begin,
        ...actionLines(table.initial.enter, table, names),
        `instance.place = ${table.initial.place};`,
        ...(unsettled === "" ? [] : ["settle(instance, 0);"]),
      ],
      "},",
      "step(instance, code, event) {",
      [
        ...begin,
        "let outcome = 0;",
        "switch (code) {",
        table.events.flatMap(
          (event, at): Lines =>
            isHeard(event) ? [`case ${at}:`, [`outcome = event${at}(instance);`, "break;"]] : [],
        ),
        "}",
        ...(unsettled === "" ? [] : [`if (${unsettled}) outcome = settle(instance, outcome);`]),
        "return outcome === 2;",
      ],
      "},",
    ],
    "};",
  ];
}

/** Writes the question whether anything is left to be settled; empty when there never is. */
function unsettledText({ always, raised, regions }: ChartTable): string {
  const looking = always.map(({ region: at, byLeaf }) => {
    const region = regions[at];
    const leaves = byLeaf.flatMap((ways, code) => (ways.length > 0 ? [code] : []));
    return region === undefined ? "false" : inLeaves(region, leaves, "instance.place");
  });
  return [...(raised.length > 0 ? ["queued > 0"] : []), ...looking].join(" || ");
}
