import { type GatewayLog, isWorthLogging, SILENT_LOG } from "../client/gateway-log.ts";
import type { GatewayTimers } from "../client/gateway-timers.ts";
import type { DurableTable } from "../durable-table/durable-table.ts";
import { TableWriter } from "../durable-table/table-writer.ts";
import type { SdkFault } from "../errors.ts";
import type { InboxRow } from "../inbox/inbox-row.ts";
import { RESPONSE_CENTRE_LIMITS, type ResponseCentreLimits } from "./centre-limits.ts";
import { acknowledgeAlert, type SendCommand } from "./delivery/alert-acknowledger.ts";
import {
  announcesCall,
  CentreQueue,
  QUEUE_TIMING,
  type QueueTiming,
} from "./delivery/centre-queue.ts";
import { type Delivery, deliveryOf } from "./delivery/delivery.ts";
import { DeliveryBook } from "./delivery/delivery-book.ts";
import type { ExchangeOutcome } from "./delivery/exchange.ts";
import {
  type LineCounters,
  ReceiverLine,
  type ReceiverSettings,
} from "./delivery/receiver-line.ts";
import { changesOfRow, type DeliveryRules } from "./delivery/row-intake.ts";
import {
  referenceOf,
  requestOf,
  type ScaipAddress,
  type ScaipLanguage,
} from "./scaip/scaip-alert.ts";
import type { ScaipAnswer } from "./scaip/scaip-message.ts";

/** One response centre: its receivers, the first that takes a message gets it. */
export interface CentreSettings {
  readonly name: string;
  readonly receivers: readonly ReceiverSettings[];
  readonly timing?: Partial<QueueTiming>;
}

/** What the forwarding to response centres is made of. */
export interface ResponseCentreOptions {
  readonly centres: readonly CentreSettings[];
  /** Names the centre of a device; by default the only one that is set up. */
  readonly centreOf?: (deviceId: string) => string | undefined;
  /** Under which numbers the centre knows a device. */
  readonly addressOf: (deviceId: string) => ScaipAddress;
  readonly table: DurableTable;
  readonly timers: GatewayTimers;
  readonly nowMs: () => number;
  /** Fresh random text of at least 16 letters and digits. */
  readonly randomToken: () => string;
  readonly sendCommand: SendCommand;
  readonly rules?: Partial<Omit<DeliveryRules, "centreOf">>;
  /** What counts as somebody taking charge; a call that the answer announces by default. */
  readonly acknowledgeOn?: "call" | "accepted" | "never";
  readonly language?: ScaipLanguage;
  readonly log?: GatewayLog;
  readonly limits?: Partial<ResponseCentreLimits>;
}

/** What was counted since the start, and how much waits. */
export interface ResponseCentreCounters {
  readonly waiting: number;
  readonly accepted: number;
  /** Answers that accepted what was accepted before; the reference lets the centre see that too. */
  readonly acceptedAgain: number;
  /** Answers to nothing that is known. */
  readonly strayAnswers: number;
  /** Alerts of devices that no centre is set up for. */
  readonly unrouted: number;
  /** Messages that were given up since their device has too many that wait. */
  readonly surplus: number;
  /** Stored values that could not be read. */
  readonly unreadableStored: number;
  readonly acknowledged: number;
  readonly lines: Readonly<Record<string, LineCounters>>;
}

const SWEEP_MS = 3_600_000;
const ACKNOWLEDGE_AGAIN_MS = 60_000;

/**
 * Brings alerts to response centres: each under a reference of its own that never changes, again
 * and again until it is accepted, then never again; and tells the device when somebody took charge.
 *
 * It waits for nobody: a slow receiver holds up neither others nor the inbox.
 */
