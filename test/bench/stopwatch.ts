/** Something to be timed; it does one unit of work each time that it is called. */
export type Work = () => void;

/** What the rounds of one contestant took, ns of processor time for each unit of work. */
export interface Timing {
  readonly name: string;
  readonly rounds: readonly number[];
}

/** How a race is run. */
export interface RaceOptions {
  /** Rounds that count; those before them warm up. */
  readonly rounds: number;
  readonly warmUpRounds: number;
  /** How long a contestant's turn in a round is to take, ms. */
  readonly turnMs: number;
}

const DEFAULTS: RaceOptions = { rounds: 25, warmUpRounds: 5, turnMs: 20 };

/**
 * Lets contestants take turns, round after round, so that whatever slows the machine down slows
 * all of them.
 *
 * What counts is the processor time of this process, which other processes hardly change.
 */
export function race(
  contestants: Readonly<Record<string, Work>>,
  options: Partial<RaceOptions> = {},
): readonly Timing[] {
  const { rounds, warmUpRounds, turnMs } = { ...DEFAULTS, ...options };
  const lanes = Object.entries(contestants).map(([name, work]) => ({
    name,
    work,
    times: timesFor(work, turnMs),
    rounds: [] as number[],
  }));
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    for (const lane of lanes) {
      const ns = nsOf(lane.work, lane.times);
      if (round >= warmUpRounds) lane.rounds.push(ns);
    }
  }
  return lanes.map(({ name, rounds: counted }) => ({ name, rounds: counted }));
}

/** The time that stands in the middle, ns. */
export function medianNs({ rounds }: Timing): number {
  return median(rounds);
}

/** How much longer one takes than another: the middle of the ratios round by round. */
export function ratio(one: Timing, other: Timing): number {
  return median(one.rounds.map((ns, round) => ns / (other.rounds[round] ?? Number.NaN)));
}

/** Finds the timing of a contestant. */
export function timingOf(timings: readonly Timing[], name: string): Timing {
  const found = timings.find((timing) => timing.name === name);
  if (found === undefined) throw new RangeError(`nobody is called ${name}`);
  return found;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** How often the work fits into a turn, once it has been done often enough to be compiled. */
function timesFor(work: Work, turnMs: number): number {
  let times = 1;
  while (nsOf(work, times) * times < 2_000_000) times *= 2;
  return Math.max(1, Math.round((turnMs * 1_000_000) / nsOf(work, times)));
}

function nsOf(work: Work, times: number): number {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time++) work();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1_000) / times;
}
