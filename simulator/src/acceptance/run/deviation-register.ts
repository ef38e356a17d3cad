import { dayNumberOf } from "@dosekit/protocols";
import type { NotTested } from "../result/acceptance-result.ts";
import type { DeviationRecord, FoundDeviation } from "../result/deviation-record.ts";
import type { ServiceFile } from "../service-schema.ts";

type Entry = NonNullable<ServiceFile["deviations"]>[number];

/** Deviations as the report tells them, and what of the register names none that was found. */
export interface Registered {
  readonly deviations: readonly DeviationRecord[];
  readonly unmatched: readonly NotTested[];
}

/**
 * Lays the file's register over what a run found, and adds what people found themselves. What this
 * run has found is open, whatever the register says: nothing is put right that still happens.
 */
export function withRegister(
  found: readonly FoundDeviation[],
  { deviations: register = [], language = "nb" }: ServiceFile,
): Registered {
  const entries = new Map(register.map((entry) => [entry.id, entry]));
  const known = new Set(found.map(({ id }) => id));
  const told = found.map((one) => laidOver(one, entries.get(one.id), language));
  const rest = register.filter(({ id }) => !known.has(id));
  const own = rest.flatMap((entry) => ownDeviation(entry) ?? []);
  const owned = new Set(own.map(({ id }) => id));
  return {
    deviations: [...told, ...own].sort(byGravity),
    unmatched: rest.filter(({ id }) => !owned.has(id)).map(unmatchedEntry),
  };
}

/** Deviations of the register that people found, which decide when the approval period begins. */
export function ownDeviations({ deviations = [] }: ServiceFile): readonly DeviationRecord[] {
  return deviations.flatMap((entry) => ownDeviation(entry) ?? []);
}

const SEEN_AGAIN = {
  nb: (date: string) => `Lukket i filen ${date}, men funnet igjen i denne kjøringen.`,
  en: (date: string) => `Closed in the file on ${date}, and found again by this run.`,
} as const;

function laidOver(
  found: FoundDeviation,
  entry: Entry | undefined,
  language: "nb" | "en",
): DeviationRecord {
  if (entry === undefined) return found;
  const again = entry.closed === undefined ? [] : [SEEN_AGAIN[language](entry.closed)];
  const remark = [...(entry.remark === undefined ? [] : [entry.remark]), ...again].join(" ");
  return { ...found, ...whoOf(entry), ...(remark === "" ? {} : { remark }) };
}

function ownDeviation(entry: Entry): DeviationRecord | undefined {
  const { id, class: gravity, found, what, closed, remark } = entry;
  const openedDay = found === undefined ? undefined : dayNumberOf(found);
  if (gravity === undefined || openedDay === undefined || what === undefined) return undefined;
  const closedDay = closed === undefined ? undefined : dayNumberOf(closed);
  return {
    ...{ id, class: gravity, openedDay, source: "register" },
    ...(closedDay === undefined ? {} : { closedDay }),
    title: { nb: "Funnet av kommunen selv", en: "Found by the municipality itself" },
    what: { nb: what, en: what },
    ...{ products: [], count: 1, timeline: [] },
    ...whoOf(entry),
    ...(remark === undefined ? {} : { remark }),
  };
}

function whoOf({ owner, deadline }: Entry): Pick<DeviationRecord, "owner" | "deadline"> {
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(deadline === undefined ? {} : { deadline }),
  };
}

function unmatchedEntry({ id }: Entry): NotTested {
  return {
    what: { nb: `Avviket «${id}» i filen`, en: `The deviation “${id}” of the file` },
    why: {
      nb: "Denne kjøringen fant det ikke. Det kan være rettet, eller navnet kan være skrevet feil.",
      en: "This run did not find it. It may have been put right, or its name may be misspelt.",
    },
  };
}

function byGravity(a: DeviationRecord, b: DeviationRecord): number {
  if (a.class !== b.class) return a.class < b.class ? -1 : 1;
  return a.openedDay - b.openedDay || (a.id < b.id ? -1 : 1);
}
