import type { JournalRecord } from "@dosekit/protocols";
import type { CheckContext } from "./check-context.ts";
import type { Checker, CheckReport } from "./checker.ts";
import type { Observation } from "./observation.ts";
import type { OpeningWatch } from "./opening-watch.ts";
import { PerDevice } from "./per-device.ts";
import type { PlanBook } from "./plan-book.ts";
import { type Reader, type Readers, ReaderTable, type Seen } from "./readers.ts";
import { Tally } from "./tally.ts";
import type { WatchedClock } from "./watched-clock.ts";
import { MINUTE_MS, timeText } from "./zone-reckoning.ts";

/** How long after a refusal its alert may come, ms. */
const ALERT_WITHIN_MS = 10 * MINUTE_MS;
/** Alerts that tell of a device which can't dispense for want of time or plan. */
const CLOCK_ALERTS: ReadonlySet<string> = new Set(["1.5", "1.14"]);

interface State {
  readonly openings: OpeningWatch;
  readonly book: PlanBook;
  readonly clock: WatchedClock;
  /** Clock alerts that were raised and not cleared. */
  readonly alerts: Set<string>;
  /** Device clock at which such an alert was last there. */
  lastAlertCivilMs: number;
  clockErrorMs: number;
  /** True time at which the clock was last seen untrusted. */
  untrustedMs: number;
  /** Refusals without an alert so far. */
  refusals: readonly { readonly record: JournalRecord; readonly trueMs: number }[];
}

/**
 * S9: with a clock that is unset, or whose estimated error exceeds the limit, nothing is offered.
 * Each refusal for that reason (`prevented` with `clock-untrusted`, of a dose in whose window the
 * clock was seen untrusted) has an alert 1.5 or 1.14: one that was there at any time since the
 * window opened, or that comes within 10 minutes. No
 * record under an unset clock claims a civil time. Assisted releases are not exempt: the rule
 * names no exception.
 *
 * One decision: a `dose.offering`, a movement that makes medicine accessible, a refusal whose 10
 * minutes are over or whose alert is there, or a record under an unset clock. Memory per device:
 * its plans, its clock alerts and the refusals of the last 10 minutes.
 */
export class TrustedClockChecker implements Checker {
  readonly id = "S9";
  readonly readers: Readers;
  readonly #tally = new Tally("S9");
  readonly #context: CheckContext;
  readonly #devices: PerDevice<State>;
  readonly #table: ReaderTable;
  /** Refusals without an alert so far, of all devices. */
  #refused = 0;

