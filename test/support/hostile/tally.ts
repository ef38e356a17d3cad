/** What became of the cases of each path: taken, or refused for a reason. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>();

  /** Counts one outcome. */
  add(path: string, outcome: string, count = 1): void {
    const row = this.#counts.get(path) ?? new Map<string, number>();
    this.#counts.set(path, row);
    row.set(outcome, (row.get(outcome) ?? 0) + count);
  }

  /** How often a path had an outcome. */
  count(path: string, outcome: string): number {
    return this.#counts.get(path)?.get(outcome) ?? 0;
  }

  /** How many outcomes a path had. */
  total(path: string): number {
    let sum = 0;
    for (const count of this.#counts.get(path)?.values() ?? []) sum += count;
    return sum;
  }

  /** The reasons that a path gave, without those that stand for success. */
  reasons(path: string): readonly string[] {
    const outcomes = [...(this.#counts.get(path)?.keys() ?? [])];
    return outcomes.filter((outcome) => outcome !== "taken").toSorted();
  }

  /** All of it, one path a line. */
  text(): string {
    return [...this.#counts]
      .map(([path, row]) => {
        const counts = [...row].toSorted(([, one], [, other]) => other - one);
        return `${path}: ${counts.map(([outcome, count]) => `${outcome} ${count}`).join(", ")}`;
      })
      .join("\n");
  }
}
