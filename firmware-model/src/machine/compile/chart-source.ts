import type { ChartTable, TableEvent } from "./chart-table.ts";
import { effectsMax } from "./effects-max.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { actionLines, type Room } from "./source-actions.ts";
import { inLeaves, type Lines, literal, SourceNames, textOf } from "./source-text.ts";
import { microstepLines } from "./source-ways.ts";

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
    `import type { ChartCode, ChartEvent, ChartInstance } from "${fileOf("chart-stepper.ts")}";`,
    ...files.map((path) => {
      const names = called.filter(([, file]) => fileOf(file) === path).map(([name]) => name);
      return `import { ${names.sort().join(", ")} } from "${path}";`;
    }),
  ];
}

function bindLines(table: ChartTable, isTyped: boolean): Lines {
  const names = new SourceNames();
  const lists = isTyped ? "[] as number[]" : "[]";
  const steps = [
    ...table.events.flatMap((event, code): Lines => {
      if (!isHeard(event)) return [];
      const choices = { ...event, room: roomOf(code, table) };
      const body = microstepLines(choices, table, names);
      return functionLines(`event${code}`, event.type, body, isTyped);
    }),
    ...settleLines(table, names, isTyped),
    ...faceLines(table, names),
  ];
  return [
    `const effects = makeEffects(${effectsMax(table)});`,
    "const { actions, timers, delaysMs } = effects;",
    ...(table.raised.length > 0 ? [`const queue = ${lists};`, "let queued = 0;"] : []),
    ...table.raised.map(({ event }, at) => `const raised${at} = ${literal(event)};`),
    ...names.lookups(),
    ...steps,
  ];
}

function isHeard({ regions, root }: TableEvent): boolean {
  return regions.length > 0 || root.length > 0;
}

/** Only what the chart raises itself can come when a step has asked for something already. */
function roomOf(event: number, { raised }: ChartTable): Room {
  return raised.some(({ code }) => code === event) ? "begun" : "empty";
}

/**
 * Writes a function over `instance`, and `place` as it stands at the beginning. What the functions
 * of the chart are handed is set only where one of them is called.
 */
function functionLines(name: string, comment: string, body: Lines, isTyped: boolean): Lines {
  const text = textOf(body);
  const asks = /(?<!ownContext)\(instance[,)]/.test(text);
  const readsPlace = /(?<![.\w])place\b/.test(text);
  const isUsed = readsPlace || /\binstance\b/.test(text);
  const instance = parameter(isUsed ? "instance" : "_instance", "ChartInstance", isTyped);
  const event = parameter(asks ? "event" : "_event", "ChartEvent", isTyped);
  return [
    `// ${comment}`,
    `function ${name}(${instance}, ${event})${isTyped ? ": number" : ""} {`,
    [
      ...(readsPlace ? ["const place = instance.place;"] : []),
      ...(asks ? ["instance.event = event;"] : []),
      ...body,
    ],
    "}",
  ];
}

function parameter(name: string, type: string, isTyped: boolean): string {
  return isTyped ? `${name}: ${type}` : name;
}

/**
 * Eventless ways and raised events run until there are none. An eventless way that changed nothing
 * is not asked again before the next event; the last event is what guards look at. How the first
 * question after an event was answered is handed in: most often nothing is left to be settled.
 */
function settleLines(table: ChartTable, names: SourceNames, isTyped: boolean): Lines {
  const { always, raised, iterationsMax, id } = table;
  if (always.length === 0 && raised.length === 0) return [];
  const given = [
    parameter("instance", "ChartInstance", isTyped),
    parameter("event", "ChartEvent", isTyped),
    parameter("outcome", "number", isTyped),
    ...(always.length === 0 ? [] : [parameter("first", "number", isTyped)]),
  ];
  const body =
    always.length === 0
      ? []
      : microstepLines({ regions: always, root: [], room: "begun" }, table, names);
  return [
    ...(always.length === 0 ? [] : functionLines("always", "Eventless.", body, isTyped)),
    "// Eventless ways and raised events, until there are none.",
    `function settle(${given.join(", ")})${isTyped ? ": number" : ""} {`,
    [
      "let settled = outcome;",
      "let last = event;",
      ...(always.length === 0 ? [] : ["let eventless = first;", "let looks = false;"]),
      ...(raised.length === 0 ? [] : ["let head = 0;"]),
      "for (let round = 1; ; round++) {",
      [
        `if (round > ${iterationsMax}) throw endlessChart(${literal(id)}, ${iterationsMax});`,
        ...(always.length === 0 ? [] : EVENTLESS),
        ...(raised.length === 0 ? ["return settled;"] : raisedLines(table)),
      ],
      "}",
    ],
    "}",
  ];
}

const EVENTLESS: Lines = [
  "if (looks) eventless = always(instance, last);",
  "if (eventless > 0) {",
  ["looks = eventless === 2;", "if (looks) settled = 2;", "else eventless = 0;", "continue;"],
  "}",
];

function raisedLines({ always, raised, events }: ChartTable): Lines {
  const cases = raised.flatMap(({ code }, at): Lines => {
    const event = events[code];
    const answer =
      event !== undefined && isHeard(event)
        ? [`if (event${code}(instance, last) === 2) settled = 2;`]
        : [];
    return [`case ${at}:`, [`last = raised${at};`, ...answer, "break;"]];
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
  const entering = actionLines(table.initial.enter, table, names, "empty");
  const begin = [
    "effects.actionCount = 0;",
    "effects.timerCount = 0;",
    ...(table.raised.length > 0 ? ["queued = 0;"] : []),
  ];
  return [
    "return {",
    [
      "effects,",
      "start(instance, event) {",
      [
        ...begin,
        "instance.event = event;",
        ...entering,
        `instance.place = ${table.initial.place};`,
        ...startedLines(table),
      ],
      "},",
      "step(instance, code, event) {",
      [
        ...begin,
        "let outcome = 0;",
        "switch (code) {",
        table.events.flatMap(
          (event, at): Lines =>
            isHeard(event)
              ? [`case ${at}:`, [`outcome = event${at}(instance, event);`, "break;"]]
              : [],
        ),
        "}",
        ...settledLines(table),
        "return outcome === 2;",
      ],
      "},",
    ],
    "};",
  ];
}

/** What a machine finds settled after its start. */
function startedLines({ always, raised }: ChartTable): Lines {
  if (always.length > 0) return ["settle(instance, event, 0, always(instance, event));"];
  return raised.length > 0 ? ["settle(instance, event, 0);"] : [];
}

/** Asks for eventless ways after an event, where one begins, and settles what is left. */
function settledLines({ always, raised, regions }: ChartTable): Lines {
  if (always.length === 0) {
    return raised.length > 0 ? ["if (queued > 0) outcome = settle(instance, event, outcome);"] : [];
  }
  const looking = always.map(({ region: at, byLeaf }) => {
    const region = regions[at];
    const leaves = byLeaf.flatMap((ways, code) => (ways.length > 0 ? [code] : []));
    return region === undefined ? "false" : inLeaves(region, leaves, "instance.place");
  });
  const left = ["eventless > 0", ...(raised.length > 0 ? ["queued > 0"] : [])].join(" || ");
  return [
    `const eventless = ${looking.join(" || ")} ? always(instance, event) : 0;`,
    `if (${left}) outcome = settle(instance, event, outcome, eventless);`,
  ];
}
