import type { ConnectionOptions } from "node:tls";
import {
  CHANNELS,
  CONNECT_RULES,
  CONTENT_TYPE,
  type DeviceTransport,
  type DeviceTransportListener,
  topicOf,
  type UpChannel,
} from "@dosekit/protocols";
import type { IClientOptions } from "mqtt";
import { checkTls } from "../transports/tls-faults.ts";
import { BackOff, type BackOffOptions } from "./back-off.ts";
import { brokerSocket, type OpenBrokerSocket } from "./broker-socket.ts";
import { connectOptions, MqttContact, type MqttTrouble } from "./mqtt-contact.ts";
import type { RetryTimer } from "./ports.ts";
import { SystemRetryTimer } from "./system-retry-timer.ts";

/** How a device reaches its broker. */
export interface MqttDeviceTransportOptions {
  /** `mqtt://host:port` or, over TLS, `mqtts://host:port`. */
  readonly url: string;
  readonly tenant: string;
  /** Name of the device and its MQTT client id. */
  readonly deviceId: string;
  readonly username?: string;
  readonly password?: string;
  /** Authorities and the device's own certificate, for `mqtts`. */
  readonly tls?: ConnectionOptions;
  /** Source address, to spread very many devices over several. */
  readonly localAddress?: string;
  /**
   * How long the broker keeps the session, in s; a day by default. A device that sleeps needs more
   * than twice the time between its contacts.
   */
  readonly sessionExpirySeconds?: number;
  /** How long the broker waits before it publishes the last will, in s; 60 by default. */
  readonly willDelaySeconds?: number;
  readonly backOff?: BackOffOptions;
  /** Waits between attempts in real seconds; the host's timers by default. */
  readonly timer?: RetryTimer;
  /** Opens the connection instead of TCP or TLS to `url`. */
  readonly openSocket?: OpenBrokerSocket;
  readonly onTrouble?: (trouble: MqttTrouble, detail: string) => void;
}

/** What an MQTT transport has counted. */
export interface MqttCounters {
  /** Attempts to connect. */
  attempts: number;
  /** Contacts that came up. */
  contacts: number;
  /** Messages that were sent without contact, and so were not. */
  sentWithoutContact: number;
  readonly troubles: Record<MqttTrouble, number>;
}

/**
 * A device's way to its host over MQTT 5.
 *
 * The session outlives an outage, so that the broker keeps what is sent to the device meanwhile.
 * On the first contact of each boot it subscribes even so: what the broker retains then comes
 * again, and a configuration that a power cut took after its PUBACK is not lost. Nothing unsent is
 * kept here; that is the spool's work.
 */
export class MqttDeviceTransport implements DeviceTransport {
  readonly link = "mqtt";
  readonly #options: MqttDeviceTransportOptions;
  readonly #openSocket: OpenBrokerSocket;
  readonly #timer: RetryTimer;
  readonly #backOff: BackOff;
  readonly #counters: MqttCounters = newMqttCounters();
  #listener: DeviceTransportListener | undefined;
  #lastWill = new Uint8Array();
  #contact: MqttContact | undefined;
  #isUp = false;
  #isCut = false;
  #subscribedThisBoot = false;
  /** The goodbye that is under way, if any. */
  #farewell: Promise<void> | undefined;

  /**
   * @throws RangeError when the address or a name has not its form (a caller's bug)
   * @throws SdkError `certificate-key` when the files for TLS can't be used together
   */
  constructor(options: MqttDeviceTransportOptions) {
    const { url, tls, localAddress, tenant, deviceId } = options;
    topicOf({ tenant, deviceId, channel: "state" });
    if (tls !== undefined) checkTls(tls);
    this.#options = options;
    this.#openSocket = options.openSocket ?? brokerSocket(url, tls, localAddress);
    this.#timer = options.timer ?? new SystemRetryTimer();
    this.#backOff = new BackOff(options.backOff);
  }

  /** What has been counted since the transport was made. */
  get counters(): Readonly<MqttCounters> {
    return this.#counters;
  }

  /** See `DeviceTransport.open`; a goodbye that is under way comes first, or it would hold. */
  open(listener: DeviceTransportListener, lastWill: Uint8Array): void {
    this.#drop();
    this.#listener = listener;
    this.#lastWill = lastWill.slice();
    this.#subscribedThisBoot = false;
    if (this.#farewell === undefined) this.#connect();
    else {
      void this.#farewell.then(() => {
        if (this.#listener === listener && this.#contact === undefined) this.#connect();
      });
    }
  }

