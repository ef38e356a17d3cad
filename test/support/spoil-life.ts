import type { JournalRecord } from "@dosekit/protocols";
import type { Observation } from "@dosekit/simulator";

/** Observations of one kind. */
export type Of<K extends Observation["seen"]> = Extract<Observation, { seen: K }>;

/**
 * Spoils a life somewhere.
 *
 * @param pick chooses between the places where it can be done, 0 to 1 without 1
 * @returns `undefined` when the life has no such place
 */
export type Spoil = (
  life: readonly Observation[],
  pick: number,
) => readonly Observation[] | undefined;

type Guard<K extends Observation["seen"]> = (seen: Observation) => seen is Of<K>;

/** Recognises observations of one kind, those for which more holds if that is asked. */
export function of<K extends Observation["seen"]>(
  kind: K,
  also: (seen: Of<K>) => boolean = () => true,
): Guard<K> {
  return (seen): seen is Of<K> => seen.seen === kind && also(seen as Of<K>);
}

/** Recognises durable records of some kinds. */
export function told(also: (record: JournalRecord) => boolean): Guard<"record"> {
  return of("record", ({ record }) => also(record));
}

/** Puts another observation in the place of one. */
export function change<K extends Observation["seen"]>(
  chosen: Guard<K>,
  spoiled: (seen: Of<K>) => Observation,
): Spoil {
  return (life, pick) => {
    const found = pickOne(life.filter(chosen), pick);
    return found && inOrder(life.map((seen) => (seen === found ? spoiled(found) : seen)));
  };
}

/** Leaves one observation out. */
export function leaveOut(chosen: (seen: Observation) => boolean): Spoil {
  return (life, pick) => {
    const found = pickOne(life.filter(chosen), pick);
    return found && life.filter((seen) => seen !== found);
  };
}

/** Adds observations behind one. */
export function add<K extends Observation["seen"]>(
  chosen: Guard<K>,
  added: (seen: Of<K>) => readonly Observation[],
): Spoil {
  return (life, pick) => {
    const found = pickOne(life.filter(chosen), pick);
    return found && inOrder([...life, ...added(found)]);
  };
}

/** Makes a record say something else wherever it occurs: asked for, durable and committed. */
export function rewrite(
  chosen: (record: JournalRecord) => boolean,
  spoiled: (record: JournalRecord) => JournalRecord,
): Spoil {
  return (life, pick) => {
    const found = pickOne(life.filter(told(chosen)), pick);
    return found && withRecord(life, found.record, spoiled(found.record));
  };
}

/** Makes the next record that means nothing say something about one that came before. */
export function fill(
  chosen: (record: JournalRecord) => boolean,
  says: (record: JournalRecord) => Partial<JournalRecord>,
): Spoil {
  return (life, pick) => {
    const records = life.filter(of("record"));
    const found = pickOne(
      records.filter(({ record }) => chosen(record)),
      pick,
    );
    const filler = records.find(
      ({ record, trueMs }) =>
        found !== undefined && record.kind === "battery.changed" && trueMs > found.trueMs,
    );
    if (found === undefined || filler === undefined) return undefined;
    return withRecord(life, filler.record, { ...filler.record, ...says(found.record) });
  };
}

/** Lets two neighbouring records arrive in the wrong order. */
export const swapArrivals: Spoil = (life, pick) => {
  const arrivals = life.filter(of("committed"));
  const found = pickOne(arrivals.slice(1), pick);
  const before = found && arrivals[arrivals.indexOf(found) - 1];
  if (found === undefined || before === undefined) return undefined;
  return life.map((seen) => {
    if (seen === found) return { ...before, trueMs: found.trueMs };
    return seen === before ? { ...found, trueMs: before.trueMs } : seen;
  });
};

/** Chooses one of some things. */
function pickOne<T>(things: readonly T[], pick: number): T | undefined {
  return things[Math.floor(pick * things.length)];
}

function inOrder(life: readonly Observation[]): readonly Observation[] {
  return [...life].sort((a, b) => a.trueMs - b.trueMs);
}

function withRecord(
  life: readonly Observation[],
  old: JournalRecord,
  fresh: JournalRecord,
): readonly Observation[] {
  const swap = (record: JournalRecord) => (record === old ? fresh : record);
  return life.map((seen) => {
    if (seen.seen === "record" || seen.seen === "committed") {
      return { ...seen, record: swap(seen.record) };
    }
    if (seen.seen !== "effect" || seen.effect.type !== "journal.commit") return seen;
    return { ...seen, effect: { ...seen.effect, records: seen.effect.records.map(swap) } };
  });
}
