import type { DutAdapter } from "./dut-adapter.ts";
import type { ScenarioParams } from "./params.ts";
import { runScenario, type ScenarioResult } from "./run-scenario.ts";
import type { Scenario } from "./scenario.ts";

/** Scenarios that run at once unless told otherwise. */
export const SIDE_BY_SIDE = 12;

/**
 * Runs scenarios side by side, each against a device or gateway of its own.
 *
 * @returns the results by the id of the scenario
 * @throws RangeError when a scenario is for another role than the adapter (a caller's bug)
 */
export async function runSideBySide(
  scenarios: readonly Scenario[],
  adapter: DutAdapter,
  params: ScenarioParams,
  atOnce: number = SIDE_BY_SIDE,
): Promise<ReadonlyMap<string, ScenarioResult>> {
  const stranger = scenarios.find(({ role }) => role !== adapter.role);
  if (stranger !== undefined) {
    throw new RangeError(`${stranger.id} is for a ${stranger.role}, not for a ${adapter.role}`);
  }
  const results = new Map<string, ScenarioResult>();
  const waiting = [...scenarios];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results.set(next.id, await runScenario(next, adapter, params));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
