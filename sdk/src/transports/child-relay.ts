import {
  CHANNELS,
  type Channel,
  CONNECT_RULES,
  DeviceState,
  type DownChannel,
  decodeAs,
  deviceSubscriptions,
  encodeCanonical,
  encodeMessage,
  type GatewayTransport,
  isDownChannel,
  openEnvelope,
  parseTopic,
  topicOf,
  type UpChannel,
} from "@dosekit/protocols";
import type { MqttClient } from "mqtt";
import type { GatewayTimers } from "../client/gateway-timers.ts";
import { BackOff } from "../device/back-off.ts";
import { brokerClient } from "./broker-client.ts";
import type { TlsOptions } from "./mqtt-gateway-transport.ts";
import { PublishWindow } from "./publish-window.ts";
import { checkTls } from "./tls-faults.ts";

/** A gateway that brings devices without MQTT to a broker. */
export interface ChildRelayOptions {
  /** The way to the devices, such as serial lines. */
  readonly children: GatewayTransport;
  /** `mqtt://host:port` or, over TLS, `mqtts://host:port`. */
  readonly url: string;
  readonly tenant: string;
  /** The gateway's own id: its client id, and what the devices' states name as `via`. */
  readonly gatewayId: string;
  /** Another number at each start. */
  readonly bootId: number;
  readonly timers: GatewayTimers;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: TlsOptions;
  /** A number from 0 (included) to 1 (excluded), for the waits between attempts. */
  readonly random?: () => number;
}

/** What a relay counted. */
export interface ChildRelayCounters {
  connects: number;
  /** Messages of devices that came while there was no broker; devices send again what counts. */
  unsent: number;
  /** Messages on topics that are none of the binding, or of no device of this gateway. */
  strayTopics: number;
}

const RECEIVE_MAXIMUM_DEFAULT = 65_535;

/**
 * Speaks to a broker for devices that can't: each device has its own channels there, and the host's
 * word reaches the device itself, so that nothing depends on what a gateway in between remembers.
 *
 * There is one last will for a connection, and it is the gateway's own; each state of a device says
 * through whom it speaks, so that a host knows of whom it knows nothing when the gateway is lost.
 *
 * @see OMDP-MQT-018, OMDP-MQT-019
 */
export class ChildRelay {
  readonly #options: ChildRelayOptions;
  readonly #backOff: BackOff;
  readonly #counters: ChildRelayCounters = { connects: 0, unsent: 0, strayTopics: 0 };
  /** The newest state of each device, for a broker that comes later. */
  readonly #children = new Map<string, Uint8Array | undefined>();
  #client: MqttClient | undefined;
  #window: PublishWindow | undefined;
  #isOpen = false;

  /** @throws RangeError when a name has not its form (a caller's bug) */
  constructor(options: ChildRelayOptions) {
    const { tenant, gatewayId, tls, random } = options;
    topicOf({ tenant, deviceId: gatewayId, channel: "state" });
    if (tls !== undefined) checkTls(tls);
    this.#options = options;
    this.#backOff = new BackOff(random === undefined ? {} : { random });
  }

  /** What has been counted since the relay was made. */
  get counters(): Readonly<ChildRelayCounters> {
    return this.#counters;
  }

