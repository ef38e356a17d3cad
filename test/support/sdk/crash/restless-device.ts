import {
  type DownChannel,
  decodeAs,
  deviceSubscriptions,
  EventAcknowledgement,
  EventRequest,
  type JournalRecord,
  lastWillOf,
  parseTopic,
  topicOf,
  type UpChannel,
} from "@dosekit/protocols";
import type { RandomStream } from "@dosekit/simulator";
import { connect, type MqttClient } from "mqtt";
import { birthBytes, eventBytes, record } from "../messages.ts";

/** How a device's messages fare on their way, each with its probability. */
const FATES = { lost: 0.02, late: 0.1, twice: 0.05 } as const;
const WRITES_MAX = 3;
/** A device whose records wait in such numbers writes no more until some are acknowledged. */
const BACKLOG_MAX = 150;
const WINDOW = 60;
/** Without an acknowledgement for so many beats a device sends again by itself. */
const PATIENCE_BEATS = 160;
const EPOCH = 11;

/** Where a device connects, and what decides its chances. */
export interface RestlessWorld {
  readonly url: string;
  readonly tenant: string;
  readonly draw: RandomStream;
}

/**
 * A device that writes all the time, and whose records come late, twice, in wrong order or not at
 * all. What it wrote survives its reboots; what it had been told of acknowledgements may not.
 */
export class RestlessDevice {
  readonly id: string;
  readonly #world: RestlessWorld;
  readonly #written: JournalRecord[] = [];
  readonly #late: JournalRecord[] = [];
  #client: MqttClient;
  #bootId = 1;
  #ackedSeq = 0;
  #ackedMax = 0;
  #idleBeats = 0;
  #requests = 0;

  constructor(id: string, world: RestlessWorld) {
    this.id = id;
    this.#world = world;
    this.#client = this.#connect();
  }

  /** Everything that it ever wrote; the record with number n stands at n - 1. */
  get written(): readonly JournalRecord[] {
    return this.#written;
  }

  /** The newest acknowledgement that it ever heard. */
  get ackedMax(): number {
    return this.#ackedMax;
  }

  /** How often it was asked for records. */
  get requests(): number {
    return this.#requests;
  }

  get epoch(): number {
    return EPOCH;
  }

  /** Writes some records, unless only what waits is to be sent, and lets late ones go. */
  beat(writes: boolean): void {
    const { draw } = this.#world;
    const backlog = this.#written.length - this.#ackedSeq;
    if (writes && backlog < BACKLOG_MAX) {
      for (let left = draw.integer(1, WRITES_MAX); left > 0; left -= 1) this.#write();
    }
    if (!writes || draw.chance(0.3)) {
      for (const item of this.#late.splice(0).reverse()) this.#send(item);
    }
    this.#idleBeats += 1;
    if (this.#idleBeats < PATIENCE_BEATS) return;
    this.#idleBeats = 0;
    this.#sendAgain(this.#ackedSeq + 1, this.#ackedSeq + WINDOW);
  }

  /** Loses power and starts again: what was under way is gone, and some acknowledgements with it. */
  reboot(): void {
    this.#client.end(true);
    this.#late.length = 0;
    this.#bootId += 1;
    this.#ackedSeq = Math.max(0, this.#ackedSeq - this.#world.draw.integer(0, 20));
    this.#client = this.#connect();
  }

  async close(): Promise<void> {
    await this.#client.endAsync(true);
  }

  #connect(): MqttClient {
    const { url, tenant } = this.#world;
    const { topic, payload, qos, retain } = lastWillOf(tenant, this.id, this.#bootId);
    const client = connect(url, {
      protocolVersion: 5,
      clientId: this.id,
      clean: false,
      reconnectPeriod: 150,
      properties: { sessionExpiryInterval: 3_600 },
      will: { topic, payload: Buffer.from(payload), qos, retain },
    });
    client.on("error", () => {});
    client.on("message", (name, bytes) => this.#receive(name, bytes));
    client.on("connect", () => {
      for (const { filter, qos: level } of deviceSubscriptions(tenant, this.id)) {
        client.subscribe(filter, { qos: level });
      }
      this.#publish("state", this.#birth(), true);
    });
    return client;
  }

  #birth(): Uint8Array {
    const lastSeq = this.#written.length;
    const firstSeq = this.#ackedSeq < lastSeq ? this.#ackedSeq + 1 : 0;
    return birthBytes(EPOCH, firstSeq, lastSeq, { product: "pilly-sms", bootId: this.#bootId });
  }

  #write(): void {
    const seq = this.#written.length + 1;
    const told = { kind: "alert.raised", alert: "1.1", severity: 30 } as const;
    const written = record(EPOCH, seq, { ...told, alertId: `${EPOCH}-${seq}` });
    this.#written.push(written);
    const { draw } = this.#world;
    if (draw.chance(FATES.lost)) return;
    if (draw.chance(FATES.late)) {
      this.#late.push(written);
      return;
    }
    this.#send(written);
    if (draw.chance(FATES.twice)) this.#send(written);
  }

  #receive(topic: string, payload: Uint8Array): void {
    const parsed = parseTopic(topic);
    if (!parsed.ok || (parsed.value.channel as DownChannel) !== "ack") return;
    const acknowledgement = decodeAs(EventAcknowledgement, payload);
    if (acknowledgement.ok) this.#onAcknowledged(acknowledgement.value);
    const request = decodeAs(EventRequest, payload);
    if (!request.ok || request.value.epoch !== EPOCH) return;
    this.#requests += 1;
    this.#sendAgain(request.value.fromSeq, request.value.throughSeq);
  }

  #onAcknowledged({ epoch, throughSeq }: EventAcknowledgement): void {
    if (epoch !== EPOCH || throughSeq <= this.#ackedSeq) return;
    this.#ackedSeq = throughSeq;
    this.#ackedMax = Math.max(this.#ackedMax, throughSeq);
    this.#idleBeats = 0;
  }

  #sendAgain(fromSeq: number, throughSeq: number): void {
    for (const item of this.#written.slice(fromSeq - 1, throughSeq)) this.#send(item);
  }

  #send(item: JournalRecord): void {
    this.#publish("evt", eventBytes(item), false);
  }

  #publish(channel: UpChannel, payload: Uint8Array, retain: boolean): void {
    // Without contact nothing is queued: a device sends from its journal.
    if (!this.#client.connected) return;
    const topic = topicOf({ tenant: this.#world.tenant, deviceId: this.id, channel });
    this.#client.publish(topic, Buffer.from(payload), { qos: 1, retain });
  }
}
