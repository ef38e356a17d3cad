import type { ChartTable } from "./chart-table.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { actionLines } from "./source-actions.ts";
import { type Lines, literal, SourceNames, textOf } from "./source-text.ts";
import { type Choices, microstepLines } from "./source-ways.ts";

/** Functions that the code of a chart calls beside those of the chart. */
const RUNTIME = {
  checkedDelayMs: "step-limits.ts",
  endlessChart: "step-limits.ts",
  ownContext: "own-context.ts",
} as const;

/**
 * Writes a chart as a module of TypeScript that steps it in place: {@link ChartCode} under the
 * given name. Pure; the same table gives the same text.
 *
 * @param folder where the compiler stands, as the module imports it: `../machine/compile`
 */
export function chartSource(table: ChartTable, name: string, folder: string): string {
  const body = bindLines(table, true);
  const text = textOf([body], "  ");
  const imports = Object.entries(RUNTIME).filter(([runtime]) => text.includes(`${runtime}(`));
  return [
    `// Made from the chart "${table.id}" by \`npm run docs\`: changes made here are lost.`,
    "// biome-ignore-all lint: nobody writes this by hand",
    "// biome-ignore-all format: nobody writes this by hand",
    `import type { ChartCode, ChartInstance } from "${folder}/chart-stepper.ts";`,
    ...importLines(imports, folder),
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
 * Writes what `bind` does as plain JavaScript, over `parts`, `checkedDelayMs`, `endlessChart` and
 * `ownContext`: for tests, which evaluate the code of charts that nobody ships.
 */
export function bindSource(table: ChartTable): string {
  return textOf(bindLines(table, false));
}

function importLines(imports: readonly (readonly [string, string])[], folder: string) {
  const files = [...new Set(imports.map(([, file]) => file))].sort();
  return files.map((file) => {
    const names = imports.filter(([, from]) => from === file).map(([runtime]) => runtime);
    return `import { ${names.sort().join(", ")} } from "${folder}/${file}";`;
  });
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
    ...deliverLines(table, isTyped),
    ...settleLines(table, names, isTyped),
    ...faceLines(table, names),
  ];
  return [
    `const effects = { count: 0, codes: ${lists}, delaysMs: ${lists} };`,
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

function deliverLines({ events }: ChartTable, isTyped: boolean): Lines {
  const [instance, code] = isTyped ? ["instance: ChartInstance", "code: number"] : INPUTS;
  return [
    "// One microstep by an event.",
    `function deliver(${instance}, ${code})${isTyped ? ": number" : ""} {`,
    [
      "switch (code) {",
      events.flatMap(
        (event, at): Lines =>
          isHeard(event) ? [`case ${at}:`, [`return event${at}(instance);`]] : [],
      ),
      "}",
      "return 0;",
    ],
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

const INPUTS = ["instance", "code"] as const;
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
  const settles = table.always.length > 0 || table.raised.length > 0;
  const begin = [
    "effects.count = 0;",
    ...(table.raised.length > 0 ? ["queued = 0;"] : []),
    "asked.context = instance.context;",
    "asked.event = event;",
  ];
  const rest = table.always.length > 0 ? "settle(instance, outcome)" : QUICK;
  return [
    "return {",
    [
      "effects,",
      "start(instance, event) {",
      [
        ...begin,
        ...actionLines(table.initial.enter, table, names),
        `instance.place = ${table.initial.place};`,
        ...(settles ? ["settle(instance, 0);"] : []),
      ],
      "},",
      "step(instance, code, event) {",
      [
        ...begin,
        "const outcome = deliver(instance, code);",
        `return ${settles ? rest : "outcome"} === 2;`,
      ],
      "},",
    ],
    "};",
  ];
}

/** Without eventless ways there is nothing to settle unless something was raised. */
const QUICK = "(queued === 0 ? outcome : settle(instance, outcome))";
