import { type DutAdapter, NEAR_PARAMS, runSideBySide, type Scenario } from "@dosekit/conformance";

/** One under test that has a line, and never says a word on it. */
export function silentOnItsLine(role: DutAdapter["role"]): DutAdapter {
  return {
    role,
    openLine: () => ({ open: () => undefined, write: () => undefined, close: () => undefined }),
    start: async () => ({ act: async () => ({ ok: true }), stop: async () => {} }),
  };
}

/** Runs scenarios in a hurry against one that is silent: `id: verdict` of each. */
export async function verdictsOfSilence(
  scenarios: readonly Scenario[],
  silent: DutAdapter,
): Promise<readonly string[]> {
  const quick = { ...NEAR_PARAMS, connectMs: 50, reactionMs: 50, silenceMs: 50, quietMs: 20 };
  const results = await runSideBySide(scenarios, silent, { ...quick, linkSpeed: 1_000 }, 30);
  return [...results].map(([id, { verdict }]) => `${id}: ${verdict}`);
}