export class ResponseCentre {
  readonly #options: ResponseCentreOptions;
  readonly #limits: ResponseCentreLimits;
  readonly #log: GatewayLog;
  readonly #rules: DeliveryRules;
  readonly #writer: TableWriter;
  readonly #deliveries = new DeliveryBook();
  readonly #lines: ReceiverLine[] = [];
  readonly #queues = new Map<string, CentreQueue>();
  readonly #acknowledging = new Set<string>();
  readonly #counters = {
    accepted: 0,
    acceptedAgain: 0,
    strayAnswers: 0,
    unrouted: 0,
    surplus: 0,
    unreadableStored: 0,
    acknowledged: 0,
  };
  #blocked: (() => void)[] = [];
  #open = false;

  constructor(options: ResponseCentreOptions) {
    this.#options = options;
    this.#limits = { ...RESPONSE_CENTRE_LIMITS, ...options.limits };
    this.#log = options.log ?? SILENT_LOG;
    const only = options.centres.length === 1 ? options.centres[0]?.name : undefined;
    const centreOf = options.centreOf ?? (() => only);
    this.#rules = { fromSeverity: 10, trigger: "raised", ...options.rules, centreOf };
    const { table, timers } = options;
    this.#writer = new TableWriter({
      table,
      timers,
      name: "response-centre",
      onFault: ({ code, message }) =>
        this.#log({ level: "error", event: "deliveries.unwritten", code, detail: message }),
    });
    for (const centre of options.centres) this.#addCentre(centre);
  }

  /** Opens the store of deliveries and the lines; what was not accepted goes out again. */
  open(done: (fault?: SdkFault) => void = () => {}): void {
    this.#options.table.open((result) => {
      if (!result.ok) {
        done(result.fault);
        return;
      }
      for (const value of result.value.values()) this.#restore(value);
      this.#open = true;
      for (const line of this.#lines) line.open();
      this.#sweep();
      for (const queue of this.#queues.values()) queue.pump();
      for (const delivery of this.#deliveries.values()) this.#acknowledgeIfDue(delivery);
      done();
    });
  }

  /**
   * Takes a row of the inbox; `done` is called once all that it changes is durable, so that the
   * row may count as consumed. It waits while too many deliveries wait.
   */
  take(row: InboxRow, done: () => void): void {
    if (this.#waitingCount() >= this.#limits.waitingMax) {
      this.#blocked.push(() => this.take(row, done));
      return;
    }
    const changes = changesOfRow(row, (ref) => this.#deliveries.get(ref), this.#rules);
    if (changes.unrouted) {
      this.#counters.unrouted += 1;
      this.#log({ level: "error", event: "alert.unrouted", deviceId: row.deviceId });
    }
    for (const ref of changes.drop) {
      this.#deliveries.delete(ref);
      this.#writer.put(ref, undefined);
    }
    const kept = changes.keep.filter((delivery) => this.#hasRoomFor(delivery));
    for (const delivery of kept) this.#save(delivery);
    if (changes.keep.length + changes.drop.length === 0) done();
    else this.#writer.whenDurable(done);
    for (const delivery of kept) this.#enqueue(delivery);
  }

  /** Says that somebody at the centre took charge of an alert, known by other means than SCAIP. */
  takeCharge(deviceId: string, alertId: string): boolean {
    const delivery = this.#deliveries.get(referenceOf({ deviceId, alertId, stage: "raise" }));
    if (delivery === undefined) return false;
    this.#noteCharge(delivery.ref);
    return true;
  }

  /** Shows every delivery that is kept. */
  deliveries(): readonly Delivery[] {
    return [...this.#deliveries.values()];
  }

  /** Shows what was counted. */
  counters(): ResponseCentreCounters {
    const lines = Object.fromEntries(this.#lines.map((line) => [line.name, line.counters()]));
    return { waiting: this.#waitingCount(), ...this.#counters, lines };
  }

  /** Sends nothing more, makes durable what was noted, and closes lines and store. */
  close(done: () => void = () => {}): void {
    this.#open = false;
    this.#options.timers.cancel("response-centre:sweep");
    for (const ref of this.#deliveries.keys()) this.#options.timers.cancel(`acknowledge:${ref}`);
    for (const queue of this.#queues.values()) queue.close();
    for (const line of this.#lines) line.close();
    this.#writer.finish(() => this.#options.table.close(done));
  }

  #addCentre({ name, receivers, timing }: CentreSettings): void {
    const { timers, nowMs, randomToken, addressOf, language = "no" } = this.#options;
    if (receivers.length === 0) throw new RangeError(`the centre ${name} has no receiver`);
    const lines = receivers.map(
      (settings) =>
        new ReceiverLine(settings, {
          timers,
          nowMs,
          randomToken,
          onLateAnswer: (answer) => this.#onLateAnswer(settings.name, answer),
          onPresence: (present) => this.#onPresence(name, settings.name, present),
        }),
    );
    this.#lines.push(...lines);
    const queue = new CentreQueue(
      name,
      lines,
      { ...QUEUE_TIMING, ...timing },
      {
        timers,
        requestOf: (delivery) => requestOf(delivery, addressOf(delivery.deviceId), language),
        isReady: (delivery) => this.#isReady(delivery),
        onAttempt: (ref) => this.#update(ref, ({ attempts }) => ({ attempts: attempts + 1 })),
        onOutcome: (ref, receiver, outcome) => this.#onOutcome(ref, receiver, outcome),
        onRound: (ref, outcomes) => this.#onRound(ref, outcomes),
      },
    );
    this.#queues.set(name, queue);
  }

  #restore(value: unknown): void {
    const delivery = deliveryOf(value);
    if (delivery === undefined) {
      this.#counters.unreadableStored += 1;
      this.#log({ level: "error", event: "delivery.unreadable" });
      return;
    }
    this.#deliveries.set(delivery);
    this.#queueOf(delivery)?.add(delivery);
  }

  /** A centre that is no longer set up leaves its deliveries to the one that is now the device's. */
  #queueOf(delivery: Delivery): CentreQueue | undefined {
    if (delivery.status !== "waiting") return undefined;
    const now = this.#rules.centreOf(delivery.deviceId);
    return this.#queues.get(delivery.centre) ?? this.#queues.get(now ?? "");
  }

  #enqueue(delivery: Delivery): void {
    const queue = this.#queueOf(delivery);
    queue?.add(delivery);
    if (this.#open) queue?.pump();
  }

  /** The end of an alert goes out only once its beginning was accepted. */
  #isReady(delivery: Delivery): boolean {
    if (delivery.stage === "raise") return true;
    const raised = this.#deliveries.get(referenceOf({ ...delivery, stage: "raise" }));
    return raised === undefined || raised.status === "accepted";
  }

  /** Makes room among the deliveries of a device where that is the least urgent one's. */
  #hasRoomFor(delivery: Delivery): boolean {
    const least = this.#deliveries.surplusBeside(delivery, this.#limits.devicesOpenMax);
    if (least === undefined) return true;
    this.#counters.surplus += 1;
    const { deviceId } = delivery;
    const count = this.#counters.surplus;
    if (isWorthLogging(count))
      this.#log({ level: "error", event: "alert.surplus", deviceId, count });
    if (least === delivery) return false;
    for (const queue of this.#queues.values()) queue.remove(least.ref);
    this.#deliveries.delete(least.ref);
    this.#writer.put(least.ref, undefined);
    return true;
  }

  #onOutcome(ref: string, receiver: string, outcome: ExchangeOutcome): void {
    const answer = "answer" in outcome ? outcome.answer : undefined;
    if (outcome.kind === "accepted") {
      this.#accept(ref, receiver, outcome.answer);
      return;
    }
    const last = { receiver, atMs: this.#options.nowMs(), outcome: outcome.kind };
    this.#update(ref, () => ({
      last: answer === undefined ? last : { ...last, snu: answer.snu },
    }));
  }

  #onRound(ref: string, outcomes: readonly ExchangeOutcome[]): void {
    const deviceId = this.#deliveries.get(ref)?.deviceId;
    const detail = outcomes.map(({ kind }) => kind).join(" ");
    const about = deviceId === undefined ? {} : { deviceId };
    this.#log({ level: "error", event: "alert.undelivered", ...about, detail });
  }

  #onLateAnswer(receiver: string, answer: ScaipAnswer): void {
    const delivery = this.#deliveries.get(answer.ref);
    if (delivery === undefined) {
      this.#counters.strayAnswers += 1;
      return;
    }
    if (answer.snu !== 0) return;
    if (delivery.status !== "accepted") this.#accept(answer.ref, receiver, answer);
    else {
      this.#counters.acceptedAgain += 1;
      this.#chargeBy(answer);
    }
  }

  #accept(ref: string, receiver: string, answer: ScaipAnswer): void {
    const atMs = this.#options.nowMs();
    const last = { receiver, atMs, outcome: "accepted", snu: answer.snu };
    this.#update(ref, () => ({ status: "accepted", acceptedMs: atMs, last }));
    this.#counters.accepted += 1;
    for (const queue of this.#queues.values()) {
      queue.remove(ref);
      queue.pump();
    }
    this.#chargeBy(answer);
    for (const again of this.#blocked.splice(0)) again();
  }

  #chargeBy(answer: ScaipAnswer): void {
    const { acknowledgeOn = "call" } = this.#options;
    if (acknowledgeOn === "accepted" || (acknowledgeOn === "call" && announcesCall(answer))) {
      this.#noteCharge(answer.ref);
    }
  }

  #noteCharge(ref: string): void {
    const delivery = this.#deliveries.get(ref);
    if (delivery?.stage !== "raise" || delivery.acknowledgement !== "none") return;
    this.#update(ref, () => ({ acknowledgement: "due" }));
    const due = this.#deliveries.get(ref);
    if (due !== undefined) this.#acknowledgeIfDue(due);
  }

  #acknowledgeIfDue(delivery: Delivery): void {
    const { ref } = delivery;
    if (!this.#open || delivery.acknowledgement !== "due" || this.#acknowledging.has(ref)) return;
    this.#acknowledging.add(ref);
    const { sendCommand, nowMs, timers } = this.#options;
    acknowledgeAlert(sendCommand, delivery, nowMs()).then(
      (result) => {
        this.#acknowledging.delete(ref);
        if (result === "stopped") return;
        if (result !== "lost") {
          if (result === "done") this.#counters.acknowledged += 1;
          this.#update(ref, () => ({ acknowledgement: result }));
          return;
        }
        this.#update(ref, ({ acknowledgementsLost: lost }) => ({ acknowledgementsLost: lost + 1 }));
        timers.arm(`acknowledge:${ref}`, ACKNOWLEDGE_AGAIN_MS, () => {
          const again = this.#deliveries.get(ref);
          if (again !== undefined) this.#acknowledgeIfDue(again);
        });
      },
      () => this.#acknowledging.delete(ref),
    );
  }

  #onPresence(centre: string, receiver: string, present: boolean): void {
    const event = present ? "receiver.present" : "receiver.absent";
    this.#log({ level: present ? "info" : "warn", event, detail: receiver });
    if (present) this.#queues.get(centre)?.wake();
  }

  #update(ref: string, change: (delivery: Delivery) => Partial<Delivery>): void {
    const delivery = this.#deliveries.get(ref);
    if (delivery !== undefined) this.#save({ ...delivery, ...change(delivery) });
  }

  #save(delivery: Delivery): void {
    this.#deliveries.set(delivery);
    this.#writer.put(delivery.ref, delivery);
  }

  #waitingCount(): number {
    let count = 0;
    for (const queue of this.#queues.values()) count += queue.size;
    return count;
  }

  /** Forgets what is settled and old, the oldest first; what waits is never forgotten. */
  #sweep(): void {
    const { timers, nowMs } = this.#options;
    const done = [...this.#deliveries.values()]
      .filter(({ status, acknowledgement }) => status !== "waiting" && acknowledgement !== "due")
      .sort((a, b) => a.takenMs - b.takenMs);
    const oldMs = nowMs() - this.#limits.keepMs;
    const tooMany = done.length - this.#limits.keepMax;
    for (const [index, { ref, takenMs }] of done.entries()) {
      if (index >= tooMany && takenMs >= oldMs) break;
      this.#deliveries.delete(ref);
      this.#writer.put(ref, undefined);
    }
    timers.arm("response-centre:sweep", SWEEP_MS, () => this.#sweep());
  }
}
