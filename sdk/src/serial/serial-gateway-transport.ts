import { randomInt } from "node:crypto";
import {
  DEVICE_ID_PATTERN,
  type DownChannel,
  type DropEffect,
  type GatewayTransportListener,
  isFromDevice,
  type LinkCounters,
  type LinkMessage,
} from "@dosekit/protocols";
import { carefulReport } from "../client/careful-report.ts";
import type { PausableTransport } from "../client/gateway-setup.ts";
import { NODE_TIME } from "../device/host-time.ts";
import { type SdkFault, sdkFault } from "../errors.ts";
import type { LinkTime } from "./byte-port.ts";
import { type GatewayLine, makeGatewayLine, type SerialLineOptions } from "./gateway-line.ts";
import { faultOfFailure } from "./link-faults.ts";

/** Which lines a gateway serves. */
export interface SerialGatewayOptions {
  readonly lines: readonly SerialLineOptions[];
  /** Clock and timers; Node's own by default. */
  readonly time?: LinkTime;
  /** Number of this start of the gateway, 0 to 2^32 − 1; the system's randomness by default. */
  readonly bootId?: number;
  /** How long after contact is lost a device's last will is taken for its word, ms; 10,000. */
  readonly willDelayMs?: number;
  /** A number from 0 up to 1, for the waits between attempts to open a port. */
  readonly random?: () => number;
  /** A port or a link fails, or a name is wrong; ports and links are tried again by themselves. */
  readonly onFault?: (fault: SdkFault) => void;
}

/** What a gateway's lines have counted, by the name of the port. */
export type SerialGatewayCounters = Readonly<Record<string, Readonly<LinkCounters>>>;

/** Where a device is, and what is known of it there. */
interface Place {
  readonly line: GatewayLine;
  readonly address: number;
  deviceId: string | undefined;
  will: Uint8Array | undefined;
}

const WILL_DELAY_MS = 10_000;

/**
 * A gateway's way to its devices over any number of serial lines of either kind.
 *
 * A device is known by the name that it gives when it comes into contact, wherever that is. What it
 * sent as its last will is handed on as its state when contact is lost and does not come back.
 */
export class SerialGatewayTransport implements PausableTransport {
  readonly #options: SerialGatewayOptions;
  readonly #time: LinkTime;
  readonly #report: (fault: SdkFault) => void;
  readonly #lines: readonly GatewayLine[];
  readonly #places = new Map<GatewayLine, Map<number, Place>>();
  readonly #byDevice = new Map<string, Place>();
  readonly #wills = new Map<string, () => void>();
  readonly #countersWanted = new Map<string, (counters: Partial<LinkCounters>) => void>();
  #listener: GatewayTransportListener | undefined;
  #openPorts = 0;

