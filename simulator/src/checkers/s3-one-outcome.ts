import type { JournalRecord } from "@dosekit/protocols";
import type { CheckContext } from "./check-context.ts";
import type { Checker, CheckReport } from "./checker.ts";
import { ForgottenRecords } from "./forgotten-records.ts";
import type { Observation } from "./observation.ts";
import type { OwedDoses } from "./owed-doses.ts";
import { PerDevice } from "./per-device.ts";
import { type Reader, type Readers, ReaderTable } from "./readers.ts";
import { RecentDoses } from "./recent-doses.ts";
import { Tally } from "./tally.ts";
import { MINUTE_MS, timeText } from "./zone-reckoning.ts";

/** How long after its late limit a dose may be without an outcome: running, trusted time. */
export const OUTCOME_WITHIN_MS = 10 * MINUTE_MS;

/** What is known of how one dose ended. */
interface Ending {
  /** The device was about to put it within reach, or did. */
  readonly offered: "no" | "about-to" | "yes";
  /** The first record that says so. */
  readonly offeredIn: JournalRecord | undefined;
  readonly closed:
    | { readonly record: JournalRecord; readonly correctedSeqs: readonly number[] }
    | undefined;
}

const UNOFFERED: Ending = { offered: "no", offeredIn: undefined, closed: undefined };

interface State {
  readonly owed: OwedDoses;
  readonly forgotten: ForgottenRecords;
  readonly endings: RecentDoses<Ending>;
  /** Doses whose lack of an outcome was reported. */
  readonly overdue: RecentDoses<true>;
}

/**
 * S3: every dose that the device knows gets exactly one outcome, at the latest after 10 minutes of
 * running, trusted time past its late limit. Running: powered, and with a journal that can
 * be written; trusted: the clock is set, and its estimated error within the limit of rule S9.
 *
 * `missed` needs an offer before it, `prevented` and `withheld` a reason, and `prevented` no offer
 * that storage still knows.
 * A correction names an earlier record of the same dose and epoch that gave it an outcome. No
 * outcome is for a dose that no plan of the device had. An outcome that storage forgot may be
 * followed by one more, which is `uncertain`.
 *
 * One decision: an outcome, a correction, or a dose that is found without an outcome. Not judged
 * yet at the end: a dose whose 10 minutes are not over. Memory per device: what is owed and
 * {@link RecentDoses}, twice.
 */
export class OneOutcomeChecker implements Checker {
  readonly id = "S3";
  readonly readers: Readers;
  readonly #tally = new Tally("S3");
  readonly #devices: PerDevice<State>;
  readonly #table: ReaderTable;

