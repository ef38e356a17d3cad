import type { JournalRecord } from "@dosekit/protocols";
import type { Checker, CheckReport } from "./checker.ts";
import { FLEET, type Observation } from "./observation.ts";
import { PerDevice } from "./per-device.ts";
import { type Reader, type Readers, ReaderTable, type Seen } from "./readers.ts";
import { Tally } from "./tally.ts";
import { MINUTE_MS, timeText } from "./zone-reckoning.ts";

/** Running time within which a device tells of a hazard that it could find out about, ms. */
const TOLD_WITHIN_MS = 10 * MINUTE_MS;

/** Alerts that tell staff to look: no confirmation, technical fault, stuck. */
const TELLING: ReadonlySet<string> = new Set(["1.3", "1.5", "1.8"]);
/** Alerts that besides tell of a hazard of one kind: the device lies on its side. */
const TELLING_OF: Readonly<Record<string, ReadonlySet<string>>> = {
  "opened-while-turned": new Set(["1.23"]),
};
/** Hazards in which a dose reached its user unseen: that the device finds it taken is the truth. */
const TAKEN: ReadonlySet<string> = new Set(["taken-unnoticed", "taken-while-off"]);
/** A release that a power cut ends before its movement has ended looks like this too: nobody can tell. */
const EMPTY = "empty-release";
/** Faults under which nothing can be written, so nothing told. */
const CANT_WRITE = /^(store|flash)-/;

interface Pending {
  readonly hazard: string;
  readonly trueMs: number;
  /** Running time that is left. */
  leftMs: number;
  /** The movement in which it happened has not ended. */
  isMoving: boolean;
}

interface State {
  /** Alerts that stand, by id, with their codes. */
  readonly standing: Map<string, string>;
  readonly pending: Pending[];
  /** True time up to which running time has been taken off. */
  reckonedMs: number;
  isOff: boolean;
  unwritable: number;
}

/**
 * H1: a hazard that the device can find out about, as the plant says, has an alert: 1.3, 1.5 or 1.8
 * stands at that moment or is raised within ten minutes of running time; or, where a dose was taken
 * unseen, the device finds that it was. A device without power, or one that can't write, does not run. A hazard that nothing can detect is only counted (S1).
 *
 * One decision: a detectable hazard whose alert is there, or whose ten minutes are over. Not
 * judged: one whose ten minutes are not over at the end, and an empty release whose movement a power
 * cut ended. Memory per device: its standing alerts and
 * the hazards of the last ten minutes.
 */