  /** @throws RangeError when a setting of a line is out of range (a caller's bug) */
  constructor(options: SerialGatewayOptions) {
    this.#options = options;
    this.#report = carefulReport(options.onFault);
    this.#time = options.time ?? NODE_TIME;
    const bootId = options.bootId ?? randomInt(2 ** 32);
    const { random } = options;
    this.#lines = options.lines.map((one) => {
      const line: GatewayLine = makeGatewayLine({
        options: one,
        bootId,
        time: this.#time,
        backOff: { longestMs: 30_000, ...(random === undefined ? {} : { random }) },
        onDevice: (address, effect) => this.#onDevice(line, address, effect),
        onPort: (isOpen, fault) => this.#onPort(isOpen, fault),
      });
      return line;
    });
  }

  /** Opens every port, and again whenever one closes. */
  open(listener: GatewayTransportListener): void {
    this.#listener = listener;
    for (const line of this.#lines) line.open();
  }

  /** See `GatewayTransport.send`; a line keeps nothing that could be taken back. */
  send(deviceId: string, channel: DownChannel, payload: Uint8Array): void {
    if (payload.length === 0) return;
    const place = this.#byDevice.get(deviceId);
    place?.line.send(place.address, { channel, payload: payload.slice() });
  }

  /** Lets the devices hold back what they have. */
  pause(): void {
    for (const line of this.#lines) line.setBusy(true);
  }

  /** Ends {@link pause}. */
  resume(): void {
    for (const line of this.#lines) line.setBusy(false);
  }

  /** Says goodbye to the devices and closes the ports. */
  close(): void {
    this.#listener = undefined;
    for (const stop of this.#wills.values()) stop();
    this.#wills.clear();
    for (const line of this.#lines) line.close();
    this.#openPorts = 0;
  }

  /** Tells all devices the time, ms since 1970 UTC, without a promise that it arrives. */
  tellTime(civilMs: number): void {
    for (const line of this.#lines) line.sendTime(civilMs);
  }

  /** Asks a device for the counters of its end; they may never come. */
  askCounters(deviceId: string, done: (counters: Partial<LinkCounters>) => void): void {
    const place = this.#byDevice.get(deviceId);
    if (place === undefined) return;
    this.#countersWanted.set(deviceId, done);
    place.line.askCounters(place.address);
  }

  /** Shows what the lines have counted. */
  counters(): SerialGatewayCounters {
    return Object.fromEntries(this.#lines.map(({ name, counters }) => [name, { ...counters }]));
  }

  /** Names the devices that are in contact. */
  present(): readonly string[] {
    return [...this.#byDevice.keys()];
  }

  #onPort(isOpen: boolean, fault: SdkFault | undefined): void {
    if (fault !== undefined) this.#report(fault);
    const before = this.#openPorts;
    this.#openPorts = Math.max(0, before + (isOpen ? 1 : -1));
    if (before === 0 && isOpen) this.#listener?.onLink(true);
    else if (before > 0 && this.#openPorts === 0) this.#listener?.onLink(false);
  }

  #onDevice(line: GatewayLine, address: number, effect: DropEffect): void {
    const place = this.#placeOf(line, address);
    if (effect.type === "up") this.#onUp(place, effect.contact.peerName);
    else if (effect.type === "down") this.#onDown(place, effect.reason === "closed");
    else if (effect.type === "message") this.#onMessage(place, effect.message);
    else if (effect.type === "counters" && place.deviceId !== undefined) {
      this.#countersWanted.get(place.deviceId)?.(effect.counters);
      this.#countersWanted.delete(place.deviceId);
    } else if (effect.type === "failed") {
      this.#report(faultOfFailure(effect.failure, whereOf(place)));
    }
  }

  #onUp(place: Place, name: string): void {
    this.#forget(place);
    if (!DEVICE_ID_PATTERN.test(name)) {
      this.#report(sdkFault("serial-name-missing", whereOf(place)));
      return;
    }
    const other = this.#byDevice.get(name);
    if (other !== undefined && other !== place) {
      other.deviceId = undefined;
      const where = `${name} at ${whereOf(place)}, before at ${whereOf(other)}`;
      this.#report(sdkFault("serial-name-taken", where));
    }
    place.deviceId = name;
    this.#byDevice.set(name, place);
    this.#wills.get(name)?.();
    this.#wills.delete(name);
  }

  #onDown(place: Place, isFarewell: boolean): void {
    const { deviceId, will } = place;
    this.#forget(place);
    if (deviceId === undefined) return;
    if (isFarewell || will === undefined) return;
    const { willDelayMs = WILL_DELAY_MS } = this.#options;
    const stop = this.#time.after(willDelayMs, () => {
      this.#wills.delete(deviceId);
      this.#listener?.onMessage(deviceId, "state", will, false);
    });
    this.#wills.set(deviceId, stop);
  }

  /** Nobody is at a place any more. */
  #forget(place: Place): void {
    const { deviceId } = place;
    place.deviceId = undefined;
    place.will = undefined;
    if (deviceId === undefined) return;
    this.#byDevice.delete(deviceId);
    this.#countersWanted.delete(deviceId);
  }

  #onMessage(place: Place, { channel, payload }: LinkMessage): void {
    if (channel === "will") place.will = payload;
    else if (place.deviceId !== undefined && isFromDevice(channel)) {
      this.#listener?.onMessage(place.deviceId, channel, payload, false);
    }
  }

  #placeOf(line: GatewayLine, address: number): Place {
    const places = this.#places.get(line) ?? new Map<number, Place>();
    this.#places.set(line, places);
    const known = places.get(address);
    if (known !== undefined) return known;
    const place: Place = { line, address, deviceId: undefined, will: undefined };
    places.set(address, place);
    return place;
  }
}

function whereOf({ line, address }: Place): string {
  return address === 0 ? line.name : `${line.name}, address ${address}`;
}
