import type { JournalRecord } from "@dosekit/protocols";
import { ActiveFaults } from "./active-faults.ts";
import type { CheckContext } from "./check-context.ts";
import type { Checker, CheckReport } from "./checker.ts";
import { EpochRows, spanOf } from "./epoch-rows.ts";
import { FLEET, type Observation } from "./observation.ts";
import type { OwedDoses } from "./owed-doses.ts";
import { PerDevice } from "./per-device.ts";
import { type Reader, type Readers, ReaderTable, type Seen } from "./readers.ts";
import { RecentDoses } from "./recent-doses.ts";
import { OUTCOME_WITHIN_MS } from "./s3-one-outcome.ts";
import { Tally } from "./tally.ts";
import { timeText } from "./zone-reckoning.ts";

/** What has to be committed. */
interface Promised {
  readonly madeAtMs: number;
  readonly through: readonly (readonly [epoch: number, seq: number])[];
}

/** What has to be committed by when, if no fault comes between. */
interface Pledge extends Promised {
  readonly dueMs: number;
  /** Faults that had begun or ended when it was last looked whether one came between. */
  faultChanges: number;
}

interface State {
  readonly owed: OwedDoses;
  readonly durable: EpochRows;
  readonly committed: EpochRows;
  readonly reported: RecentDoses<true>;
  product: string;
  pledge: Pledge | undefined;
}

/**
 * L1: two hours of true time (one contact interval more for a sleeping product) after the last
 * fault ended, every record older than that moment is committed, and every dose whose late limit
 * passed more than 10 minutes of running, trusted time ago has its outcome. While no fault is
 * active the same holds from any moment on, so it is judged again and again; a fault on the device
 * or on all of them starts the wait anew. At the end of a drained run everything is judged that no
 * active fault excuses.
 *
 * One decision: one device at one such moment. Not judged: a device without power. Memory per
 * device: what is owed, the rows of its epochs twice, and what was reported.
 */
export class DrainedChecker implements Checker {
  readonly id = "L1";
  readonly readers: Readers;
  readonly #tally = new Tally("L1");
  readonly #context: CheckContext;
  readonly #faults = new ActiveFaults();
  readonly #devices: PerDevice<State>;
  readonly #table: ReaderTable;

