import { type DosePlan, localTimeOf, type PlanEntry } from "@dosekit/protocols";

/**
 * Names clock times: `t0800`. A dose is named by its entry and its date, so that the same clock
 * time on the same date has the same name however often, and with whatever else, it is imported.
 * With the plan in force at hand a moved clock time keeps its name as well, so that a dose taken
 * before the move is not offered again after it: what is left over on both sides is paired in order.
 *
 * @param minutesOfDay all clock times of the new plan, ascending
 * @returns the name of each clock time, or `undefined` when times were moved and added or taken away
 *   at once, so that nobody can say which is which
 */
export function nameTimes(
  minutesOfDay: readonly number[],
  previous: DosePlan | undefined,
): ReadonlyMap<number, string> | undefined {
  const names = new Map<number, string>();
  const before = namesOf(previous?.entries ?? []);
  for (const minute of minutesOfDay) {
    const name = before.get(minute);
    if (name !== undefined) names.set(minute, name);
  }
  const added = minutesOfDay.filter((minute) => !before.has(minute));
  const gone = [...before.keys()].filter((minute) => !minutesOfDay.includes(minute));
  if (added.length > 0 && gone.length > 0 && added.length !== gone.length) return undefined;
  const taken = new Set(before.values());
  for (const [at, minute] of added.entries()) {
    const kept = before.get(gone[at] ?? -1);
    const name = kept ?? freeName(minute, taken);
    taken.add(name);
    names.set(minute, name);
  }
  return names;
}

function namesOf(entries: readonly PlanEntry[]): ReadonlyMap<number, string> {
  const ordered = [...entries].sort((a, b) => a.minuteOfDay - b.minuteOfDay);
  return new Map(ordered.map(({ minuteOfDay, id }) => [minuteOfDay, id]));
}

function freeName(minute: number, taken: ReadonlySet<string>): string {
  const name = `t${localTimeOf(minute).replace(":", "")}`;
  if (!taken.has(name)) return name;
  let count = 2;
  while (taken.has(`${name}-${count}`)) count += 1;
  return `${name}-${count}`;
}
