import {
  ALERTS,
  type EscalationLadder,
  type JournalRecord,
  type LadderNotice,
  type LadderRunner,
  type Severity,
} from "@dosekit/protocols";
import { ActiveFaults } from "./active-faults.ts";
import type { CheckContext } from "./check-context.ts";
import type { Checker, CheckReport } from "./checker.ts";
import { FLEET, type Observation } from "./observation.ts";
import { PerDevice } from "./per-device.ts";
import { type Readers, ReaderTable } from "./readers.ts";
import { Tally } from "./tally.ts";
import { MINUTE_MS, timeText } from "./zone-reckoning.ts";

/** Severity from which an alert climbs, whatever the ladder says. */
const CLIMBS_FROM_SEVERITY = 20;
/** Longest time between two notices at the last rung, in minutes. */
const REPEAT_MAX_MIN = 60;
/** Faults that stop whoever runs the ladder, by name. */
const RUNNER_FAULT = /^(gateway|broker)-/;
/** Alerts of one device that were told of before they were committed and are remembered. */
const EARLY_NOTICES_MAX = 64;

interface Climb {
  readonly ladder: EscalationLadder;
  /** The ladder that the gateway's side climbs once it runs it. */
  readonly ofGateway: EscalationLadder;
  /** Rung told last; −1 before the first. */
  readonly rung: number;
  /** When the next notice is due, true time. */
  readonly dueMs: number;
  readonly runner: LadderRunner;
  /** When it was told, and the first of the rungs that were told at that instant with it. */
  readonly breath?: { readonly trueMs: number; readonly fromRung: number };
  /** The device was without power since: it may tell its last breath again. */
  readonly restarted?: true;
  /** The device's storage forgot since: it may not know who runs the ladder, nor how far it was. */
  readonly rewound?: true;
}

interface Where {
  readonly deviceId: string;
  readonly trueMs: number;
}

interface State {
  readonly climbs: Map<string, Climb>;
  /** Notices of alerts that are not committed yet: their runner is the device itself. */
  readonly early: Map<string, { readonly rung: number; readonly trueMs: number }>;
  /** Ladders that the device has handed over, until the inbox committed the record of it. */
  readonly handed: Map<string, EscalationLadder>;
  product: string;
  /** Whether the device has contact, and since when it is so. */
  link: { readonly up: boolean; readonly trueMs: number };
}

/**
 * L2: an alert of severity 20 or more climbs its ladder rung by rung to the last, and is repeated
 * there at least every 60 minutes, until it is acknowledged, cleared, or the service ended.
 *
 * True time. The climb begins when the inbox committed the alert; one that the device runs begins
 * with its record in the journal, and goes over to the gateway when the inbox committed the record
 * of that. Each notice is due the ladder's wait after the one before it, plus the allowance for
 * delivery. A fault of gateway or broker, or of the whole fleet, pushes what falls due meanwhile to
 * its end; so does any fault of a device that runs the ladder, and a link that is down where the
 * device tells people over it. A device that was without power may tell again all rungs that it told
 * last at one instant. A device whose storage forgot goes on from what it remembers, and of an
 * alert that it forgot nobody is told. It ends with an acknowledgement, or
 * with an `alert.cleared`, `alert.acknowledged` or the end of service, committed or, where the
 * device runs the ladder, recorded. A notice by the one who does not run the ladder is a violation.
 *
 * One decision: a notice that was given, or one that was due and not given. Not judged: what falls
 * due less than the allowance before the end. Memory per device: alerts on their ladder, and
 * {@link EARLY_NOTICES_MAX} early notices.
 */
