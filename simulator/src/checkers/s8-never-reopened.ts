import type { JournalRecord } from "@dosekit/protocols";
import type { CheckContext } from "./check-context.ts";
import type { Checker, CheckReport } from "./checker.ts";
import type { Observation } from "./observation.ts";
import type { OpeningWatch } from "./opening-watch.ts";
import { PerDevice } from "./per-device.ts";
import type { PlanBook } from "./plan-book.ts";
import { type Readers, ReaderTable, type Seen } from "./readers.ts";
import { RecentDoses } from "./recent-doses.ts";
import type { Release, ReleaseWatch } from "./release-watch.ts";
import { Tally } from "./tally.ts";
import type { WatchedClock } from "./watched-clock.ts";
import { MINUTE_MS, timeText } from "./zone-reckoning.ts";

/** A stretch of the device clock during which the device was off or its clock untrusted. */
interface Outage {
  readonly fromMs: number;
  readonly untilMs: number;
}

interface State {
  readonly openings: OpeningWatch;
  readonly releases: ReleaseWatch;
  readonly book: PlanBook;
  readonly clock: WatchedClock;
  /** Doses with an outcome other than uncertain. */
  readonly closed: RecentDoses<JournalRecord>;
  lastRelease: JournalRecord | undefined;
  /** Device clock when it was last known, before it went away. */
  lastCivilMs: number | undefined;
  outage: Outage | undefined;
}

/**
 * S8: a window that closed is never offered again, and two scheduled releases are never closer
 * than the plan's minimum spacing. Travel and assisted releases are exempt.
 *
 * A window is closed when its dose got an outcome (`uncertain` apart, which rule S1 watches), or
 * when its late limit passed during the last outage: from the last clock reading before the device
 * lost power or its time, to the first one after. Spacing is measured on the device clock or,
 * within one boot, on its uptime, whichever is longer, so that a step of the clock is not held
 * against a device that counts either way.
 *
 * One decision: a `dose.offering`, a movement that makes an announced dose accessible, or a
 * scheduled release. Memory per device: its plans, {@link RecentDoses} twice, one release, one
 * outage.
 */
export class NeverReopenedChecker implements Checker {
  readonly id = "S8";
  readonly readers: Readers;
  readonly #tally = new Tally("S8");
  readonly #devices: PerDevice<State>;
  readonly #table: ReaderTable;

