import type { JournalRecord } from "@dosekit/protocols";
import type { Observation } from "../checkers/observation.ts";
import type { PlantFact } from "../plant/plant.ts";
import { DeliveryAccount } from "./delivery-account.ts";
import { DoseAccount } from "./dose-account.ts";
import type { EventLine } from "./event-line.ts";
import { eventOfRecord, utcText } from "./event-of-record.ts";
import { FaultAccount, type FaultSums } from "./fault-account.ts";
import type { DeliveryTotals, DoseTotals } from "./run-document.ts";
import { UnsetClockRecords } from "./unset-clock-records.ts";

/** How far a run is, for whoever watches it. */
export interface RunCounts {
  readonly devices: number;
  readonly poweredDown: number;
  readonly closedDoses: number;
  readonly alerts: number;
  readonly sent: number;
  readonly committed: number;
}

/** Source of what people do about alerts, by who did it. */
const SOURCES = { operator: "response", staff: "visit", "next-of-kin": "next-of-kin" } as const;

/** Where event lines go, in no particular order. */
export type EventSink = (line: EventLine) => void;

/**
 * Listens to a run and keeps what its document, table and event file tell.
 *
 * Notices of the escalation ladder, what people do about alerts and what the gateway finds have no
 * journal; they become lines of the sources `<device>.gateway`, `<device>.ladder`,
 * `<device>.response`, `<device>.visit` and `<device>.next-of-kin`, epoch 1, each counted in the
 * order in which it happened.
 */
export class RunCollector {
  readonly #doses = new DoseAccount();
  readonly #delivery = new DeliveryAccount();
  readonly #faults = new FaultAccount();
  readonly #products = new Map<string, string>();
  readonly #poweredDown = new Set<string>();
  readonly #hazards = new Map<string, number>();
  readonly #sourceSeq = new Map<string, number>();
  readonly #events: EventSink | undefined;
  readonly #dated: UnsetClockRecords;

  /** @param events gets every event line; without it none is made */
  constructor(events?: EventSink) {
    this.#events = events;
    this.#dated = new UnsetClockRecords((deviceId, record, times) =>
      events?.(eventOfRecord(deviceId, this.#productOf(deviceId), record, times)),
    );
  }

  /** Something was seen; called in order of true time. */
  observe(seen: Observation): void {
    const { deviceId } = seen;
    if (seen.seen === "device") this.#products.set(deviceId, seen.product);
    else if (seen.seen === "record") this.#journalled(seen, seen.record);
    else if (seen.seen === "finding") this.#found(seen);
    else if (seen.seen === "committed") this.#delivery.committed(deviceId, seen.record);
    else if (seen.seen === "forgotten") this.#delivery.forgotten(seen);
    else if (seen.seen === "plant") this.#happened(seen.fact);
    else if (seen.seen === "fault") this.#struck(seen);
    else if (seen.seen === "power") this.#powered(deviceId, seen.on);
    else if (seen.seen === "notice") this.#noticed(seen);
    else if (seen.seen === "handling") this.#handled(seen);
  }

  /** Event messages arrived at the gateway, repeats included. */
  received(count: number): void {
    this.#delivery.received(count);
  }

  /** Says how far the run is. */
  counts(): RunCounts {
    return {
      devices: this.#products.size,
      poweredDown: this.#poweredDown.size,
      closedDoses: this.#doses.closed,
      alerts: this.#doses.alerts,
      ...this.#delivery.progress(),
    };
  }

  /** Ends the run, by its true time; what was seen after it is not told. */
  finish(endedMs?: number): {
    readonly doses: DoseTotals;
    readonly delivery: DeliveryTotals;
    readonly droppedTelemetry: number;
    readonly hazards: Readonly<Record<string, number>>;
    readonly faults: FaultSums;
  } {
    this.#dated.finish();
    return {
      doses: this.#doses.totals(),
      delivery: this.#delivery.totals(endedMs),
      droppedTelemetry: this.#delivery.droppedTelemetry(),
      hazards: Object.fromEntries([...this.#hazards].sort(([a], [b]) => (a < b ? -1 : 1))),
      faults: this.#faults.sums(),
    };
  }

  #journalled({ deviceId, trueMs }: Observation, record: JournalRecord): void {
    this.#doses.journalled(deviceId, record);
    this.#delivery.journalled(deviceId, record, trueMs);
    if (this.#events !== undefined) this.#dated.add(deviceId, record, trueMs);
  }

  /** What a gateway found out by itself has no journal; its lines are of `<device>.gateway`. */
  #found(seen: Extract<Observation, { seen: "finding" }>): void {
    const { kind, alertId, alert, severity } = seen.finding;
    this.#doses.journalled(seen.deviceId, seen.finding);
    this.#sourceLine(seen, "gateway", {
      ...{ kind, trueAt: utcText(seen.trueMs) },
      ...(alertId === undefined ? {} : { alertId }),
      ...(alert === undefined ? {} : { vkp: alert }),
      ...(severity === undefined ? {} : { severity }),
    });
  }

  #struck(seen: Extract<Observation, { seen: "fault" }>): void {
    this.#faults.observe(seen);
    if (seen.fault === "network-ended" && seen.active) this.#delivery.stranded(seen.deviceId);
  }

  #happened(fact: PlantFact): void {
    if (fact.type !== "hazard") return;
    this.#hazards.set(fact.hazard, (this.#hazards.get(fact.hazard) ?? 0) + 1);
  }

  #powered(deviceId: string, on: boolean): void {
    if (on) this.#poweredDown.delete(deviceId);
    else this.#poweredDown.add(deviceId);
  }

  #noticed(seen: Extract<Observation, { seen: "notice" }>): void {
    const { alertId, recipient } = seen.notice;
    this.#sourceLine(seen, "ladder", { kind: "alert.notified", alertId, recipient });
  }

  #handled(seen: Extract<Observation, { seen: "handling" }>): void {
    const { kind, actor = "operator", operator, detail, acted } = seen.event;
    const { alertId, code, severity } = seen.alert;
    this.#sourceLine(seen, SOURCES[actor], {
      ...{ kind, alertId, severity, actor },
      ...(code === undefined ? {} : { vkp: code }),
      ...(operator === undefined ? {} : { operator }),
      ...(detail === undefined ? {} : { detail }),
      ...(acted === undefined ? {} : { acted }),
    });
  }

  /** A line of a source that has no journal of its own. */
  #sourceLine(
    { deviceId, trueMs }: Observation,
    source: string,
    said: Pick<EventLine, "kind"> & Partial<EventLine>,
  ): void {
    if (this.#events === undefined) return;
    const device = `${deviceId}.${source}`;
    const seq = (this.#sourceSeq.get(device) ?? 0) + 1;
    this.#sourceSeq.set(device, seq);
    const product = this.#productOf(deviceId);
    this.#events({
      ...{ v: 1, t: utcText(trueMs), device, product, epoch: 1, seq },
      ...said,
      clockQuality: "synced",
    });
  }

  #productOf(deviceId: string): string {
    return this.#products.get(deviceId) ?? "";
  }
}