export class LadderChecker implements Checker {
  readonly id = "L2";
  readonly readers: Readers = {
    fault: (seen) => this.#fault(seen),
    notice: (seen) => this.#judgeNotice(seen, seen.notice, seen.by ?? "gateway"),
    acknowledged: (seen) => this.#acknowledged(seen, seen.alertId),
    committed: (seen) => this.#committed(seen, seen.record),
    alertRecord: (seen) => this.#recorded(seen, seen.record),
    device: ({ product }, deviceId) => {
      this.#devices.of(deviceId).product = product;
    },
    inputs: {
      "link.changed": ({ input }, deviceId, trueMs) => {
        if (input.type !== "link.changed") return;
        this.#devices.of(deviceId).link = { up: input.up, trueMs };
      },
    },
    power: (seen) => this.#power(seen),
    forgotten: (seen) => this.#forgot(seen),
  };
  readonly #table = new ReaderTable([this.readers]);
  readonly #tally = new Tally("L2");
  readonly #context: CheckContext;
  readonly #faults = new ActiveFaults();
  readonly #deviceFaults = new ActiveFaults();
  readonly #devices = new PerDevice<State>(() => ({
    climbs: new Map(),
    early: new Map(),
    handed: new Map(),
    product: "",
    link: { up: true, trueMs: Number.NEGATIVE_INFINITY },
  }));

  constructor(context: CheckContext) {
    this.#context = context;
  }

  /** See {@link Checker.observe}. */
  observe(seen: Observation): void {
    this.#table.show(seen);
  }

  /** See {@link Checker.finish}. */
  finish(trueMs: number): CheckReport {
    for (const [deviceId, { climbs }] of this.#devices.entries()) {
      for (const [alertId, climb] of climbs)
        this.#judgeMissing({ deviceId, trueMs }, alertId, climb);
    }
    return this.#tally.report();
  }

  #fault(seen: Extract<Observation, { seen: "fault" }>): void {
    const stopsRunner = seen.deviceId === FLEET || RUNNER_FAULT.test(seen.fault);
    if (stopsRunner) this.#faults.observe(seen);
    this.#deviceFaults.observe(seen);
  }

  /** A device that lost its clock with its power can't count the time without: it waits anew. */
  #power({ deviceId, trueMs }: Observation): void {
    const state = this.#devices.of(deviceId);
    state.link = { up: false, trueMs };
    for (const [alertId, climb] of state.climbs) {
      if (climb.runner !== "device") continue;
      const dueMs = Math.max(climb.dueMs, trueMs + waitMs(climb.ladder, climb.rung + 1));
      state.climbs.set(alertId, { ...climb, dueMs, restarted: true });
    }
  }

  #forgot(seen: Extract<Observation, { seen: "forgotten" }>): void {
    const { climbs } = this.#devices.of(seen.deviceId);
    for (const [alertId, climb] of climbs) {
      const isUnknown = isRaisedIn(alertId, seen);
      if (climb.runner === "device" && isUnknown) climbs.delete(alertId);
      else climbs.set(alertId, { ...climb, rewound: true });
    }
  }

  /** An acknowledgement ends a ladder that the device runs only when the device has it. */
  #acknowledged(seen: Observation, alertId: string): void {
    const { climbs } = this.#devices.of(seen.deviceId);
    if (climbs.get(alertId)?.runner !== "device") this.#end(seen, alertId);
  }

  /** What the device itself runs is judged by its own journal. */
  #recorded(seen: Observation, record: JournalRecord): void {
    const { alertId, kind, runner } = record;
    const isEnd = isEndOfService(record);
    if (alertId === undefined && !isEnd) return;
    const { climbs, handed } = this.#devices.of(seen.deviceId);
    if (isEnd) {
      const own = [...climbs].filter(([, climb]) => climb.runner === "device");
      for (const [open] of own) this.#end(seen, open);
    }
    if (alertId === undefined) return;
    if (kind === "alert.raised" && runner === "device") {
      if (severityOf(record) < CLIMBS_FROM_SEVERITY) return;
      const { ladder } = this.#context;
      const ofGateway = this.#ladderOf(record);
      climbs.set(alertId, { ...this.#firstStep(seen, alertId, ladder), ofGateway, runner });
      return;
    }
    const climb = climbs.get(alertId);
    if (!ENDS.has(kind) || climb?.runner !== "device") return;
    this.#end(seen, alertId);
    if (kind === "alert.handed-over") handed.set(alertId, climb.ofGateway);
  }

  #committed(seen: Observation, record: JournalRecord): void {
    const { alertId, kind } = record;
    const isEnd = isEndOfService(record);
    if (alertId === undefined && !isEnd) return;
    const state = this.#devices.of(seen.deviceId);
    if (isEnd) {
      for (const open of [...state.climbs.keys()]) this.#end(seen, open);
    }
    if (alertId === undefined) return;
    if (kind === "alert.cleared" || kind === "alert.acknowledged") this.#end(seen, alertId);
    if (kind === "alert.handed-over") this.#handedOver(seen, record, alertId);
    const isOurs = kind === "alert.raised" && record.runner !== "device";
    if (!isOurs || state.climbs.has(alertId)) return;
    if (severityOf(record) < CLIMBS_FROM_SEVERITY) return;
    const ofGateway = this.#ladderOf(record);
    const first = this.#firstStep(seen, alertId, ofGateway);
    state.climbs.set(alertId, { ...first, ofGateway, runner: "gateway" });
  }

  /** Where a ladder stands when its alert is first heard of: notices may have gone before it. */
  #firstStep(
    seen: Observation,
    alertId: string,
    ladder: EscalationLadder,
  ): Pick<Climb, "ladder" | "rung" | "dueMs"> {
    const { early: before } = this.#devices.of(seen.deviceId);
    const early = before.get(alertId);
    before.delete(alertId);
    return early === undefined
      ? { ladder, rung: -1, dueMs: seen.trueMs + waitMs(ladder, 0) }
      : { ladder, rung: early.rung, dueMs: early.trueMs + waitMs(ladder, early.rung + 1) };
  }

  #handedOver(seen: Observation, { count = 0 }: JournalRecord, alertId: string): void {
    const { climbs, handed } = this.#devices.of(seen.deviceId);
    const ladder = handed.get(alertId);
    if (ladder === undefined) return;
    handed.delete(alertId);
    const rung = count - 1;
    const dueMs = seen.trueMs + waitMs(ladder, count);
    climbs.set(alertId, { ladder, ofGateway: ladder, rung, dueMs, runner: "gateway" });
  }

  #judgeNotice(seen: Observation, notice: LadderNotice, by: LadderRunner): void {
    const { alertId, rung } = notice;
    const state = this.#devices.of(seen.deviceId);
    const climb = state.climbs.get(alertId);
    if (climb === undefined) {
      noteEarly(state, alertId, { rung, trueMs: seen.trueMs });
      return;
    }
    if (climb.rewound === true && by === "device") {
      this.#takeUpAgain(seen, climb, notice);
      return;
    }
    this.#tally.decide();
    if (by !== climb.runner) {
      const when = timeText(seen.trueMs);
      this.#tally.violate(
        seen,
        `alert ${alertId} was told by the ${by} at ${when}, but the ${climb.runner} runs its ladder`,
      );
    }
    if (tellsBreathAgain(climb, notice)) return;
    this.#judgeRung(seen, climb, notice);
    if (this.#isOverdue(climb, seen)) {
      const times = `at ${timeText(seen.trueMs)}, due at ${timeText(climb.dueMs)}`;
      this.#tally.violate(seen, `alert ${alertId} was told late to rung ${rung}: ${times}`);
    }
    const repeatsBelowLast = rung === climb.rung && rung < lastRung(climb);
    const dueMs = repeatsBelowLast ? climb.dueMs : seen.trueMs + waitMs(climb.ladder, rung + 1);
    const { restarted, ...standing } = climb;
    // Repeats are no records: a device may not know of them after a start.
    const isRepeat = rung === climb.rung || restarted === true;
    const isOneBreath = isRepeat || climb.breath?.trueMs === seen.trueMs;
    const fromRung = (isOneBreath ? climb.breath?.fromRung : undefined) ?? rung;
    const breath = { trueMs: seen.trueMs, fromRung };
    state.climbs.set(alertId, { ...standing, rung: Math.max(rung, climb.rung), dueMs, breath });
  }

  /** The first notice of a device that forgot says how far it remembers to be. */
  #takeUpAgain(seen: Observation, climb: Climb, { alertId, rung }: LadderNotice): void {
    if (climb.runner !== "device") return;
    const { runner, ladder, ofGateway } = climb;
    const dueMs = seen.trueMs + waitMs(ladder, rung + 1);
    const breath = { trueMs: seen.trueMs, fromRung: rung };
    this.#devices.of(seen.deviceId).climbs.set(alertId, {
      ...{ ladder, ofGateway, rung, dueMs, runner, breath },
    });
  }

  #judgeRung(seen: Observation, climb: Climb, notice: LadderNotice): void {
    const { alertId, rung, recipient } = notice;
    const when = timeText(seen.trueMs);
    const meant = climb.ladder.rungs[rung]?.recipient;
    if (rung < climb.rung || rung > climb.rung + 1) {
      this.#tally.violate(
        seen,
        `alert ${alertId} went from rung ${climb.rung} to rung ${rung} at ${when}`,
      );
    } else if (meant !== recipient) {
      this.#tally.violate(
        seen,
        `alert ${alertId} was told to ${recipient} at ${when}, but rung ${rung} is ${meant}`,
      );
    }
  }

  #end(seen: Observation, alertId: string): void {
    const { climbs, early } = this.#devices.of(seen.deviceId);
    const climb = climbs.get(alertId);
    climbs.delete(alertId);
    early.delete(alertId);
    if (climb !== undefined) this.#judgeMissing(seen, alertId, climb);
  }

  #judgeMissing(where: Where, alertId: string, climb: Climb): void {
    if (!this.#isOverdue(climb, where)) return;
    this.#tally.decide();
    const next = Math.min(climb.rung + 1, lastRung(climb));
    const times = `due at ${timeText(climb.dueMs)}, not given by ${timeText(where.trueMs)}`;
    this.#tally.violate(where, `alert ${alertId} lacks its notice to rung ${next}, ${times}`);
  }

  #isOverdue({ dueMs, runner }: Climb, { deviceId, trueMs }: Where): boolean {
    const faults = runner === "device" ? this.#deviceFaults : this.#faults;
    if (faults.activeOn(deviceId)) return false;
    const { link, product } = this.#devices.of(deviceId);
    const needsLink = runner === "device" && this.#context.tellsOverLink(product);
    if (needsLink && !link.up) return false;
    const linkMs = needsLink ? link.trueMs : Number.NEGATIVE_INFINITY;
    const excusedMs = Math.max(dueMs, faults.lastChangeMs(deviceId), linkMs);
    return trueMs > excusedMs + this.#context.noticeAllowanceMs;
  }

  /** The ladder that the gateway's side climbs for an alert. */
  #ladderOf(record: JournalRecord): EscalationLadder {
    const { ladder, ladders } = this.#context;
    const { alert } = record;
    const ofCode = alert === undefined ? undefined : ladders[alert];
    return ofCode ?? ladders[severityOf(record) as Severity] ?? ladder;
  }
}

