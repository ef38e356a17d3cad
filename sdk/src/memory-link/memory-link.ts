import {
  CHANNELS,
  type DeviceTransport,
  type DeviceTransportListener,
  type DownChannel,
  type GatewayTransport,
  type GatewayTransportListener,
  type UpChannel,
} from "@dosekit/protocols";

/** A message on its way through a {@link MemoryLink}. */
export interface MessageUnderWay {
  readonly deviceId: string;
  readonly channel: UpChannel | DownChannel;
  readonly way: "up" | "down";
  readonly payload: Uint8Array;
}

/** How a {@link MemoryLink} treats messages; by default none is lost, doubled or delayed. */
export interface MemoryLinkOptions {
  /**
   * Says what becomes of a message: a delay in ms for each copy that arrives. `[]` loses it,
   * `[0, 0]` doubles it, `[50]` delays it; unequal delays reorder.
   */
  readonly fate?: (message: MessageUnderWay) => readonly number[];
  /** Runs something later; needed for any delay above 0. */
  readonly schedule?: (delayMs: number, run: () => void) => void;
  /** How long after a power cut the host hears the device's last will, in ms; 0 by default. */
  readonly willDelayMs?: number;
}

interface DeviceEnd {
  listener: DeviceTransportListener | undefined;
  lastWill: Uint8Array;
  /** Whether the path between this device and the host is whole. */
  healed: boolean;
  /** Rises with each contact, so that what belongs to an older one is told from the present. */
  contact: number;
}

/**
 * Devices and a gateway in one process, joined without any network: for tests and virtual time.
 *
 * It keeps the promises of the transports, which are weak, and what a broker adds: the last state
 * and configuration are retained, and a last will follows a power cut. Messages are delivered one
 * after the other, never from within the call that sends them when that is itself a delivery.
 */
export class MemoryLink {
  readonly #fate: (message: MessageUnderWay) => readonly number[];
  readonly #schedule: (delayMs: number, run: () => void) => void;
  readonly #willDelayMs: number;
  readonly #devices = new Map<string, DeviceEnd>();
  readonly #retained = new Map<string, MessageUnderWay>();
  readonly #ready: (() => void)[] = [];
  #delivering = false;
  #gateway: GatewayTransportListener | undefined;
  #gatewayHealed = true;

  /** The gateway's end, for all devices. */
  readonly gateway: GatewayTransport;

  constructor(options: MemoryLinkOptions = {}) {
    this.#fate = options.fate ?? (() => [0]);
    this.#schedule = options.schedule ?? needsSchedule;
    this.#willDelayMs = options.willDelayMs ?? 0;
    this.gateway = {
      open: (listener) => this.#openGateway(listener),
      send: (deviceId, channel, payload) => {
        if (this.#isGatewayUp()) this.#carry({ deviceId, channel, way: "down", payload });
      },
      close: () => this.#closeGateway(),
    };
  }

  /** Gives the device's end; one device has one. */
  device(deviceId: string): DeviceTransport {
    const end = this.#endOf(deviceId);
    return {
      open: (listener, lastWill) => this.#openDevice(deviceId, listener, lastWill),
      send: (channel, payload) => {
        if (isUp(end)) this.#carry({ deviceId, channel, way: "up", payload });
      },
      close: () => this.#leave(end),
      abort: () => this.#abort(deviceId),
    };
  }

  /** Cuts the path of one device, as an outage of its network does; its last will follows. */
  cut(deviceId: string): void {
    const end = this.#endOf(deviceId);
    if (!end.healed) return;
    const { listener } = end;
    end.healed = false;
    end.contact++;
    if (listener !== undefined) this.#executeWill(deviceId, end);
    this.#later(0, () => listener?.onLink(false));
  }

  /** Heals the path of one device. */
  heal(deviceId: string): void {
    const end = this.#endOf(deviceId);
    if (end.healed) return;
    end.healed = true;
    if (end.listener !== undefined) this.#greet(deviceId, end);
  }

  /** Cuts or heals the path between the gateway and everything else. */
  setGatewayLink(up: boolean): void {
    if (this.#gatewayHealed === up) return;
    this.#gatewayHealed = up;
    const listener = this.#gateway;
    if (listener === undefined) return;
    this.#later(0, () => listener.onLink(up));
    if (up) this.#replayToGateway(listener);
  }

  #endOf(deviceId: string): DeviceEnd {
    const known = this.#devices.get(deviceId);
    if (known !== undefined) return known;
    const end: DeviceEnd = {
      listener: undefined,
      lastWill: new Uint8Array(),
      healed: true,
      contact: 0,
    };
    this.#devices.set(deviceId, end);
    return end;
  }

  #openDevice(deviceId: string, listener: DeviceTransportListener, lastWill: Uint8Array): void {
    const end = this.#endOf(deviceId);
    end.listener = listener;
    end.lastWill = lastWill;
    if (end.healed) this.#greet(deviceId, end);
  }

