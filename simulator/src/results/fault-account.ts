import type { Observation } from "../checkers/observation.ts";

/** What went wrong in a run, or in any part of its devices. */
export interface FaultSums {
  /** How often a fault began in a home, by kind; one where all meet begins in every home. */
  readonly struck: Readonly<Record<string, number>>;
  /** True time at which the last one ended, ms since the Unix epoch; absent when none did. */
  readonly lastEndedMs?: number;
  /** Faults that were not over when the run was; a network that ended for good is one. */
  readonly unended: number;
}

/** Keeps account of the faults that homes are struck by, and of when they were mended. */
export class FaultAccount {
  readonly #struck = new Map<string, number>();
  #lastEndedMs: number | undefined;
  #active = 0;

  /** Takes in the beginning or end of a fault. */
  observe({ fault, active, trueMs }: Extract<Observation, { seen: "fault" }>): void {
    this.#active += active ? 1 : -1;
    if (active) this.#struck.set(fault, (this.#struck.get(fault) ?? 0) + 1);
    else this.#lastEndedMs = Math.max(this.#lastEndedMs ?? trueMs, trueMs);
  }

  /** Sums up what was seen. */
  sums(): FaultSums {
    return sumsOf(this.#struck, this.#lastEndedMs, this.#active);
  }
}

/** Adds up two parts of a run that have no device in common. */
export function addFaultSums(a: FaultSums, b: FaultSums): FaultSums {
  const struck = new Map(Object.entries(a.struck));
  for (const [kind, count] of Object.entries(b.struck)) {
    struck.set(kind, (struck.get(kind) ?? 0) + count);
  }
  const ends = [a, b].flatMap(({ lastEndedMs }) =>
    lastEndedMs === undefined ? [] : [lastEndedMs],
  );
  const lastEndedMs = ends.length === 0 ? undefined : Math.max(...ends);
  return sumsOf(struck, lastEndedMs, a.unended + b.unended);
}

function sumsOf(
  struck: ReadonlyMap<string, number>,
  lastEndedMs: number | undefined,
  unended: number,
): FaultSums {
  const rows = [...struck].sort(([a], [b]) => (a < b ? -1 : 1));
  const sums = { struck: Object.fromEntries(rows), unended };
  return lastEndedMs === undefined ? sums : { ...sums, lastEndedMs };
}