  constructor(context: CheckContext) {
    this.#devices = new PerDevice((deviceId) => ({
      openings: context.openings.of(deviceId),
      releases: context.releases.of(deviceId),
      book: context.books.of(deviceId),
      clock: context.clocks.of(deviceId),
      closed: new RecentDoses<JournalRecord>(),
      lastRelease: undefined,
      lastCivilMs: undefined,
      outage: undefined,
    }));
    this.readers = this.#reading(context);
    this.#table = new ReaderTable([this.readers]);
  }

  /** See {@link Checker.observe}. */
  observe(seen: Observation): void {
    this.#table.show(seen);
  }

  /** See {@link Checker.finish}. */
  finish(): CheckReport {
    return this.#tally.report();
  }

  #reading({ openingReaders: opening, planReader }: CheckContext): Readers {
    const devices = this.#devices;
    return {
      device: opening.device,
      plan: planReader,
      record: [
        opening.record,
        (seen, deviceId, trueMs) => {
          const state = devices.of(deviceId);
          state.clock.record(seen);
          noteOutage(state, trueMs);
        },
      ],
      doseRecord: (seen, deviceId) => this.#judgeRecord(devices.of(deviceId), seen, seen.record),
      power: [
        opening.power,
        (seen, deviceId, trueMs) => {
          const state = devices.of(deviceId);
          state.clock.power(seen);
          noteOutage(state, trueMs);
        },
      ],
      "clock-jump": (seen, deviceId, trueMs) => {
        const state = devices.of(deviceId);
        state.clock.jumped(seen);
        noteOutage(state, trueMs);
      },
      inputs: {
        "journal.failed": [
          opening.journalFailed,
          (seen, deviceId) => devices.of(deviceId).clock.journalFailed(seen),
        ],
      },
      effect: (seen, deviceId, trueMs) => readClock(devices.of(deviceId), seen, trueMs),
      effects: {
        "journal.commit": [
          opening.journalCommit,
          (seen, deviceId, trueMs) => readClock(devices.of(deviceId), seen, trueMs),
        ],
        "motion.start": (seen, deviceId) => this.#moved(devices.of(deviceId), seen),
      },
    };
  }

  #moved(state: State, seen: Seen<"effect">): void {
    readClock(state, seen, seen.trueMs);
    const opening = state.openings.moved(seen);
    if (opening?.dose === undefined || opening.dose.ahead) return;
    const { doseId } = opening.dose;
    const what = `movement ${opening.motion.motion} made it accessible`;
    this.#judgeOffer(state, seen, { doseId, civilMs: opening.civilMs, what });
  }

  #judgeRecord(state: State, seen: Observation, record: JournalRecord): void {
    const { doseId, kind, civilMs, seq } = record;
    if (doseId === undefined) return;
    const announced = state.openings.announced();
    const ahead = announced?.doseId === doseId && announced.ahead;
    if (kind === "dose.offering" && !ahead) {
      this.#judgeOffer(state, seen, { doseId, civilMs, what: `record ${seq} offers it` });
    }
    const release = state.releases.take(record, seen);
    if (release !== undefined && !release.ahead && !ahead) this.#judgeSpacing(state, seen, release);
    if (kind === "dose.closed" && record.outcome !== "uncertain") {
      state.closed.note(doseId, record, seen.trueMs, record.dueMs);
    }
  }

  #judgeOffer(state: State, seen: Observation, offer: Offer): void {
    this.#tally.decide();
    const { doseId, civilMs, what } = offer;
    const closed = state.closed.get(doseId);
    if (closed !== undefined) {
      const then = `${closed.outcome} at ${timeText(closed.civilMs)} (record ${closed.seq})`;
      const now = `${what} at ${timeText(civilMs)}`;
      this.#tally.violate(seen, `dose ${doseId} was closed as ${then}, but ${now}`);
      return;
    }
    const late = state.book.windowOf(doseId)?.lateMs;
    const { outage } = state;
    if (late === undefined || outage === undefined) return;
    if (late <= outage.fromMs || outage.untilMs < late) return;
    const from = timeText(outage.fromMs);
    const until = timeText(outage.untilMs);
    const now = `${what} at ${timeText(civilMs)}`;
    this.#tally.violate(
      seen,
      `dose ${doseId} had its late limit ${timeText(late)} in the outage from ${from} to ${until}, but ${now}`,
    );
  }

  #judgeSpacing(state: State, seen: Observation, { record }: Release): void {
    this.#tally.decide();
    const last = state.lastRelease;
    state.lastRelease = record;
    const spacingMs = (state.book.current()?.plan.minimumSpacingMin ?? 0) * MINUTE_MS;
    if (last === undefined || last.doseId === record.doseId) return;
    const apartMs = timeBetween(last, record);
    if (apartMs === undefined || apartMs >= spacingMs) return;
    const [first, second] = [timeText(last.civilMs), timeText(record.civilMs)];
    const apartMin = Math.floor(apartMs / MINUTE_MS);
    const leastMin = spacingMs / MINUTE_MS;
    this.#tally.violate(
      seen,
      `dose ${record.doseId} was released at ${second}, ${apartMin} min after dose ${last.doseId} at ${first}; the plan asks for ${leastMin}`,
    );
  }
}

interface Offer {
  readonly doseId: string;
  readonly civilMs: number | undefined;
  readonly what: string;
}

function readClock(state: State, seen: Seen<"effect">, trueMs: number): void {
  state.clock.effect(seen);
  noteOutage(state, trueMs);
}

/** Notes when a clock went away or came back with what it was shown last. */
function noteOutage(state: State, trueMs: number): void {
  const { clock, lastCivilMs } = state;
  if (clock.staysKnown()) return;
  const beforeMs = clock.civilBeforeMs(trueMs);
  const afterMs = clock.civilMs(trueMs);
  if (afterMs === undefined) state.lastCivilMs = beforeMs ?? lastCivilMs;
  else if (beforeMs === undefined && lastCivilMs !== undefined) {
    state.outage = { fromMs: lastCivilMs, untilMs: afterMs };
  }
}

function timeBetween(a: JournalRecord, b: JournalRecord): number | undefined {
  const civil = a.civilMs === undefined || b.civilMs === undefined ? [] : [b.civilMs - a.civilMs];
  const uptime = a.bootId === b.bootId && a.epoch === b.epoch ? [b.uptimeMs - a.uptimeMs] : [];
  const known = [...civil, ...uptime];
  return known.length === 0 ? undefined : Math.max(...known);
}
