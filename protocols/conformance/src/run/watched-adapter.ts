import type { KitAdapter } from "../adapters/kit-adapter.ts";
import { plainWords } from "../adapters/plain-words.ts";
import { assistedStep } from "../adapters/recording-fixture.ts";
import type { WireLog } from "../broker/wire-log.ts";
import type { Dut, DutAdapter, DutFeature } from "../scenario/dut-adapter.ts";
import type { AssistedStep } from "./run-record.ts";

/**
 * An adapter as one case uses it: what the product's own test interface does in place of a hand is
 * written down, and what it has is what was stated.
 */
export function watchedAdapter(
  adapter: KitAdapter,
  features: readonly DutFeature[],
  steps: AssistedStep[],
): DutAdapter {
  const startMs = performance.now();
  const start: DutAdapter["start"] = async (target, onGone) => {
    const dut = await adapter.start(target, onGone);
    return adapter.handsOf === "product" ? watchedDut(dut, steps, startMs) : dut;
  };
  return {
    role: adapter.role,
    features,
    start,
    ...(adapter.listen === undefined ? {} : { listen: adapter.listen }),
    ...(adapter.listensIn === undefined
      ? {}
      : { listensIn: (log: WireLog) => adapter.listensIn?.(log) }),
    placeFor: (drawn) => adapter.placeFor?.(drawn) ?? drawn,
    ...(adapter.openLine === undefined
      ? {}
      : { openLine: (target) => adapter.openLine?.(target) ?? NO_LINE }),
  };
}

const NO_LINE = { open: () => undefined, write: () => undefined, close: () => undefined };

function watchedDut(dut: Dut, steps: AssistedStep[], startMs: number): Dut {
  return {
    stop: () => dut.stop(),
    act: async (action, value) => {
      const atMs = Math.round(performance.now() - startMs);
      const answer = await dut.act(action, value);
      const asked = { do: action, words: plainWords(action, value) };
      const step = value === undefined ? asked : { ...asked, value };
      steps.push(assistedStep(step, answer, { atMs, by: "product" }));
      return answer;
    },
  };
}