/** Wait before a rung; behind the last one, before the next repeat. */
function waitMs({ rungs, repeatMin }: EscalationLadder, rung: number): number {
  const waitMin = rungs[rung]?.afterMin ?? Math.min(repeatMin, REPEAT_MAX_MIN);
  return waitMin * MINUTE_MS;
}

function lastRung({ ladder }: Climb): number {
  return ladder.rungs.length - 1;
}

/**
 * After a start a device can't know whether what it told last left it: it tells again every rung of
 * that breath, from the first.
 */
function tellsBreathAgain(
  { rung: reached, breath, restarted, runner }: Climb,
  { rung, repeat }: LadderNotice,
): boolean {
  if (restarted !== true || runner !== "device" || !repeat || breath === undefined) return false;
  return breath.fromRung <= rung && rung < reached;
}

/** Kinds of records after which the device that runs a ladder tells nobody any more. */
const ENDS: ReadonlySet<string> = new Set([
  "alert.cleared",
  "alert.acknowledged",
  "alert.handed-over",
]);

/** An alert is named after the record that raised it, `<epoch>-<seq>`. */
function isRaisedIn(
  alertId: string,
  { epoch, fromSeq, throughSeq }: Extract<Observation, { seen: "forgotten" }>,
): boolean {
  const [ofEpoch, seq = 0] = alertId.split("-").map(Number);
  return ofEpoch === epoch && fromSeq <= seq && seq <= throughSeq;
}

function isEndOfService({ kind, mode, reason }: JournalRecord): boolean {
  return kind === "mode.changed" && (mode === "ended" || reason === "service-ended");
}

function severityOf({ severity, alert }: JournalRecord): number {
  return severity ?? (alert === undefined ? 0 : ALERTS[alert].severity);
}

function noteEarly(state: State, alertId: string, notice: { rung: number; trueMs: number }): void {
  state.early.delete(alertId);
  state.early.set(alertId, notice);
  for (const oldest of state.early.keys()) {
    if (state.early.size <= EARLY_NOTICES_MAX) return;
    state.early.delete(oldest);
  }
}