export class HazardToldChecker implements Checker {
  readonly id = "H1";
  readonly readers: Readers;
  readonly #tally = new Tally("H1");
  readonly #devices = new PerDevice<State>(() => ({
    standing: new Map(),
    pending: [],
    reckonedMs: Number.NEGATIVE_INFINITY,
    isOff: false,
    unwritable: 0,
  }));
  readonly #table: ReaderTable;
  /** Hazards that nothing has told of so far, of all devices. */
  #untold = 0;

  constructor() {
    this.readers = this.#reading();
    this.#table = new ReaderTable([this.readers]);
  }

  /** See {@link Checker.observe}. */
  observe(seen: Observation): void {
    this.#table.show(seen);
  }

  /** See {@link Checker.finish}. */
  finish(trueMs: number): CheckReport {
    for (const [deviceId, state] of this.#devices.entries()) {
      if (state.pending.length > 0) this.#reckon(state, { deviceId, trueMs });
    }
    return this.#tally.report();
  }

  #reading(): Readers {
    const devices = this.#devices;
    const reckon: Reader = (_, deviceId, trueMs) => {
      if (this.#untold > 0) this.#reckonOf(deviceId, trueMs);
    };
    const recorded: Reader<Seen<"record">> = ({ record }, deviceId) =>
      this.#recorded(devices.of(deviceId), record);
    const ended: Reader = (_, deviceId) => {
      for (const one of devices.of(deviceId).pending) one.isMoving = false;
    };
    return {
      plant: [reckon, (seen, deviceId) => this.#fact(deviceId, seen)],
      record: reckon,
      doseRecord: recorded,
      alertRecord: recorded,
      power: [
        reckon,
        ({ on }, deviceId) => {
          if (deviceId !== FLEET) this.#powered(devices.of(deviceId), on);
        },
      ],
      inputs: { "motion.finished": ended, "motion.failed": ended },
      fault: [reckon, (seen, deviceId) => noteFault(devices, seen, deviceId)],
      forgotten: [reckon, (seen, deviceId) => forget(devices.of(deviceId), seen)],
    };
  }

  #fact(deviceId: string, { fact, trueMs }: Seen<"plant">): void {
    if (fact.type !== "hazard" || !fact.detectable) return;
    this.#happened(this.#devices.of(deviceId), fact.hazard, trueMs);
  }

  #reckonOf(deviceId: string, trueMs: number): void {
    if (deviceId === FLEET) return;
    const state = this.#devices.of(deviceId);
    if (state.pending.length > 0) this.#reckon(state, { deviceId, trueMs });
  }

  #happened(state: State, hazard: string, trueMs: number): void {
    if ([...state.standing.values()].some((code) => tellsOf(hazard, code))) this.#tally.decide();
    else {
      if (state.pending.length === 0) state.reckonedMs = trueMs;
      state.pending.push({ hazard, trueMs, leftMs: TOLD_WITHIN_MS, isMoving: true });
      this.#untold += 1;
    }
  }

  #recorded({ standing, pending }: State, record: JournalRecord): void {
    const { kind, alert, alertId, outcome } = record;
    const isEnd = kind === "dose.closed" || kind === "dose.corrected";
    if (isEnd && outcome === "retrieved") this.#settle(pending, (hazard) => TAKEN.has(hazard));
    if (alertId === undefined) return;
    if (kind === "alert.cleared") standing.delete(alertId);
    if (kind !== "alert.raised" || alert === undefined) return;
    standing.set(alertId, alert);
    this.#settle(pending, (hazard) => tellsOf(hazard, alert));
  }

  #powered(state: State, on: boolean): void {
    state.isOff = !on;
    if (on) return;
    const { pending } = state;
    for (let at = pending.length - 1; at >= 0; at -= 1) {
      const { hazard, isMoving } = pending[at] ?? { hazard: "", isMoving: false };
      if (!(isMoving && hazard === EMPTY)) continue;
      pending.splice(at, 1);
      this.#untold -= 1;
    }
  }

  #settle(pending: Pending[], isTold: (hazard: string) => boolean): void {
    for (let at = pending.length - 1; at >= 0; at -= 1) {
      if (!isTold(pending[at]?.hazard ?? "")) continue;
      pending.splice(at, 1);
      this.#untold -= 1;
      this.#tally.decide();
    }
  }

  /** Takes off the running time that has passed, and judges what has none left. */
  #reckon(state: State, where: { readonly deviceId: string; readonly trueMs: number }): void {
    const passedMs = where.trueMs - state.reckonedMs;
    state.reckonedMs = where.trueMs;
    if (state.isOff || state.unwritable > 0) return;
    for (const one of [...state.pending]) {
      one.leftMs -= passedMs;
      if (one.leftMs >= 0) continue;
      state.pending.splice(state.pending.indexOf(one), 1);
      this.#untold -= 1;
      this.#tally.decide();
      this.#tally.violate(
        where,
        `nothing tells of the hazard ${one.hazard} at ${timeText(one.trueMs)}, which it could detect`,
      );
    }
  }
}

function noteFault(
  devices: PerDevice<State>,
  { fault, active }: Seen<"fault">,
  deviceId: string,
): void {
  if (deviceId === FLEET || !CANT_WRITE.test(fault)) return;
  const state = devices.of(deviceId);
  state.unwritable = Math.max(0, state.unwritable + (active ? 1 : -1));
}

function tellsOf(hazard: string, code: string): boolean {
  return TELLING.has(code) || TELLING_OF[hazard]?.has(code) === true;
}

/** An alert that the device's storage forgot stands no more; it is named `<epoch>-<seq>`. */
function forget(
  { standing }: State,
  { epoch, fromSeq, throughSeq }: Extract<Observation, { seen: "forgotten" }>,
): void {
  for (const alertId of standing.keys()) {
    const [ofEpoch, seq = 0] = alertId.split("-").map(Number);
    if (ofEpoch === epoch && fromSeq <= seq && seq <= throughSeq) standing.delete(alertId);
  }
}
