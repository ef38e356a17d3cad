import {
  CHANNELS,
  CONNECT_RULES,
  CONTENT_TYPE,
  type DownChannel,
  deviceSubscriptions,
  parseTopic,
  topicOf,
  type UpChannel,
} from "@dosekit/protocols";
import { type IClientOptions, type IConnackPacket, MqttClient } from "mqtt";
import { sdkFault } from "../errors.ts";
import { certificateFault, systemCodeOf } from "../transports/tls-faults.ts";
import type { BrokerSocket } from "./broker-socket.ts";

/** Messages that wait while the broker's own window is full; beyond they are lost and counted. */
export const WAITING_MESSAGES_MAX = 64;
/** How long a broker may take to answer a connection, in ms. */
export const CONNECT_TIMEOUT_MS = 10_000;
/** How long a farewell may take, in ms. */
export const FAREWELL_TIMEOUT_MS = 5_000;

/** What went wrong between a device and its broker; each is counted. */
export type MqttTrouble =
  | "connection-failed"
  | "certificate-problem"
  | "subscription-refused"
  | "publication-refused"
  | "packet-too-large"
  | "window-overrun"
  | "foreign-topic";

/** What a contact needs to know and whom it tells. */
export interface MqttContactSetup {
  readonly tenant: string;
  readonly deviceId: string;
  readonly socket: BrokerSocket;
  readonly client: IClientOptions;
  /** Whether to subscribe even where the broker still has the session. */
  readonly subscribeAlways: boolean;
  readonly onUp: () => void;
  /** The broker has taken the subscriptions of this contact. */
  readonly onSubscribed: () => void;
  /** The contact is over, for whatever reason; told once. */
  readonly onDown: () => void;
  readonly onMessage: (channel: DownChannel, payload: Uint8Array) => void;
  readonly onTrouble: (trouble: MqttTrouble, detail: string) => void;
}

interface Outgoing {
  readonly channel: UpChannel;
  readonly payload: Uint8Array;
}

/**
 * One connection of a device to its broker, from CONNECT to its end.
 *
 * Invariants: it is up once the subscriptions stand, be it from an earlier contact; no more messages are under way than the
 * broker takes, no packet is larger; after `end` or `reset` nothing is told any more.
 */
export class MqttContact {
  readonly #setup: MqttContactSetup;
  readonly #client: MqttClient;
  readonly #waiting: Outgoing[] = [];
  #underWay = 0;
  #isUp = false;
  #isOver = false;
  #receiveMaximum = 65_535;
  #packetBytesMax = Number.POSITIVE_INFINITY;

  constructor(setup: MqttContactSetup) {
    this.#setup = setup;
    this.#client = new MqttClient(() => setup.socket.stream, setup.client);
    this.#client.on("connect", (packet) => this.#connected(packet));
    this.#client.on("message", (topic, payload) => this.#received(topic, payload));
    this.#client.on("error", (error) => this.#failed(error));
    this.#client.on("close", () => this.#over());
  }

