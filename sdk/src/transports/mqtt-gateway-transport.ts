import {
  CHANNELS,
  CONNECT_RULES,
  type DownChannel,
  type GatewayTransportListener,
  gatewaySubscriptions,
  isUpChannel,
  parseTopic,
  topicOf,
} from "@dosekit/protocols";
import type { IClientOptions, MqttClient } from "mqtt";
import { carefulReport } from "../client/careful-report.ts";
import type { PausableTransport } from "../client/gateway-setup.ts";
import type { GatewayTimers } from "../client/gateway-timers.ts";
import { BackOff } from "../device/back-off.ts";
import { type SdkFault, sdkFault } from "../errors.ts";
import { brokerClient } from "./broker-client.ts";
import { faultOfError, faultOfReason } from "./mqtt-faults.ts";
import { PublishWindow } from "./publish-window.ts";
import { checkTls } from "./tls-faults.ts";

/** Certificates and names for a secure connection, handed on to Node's `tls.connect`. */
export interface TlsOptions {
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly passphrase?: string;
  readonly rejectUnauthorized?: boolean;
  readonly servername?: string;
}

/** How a gateway reaches its broker. */
export interface MqttGatewayOptions {
  /** `mqtt://host:port`, `mqtts://host:port`, `ws://…` or `wss://…`. */
  readonly url: string;
  readonly tenant: string;
  readonly timers: GatewayTimers;
  /** Stays the same from start to start, since the broker keeps its session; default `gateway-<tenant>`. */
  readonly clientId?: string;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: TlsOptions;
  /** A number from 0 (included) to 1 (excluded), for the waits between attempts. */
  readonly random?: () => number;
  /** The connection failed or broke; it is tried again after each of these. */
  readonly onFault?: (fault: SdkFault) => void;
  /** How long the broker may take to answer a connect, ms; default 10,000. */
  readonly connectTimeoutMs?: number;
}

/** What the transport counted. */
export interface MqttGatewayCounters {
  readonly connects: number;
  /** Messages on topics that are none of the binding. */
  readonly strayTopics: number;
  /** Messages that were dropped because too many waited for the broker. */
  readonly droppedSends: number;
}

/** Below half the keepalive: a held message also holds back the broker's answer to a ping. */
const HOLD_MS_MAX = 15_000;
/** A connection that lasts this long ends the count of failures. */
const STABLE_MS = 10_000;
const END_MS_MAX = 2_000;
const RECEIVE_MAXIMUM_DEFAULT = 65_535;

/**
 * A gateway's way to its devices over an MQTT 5 broker.
 *
 * Every attempt is a new client under the same session: what the broker has kept comes after the
 * connect, and the subscriptions bring every retained state again.
 *
 * @see OMDP-MQT-006 to OMDP-MQT-009
 */
export class MqttGatewayTransport implements PausableTransport {
  readonly #options: MqttGatewayOptions;
  readonly #backOff: BackOff;
  readonly #report: (fault: SdkFault) => void;
  #listener: GatewayTransportListener | undefined;
  #client: MqttClient | undefined;
  #window: PublishWindow | undefined;
  #fault: SdkFault | undefined;
  #connects = 0;
  #strayTopics = 0;
  #droppedSends = 0;
  #paused = false;
  #release: (() => void) | undefined;

  /**
   * @throws RangeError when url, tenant or client id have not their form (a caller's bug)
   * @throws SdkError `certificate-key` when the files for TLS can't be used together
   */
  constructor(options: MqttGatewayOptions) {
    if (!isBrokerUrl(options.url)) throw new RangeError(`not a broker's address: ${options.url}`);
    if (options.tls !== undefined) checkTls(options.tls);
    gatewaySubscriptions(options.tenant);
    this.#options = options;
    this.#report = carefulReport(options.onFault);
    const { random } = options;
    this.#backOff = new BackOff(random === undefined ? {} : { random });
  }

  /** Connects, and goes on trying until {@link close}. */
  open(listener: GatewayTransportListener): void {
    this.#listener = listener;
    this.#connect();
  }

