import { ActiveFaults } from "./active-faults.ts";
import type { CheckContext } from "./check-context.ts";
import type { Checker, CheckReport } from "./checker.ts";
import { EpochRows, spanOf } from "./epoch-rows.ts";
import { FLEET, type Observation } from "./observation.ts";
import type { OwedDoses } from "./owed-doses.ts";
import { PerDevice } from "./per-device.ts";
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
  readonly #tally = new Tally("L1");
  readonly #context: CheckContext;
  readonly #faults = new ActiveFaults();
  readonly #devices: PerDevice<State>;

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
  }

  /** See {@link Checker.observe}. */
  observe(seen: Observation): void {
    if (seen.deviceId === FLEET) {
      this.#faults.observe(seen);
      return;
    }
    const state = this.#devices.of(seen.deviceId);
    state.owed.show(seen);
    this.#keep(state, seen);
    if (seen.seen === "fault") this.#faults.observe(seen);
    take(state, seen);
    this.#renew(state, seen);
  }

  /** See {@link Checker.finish}. */
  finish(trueMs: number, isCut = false): CheckReport {
    for (const [deviceId, state] of this.#devices.entries()) {
      state.owed.finish(trueMs);
      const where = { deviceId, trueMs };
      if (isCut || !this.#context.drained) this.#keep(state, where);
      else if (!this.#faults.activeOn(deviceId)) {
        this.#judge(state, where, { madeAtMs: trueMs, through: state.durable.tops() });
      }
    }
    return this.#tally.report();
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

  #renew(state: State, { deviceId, trueMs }: Observation): void {
    if (state.pledge !== undefined || this.#faults.activeOn(deviceId)) return;
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

function take(state: State, seen: Observation): void {
  switch (seen.seen) {
    case "device":
      state.product = seen.product;
      break;
    case "record":
      state.durable.of(seen.record.epoch).take(seen.record.seq, spanOf(seen.record));
      break;
    case "committed":
      state.committed.of(seen.record.epoch).take(seen.record.seq, spanOf(seen.record));
      break;
    case "forgotten": {
      // Storage that forgot a record can't bring it; what brings its number is no promise of L1.
      const { epoch, fromSeq, throughSeq } = seen;
      state.committed.of(epoch).take(fromSeq, throughSeq - fromSeq + 1);
      break;
    }
    default:
      break;
  }
}

/** Whether something is reported for the first time. */
function isNews(state: State, name: string, trueMs: number): boolean {
  const known = state.reported.get(name) === true;
  state.reported.note(name, true, trueMs);
  return !known;
}