  constructor(context: CheckContext) {
    this.#devices = new PerDevice((deviceId) => ({
      owed: context.owed.of(deviceId),
      forgotten: new ForgottenRecords(),
      endings: new RecentDoses<Ending>(),
      overdue: new RecentDoses<true>(),
    }));
    this.readers = this.#reading(context);
    this.#table = new ReaderTable([this.readers]);
  }

  /** See {@link Checker.observe}. */
  observe(seen: Observation): void {
    this.#table.show(seen);
  }

  /** See {@link Checker.finish}. */
  finish(trueMs: number): CheckReport {
    for (const [deviceId, state] of this.#devices.entries()) {
      state.owed.pass(trueMs);
      this.#findOverdue(state, { deviceId, trueMs });
    }
    return this.#tally.report();
  }

  #reading({ owedReaders: owed }: CheckContext): Readers {
    const devices = this.#devices;
    const late: Reader = (_, deviceId, trueMs) => {
      const state = devices.of(deviceId);
      if (state.owed.ledger.hasLate()) this.#findOverdue(state, { deviceId, trueMs });
    };
    return {
      effect: [owed.effect, late],
      record: [owed.record, late],
      doseRecord: (seen, deviceId) => this.#judgeRecord(devices.of(deviceId), seen, seen.record),
      inputs: { "journal.failed": [owed.journalFailed, late] },
      power: [owed.power, late],
      "clock-jump": [owed.clockJump, late],
      plan: [owed.plan, late],
      forgotten: [
        ...[owed.time, late],
        (seen, deviceId) => devices.of(deviceId).forgotten.observe(seen),
      ],
      others: [owed.time, late],
    };
  }

  #findOverdue(state: State, where: { deviceId: string; trueMs: number }): void {
    const { ledger } = state.owed;
    const trustedMs = ledger.clock.trustedMs(where.trueMs);
    for (const { window, lateAtTrustedMs } of ledger.open()) {
      if (lateAtTrustedMs === undefined || trustedMs - lateAtTrustedMs <= OUTCOME_WITHIN_MS)
        continue;
      if (state.overdue.get(window.doseId) === true) continue;
      state.overdue.note(window.doseId, true, where.trueMs, window.lateMs);
      this.#tally.decide();
      this.#tally.violate(
        where,
        `dose ${window.doseId} has no outcome 10 minutes of running, trusted time after its late limit ${timeText(window.lateMs)}`,
      );
    }
  }

  #judgeRecord(state: State, seen: Observation, record: JournalRecord): void {
    const { doseId, kind } = record;
    if (doseId === undefined) return;
    const ending = knownEnding(state, doseId);
    const offered = offeredBy(record, ending);
    if (offered !== ending.offered) {
      const offeredIn = offered === "yes" ? record : ending.offeredIn;
      const noted = { ...ending, offered, offeredIn };
      state.endings.note(doseId, noted, seen.trueMs, record.dueMs);
    } else if (kind === "dose.closed") {
      this.#tally.decide();
      for (const wrong of wrongsOf(state, ending, record)) this.#violate(seen, record, wrong);
      const isKnown = ending.closed !== undefined && !state.forgotten.has(ending.closed.record);
      const closed = (isKnown && ending.closed) || { record, correctedSeqs: [] };
      state.endings.note(doseId, { ...ending, closed }, seen.trueMs, record.dueMs);
    } else if (kind === "dose.corrected") {
      this.#judgeCorrection(state, seen, record);
    }
  }

  #judgeCorrection(state: State, seen: Observation, record: JournalRecord): void {
    this.#tally.decide();
    const { doseId = "", refersTo, epoch, seq } = record;
    const ending = state.endings.get(doseId);
    const { closed } = ending ?? {};
    const known = closed === undefined ? [] : [closed.record.seq, ...closed.correctedSeqs];
    const sameEpoch = closed?.record.epoch === epoch;
    if (refersTo === undefined || !sameEpoch || !known.includes(refersTo)) {
      this.#violate(seen, record, `corrects record ${refersTo}, which gave that dose no outcome`);
    }
    if (ending === undefined || closed === undefined) return;
    const corrected = { ...closed, correctedSeqs: [...closed.correctedSeqs.slice(-7), seq] };
    state.endings.note(doseId, { ...ending, closed: corrected }, seen.trueMs, record.dueMs);
  }

  #violate(seen: Observation, record: JournalRecord, wrong: string): void {
    const { doseId, seq, civilMs } = record;
    this.#tally.violate(seen, `record ${seq} of dose ${doseId} at ${timeText(civilMs)} ${wrong}`);
  }
}

/** An offer that storage forgot is one that the device may or may not know of. */
function knownEnding({ endings, forgotten }: State, doseId: string): Ending {
  const ending = endings.get(doseId) ?? UNOFFERED;
  const { offeredIn, closed } = ending;
  if (offeredIn === undefined || !forgotten.has(offeredIn)) return ending;
  return { offered: "about-to", offeredIn: undefined, closed };
}

function offeredBy({ kind }: JournalRecord, { offered }: Ending): Ending["offered"] {
  if (kind === "dose.offered" || kind === "dose.released") return "yes";
  return kind === "dose.offering" && offered === "no" ? "about-to" : offered;
}

function wrongsOf(state: State, ending: Ending, record: JournalRecord): readonly string[] {
  const { outcome, reason, doseId = "" } = record;
  const wrongs: string[] = [];
  if (outcome === undefined) wrongs.push("closes it without an outcome");
  const { closed } = ending;
  const isUnknownNow = closed !== undefined && state.forgotten.has(closed.record);
  if (closed !== undefined && !(isUnknownNow && outcome === "uncertain")) {
    const { seq, civilMs, outcome: first } = closed.record;
    wrongs.push(
      `gives it the outcome ${outcome}, but record ${seq} at ${timeText(civilMs)} gave it ${first}`,
    );
  }
  if (state.owed.ledger.book.windowOf(doseId) === undefined) {
    wrongs.push("gives it an outcome, but no plan has that dose");
  }
  if (outcome === "missed" && ending.offered === "no")
    wrongs.push("says missed, but it was never offered");
  if (outcome === "prevented" && ending.offered === "yes")
    wrongs.push("says prevented, but it was offered");
  if ((outcome === "prevented" || outcome === "withheld") && reason === undefined) {
    wrongs.push(`says ${outcome} without a reason`);
  }
  return wrongs;
}
