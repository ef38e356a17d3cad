import type { Interval } from "./comparison-result.ts";

/** Takes what several runs came to together; `undefined` where none measured it. */
export function intervalOf(values: readonly number[]): Interval | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (least === undefined || most === undefined) return undefined;
  if (upper === undefined || lower === undefined) return undefined;
  return { median: (lower + upper) / 2, least, most, runs: sorted.length };
}