  /** Opens both ways, and goes on trying until {@link close}. */
  open(): void {
    this.#isOpen = true;
    this.#options.children.open({
      onLink: () => undefined,
      onMessage: (deviceId, channel, payload) => this.#onUp(deviceId, channel, payload),
    });
    this.#connect();
  }

  /** Says goodbye for the gateway and ends both ways. */
  close(done: () => void = () => undefined): void {
    const client = this.#client;
    this.#publish(this.#options.gatewayId, "state", this.#ownState("offline"));
    this.#isOpen = false;
    this.#client = undefined;
    this.#window = undefined;
    this.#options.timers.cancel("relay-reconnect");
    this.#options.children.close();
    if (client === undefined) done();
    else client.end(false, {}, () => done());
  }

  #connect(): void {
    const { url, tenant, gatewayId, username, password, tls } = this.#options;
    const { qos, retain } = CHANNELS.state;
    const client = brokerClient(url, {
      clientId: gatewayId,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...tls,
      protocolVersion: CONNECT_RULES.protocolVersion,
      clean: CONNECT_RULES.cleanStart,
      keepalive: CONNECT_RULES.keepaliveSeconds,
      properties: {
        sessionExpiryInterval: CONNECT_RULES.sessionExpirySeconds,
        receiveMaximum: CONNECT_RULES.receiveMaximum,
        maximumPacketSize: CONNECT_RULES.maximumPacketSizeBytes,
      },
      will: {
        topic: topicOf({ tenant, deviceId: gatewayId, channel: "state" }),
        payload: Buffer.from(this.#ownState("lost")),
        ...{ qos, retain },
        properties: {
          willDelayInterval: CONNECT_RULES.willDelaySeconds,
          contentType: CONNECT_RULES.contentType,
        },
      },
      reconnectPeriod: 0,
      resubscribe: false,
      queueQoSZero: false,
    });
    this.#client = client;
    client.on("connect", ({ properties }) => {
      if (this.#client === client) this.#onConnect(properties?.receiveMaximum);
    });
    client.on("message", (topic, payload) => {
      if (this.#client === client) this.#onDown(topic, payload);
    });
    client.on("error", () => undefined);
    client.on("close", () => {
      client.end(true);
      if (this.#client === client) this.#onClose();
    });
  }

  #onConnect(receiveMaximum = RECEIVE_MAXIMUM_DEFAULT): void {
    this.#counters.connects += 1;
    this.#backOff.reset();
    this.#window = new PublishWindow(receiveMaximum);
    this.#publish(this.#options.gatewayId, "state", this.#ownState("online"));
    for (const [deviceId, state] of this.#children) {
      this.#subscribe(deviceId);
      if (state !== undefined) this.#publish(deviceId, "state", state);
    }
  }

  #onClose(): void {
    this.#client = undefined;
    this.#window?.close();
    this.#window = undefined;
    if (!this.#isOpen) return;
    const delayMs = this.#backOff.nextMs();
    this.#options.timers.arm("relay-reconnect", delayMs, () => this.#connect());
  }

  #onUp(deviceId: string, channel: UpChannel, payload: Uint8Array): void {
    const isNew = !this.#children.has(deviceId);
    const own = channel === "state" ? speaksThrough(this.#options.gatewayId, payload) : payload;
    if (channel === "state") this.#children.set(deviceId, own);
    else if (isNew) this.#children.set(deviceId, undefined);
    if (isNew) this.#subscribe(deviceId);
    if (this.#window === undefined) this.#counters.unsent += 1;
    else this.#publish(deviceId, channel, own);
  }

  #onDown(topic: string, payload: Buffer): void {
    const parsed = parseTopic(topic);
    const address = parsed.ok ? parsed.value : undefined;
    const isKnown = address !== undefined && this.#children.has(address.deviceId);
    if (!isKnown || !isDownChannel(address.channel)) {
      this.#counters.strayTopics += 1;
      return;
    }
    const channel: DownChannel = address.channel;
    this.#options.children.send(address.deviceId, channel, Uint8Array.from(payload));
  }

  #subscribe(deviceId: string): void {
    const wanted = deviceSubscriptions(this.#options.tenant, deviceId);
    const filters = Object.fromEntries(wanted.map(({ filter, qos }) => [filter, { qos }]));
    if (this.#client?.connected === true) this.#client.subscribe(filters);
  }

  #publish(deviceId: string, channel: Channel, payload: Uint8Array): void {
    const { qos, retain } = CHANNELS[channel];
    const topic = topicOf({ tenant: this.#options.tenant, deviceId, channel });
    const properties = { contentType: CONNECT_RULES.contentType };
    const client = this.#client;
    this.#window?.add((done) => {
      client?.publish(topic, Buffer.from(payload), { qos, retain, properties }, () => done());
    });
  }

  #ownState(status: "online" | "offline" | "lost"): Uint8Array {
    return encodeMessage(DeviceState, { status, bootId: this.#options.bootId });
  }
}

/** The same state, with the gateway's name; what a newer device says besides stays in it. */
function speaksThrough(gatewayId: string, payload: Uint8Array): Uint8Array {
  const opened = openEnvelope(payload);
  if (!opened.ok || !decodeAs(DeviceState, payload).ok) return payload;
  const { id, body } = opened.value;
  const pairs = new Map(body);
  pairs.set(DeviceState.fields.via.key, gatewayId);
  return encodeCanonical([id, pairs]);
}