  constructor(context: CheckContext) {
    this.#context = context;
    this.#devices = new PerDevice((deviceId) => ({
      owed: context.owed.of(deviceId),
      durable: new EpochRows(),
      committed: new EpochRows(),
      reported: new RecentDoses<true>(),
      product: "",
      pledge: undefined,
    }));
    this.readers = this.#reading(context);
    this.#table = new ReaderTable([this.readers]);
  }

  /** See {@link Checker.observe}. */
  observe(seen: Observation): void {
    this.#table.show(seen);
  }

  /** See {@link Checker.finish}. */
  finish(trueMs: number, isCut = false): CheckReport {
    for (const [deviceId, state] of this.#devices.entries()) {
      state.owed.pass(trueMs);
      const where = { deviceId, trueMs };
      if (isCut || !this.#context.drained) this.#keep(state, where);
      else if (!this.#faults.activeOn(deviceId)) {
        this.#judge(state, where, { madeAtMs: trueMs, through: state.durable.tops() });
      }
    }
    return this.#tally.report();
  }

  #reading({ owedReaders: owed }: CheckContext): Readers {
    const devices = this.#devices;
    // A pledge is kept as things stood before, and a new one made of how they stand after it.
    const keep: Reader = (_, deviceId, trueMs) => this.#keepOf(deviceId, trueMs);
    const renew: Reader = (_, deviceId, trueMs) => this.#renewOf(deviceId, trueMs);
    return {
      effect: [owed.effect, keep, renew],
      record: [
        ...[owed.record, keep],
        ({ record }, deviceId) => takeIn(devices.of(deviceId).durable, record),
        renew,
      ],
      committed: [
        ...[owed.time, keep],
        ({ record }, deviceId) => takeIn(devices.of(deviceId).committed, record),
        renew,
      ],
      inputs: { "journal.failed": [owed.journalFailed, keep, renew] },
      power: [owed.power, keep, renew],
      "clock-jump": [owed.clockJump, keep, renew],
      plan: [owed.plan, keep, renew],
      device: [
        ...[owed.time, keep],
        ({ product }, deviceId) => {
          devices.of(deviceId).product = product;
        },
        renew,
      ],
      forgotten: [
        ...[owed.time, keep],
        (seen, deviceId) => passOver(devices.of(deviceId).committed, seen),
        renew,
      ],
      fault: (seen, deviceId, trueMs) => {
        if (deviceId === FLEET) {
          this.#faults.observe(seen);
          return;
        }
        devices.of(deviceId).owed.pass(trueMs);
        this.#keepOf(deviceId, trueMs);
        this.#faults.observe(seen);
        this.#renewOf(deviceId, trueMs);
      },
      others: (_, deviceId, trueMs) => {
        if (deviceId === FLEET) return;
        devices.of(deviceId).owed.pass(trueMs);
        this.#keepOf(deviceId, trueMs);
        this.#renewOf(deviceId, trueMs);
      },
    };
  }

  #keepOf(deviceId: string, trueMs: number): void {
    const state = this.#devices.of(deviceId);
    const { pledge } = state;
    if (pledge === undefined) return;
    if (trueMs < pledge.dueMs && pledge.faultChanges === this.#faults.changes()) return;
    this.#keep(state, { deviceId, trueMs });
  }

  #renewOf(deviceId: string, trueMs: number): void {
    const state = this.#devices.of(deviceId);
    if (state.pledge === undefined) this.#renew(state, deviceId, trueMs);
  }

  /** Judges the pledge that is due, if no fault came between. */
  #keep(state: State, where: { deviceId: string; trueMs: number }): void {
    const { pledge } = state;
    if (pledge === undefined) return;
    const { deviceId, trueMs } = where;
    if (trueMs < pledge.dueMs && pledge.faultChanges === this.#faults.changes()) return;
    const disturbed =
      this.#faults.activeOn(deviceId) || this.#faults.lastChangeMs(deviceId) > pledge.madeAtMs;
    if (!disturbed && trueMs < pledge.dueMs) {
      pledge.faultChanges = this.#faults.changes();
      return;
    }
    state.pledge = undefined;
    if (disturbed) return;
    this.#judge(state, where, pledge);
  }

  #renew(state: State, deviceId: string, trueMs: number): void {
    if (this.#faults.activeOn(deviceId)) return;
    const waitMs = this.#context.settleMs + this.#context.contactIntervalMs(state.product);
    state.pledge = {
      madeAtMs: trueMs,
      dueMs: trueMs + waitMs,
      through: state.durable.tops(),
      faultChanges: this.#faults.changes(),
    };
  }

  #judge(state: State, where: { deviceId: string; trueMs: number }, pledge: Promised): void {
    const { ledger } = state.owed;
    const { clock } = ledger;
    if (!clock.powered()) return;
    this.#tally.decide();
    for (const [epoch, seq] of pledge.through) {
      const missingSeq = state.committed.of(epoch).missingThrough(seq);
      const name = `record ${missingSeq} of epoch ${epoch}`;
      if (missingSeq === undefined || !isNews(state, name, where.trueMs)) continue;
      this.#tally.violate(
        where,
        `${name}, older than ${timeText(pledge.madeAtMs)}, is not committed at ${timeText(where.trueMs)}`,
      );
    }
    const trustedMs = clock.trustedMs(where.trueMs);
    for (const { window, lateAtTrustedMs } of ledger.open()) {
      if (lateAtTrustedMs === undefined || trustedMs - lateAtTrustedMs <= OUTCOME_WITHIN_MS)
        continue;
      if (!isNews(state, window.doseId, where.trueMs)) continue;
      this.#tally.violate(
        where,
        `dose ${window.doseId}, late limit ${timeText(window.lateMs)}, has no outcome at ${timeText(where.trueMs)}`,
      );
    }
  }
}

function takeIn(rows: EpochRows, record: JournalRecord): void {
  rows.of(record.epoch).take(record.seq, spanOf(record));
}

/** Storage that forgot a record can't bring it; what brings its number is no promise of L1. */
function passOver(committed: EpochRows, { epoch, fromSeq, throughSeq }: Seen<"forgotten">): void {
  committed.of(epoch).take(fromSeq, throughSeq - fromSeq + 1);
}

/** Whether something is reported for the first time. */
function isNews(state: State, name: string, trueMs: number): boolean {
  const known = state.reported.get(name) === true;
  state.reported.note(name, true, trueMs);
  return !known;
}
