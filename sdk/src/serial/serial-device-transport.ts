import { randomInt } from "node:crypto";
import {
  DeviceLink,
  type DeviceTransport,
  type DeviceTransportListener,
  type DownChannel,
  isFromDevice,
  type LinkCounters,
  type LinkEffect,
  type LinkSettings,
  PolledDeviceLink,
  type UpChannel,
} from "@dosekit/protocols";
import { BackOff, type BackOffOptions } from "../device/back-off.ts";
import { NODE_TIME } from "../device/host-time.ts";
import type { SdkFault } from "../errors.ts";
import type { BytePort, LinkTime } from "./byte-port.ts";
import { LinePump } from "./line-pump.ts";
import { faultOfFailure } from "./link-faults.ts";

/** How a device reaches its gateway over a serial line. */
export interface SerialDeviceOptions {
  readonly port: BytePort;
  readonly deviceId: string;
  /** The device's address on a line that several share, 1 to 126; absent on a line with two ends. */
  readonly address?: number;
  /** Limits and waits of the link; names, boot and speed are filled in here. */
  readonly link?: Omit<LinkSettings, "bootId" | "name" | "baud">;
  /** Chooses the number of a boot; the operating system's randomness by default. */
  readonly bootId?: () => number;
  /** Clock and timers; Node's own by default. */
  readonly time?: LinkTime;
  /** Waits between attempts to open the port. */
  readonly backOff?: BackOffOptions;
  /**
   * Told the gateway's time, ms since 1970 UTC: the board's clock is its owner's business. Nobody
   * seals it, so a board in the security profile leaves this out.
   */
  readonly onTime?: (civilMs: number) => void;
  /** The port or the link fails; both are tried again by themselves. */
  readonly onFault?: (fault: SdkFault) => void;
}

type AnyDeviceLink = DeviceLink | PolledDeviceLink;

/**
 * A device's way to its gateway over a serial line of either kind.
 *
 * Nothing unsent is kept here: what a contact that ended had not brought over comes again from the
 * spool. The last will goes first in each contact, since there is no broker to keep it.
 *
 * @see OMDP-LNK-017
 */
export class SerialDeviceTransport implements DeviceTransport {
  readonly link = "serial";
  readonly #options: SerialDeviceOptions;
  readonly #time: LinkTime;
  #listener: DeviceTransportListener | undefined;
  #lastWill: Uint8Array = new Uint8Array();
  #link: AnyDeviceLink;
  #pump: LinePump<LinkEffect, AnyDeviceLink> | undefined;
  #farewell: Promise<void> = Promise.resolve();
  #hasLeft: () => void = () => undefined;
  #isLeaving = false;
  /** Begins the next boot's contact once the goodbye of the last is said. */
  #next: (() => void) | undefined;

  /** @throws RangeError when a setting is out of range (a caller's bug) */
  constructor(options: SerialDeviceOptions) {
    this.#options = options;
    this.#time = options.time ?? NODE_TIME;
    this.#link = this.#newLink();
  }

  /** What the link of this boot has counted. */
  get counters(): Readonly<LinkCounters> {
    return this.#link.counters;
  }

  /**
   * See `DeviceTransport.open`; a goodbye that is under way comes first, or what was sent before it,
   * such as the answer to a `reset`, would never arrive.
   */
  open(listener: DeviceTransportListener, lastWill: Uint8Array): void {
    if (this.#isLeaving) this.#next = () => this.#begin(listener, lastWill);
    else this.#begin(listener, lastWill);
  }

  #begin(listener: DeviceTransportListener, lastWill: Uint8Array): void {
    this.abort();
    this.#listener = listener;
    this.#lastWill = lastWill.slice();
    this.#link = this.#newLink();
    const pump: LinePump<LinkEffect, AnyDeviceLink> = new LinePump({
      port: this.#options.port,
      link: this.#link,
      time: this.#time,
      backOff: new BackOff(this.#options.backOff),
      onEffect: (effect) => this.#carryOut(effect, pump),
      onPort: (_isOpen, fault) => {
        if (fault !== undefined) this.#options.onFault?.(fault);
      },
    });
    this.#pump = pump;
    pump.open();
  }

  /** See `DeviceTransport.send`. */
  send(channel: UpChannel, payload: Uint8Array): void {
    if (this.#isLeaving) return;
    this.#pump?.run((link, nowMs) => link.send({ channel, payload: payload.slice() }, nowMs));
  }

  /** See `DeviceTransport.close`. */
  close(): void {
    this.#listener = undefined;
    this.#next = undefined;
    if (this.#pump === undefined) return;
    this.#isLeaving = true;
    this.#farewell = new Promise((resolve) => {
      this.#hasLeft = resolve;
    });
    this.#pump.run((link, nowMs) => link.close(nowMs));
  }

  /** Waits until the last {@link close} has run its course. */
  whenClosed(): Promise<void> {
    return this.#farewell;
  }

  /** See `DeviceTransport.abort`. */
  abort(): void {
    this.#listener = undefined;
    this.#next = undefined;
    this.#isLeaving = false;
    this.#pump?.close();
    this.#pump = undefined;
    this.#hasLeft();
  }

  #newLink(): AnyDeviceLink {
    const { port, deviceId, address, link, bootId } = this.#options;
    const settings: LinkSettings = {
      ...link,
      bootId: bootId?.() ?? randomInt(2 ** 32),
      name: deviceId,
      ...(port.baud === undefined ? {} : { baud: port.baud }),
    };
    return address === undefined
      ? new DeviceLink(settings)
      : new PolledDeviceLink(settings, address);
  }

  #carryOut(effect: LinkEffect, pump: LinePump<LinkEffect, AnyDeviceLink>): void {
    if (effect.type === "closed") {
      this.#left(pump);
      return;
    }
    if (this.#pump !== pump || this.#listener === undefined) return;
    if (effect.type === "up") this.#onUp(pump);
    else if (effect.type === "down") this.#listener.onLink(false);
    else if (effect.type === "time") this.#options.onTime?.(effect.civilMs);
    else if (effect.type === "message") {
      const { channel, payload } = effect.message;
      if (!isFromDevice(channel)) this.#listener.onMessage(channel as DownChannel, payload);
    } else if (effect.type === "failed") {
      this.#options.onFault?.(faultOfFailure(effect.failure, this.#options.port.name));
    }
  }

  #left(pump: LinePump<LinkEffect, AnyDeviceLink>): void {
    pump.close();
    if (this.#pump !== pump) return;
    const next = this.#next;
    this.abort();
    next?.();
  }

  #onUp(pump: LinePump<LinkEffect, AnyDeviceLink>): void {
    const will = { channel: "will", payload: this.#lastWill } as const;
    if (will.payload.length > 0) pump.run((link, nowMs) => link.send(will, nowMs));
    this.#listener?.onLink(true);
  }
}
