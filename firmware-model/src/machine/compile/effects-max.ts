import type { ChartTable, RegionWays, TableAction, TableWay } from "./chart-table.ts";

/**
 * Finds how many actions and delays one step of a chart can ask for at the most: as much as a
 * microstep of all regions can, in every round that it may take.
 */
export function effectsMax({ events, always, initial, iterationsMax }: ChartTable): number {
  const microsteps = events.map(({ regions, root }) => Math.max(ofRegions(regions), ofWays(root)));
  const most = Math.max(0, ofRegions(always), ...microsteps);
  return Math.max(most, told(initial.enter)) + most * iterationsMax;
}

function ofRegions(regions: readonly RegionWays[]): number {
  return regions.reduce((sum, { byLeaf }) => sum + ofWays(byLeaf.flat()), 0);
}

function ofWays(ways: readonly TableWay[]): number {
  const counts = ways.map(({ exit, actions, enter }) => told([...exit, ...actions, ...enter]));
  return Math.max(0, ...counts);
}

function told(actions: readonly TableAction[]): number {
  return actions.filter(({ kind }) => kind !== "assign" && kind !== "raise").length;
}
