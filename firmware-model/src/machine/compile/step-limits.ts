/**
 * Passes on how long a delay runs.
 *
 * @throws RangeError when that is no whole number of milliseconds from 0 up
 */
export function checkedDelayMs(slot: string, delayMs: unknown): number {
  if (Number.isSafeInteger(delayMs) && (delayMs as number) >= 0) return delayMs as number;
  throw new RangeError(`delay of ${slot} is ${String(delayMs)}, not whole milliseconds`);
}

/** Says that a chart found no rest within the rounds that one event may take. */
export function endlessChart(id: string, rounds: number): RangeError {
  return new RangeError(`chart ${id} found no rest in ${rounds} rounds`);
}