  /** Publishes on a channel of the device. */
  publish(channel: UpChannel, payload: Uint8Array): void {
    if (!this.#isUp) return;
    if (this.#underWay < this.#receiveMaximum) this.#publish({ channel, payload });
    else if (this.#waiting.length < WAITING_MESSAGES_MAX) this.#waiting.push({ channel, payload });
    else this.#trouble("window-overrun", `more than ${WAITING_MESSAGES_MAX} messages wait`);
  }

  /** Breaks the connection as a power cut does: no DISCONNECT, so that the last will follows. */
  reset(): void {
    this.#isOver = true;
    this.#isUp = false;
    this.#setup.socket.reset();
    this.#dispose();
  }

  /** Ends in good order: what was published is acknowledged first, if the broker does so in time. */
  end(done: () => void): void {
    this.#isOver = true;
    this.#isUp = false;
    const late = setTimeout(() => this.#setup.socket.reset(), FAREWELL_TIMEOUT_MS);
    this.#client.once("close", () => {
      clearTimeout(late);
      this.#dispose();
      done();
    });
    if (this.#client.connected) this.#client.end(false);
    else this.#setup.socket.reset();
  }

  #connected({ sessionPresent, properties }: IConnackPacket): void {
    if (this.#isOver) return;
    this.#receiveMaximum = properties?.receiveMaximum ?? this.#receiveMaximum;
    this.#packetBytesMax = properties?.maximumPacketSize ?? this.#packetBytesMax;
    // The subscriptions of a session stand: an answer to what waited there must find its way.
    if (sessionPresent) this.#up();
    if (!this.#isOver && (!sessionPresent || this.#setup.subscribeAlways)) this.#subscribe();
  }

  #subscribe(): void {
    const { tenant, deviceId } = this.#setup;
    const wanted = deviceSubscriptions(tenant, deviceId);
    const filters = Object.fromEntries(wanted.map(({ filter, qos }) => [filter, { qos }]));
    this.#client.subscribe(filters, (error, granted) => {
      if (this.#isOver) return;
      const refused = granted?.find(({ qos }) => qos >= 0x80);
      if (error === null && refused === undefined) {
        this.#setup.onSubscribed();
        if (!this.#isUp) this.#up();
        return;
      }
      this.#trouble("subscription-refused", error?.message ?? refused?.topic ?? "");
      this.#setup.socket.reset();
    });
  }

  #up(): void {
    this.#isUp = true;
    this.#setup.onUp();
  }

  #publish({ channel, payload }: Outgoing): void {
    const { tenant, deviceId } = this.#setup;
    const topic = topicOf({ tenant, deviceId, channel });
    const bytes = packetBytes(topic, payload);
    if (bytes > this.#packetBytesMax) {
      this.#trouble("packet-too-large", `${channel}: ${bytes} bytes of ${this.#packetBytesMax}`);
      return;
    }
    const { qos, retain } = CHANNELS[channel];
    const properties = { contentType: CONTENT_TYPE };
    this.#underWay++;
    const buffer = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
    this.#client.publish(topic, buffer, { qos, retain, properties }, (error) => {
      this.#underWay--;
      if (this.#isOver) return;
      if (error) this.#trouble("publication-refused", `${channel}: ${error.message}`);
      const next = this.#waiting.shift();
      if (next !== undefined) this.#publish(next);
    });
  }

  #received(topic: string, payload: Buffer): void {
    if (this.#isOver) return;
    const address = parseTopic(topic);
    const { deviceId, onMessage } = this.#setup;
    const channel = address.ok && address.value.deviceId === deviceId && address.value.channel;
    if (channel === "cmd" || channel === "cfg/desired" || channel === "ack") {
      // It can overtake the broker's word on the subscription that it came by.
      if (!this.#isUp) this.#up();
      // A host that takes back what the broker keeps says nothing to the device.
      const isNothing = channel === "cfg/desired" && payload.length === 0;
      if (!this.#isOver && !isNothing) onMessage(channel, new Uint8Array(payload));
    } else this.#trouble("foreign-topic", topic.slice(0, 96));
  }

  #over(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#isUp = false;
    this.#dispose();
    this.#setup.onDown();
  }

  /** A certificate needs somebody's hands; what else goes wrong mostly mends itself. */
  #failed(error: Error): void {
    const code = systemCodeOf(error);
    const known = code === undefined ? undefined : certificateFault(code);
    if (known === undefined) {
      this.#trouble("connection-failed", error.message);
      return;
    }
    const { message, remedy } = sdkFault(known, code);
    this.#trouble("certificate-problem", `${message} ${remedy}`);
  }

  #trouble(trouble: MqttTrouble, detail: string): void {
    if (!this.#isOver) this.#setup.onTrouble(trouble, detail);
  }

  /** Stops the library's timers; it may still emit an error, which has to find a listener. */
  #dispose(): void {
    this.#waiting.length = 0;
    this.#client.removeAllListeners();
    this.#client.on("error", () => undefined);
    this.#client.end(true);
  }
}

/** What every connection of a device has in common. @see OMDP-MQT-006 to OMDP-MQT-009 */
export function connectOptions(deviceId: string): IClientOptions {
  return {
    clientId: deviceId,
    protocolVersion: CONNECT_RULES.protocolVersion,
    clean: CONNECT_RULES.cleanStart,
    keepalive: CONNECT_RULES.keepaliveSeconds,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // Reconnecting, subscribing and keeping what is unsent are this package's own work.
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    timerVariant: "native",
    properties: {
      sessionExpiryInterval: CONNECT_RULES.sessionExpirySeconds,
      receiveMaximum: CONNECT_RULES.receiveMaximum,
      maximumPacketSize: CONNECT_RULES.maximumPacketSizeBytes,
    },
  };
}

/** Bytes of a PUBLISH packet of quality 1 with a content type. @see MQTT 5.0 §3.3 */
function packetBytes(topic: string, payload: Uint8Array): number {
  const properties = 1 + 2 + CONTENT_TYPE.length;
  const remaining = 2 + topic.length + 2 + 1 + properties + payload.length;
  const lengthBytes = remaining < 128 ? 1 : remaining < 16_384 ? 2 : remaining < 2_097_152 ? 3 : 4;
  return 1 + lengthBytes + remaining;
}