  /** See `DeviceTransport.send`. */
  send(channel: UpChannel, payload: Uint8Array): void {
    if (this.#isUp) this.#contact?.publish(channel, payload);
    else this.#counters.sentWithoutContact++;
  }

  /** See `DeviceTransport.close`. */
  close(): void {
    const contact = this.#contact;
    this.#forget();
    if (contact === undefined) return;
    const farewell = new Promise<void>((resolve) => contact.end(resolve)).then(() => {
      if (this.#farewell === farewell) this.#farewell = undefined;
    });
    this.#farewell = farewell;
  }

  /** See `DeviceTransport.abort`: resets the TCP connection, so that the broker sends the will. */
  abort(): void {
    this.#drop();
  }

  /** Waits until the last `close` has run its course. */
  whenClosed(): Promise<void> {
    return this.#farewell ?? Promise.resolve();
  }

  /** Cuts the network: the connection is reset, and none comes about until it is healed. */
  cutLink(): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#timer.cancel();
    this.#contact?.reset();
    this.#lost();
  }

  /** Heals the network; the device comes back after its back-off. */
  healLink(): void {
    if (!this.#isCut) return;
    this.#isCut = false;
    if (this.#listener !== undefined) this.#retryLater();
  }

  #connect(): void {
    if (this.#listener === undefined || this.#isCut) return;
    this.#counters.attempts++;
    const { tenant, deviceId } = this.#options;
    const contact: MqttContact = new MqttContact({
      tenant,
      deviceId,
      socket: this.#openSocket(),
      client: this.#clientOptions(),
      subscribeAlways: !this.#subscribedThisBoot,
      onUp: () => this.#up(contact),
      onSubscribed: () => {
        if (this.#contact === contact) this.#subscribedThisBoot = true;
      },
      onDown: () => {
        if (this.#contact !== contact) return;
        this.#lost();
        this.#retryLater();
      },
      onMessage: (channel, payload) => this.#listener?.onMessage(channel, payload),
      onTrouble: (trouble, detail) => {
        this.#counters.troubles[trouble]++;
        this.#options.onTrouble?.(trouble, detail);
      },
    });
    this.#contact = contact;
  }

  #up(contact: MqttContact): void {
    if (this.#contact !== contact) return;
    this.#counters.contacts++;
    this.#backOff.reset();
    this.#isUp = true;
    this.#listener?.onLink(true);
  }

  #lost(): void {
    this.#contact = undefined;
    const wasUp = this.#isUp;
    this.#isUp = false;
    if (wasUp) this.#listener?.onLink(false);
  }

  #retryLater(): void {
    if (this.#listener === undefined || this.#isCut) return;
    this.#timer.arm(this.#backOff.nextMs(), () => this.#connect());
  }

  #drop(): void {
    const contact = this.#contact;
    this.#forget();
    contact?.reset();
  }

  #forget(): void {
    this.#timer.cancel();
    this.#listener = undefined;
    this.#contact = undefined;
    this.#isUp = false;
  }

  #clientOptions(): IClientOptions {
    const { deviceId, username, password, sessionExpirySeconds } = this.#options;
    const common = connectOptions(deviceId);
    const session =
      sessionExpirySeconds === undefined ? {} : { sessionExpiryInterval: sessionExpirySeconds };
    return {
      ...common,
      properties: { ...common.properties, ...session },
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(this.#lastWill.length === 0 ? {} : this.#will()),
    };
  }

  #will(): Pick<IClientOptions, "will"> {
    const { tenant, deviceId, willDelaySeconds } = this.#options;
    const { qos, retain } = CHANNELS.state;
    return {
      will: {
        topic: topicOf({ tenant, deviceId, channel: "state" }),
        payload: Buffer.from(this.#lastWill),
        qos,
        retain,
        properties: {
          willDelayInterval: willDelaySeconds ?? CONNECT_RULES.willDelaySeconds,
          contentType: CONTENT_TYPE,
        },
      },
    };
  }
}

function newMqttCounters(): MqttCounters {
  return {
    attempts: 0,
    contacts: 0,
    sentWithoutContact: 0,
    troubles: {
      "connection-failed": 0,
      "certificate-problem": 0,
      "subscription-refused": 0,
      "publication-refused": 0,
      "packet-too-large": 0,
      "window-overrun": 0,
      "foreign-topic": 0,
    },
  };
}
