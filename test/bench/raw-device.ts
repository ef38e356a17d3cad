import { connect, type Socket } from "node:net";
import { decodeAs, deviceSubscriptions, EventAcknowledgement, topicOf } from "@dosekit/protocols";
import { generate } from "mqtt-packet";
import { birthBytes, eventBytes, nowMicros, TENANT } from "./gateway-traffic.ts";

const CONNACK = 2;
const PUBLISH = 3;
const SUBACK = 9;
const VERSION = { protocolVersion: 5 } as const;

/** A device that is a socket and a few bytes: ten thousand of them cost less than the gateway. */
export class RawDevice {
  readonly #id: string;
  readonly #socket: Socket;
  readonly #eventTopic: Buffer;
  readonly #ready: () => void;
  #left: Buffer = Buffer.alloc(0);
  #seq = 0;
  #acked = 0;

  private constructor(url: URL, id: string, ready: () => void) {
    this.#id = id;
    this.#ready = ready;
    this.#eventTopic = Buffer.from(topicOf({ tenant: TENANT, deviceId: id, channel: "evt" }));
    this.#socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    this.#socket.on("data", (bytes) => this.#read(bytes));
    const clientId = id;
    this.#socket.write(
      generate({ cmd: "connect", ...VERSION, clientId, clean: true, keepalive: 0 }, VERSION),
    );
  }

  /** Connects, subscribes to what devices are told, and says who is there. */
  static connect(url: URL, id: string): Promise<RawDevice> {
    return new Promise((resolve) => {
      const device: RawDevice = new RawDevice(url, id, () => resolve(device));
    });
  }

  /** Records that it sent. */
  get sent(): number {
    return this.#seq;
  }

  /** Records that it was told are durable. */
  get acked(): number {
    return this.#acked;
  }

  /** Sends the next record of its journal. */
  send(): void {
    this.#seq += 1;
    const payload = eventBytes(this.#seq, nowMicros());
    const topic = this.#eventTopic;
    const length = 2 + topic.length + 2 + 1 + payload.length;
    const head = length < 128 ? [0x32, length] : [0x32, (length % 128) | 128, length >> 7];
    const packet = Buffer.alloc(head.length + length);
    packet.set(head);
    let at = packet.writeUInt16BE(topic.length, head.length);
    at += topic.copy(packet, at);
    at = packet.writeUInt16BE((this.#seq % 65_535) + 1, at);
    packet.set(payload, at + 1);
    this.#socket.write(packet);
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer): void {
    let rest = this.#left.length === 0 ? bytes : Buffer.concat([this.#left, bytes]);
    for (;;) {
      const size = sizeOf(rest);
      if (size === undefined || rest.length < size.head + size.body) break;
      this.#onPacket(rest, size.head, size.head + size.body);
      rest = rest.subarray(size.head + size.body);
    }
    this.#left = rest;
  }

  #onPacket(packet: Buffer, from: number, to: number): void {
    const type = (packet[0] ?? 0) >> 4;
    if (type === CONNACK) this.#subscribe();
    else if (type === SUBACK) this.#sayBirth();
    else if (type === PUBLISH) this.#onPublish(packet, from, to);
  }

  #subscribe(): void {
    const subscriptions = deviceSubscriptions(TENANT, this.#id).map(({ filter, qos }) => ({
      topic: filter,
      qos,
    }));
    this.#socket.write(generate({ cmd: "subscribe", messageId: 65_535, subscriptions }, VERSION));
  }

  #sayBirth(): void {
    const topic = topicOf({ tenant: TENANT, deviceId: this.#id, channel: "state" });
    const payload = Buffer.from(birthBytes());
    const packet = { cmd: "publish", topic, payload, messageId: 65_534 } as const;
    this.#socket.write(generate({ ...packet, qos: 1, retain: true, dup: false }, VERSION));
    this.#ready();
  }

  #onPublish(packet: Buffer, from: number, to: number): void {
    let at = from + 2 + packet.readUInt16BE(from);
    if (((packet[0] ?? 0) & 6) !== 0) {
      this.#socket.write(Buffer.from([0x40, 2, packet[at] ?? 0, packet[at + 1] ?? 0]));
      at += 2;
    }
    // Properties of a message to a device are shorter than 128 bytes: one byte tells their length.
    at += 1 + (packet[at] ?? 0);
    const said = decodeAs(EventAcknowledgement, packet.subarray(at, to));
    if (said.ok) this.#acked = Math.max(this.#acked, said.value.throughSeq);
  }
}

function sizeOf(bytes: Buffer): { readonly head: number; readonly body: number } | undefined {
  let body = 0;
  for (let at = 1; at <= 4; at += 1) {
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    body += (byte & 127) * 128 ** (at - 1);
    if (byte < 128) return { head: at + 1, body };
  }
  throw new Error("a length of more than four bytes");
}
