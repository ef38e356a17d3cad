import { type GatewayLog, SILENT_LOG } from "../client/gateway-log.ts";
import { TableWriter } from "../durable-table/table-writer.ts";
import type { SdkFault } from "../errors.ts";
import type { InboxRow } from "../inbox/inbox-row.ts";
import type { LaterLane, LaterSource } from "../inbox/later-lane.ts";
import { LaterMarks, laterMarkOf } from "../inbox/later-marks.ts";
import { subjectOf } from "../inbox/row-subject.ts";
import { RESPONSE_CENTRE_LIMITS, type ResponseCentreLimits } from "./centre-limits.ts";
import type {
  CentreSettings,
  ResponseCentreCounters,
  ResponseCentreOptions,
} from "./centre-setup.ts";
import { CentreQueue, QUEUE_TIMING } from "./delivery/centre-queue.ts";
import { ChargeDesk } from "./delivery/charge-desk.ts";
import { type Delivery, deliveryOf } from "./delivery/delivery.ts";
import { DeliveryBook } from "./delivery/delivery-book.ts";
import type { ExchangeOutcome } from "./delivery/exchange.ts";
import { LaterDesk } from "./delivery/later-desk.ts";
import { ReceiverLine } from "./delivery/receiver-line.ts";
import { changesOfRow, type DeliveryChanges, type DeliveryRules } from "./delivery/row-intake.ts";
import { forgettable } from "./delivery/settled.ts";
import { referenceOf, requestOf } from "./scaip/scaip-alert.ts";
import type { ScaipAnswer } from "./scaip/scaip-message.ts";

const SWEEP_MS = 3_600_000;
/** Begins the keys of devices that are told of later; no reference begins so. */
const LATER = "later:";

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
  readonly #deliveries: DeliveryBook;
  readonly #marks: LaterMarks;
  readonly #later: LaterDesk;
  readonly #lines: ReceiverLine[] = [];
  readonly #queues = new Map<string, CentreQueue>();
  readonly #charges: ChargeDesk;
  readonly #counters = {
    accepted: 0,
    acceptedAgain: 0,
    strayAnswers: 0,
    unrouted: 0,
    unreadableStored: 0,
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
    this.#deliveries = new DeliveryBook(this.#limits);
    this.#charges = new ChargeDesk({
      ...options,
      find: (ref) => this.#deliveries.get(ref),
      update: (ref, change) => this.#update(ref, change),
    });
    this.#marks = new LaterMarks((deviceId, mark) => this.#writer.put(LATER + deviceId, mark));
    this.#later = new LaterDesk({
      ...{ deliveries: this.#deliveries, marks: this.#marks, writer: this.#writer },
      ...{ rules: this.#rules, log: this.#log },
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
      for (const [key, value] of result.value) this.#restore(key, value);
      this.#open = true;
      for (const line of this.#lines) line.open();
      this.#sweep();
      for (const queue of this.#queues.values()) queue.pump();
      this.#charges.open(this.#deliveries.values());
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
    const changes = this.#changesOf(row);
    if (changes.unrouted) {
      this.#counters.unrouted += 1;
      this.#log({ level: "error", event: "alert.unrouted", deviceId: row.deviceId });
    }
    const subject = subjectOf(row, this.#rules.sources);
    if (subject === undefined || !this.#later.isForLater(row, subject, changes))
      this.#apply(changes, done);
    else this.#later.leave(subject, row.position, done);
  }

  /**
   * Has devices that have as much here as they may told of later, out of what the inbox keeps of
   * them; without this it is given up. To be called once, before the first row is taken.
   *
   * @returns the lane, to be run beside
   */
  tellLater(source: LaterSource, consumer: string): LaterLane {
    return this.#later.open(
      source,
      consumer,
      (row) => new Promise((resolve) => this.#takeLater(row, resolve)),
    );
  }

  /** Says that somebody at the centre took charge of an alert, known by other means than SCAIP. */
  takeCharge(deviceId: string, alertId: string): boolean {
    const delivery = this.#deliveries.get(referenceOf({ deviceId, alertId, stage: "raise" }));
    if (delivery === undefined) return false;
    this.#charges.note(delivery.ref);
    return true;
  }

  /** Shows every delivery that is kept. */
  deliveries(): readonly Delivery[] {
    return [...this.#deliveries.values()];
  }

  /** Shows what was counted. */
  counters(): ResponseCentreCounters {
    const lines = Object.fromEntries(this.#lines.map((line) => [line.name, line.counters()]));
    const { acknowledged } = this.#charges;
    const { surplus } = this.#later;
    const waits = { waiting: this.#waitingCount(), later: this.#marks.size };
    return { ...waits, ...this.#counters, surplus, acknowledged, lines };
  }

  /** Sends nothing more, makes durable what was noted, and closes lines and store. */
  close(done: () => void = () => {}): void {
    this.#open = false;
    this.#options.timers.cancel("response-centre:sweep");
    this.#charges.close(this.#deliveries.keys());
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

  #restore(key: string, value: unknown): void {
    const mark = key.startsWith(LATER) ? laterMarkOf(value) : undefined;
    if (mark !== undefined) {
      this.#marks.restore(key.slice(LATER.length), mark);
      return;
    }
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

  #changesOf(row: InboxRow): DeliveryChanges {
    return changesOfRow(row, (ref) => this.#deliveries.get(ref), this.#rules);
  }

  #apply({ keep, drop }: DeliveryChanges, done: () => void): void {
    for (const ref of drop) {
      this.#deliveries.delete(ref);
      this.#writer.put(ref, undefined);
    }
    for (const delivery of keep) this.#save(delivery);
    if (keep.length + drop.length === 0) done();
    else this.#writer.whenDurable(done);
    for (const delivery of keep) this.#enqueue(delivery);
  }

  #takeLater(row: InboxRow, done: (isTaken: boolean) => void): void {
    const changes = this.#changesOf(row);
    const hasRoom = changes.keep.every((delivery) => this.#deliveries.hasRoomFor(delivery));
    if (!hasRoom || this.#waitingCount() >= this.#limits.waitingMax) done(false);
    else this.#apply(changes, () => done(true));
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
      this.#charges.accepted(answer);
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
    this.#charges.accepted(answer);
    for (const again of this.#blocked.splice(0)) again();
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

  /** Forgets what is settled and old, or too much; what waits is never forgotten. */
  #sweep(): void {
    const { timers, nowMs } = this.#options;
    for (const { ref } of forgettable(this.#deliveries.values(), this.#limits, nowMs())) {
      this.#deliveries.delete(ref);
      this.#writer.put(ref, undefined);
    }
    timers.arm("response-centre:sweep", SWEEP_MS, () => this.#sweep());
  }
}
