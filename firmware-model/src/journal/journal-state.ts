import type {
  ClockSet,
  JournalRecord,
  MotionStart,
  NoticeSend,
  SignalShow,
} from "@dosekit/protocols";

/** Effects that wait behind a journal commit. */
export type GuardedEffect = MotionStart | SignalShow | ClockSet | NoticeSend;

/** What the last step asked its board to make durable, and what was to follow. */
export interface InFlight {
  readonly records: readonly JournalRecord[];
  readonly effects: readonly GuardedEffect[];
}

/**
 * Where the device's journal stands. A record has its place in the row from the moment it is
 * written; what did not become durable is kept and asked for again under the same numbers, so that
 * the row has no gap (rule S7).
 */
export interface JournalState {
  /** Life of the sequence. */
  readonly epoch: number;
  /** Number of the next record. */
  readonly nextSeq: number;
  /** Records that did not become durable, oldest first; empty unless `failing`. */
  readonly lost: readonly JournalRecord[];
  /** The last step's commit; durable unless the next input says that it failed. */
  readonly inFlight: InFlight | undefined;
  /** Whether the last commit failed; nothing is offered then. */
  readonly failing: boolean;
}

/** A journal without records. */
export function freshJournal(epoch: number): JournalState {
  return { epoch, nextSeq: 1, lost: [], inFlight: undefined, failing: false };
}

/** Gives the next record its number. */
export function withNextSeq(journal: JournalState, nextSeq: number): JournalState {
  const { epoch, lost, inFlight, failing } = journal;
  return { epoch, nextSeq, lost, inFlight, failing };
}

/** Notes what a step asks its board to make durable. */
export function asked(journal: JournalState, inFlight: InFlight): JournalState {
  const { epoch, nextSeq, lost, failing } = journal;
  return { epoch, nextSeq, lost, inFlight, failing };
}

/** Takes the next input's word that the commit under way is durable; none is lost any more. */
export function confirmed({ epoch, nextSeq }: JournalState): JournalState {
  return { epoch, nextSeq, lost: NONE_LOST, inFlight: undefined, failing: false };
}

const NONE_LOST: readonly JournalRecord[] = [];

/**
 * Takes back a commit that failed. Its records stay in the row, apart from the word at its end that a
 * dose is about to be offered, or lies ready: what that announced did not begin, or nobody gets it.
 *
 * @param behindLock dose that lies ready behind a lock, if one does
 */
export function failed(journal: JournalState, behindLock?: string): JournalState {
  const records = journal.inFlight?.records ?? journal.lost;
  const announced = announcedAtEnd(records, behindLock);
  const lost = announced > 0 ? records.slice(0, -announced) : records;
  const nextSeq = journal.nextSeq - announced;
  return { ...journal, nextSeq, lost, inFlight: undefined, failing: true };
}

/** Tells whether a commit that failed was the first to say that a dose lies ready, and says so last. */
export function firstSaysReady({ inFlight }: JournalState, doseId: string): boolean {
  const records = inFlight?.records ?? [];
  return records.at(-1)?.kind !== "dose.offering" && announcedAtEnd(records, doseId) > 0;
}

function announcedAtEnd(records: readonly JournalRecord[], behindLock?: string): number {
  if (records.at(-1)?.kind === "dose.offering") return 1;
  if (behindLock === undefined) return 0;
  const from = records.findLastIndex(({ kind }) => kind === "dose.offered");
  const said = from < 0 ? [] : records.slice(from);
  const isItsOwn = said.every(({ doseId, kind }) => {
    return doseId === behindLock && (kind === "dose.offered" || kind === "dose.reminded");
  });
  return isItsOwn ? said.length : 0;
}
