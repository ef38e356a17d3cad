import { EVENTS, type JournalRecord } from "@dosekit/protocols";
import { ActiveFaults } from "./active-faults.ts";
import type { CheckContext } from "./check-context.ts";
import type { Checker, CheckReport } from "./checker.ts";
import { differingField, EpochRows, spanOf } from "./epoch-rows.ts";
import { ForgottenRecords } from "./forgotten-records.ts";
import type { Observation } from "./observation.ts";
import { PerDevice } from "./per-device.ts";
import { type Readers, ReaderTable, type Seen } from "./readers.ts";
import { Tally } from "./tally.ts";
import { timeText } from "./zone-reckoning.ts";

interface DurableAlert {
  readonly record: JournalRecord;
  readonly trueMs: number;
}

interface State {
  /** Alerts that are durable on the device and not committed, by identity. */
  readonly waiting: Map<string, DurableAlert>;
  readonly forgotten: ForgottenRecords;
  readonly committed: EpochRows;
  /** Records, telemetry apart, that are durable on the device and not committed. */
  queued: number;
  spoolEvents: number;
  /** The queue outgrew what the spool holds: nothing is promised any more. */
  overflowed: boolean;
  /** The device's own journal was seen; a source that is only heard at the inbox is not judged. */
  journalled: boolean;
}

/**
 * S4: every alert that became durable on a device is committed in the inbox exactly once, under
 * its (device, epoch, seq), with the same content and time, and the records of each (device,
 * epoch) are committed in order.
 *
 * One decision: a committed record of a device whose journal was seen, or an alert that is still
 * waiting at the end. Not judged at the end: alerts of a device with a fault that is still active,
 * alerts that the device's storage forgot, alerts of a device whose queue outgrew its spool, and
 * alerts of the last minute or, when the run was not drained, of the settling time. Memory per
 * device: the alerts that wait, and the rows of its epochs.
 */
export class AlertsCommittedChecker implements Checker {
  readonly id = "S4";
  readonly readers: Readers = {
    fault: (seen) => this.#faults.observe(seen),
    record: (seen, deviceId) => this.#journalled(this.#devices.of(deviceId), seen),
    committed: (seen, deviceId) => this.#judgeCommit(this.#devices.of(deviceId), seen),
    forgotten: (seen, deviceId) => this.#devices.of(deviceId).forgotten.observe(seen),
    device: ({ spoolEvents }, deviceId) => {
      this.#devices.of(deviceId).spoolEvents = spoolEvents;
    },
  };
  readonly #table = new ReaderTable([this.readers]);
  readonly #tally = new Tally("S4");
  readonly #context: CheckContext;
  readonly #faults = new ActiveFaults();
  readonly #devices = new PerDevice<State>(() => ({
    waiting: new Map(),
    forgotten: new ForgottenRecords(),
    committed: new EpochRows(),
    queued: 0,
    spoolEvents: Number.POSITIVE_INFINITY,
    overflowed: false,
    journalled: false,
  }));

  constructor(context: CheckContext) {
    this.#context = context;
  }

  /** See {@link Checker.observe}. */
  observe(seen: Observation): void {
    this.#table.show(seen);
  }

  /** See {@link Checker.finish}. */
  finish(trueMs: number, isCut = false): CheckReport {
    const isDrained = this.#context.drained && !isCut;
    const { noticeAllowanceMs, settleMs } = this.#context;
    // What was written in the last moment of a drain is on its way as well.
    const youngestMs = trueMs - (isDrained ? noticeAllowanceMs : settleMs);
    for (const [deviceId, state] of this.#devices.entries()) {
      if (state.overflowed || this.#faults.activeOn(deviceId)) continue;
      for (const alert of state.waiting.values()) {
        if (state.forgotten.has(alert.record)) continue;
        if (alert.trueMs > youngestMs) continue;
        this.#tally.decide();
        const { record } = alert;
        this.#tally.violate(
          { deviceId, trueMs },
          `${nameOf(record)}, durable since ${timeText(alert.trueMs)}, was never committed`,
        );
      }
    }
    return this.#tally.report();
  }

  #journalled(state: State, { record, trueMs }: Seen<"record">): void {
    const { kind } = record;
    state.journalled = true;
    if (!TELEMETRY.has(kind)) state.queued += 1;
    if (state.queued > state.spoolEvents) state.overflowed = true;
    if (kind !== "alert.raised") return;
    state.waiting.set(identityOf(record), { record, trueMs });
  }

  #judgeCommit(state: State, seen: Seen<"committed">): void {
    if (!state.journalled) return;
    const { record } = seen;
    this.#tally.decide();
    if (!TELEMETRY.has(record.kind)) state.queued -= 1;
    const row = state.committed.of(record.epoch);
    const topSeq = row.topSeq();
    const verdict = row.take(record.seq, spanOf(record));
    if (verdict === "repeated" || verdict === "filled") {
      const how = verdict === "repeated" ? "again" : "out of order";
      this.#tally.violate(
        seen,
        `${nameOf(record)} was committed ${how} at ${timeText(seen.trueMs)}, after record ${topSeq}`,
      );
    }
    if (verdict !== "repeated") this.#compare(state, seen, record);
  }

  #compare(state: State, seen: Observation, record: JournalRecord): void {
    if (state.waiting.size === 0 && record.kind !== "alert.raised") return;
    const identity = identityOf(record);
    const durable = state.waiting.get(identity);
    state.waiting.delete(identity);
    if (durable === undefined && record.kind !== "alert.raised") return;
    if (durable === undefined) {
      const when = timeText(seen.trueMs);
      this.#tally.violate(seen, `${nameOf(record)}, committed at ${when}, was never durable there`);
      return;
    }
    // Of what its storage forgot a device can only say that it is lost.
    const isMarked = record.kind === "telemetry.dropped" && state.forgotten.has(durable.record);
    const field = isMarked ? undefined : differingField(durable.record, record);
    if (field === undefined) return;
    this.#tally.violate(
      seen,
      `${nameOf(durable.record)} was committed at ${timeText(seen.trueMs)} with another ${field}`,
    );
  }
}

/** Kinds of records that are no events: a spool gives them up first. */
const TELEMETRY: ReadonlySet<string> = new Set(
  Object.entries(EVENTS).flatMap(([kind, event]) => (event.class === "telemetry" ? [kind] : [])),
);

function identityOf({ epoch, seq }: JournalRecord): string {
  return `${epoch}:${seq}`;
}

function nameOf({ epoch, seq, kind, alert, alertId, civilMs }: JournalRecord): string {
  const what = kind === "alert.raised" ? `alert ${alert} (${alertId})` : kind;
  return `${what}, record ${seq} of epoch ${epoch} at ${timeText(civilMs)}`;
}