  /** Contact is there: the device hears so, and then what is retained for it. */
  #greet(deviceId: string, end: DeviceEnd): void {
    const contact = ++end.contact;
    this.#later(0, () => {
      if (end.contact === contact) end.listener?.onLink(true);
    });
    for (const message of this.#retained.values()) {
      if (message.way === "down" && message.deviceId === deviceId) this.#carry(message, false);
    }
  }

  #leave(end: DeviceEnd): void {
    end.listener = undefined;
    end.contact++;
  }

  #abort(deviceId: string): void {
    const end = this.#endOf(deviceId);
    const wasUp = isUp(end);
    this.#leave(end);
    if (wasUp) this.#executeWill(deviceId, end);
  }

  /** The host hears the will unless the device has come back by then. */
  #executeWill(deviceId: string, end: DeviceEnd): void {
    const { contact, lastWill: payload } = end;
    this.#later(this.#willDelayMs, () => {
      if (end.contact !== contact || payload.length === 0) return;
      this.#retain({ deviceId, channel: "state", way: "up", payload });
      if (this.#isGatewayUp()) this.#gateway?.onMessage(deviceId, "state", payload, false);
    });
  }

  #openGateway(listener: GatewayTransportListener): void {
    this.#gateway = listener;
    if (!this.#gatewayHealed) return;
    this.#later(0, () => listener.onLink(true));
    this.#replayToGateway(listener);
  }

  #replayToGateway(listener: GatewayTransportListener): void {
    for (const { deviceId, channel, way, payload } of this.#retained.values()) {
      if (way !== "up") continue;
      this.#later(0, () => {
        if (this.#isGatewayUp()) listener.onMessage(deviceId, channel as UpChannel, payload, true);
      });
    }
  }

  #closeGateway(): void {
    this.#gateway = undefined;
  }

  #isGatewayUp(): boolean {
    return this.#gateway !== undefined && this.#gatewayHealed;
  }

  #retain(message: MessageUnderWay): void {
    if (!CHANNELS[message.channel].retain) return;
    this.#retained.set(`${message.deviceId}/${message.channel}`, message);
  }

  #carry(message: MessageUnderWay, isNew = true): void {
    if (message.payload.length === 0) {
      this.#later(0, () => this.#retained.delete(`${message.deviceId}/${message.channel}`));
      return;
    }
    const own = { ...message, payload: message.payload.slice() };
    const { contact } = this.#endOf(message.deviceId);
    for (const delayMs of this.#fate(own)) {
      this.#later(delayMs, () => {
        // A retained message that is told again must not take the place of a newer one.
        if (isNew) this.#retain(own);
        this.#deliver(own, contact);
      });
    }
  }

  #deliver(message: MessageUnderWay, contact: number): void {
    const { deviceId, channel, way, payload } = message;
    const end = this.#endOf(deviceId);
    if (way === "up") {
      if (this.#isGatewayUp()) {
        this.#gateway?.onMessage(deviceId, channel as UpChannel, payload, false);
      }
    } else if (isUp(end) && end.contact === contact) {
      end.listener?.onMessage(channel as DownChannel, payload);
    }
  }

  #later(delayMs: number, run: () => void): void {
    if (delayMs > 0) {
      this.#schedule(delayMs, () => this.#later(0, run));
      return;
    }
    this.#ready.push(run);
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (let next = this.#ready.shift(); next !== undefined; next = this.#ready.shift()) next();
    } finally {
      this.#delivering = false;
    }
  }
}

function isUp(end: DeviceEnd): boolean {
  return end.healed && end.listener !== undefined;
}

function needsSchedule(): never {
  throw new RangeError("MemoryLink: a delay above 0 needs the option `schedule`");
}