  /** Publishes to one device, within what the broker takes at once. */
  send(deviceId: string, channel: DownChannel, payload: Uint8Array): void {
    const client = this.#client;
    if (client === undefined || this.#window === undefined) return;
    const { qos, retain } = CHANNELS[channel];
    const topic = topicOf({ tenant: this.#options.tenant, deviceId, channel });
    const properties = { contentType: CONNECT_RULES.contentType };
    this.#window.add((done) => {
      client.publish(topic, Buffer.from(payload), { qos, retain, properties }, () => done());
    });
  }

  /** Lets the broker hold back what it has, as far as the connection allows. */
  pause(): void {
    this.#paused = true;
  }

  /** Ends {@link pause}. */
  resume(): void {
    this.#paused = false;
    this.#releaseHeld();
  }

  /** Says goodbye; the broker keeps the session. */
  close(): void {
    const client = this.#client;
    this.#listener = undefined;
    this.#client = undefined;
    this.#dropLink();
    for (const name of ["mqtt-reconnect", "mqtt-stable"]) this.#options.timers.cancel(name);
    if (client === undefined) return;
    // A farewell needs an answer of the broker; one that does not come is not waited for.
    this.#options.timers.arm("mqtt-end", END_MS_MAX, () => client.end(true));
    client.end(false, {}, () => this.#options.timers.cancel("mqtt-end"));
  }

  /** Shows what was counted. */
  counters(): MqttGatewayCounters {
    const droppedSends = this.#droppedSends + (this.#window?.dropped ?? 0);
    return { connects: this.#connects, strayTopics: this.#strayTopics, droppedSends };
  }

  #connect(): void {
    const options: IClientOptions = connectOptionsOf(this.#options);
    const client = brokerClient(this.#options.url, options);
    this.#client = client;
    this.#fault = undefined;
    const address = addressOf(this.#options.url);
    const ifPresent = (act: () => void) => () => {
      if (this.#client === client) act();
    };
    client.handleMessage = (_packet, done) => this.#hold(done);
    client.on("message", (topic, payload, { retain }) => {
      if (this.#client === client) this.#deliver(topic, payload, retain);
    });
    client.on("connect", ({ properties }) => {
      const sizeMax = properties?.receiveMaximum ?? RECEIVE_MAXIMUM_DEFAULT;
      ifPresent(() => this.#onConnect(client, sizeMax))();
    });
    client.on("error", (cause) => {
      this.#fault ??= faultOfError(cause, address);
    });
    client.on("disconnect", ({ reasonCode }) => {
      if (reasonCode !== undefined) this.#fault ??= faultOfReason(reasonCode, address);
    });
    client.on(
      "close",
      ifPresent(() => this.#onClose(client, address)),
    );
  }

  #onConnect(client: MqttClient, sizeMax: number): void {
    this.#connects += 1;
    this.#window = new PublishWindow(sizeMax);
    this.#options.timers.arm("mqtt-stable", STABLE_MS, () => this.#backOff.reset());
    for (const { filter, qos } of gatewaySubscriptions(this.#options.tenant)) {
      client.subscribe(filter, { qos, rh: 0 }, (cause) => {
        // Without its subscriptions a gateway is deaf: a new connection is the only way out.
        if (!cause || this.#client !== client) return;
        this.#fault ??= sdkFault("broker-auth", `${filter} can't be subscribed`);
        client.end(true);
      });
    }
    this.#listener?.onLink(true);
  }

  #onClose(client: MqttClient, address: string): void {
    this.#client = undefined;
    client.end(true);
    const wasUp = this.#window !== undefined;
    this.#dropLink();
    const { timers } = this.#options;
    timers.cancel("mqtt-stable");
    timers.arm("mqtt-reconnect", this.#backOff.nextMs(), () => this.#connect());
    if (wasUp) this.#listener?.onLink(false);
    this.#report(this.#fault ?? sdkFault("broker-closed", address));
  }

  #dropLink(): void {
    this.#droppedSends += this.#window?.dropped ?? 0;
    this.#window?.close();
    this.#window = undefined;
    this.#releaseHeld();
  }

  #deliver(topic: string, payload: Buffer, retained: boolean): void {
    const parsed = parseTopic(topic);
    const address = parsed.ok ? parsed.value : undefined;
    if (address?.tenant !== this.#options.tenant || !isUpChannel(address.channel)) {
      this.#strayTopics += 1;
      return;
    }
    // A copy: the buffer is a part of the socket's, which would be kept alive as a whole.
    const bytes = Uint8Array.from(payload);
    this.#listener?.onMessage(address.deviceId, address.channel, bytes, retained);
  }

  /** While paused the message in hand is not acknowledged, and no other one is read. */
  #hold(done: () => void): void {
    if (!this.#paused) {
      done();
      return;
    }
    this.#release = done;
    this.#options.timers.arm("mqtt-hold", HOLD_MS_MAX, () => this.#releaseHeld());
  }

  #releaseHeld(): void {
    const release = this.#release;
    this.#release = undefined;
    this.#options.timers.cancel("mqtt-hold");
    release?.();
  }
}

function connectOptionsOf(options: MqttGatewayOptions) {
  const { tenant, clientId = `gateway-${tenant}`, username, password, tls } = options;
  return {
    clientId,
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
    connectTimeout: options.connectTimeoutMs ?? 10_000,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
  } satisfies Omit<IClientOptions, keyof TlsOptions>;
}

/** Tells whether a text is an address that the transport can connect to. */
export function isBrokerUrl(url: string): boolean {
  return URL.canParse(url) && /^(mqtts?|wss?):$/.test(new URL(url).protocol);
}

/** The address without user and password, fit for a log. */
function addressOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