  constructor(context: CheckContext) {
    this.#context = context;
    this.#devices = new PerDevice((deviceId) => ({
      openings: context.openings.of(deviceId),
      book: context.books.of(deviceId),
      clock: context.clocks.of(deviceId),
      untrustedMs: Number.NEGATIVE_INFINITY,
      alerts: new Set<string>(),
      lastAlertCivilMs: Number.NEGATIVE_INFINITY,
      clockErrorMs: 0,
      refusals: [],
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
      this.#expire(state, { deviceId, trueMs });
    }
    return this.#tally.report();
  }

  #reading({ openingReaders: opening, planReader }: CheckContext): Readers {
    const devices = this.#devices;
    const expire: Reader = (_, deviceId, trueMs) => this.#expireAny(deviceId, trueMs);
    return {
      device: [expire, opening.device],
      plan: [planReader, expire],
      record: [opening.record, (seen, deviceId) => this.#recorded(devices.of(deviceId), seen)],
      power: [opening.power, (seen, deviceId) => this.#power(devices.of(deviceId), seen)],
      input: expire,
      inputs: {
        "journal.failed": [
          ...[opening.journalFailed, expire],
          (seen, deviceId) => devices.of(deviceId).clock.journalFailed(seen),
        ],
      },
      effect: (seen, deviceId) => this.#read(devices.of(deviceId), seen),
      effects: {
        "journal.commit": [
          opening.journalCommit,
          (seen, deviceId) => this.#read(devices.of(deviceId), seen),
        ],
        "motion.start": (seen, deviceId) => this.#moved(devices.of(deviceId), seen),
      },
    };
  }

  #read(state: State, seen: Seen<"effect">): void {
    state.clock.effect(seen);
    this.#noteTrust(state, seen.trueMs);
    this.#expireAny(seen.deviceId, seen.trueMs);
    state.clockErrorMs = seen.clockErrorMs;
  }

  #power(state: State, seen: Seen<"power">): void {
    state.clock.power(seen);
    this.#noteTrust(state, seen.trueMs);
    this.#expireAny(seen.deviceId, seen.trueMs);
  }

  #noteTrust(state: State, trueMs: number): void {
    if (state.clock.wasUntrusted() || state.clock.untrusted()) state.untrustedMs = trueMs;
  }

  #moved(state: State, seen: Seen<"effect">): void {
    this.#read(state, seen);
    const opening = state.openings.moved(seen);
    if (opening === undefined) return;
    const what = `movement ${opening.motion.motion} made medicine accessible`;
    this.#judgeOffer(seen, { what, civilMs: opening.civilMs, errorMs: opening.clockErrorMs });
  }

  #recorded(state: State, seen: Seen<"record">): void {
    state.clock.record(seen);
    this.#noteTrust(state, seen.trueMs);
    this.#expireAny(seen.deviceId, seen.trueMs);
    this.#judgeRecord(state, seen, seen.record);
  }

  #judgeRecord(state: State, seen: Observation, record: JournalRecord): void {
    if (record.clock === "unset") this.#judgeUnset(seen, record);
    if (record.kind === "dose.offering") {
      const what = `record ${record.seq} offers dose ${record.doseId}`;
      const civilMs = record.clock === "unset" ? undefined : record.civilMs;
      this.#judgeOffer(seen, { what, civilMs, errorMs: state.clockErrorMs });
    } else if (record.alertId !== undefined) {
      this.#noteAlert(state, seen, record);
    } else if (record.kind === "dose.closed" && record.reason === "clock-untrusted") {
      this.#judgeRefusal(state, seen, record);
    }
  }

  #judgeUnset(seen: Observation, { seq, kind, civilMs }: JournalRecord): void {
    this.#tally.decide();
    if (civilMs === undefined) return;
    const what = `record ${seq} (${kind}) under an unset clock`;
    this.#tally.violate(seen, `${what} claims the civil time ${timeText(civilMs)}`);
  }

  #judgeOffer(seen: Observation, { what, civilMs, errorMs }: OfferInTime): void {
    this.#tally.decide();
    if (civilMs === undefined) {
      const trueTime = timeText(seen.trueMs);
      this.#tally.violate(seen, `${what} at true time ${trueTime} while the clock was unset`);
    } else if (errorMs > this.#context.clockErrorMaxMs) {
      const limit = `${errorMs} ms, more than ${this.#context.clockErrorMaxMs} ms`;
      this.#tally.violate(
        seen,
        `${what} at ${timeText(civilMs)} with an estimated clock error of ${limit}`,
      );
    }
  }

  #noteAlert(state: State, seen: Observation, record: JournalRecord): void {
    const { alertId = "", alert = "" } = record;
    if (record.kind === "alert.raised" && CLOCK_ALERTS.has(alert)) {
      state.alerts.add(alertId);
      for (const _ of state.refusals) this.#tally.decide();
      this.#refused -= state.refusals.length;
      state.refusals = [];
    } else if (record.kind === "alert.cleared" && state.alerts.delete(alertId)) {
      state.lastAlertCivilMs = state.clock.civilMs(seen.trueMs) ?? Number.POSITIVE_INFINITY;
    }
  }

  #judgeRefusal(state: State, seen: Observation, record: JournalRecord): void {
    const openedMs = state.book.windowOf(record.doseId ?? "")?.earlyMs ?? record.dueMs ?? 0;
    const sinceOpenedMs = (state.clock.civilMs(seen.trueMs) ?? openedMs) - openedMs;
    if (state.untrustedMs < seen.trueMs - sinceOpenedMs) return;
    if (state.alerts.size > 0 || state.lastAlertCivilMs >= openedMs) this.#tally.decide();
    else {
      state.refusals = [...state.refusals, { record, trueMs: seen.trueMs }];
      this.#refused += 1;
    }
  }

  #expireAny(deviceId: string, trueMs: number): void {
    if (this.#refused > 0) this.#expire(this.#devices.of(deviceId), { deviceId, trueMs });
  }

  #expire(state: State, where: { deviceId: string; trueMs: number }): void {
    const isOver = ({ trueMs }: { trueMs: number }) => where.trueMs - trueMs > ALERT_WITHIN_MS;
    for (const { record, trueMs } of state.refusals.filter(isOver)) {
      this.#tally.decide();
      this.#tally.violate(
        where,
        `dose ${record.doseId} was refused for its clock at ${timeText(trueMs)}, but no alert 1.5 or 1.14 tells of it`,
      );
    }
    const left = state.refusals.filter((refusal) => !isOver(refusal));
    this.#refused -= state.refusals.length - left.length;
    state.refusals = left;
  }
}

interface OfferInTime {
  readonly what: string;
  readonly civilMs: number | undefined;
  readonly errorMs: number;
}
