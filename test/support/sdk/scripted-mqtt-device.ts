import {
  Command,
  DesiredConfig,
  type DownChannel,
  decodeAs,
  deviceSubscriptions,
  EventAcknowledgement,
  EventRequest,
  encodeMessage,
  type JournalRecord,
  lastWillOf,
  parseTopic,
  Reply,
  topicOf,
  type UpChannel,
} from "@dosekit/protocols";
import { connectAsync, type MqttClient } from "mqtt";
import { birthBytes, eventBytes, record, reportBytes } from "./messages.ts";

const RESEND_MS = 300;
const WINDOW = 50;

/** A device that is nothing but its half of the protocol, over a plain MQTT client. */
export class ScriptedMqttDevice {
  readonly #tenant: string;
  readonly #deviceId: string;
  readonly #client: MqttClient;
  readonly #written: JournalRecord[] = [];
  readonly #resender: NodeJS.Timeout;
  readonly #commands: Command[] = [];
  #epoch = 11;
  #ackedSeq = 0;
  #requests = 0;

  private constructor(tenant: string, deviceId: string, client: MqttClient, resendMs: number) {
    this.#tenant = tenant;
    this.#deviceId = deviceId;
    this.#client = client;
    client.on("message", (topic, payload) => this.#receive(topic, payload));
    this.#resender = setInterval(() => this.#resend(), resendMs);
  }

  /** Connects, subscribes and says who is there. */
  static async connect(
    url: string,
    tenant: string,
    deviceId: string,
    resendMs = RESEND_MS,
  ): Promise<ScriptedMqttDevice> {
    const will = lastWillOf(tenant, deviceId, 7);
    const client = await connectAsync(url, {
      protocolVersion: 5,
      clientId: deviceId,
      clean: false,
      properties: { sessionExpiryInterval: 3_600 },
      will: {
        topic: will.topic,
        payload: Buffer.from(will.payload),
        qos: will.qos,
        retain: will.retain,
      },
    });
    const device = new ScriptedMqttDevice(tenant, deviceId, client, resendMs);
    for (const { filter, qos } of deviceSubscriptions(tenant, deviceId)) {
      await client.subscribeAsync(filter, { qos });
    }
    device.birth();
    return device;
  }

  get ackedSeq(): number {
    return this.#ackedSeq;
  }

  get lastSeq(): number {
    return this.#written.length;
  }

  get written(): readonly JournalRecord[] {
    return this.#written;
  }

  /** How often it was asked for records. */
  get requests(): number {
    return this.#requests;
  }

  /** Commands that came, repeats included. */
  get commands(): readonly Command[] {
    return this.#commands;
  }

  birth(): void {
    const firstSeq = this.#ackedSeq < this.lastSeq ? this.#ackedSeq + 1 : 0;
    const bytes = birthBytes(this.#epoch, firstSeq, this.lastSeq, { product: "pilly-sms" });
    this.#publish("state", bytes, true);
  }

  /** Writes a record, and sends it unless it is to be lost on the way. */
  write(lost = false): void {
    const seq = this.lastSeq + 1;
    const written = record(this.#epoch, seq, {
      kind: "alert.raised",
      alert: "1.1",
      severity: 30,
      alertId: `${this.#epoch}-${seq}`,
    });
    this.#written.push(written);
    if (!lost) this.#send(written);
  }

  /** Sends any bytes. */
  sendRaw(channel: UpChannel, payload: Uint8Array): void {
    this.#publish(channel, payload, false);
  }

  /** Waits for the connection, which the client makes again by itself, and says who is there. */
  async resume(): Promise<void> {
    while (!this.#client.connected) await new Promise((resolve) => setTimeout(resolve, 20));
    for (const { filter, qos } of deviceSubscriptions(this.#tenant, this.#deviceId)) {
      await this.#client.subscribeAsync(filter, { qos });
    }
    this.birth();
  }

  async close(): Promise<void> {
    clearInterval(this.#resender);
    await this.#client.endAsync(true);
  }

  #receive(topic: string, payload: Uint8Array): void {
    const parsed = parseTopic(topic);
    if (!parsed.ok) return;
    const channel = parsed.value.channel as DownChannel;
    if (channel === "cfg/desired") this.#onConfig(payload);
    else if (channel === "cmd") this.#onCommand(payload);
    else this.#onAck(payload);
  }

  #onAck(payload: Uint8Array): void {
    const acknowledgement = decodeAs(EventAcknowledgement, payload);
    if (acknowledgement.ok && acknowledgement.value.epoch === this.#epoch) {
      this.#ackedSeq = Math.max(this.#ackedSeq, acknowledgement.value.throughSeq);
    }
    const request = decodeAs(EventRequest, payload);
    if (!request.ok || request.value.epoch !== this.#epoch) return;
    this.#requests += 1;
    const { fromSeq, throughSeq } = request.value;
    for (const item of this.#written.slice(fromSeq - 1, throughSeq)) this.#send(item);
  }

  #onConfig(payload: Uint8Array): void {
    const config = decodeAs(DesiredConfig, payload);
    if (config.ok) this.#publish("cfg/reported", reportBytes(config.value.version), true);
  }

  #onCommand(payload: Uint8Array): void {
    const command = decodeAs(Command, payload);
    if (!command.ok) return;
    this.#commands.push(command.value);
    // The first copy stays unanswered, so that only a repeated command gets its reply.
    if (this.#commands.length < 2) return;
    const { commandId } = command.value;
    this.#publish("rsp", encodeMessage(Reply, { commandId, result: "done" }), false);
  }

  #resend(): void {
    for (const item of this.#written.slice(this.#ackedSeq, this.#ackedSeq + WINDOW)) {
      this.#send(item);
    }
  }

  #send(item: JournalRecord): void {
    this.#publish("evt", eventBytes(item), false);
  }

  #publish(channel: UpChannel, payload: Uint8Array, retain: boolean): void {
    const topic = topicOf({ tenant: this.#tenant, deviceId: this.#deviceId, channel });
    this.#client.publish(topic, Buffer.from(payload), { qos: 1, retain });
  }
}
