import type { ChartTable, RegionWays, TableAction, TableRegion, TableWay } from "./chart-table.ts";
import { actionLines, type Room, setsContext } from "./source-actions.ts";
import { guardText, type Lines, leafOf, type SourceNames } from "./source-text.ts";

/** What a microstep can do: the ways of its regions, and of the machine when none of them answers. */
export interface Choices {
  readonly regions: readonly RegionWays[];
  readonly root: readonly TableWay[];
  /** What stands in the effects when the microstep begins. */
  readonly room: Room;
}

/**
 * Writes one microstep as the statements of a function over `instance` and `place`. It returns 0
 * when nothing answered, 1 when something did, 2 when states or the context are set.
 */
export function microstepLines(choices: Choices, table: ChartTable, names: SourceNames): Lines {
  const [first, ...others] = choices.regions;
  const root = choices.root.flatMap((way) => rootLines(way, table, names, choices.room));
  const isOpen = choices.root.some(({ guard }) => guard === undefined);
  const end = isOpen ? root : [...root, "return 0;"];
  if (first === undefined) return end;
  return others.length === 0
    ? [...oneRegion(first, table, names, choices.room), ...end]
    : [...manyRegions(choices.regions, table, names, end)];
}

/** With one region to answer, choosing and acting are one. */
function oneRegion(ways: RegionWays, table: ChartTable, names: SourceNames, room: Room): Lines {
  const region = table.regions[ways.region];
  return switchByLeaf(ways, region, (one) => {
    const taken = (way: TableWay) => [
      ...actionLines([...way.exit, ...way.actions, ...way.enter], table, names, room),
      ...moveLines(way, region),
      `return ${outcomeOf(way)};`,
    ];
    const lines = one.flatMap((way) => guarded(way, taken(way), table, names));
    return isOpen(one) ? lines : [...lines, "break;"];
  });
}

/** All regions choose; then exits run from the last, actions and entries from the first. */
function manyRegions(
  all: readonly RegionWays[],
  table: ChartTable,
  names: SourceNames,
  end: Lines,
): Lines {
  const chosen = all.map((ways) => numbered(ways));
  const variable = (at: number) => `way${all[at]?.region}`;
  const choosing = all.flatMap((ways, at) => [
    `let ${variable(at)} = -1;`,
    ...switchByLeaf(ways, table.regions[ways.region], (one) => [
      ...choiceLines(one, chosen[at] ?? [], variable(at), table, names),
      "break;",
    ]),
  ]);
  const nobody = all.map((_, at) => `${variable(at)} < 0`).join(" && ");
  const phase = (of: (way: TableWay, region: TableRegion | undefined) => Lines, at: number) =>
    phaseLines(chosen[at] ?? [], variable(at), (way) =>
      of(way, table.regions[all[at]?.region ?? 0]),
    );
  const acting = (actions: (way: TableWay) => readonly TableAction[]) => (way: TableWay) =>
    actionLines(actions(way), table, names, "begun");
  const places = all.map((_, at) => at);
  return [
    ...choosing,
    `if (${nobody}) {`,
    end,
    "}",
    "let outcome = 1;",
    ...places.toReversed().flatMap((at) =>
      phase(
        acting(({ exit }) => exit),
        at,
      ),
    ),
    ...places.flatMap((at) =>
      phase(
        acting(({ actions }) => actions),
        at,
      ),
    ),
    ...places.flatMap((at) =>
      phase(
        acting(({ enter }) => enter),
        at,
      ),
    ),
    ...places.flatMap((at) => phase(endingLines, at)),
    "return outcome;",
  ];
}

function endingLines(way: TableWay, region: TableRegion | undefined): Lines {
  return outcomeOf(way) === 2 ? [...moveLines(way, region, "instance.place"), "outcome = 2;"] : [];
}

function phaseLines(
  ways: readonly TableWay[],
  variable: string,
  linesOf: (way: TableWay) => Lines,
): Lines {
  const cases = ways
    .map((way, at): readonly [number, Lines] => [at, linesOf(way)])
    .filter(([, lines]) => lines.length > 0);
  if (cases.length === 0) return [];
  return [
    `switch (${variable}) {`,
    cases.flatMap(([at, lines]): Lines => [`case ${at}: {`, [...lines, "break;"], "}"]),
    "}",
  ];
}

function choiceLines(
  ways: readonly TableWay[],
  numbers: readonly TableWay[],
  variable: string,
  table: ChartTable,
  names: SourceNames,
): Lines {
  return ways.map((way, at) => {
    const number = numbers.findIndex((one) => sameWay(one) === sameWay(way));
    const choice = `${variable} = ${number};`;
    if (way.guard === undefined) return `${at > 0 ? "else " : ""}${choice}`;
    return `${at > 0 ? "else " : ""}if (${guardText(way.guard, table, names)}) ${choice}`;
  });
}

/** The different ways of a region, each with a number of its own. */
function numbered({ byLeaf }: RegionWays): readonly TableWay[] {
  const seen = new Map<string, TableWay>();
  for (const way of byLeaf.flat()) if (!seen.has(sameWay(way))) seen.set(sameWay(way), way);
  return [...seen.values()];
}

/** Ways that do the same are one, whatever is asked before them. */
function sameWay({ exit, actions, enter, leaf, moves }: TableWay): string {
  return JSON.stringify([exit, actions, enter, moves ? leaf : "stays"]);
}

function rootLines(way: TableWay, table: ChartTable, names: SourceNames, room: Room): Lines {
  const taken = [...actionLines(way.actions, table, names, room), `return ${outcomeOf(way)};`];
  return guarded(way, taken, table, names);
}

function guarded({ guard }: TableWay, taken: Lines, table: ChartTable, names: SourceNames): Lines {
  return guard === undefined ? taken : [`if (${guardText(guard, table, names)}) {`, taken, "}"];
}

/** Leaves from which the same ways lead share their case. */
function switchByLeaf(
  { byLeaf }: RegionWays,
  region: TableRegion | undefined,
  linesOf: (ways: readonly TableWay[]) => Lines,
): Lines {
  if (region === undefined) return [];
  const groups = new Map<string, { codes: number[]; ways: readonly TableWay[] }>();
  for (const [code, ways] of byLeaf.entries()) {
    if (ways.length === 0) continue;
    const key = JSON.stringify(ways.map((way) => [way.guard ?? null, sameWay(way)]));
    const group = groups.get(key) ?? { codes: [], ways };
    group.codes.push(code);
    groups.set(key, group);
  }
  const cases = [...groups.values()].flatMap(({ codes, ways }): Lines => {
    const heads = codes.map((code) => `case ${code}: // ${region.leaves[code]?.path}`);
    const last = heads.pop()?.replace(": //", ": { //") ?? "";
    return [...heads, last, linesOf(ways), "}"];
  });
  return [`switch (${leafOf(region)}) {`, cases, "}"];
}

function moveLines(way: TableWay, region: TableRegion | undefined, place = "place"): Lines {
  if (!way.moves || region === undefined) return [];
  const { mask, shift } = region;
  const kept = ~(mask << shift);
  const set = way.leaf << shift;
  return [
    `instance.place = ${set === 0 ? `${place} & ${kept}` : `(${place} & ${kept}) | ${set}`};`,
  ];
}

function outcomeOf({ exit, actions, enter, moves }: TableWay): 1 | 2 {
  return moves || setsContext([...exit, ...actions, ...enter]) ? 2 : 1;
}

function isOpen(ways: readonly TableWay[]): boolean {
  return ways.some(({ guard }) => guard === undefined);
}
