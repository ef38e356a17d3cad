/** Counts by name, each a number for every local day from the first day of the run. */
export type DayRows<N extends string> = Readonly<Partial<Record<N, readonly number[]>>>;

/** Counts what happened on which day of a run, by name. */
export class DayCounter<N extends string> {
  readonly #rows = new Map<N, number[]>();

  /** Counts on a day, from 0; days before the run's own count as its first. */
  add(name: N, day: number, by = 1): void {
    const at = Math.max(0, day);
    const row = this.#rows.get(name) ?? [];
    while (row.length <= at) row.push(0);
    row[at] = (row[at] ?? 0) + by;
    this.#rows.set(name, row);
  }

  /** Puts it into plain data. */
  pack(): DayRows<N> {
    const rows = [...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(rows.map(([name, row]) => [name, [...row]])) as unknown as DayRows<N>;
  }
}

/** Adds up what was counted by day in two parts of a run. */
export function addDayRows<N extends string>(a: DayRows<N>, b: DayRows<N>): DayRows<N> {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)] as N[])].sort();
  const rows = names.map((name) => {
    const [own = [], other = []] = [a[name], b[name]];
    const days = Math.max(own.length, other.length);
    return [name, Array.from({ length: days }, (_, day) => (own[day] ?? 0) + (other[day] ?? 0))];
  });
  return Object.fromEntries(rows) as unknown as DayRows<N>;
}

/** Adds numbers that stand under the same name, in the order of the names. */
export function addNamed(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(names.map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}
