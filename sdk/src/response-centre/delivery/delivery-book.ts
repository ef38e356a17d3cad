import type { ResponseCentreLimits } from "../centre-limits.ts";
import type { Delivery } from "./delivery.ts";

/** The part of a device's share that each kind of message may fill: the rest is for graver ones. */
const SHARES = { parked: 0.5, light: 0.75, grave: 1 } as const;
/** The part of all room that devices together may fill beyond what is modest. */
const CROWD_SHARES = { parked: 0.5, light: 0.5, grave: 0.75 } as const;
/** What every device may have open, however many others have more: a part of its share. */
const MODEST_PART = 16;
const GRAVE = 30;

/** Deliveries that are kept, found by name and, while nobody has accepted them, by device. */
export class DeliveryBook {
  readonly #limits: ResponseCentreLimits;
  readonly #modest: number;
  readonly #byRef = new Map<string, Delivery>();
  readonly #openOf = new Map<string, Set<string>>();
  /** Open deliveries of devices beyond what is modest. */
  #crowd = 0;

  constructor(limits: ResponseCentreLimits) {
    this.#limits = limits;
    this.#modest = Math.max(1, Math.floor(limits.devicesOpenMax / MODEST_PART));
  }

  /** Finds a delivery by its name. */
  get(ref: string): Delivery | undefined {
    return this.#byRef.get(ref);
  }

  /** Names of all deliveries. */
  keys(): IterableIterator<string> {
    return this.#byRef.keys();
  }

  /** All deliveries. */
  values(): IterableIterator<Delivery> {
    return this.#byRef.values();
  }

  /** Keeps a delivery in place of the one of that name. */
  set(delivery: Delivery): void {
    const { ref, deviceId, status } = delivery;
    this.#byRef.set(ref, delivery);
    if (status === "accepted") this.#close(ref, deviceId);
    else this.#open(ref, deviceId);
  }

  /** Forgets a delivery; unknown ones are ignored. */
  delete(ref: string): void {
    const delivery = this.#byRef.get(ref);
    if (delivery === undefined) return;
    this.#byRef.delete(ref);
    this.#close(ref, delivery.deviceId);
  }

  /**
   * Says whether a delivery may be kept: it is already, or its device has room for another one. A
   * few each device may always have; beyond these devices share a part of all room, so that however
   * many of them raise alerts without end, there is room for the others.
   */
  hasRoomFor(delivery: Delivery): boolean {
    if (this.#byRef.has(delivery.ref)) return true;
    return this.#isWithin(delivery.deviceId, weightOf(delivery));
  }

  /** Says whether a device might have another delivery, a grave one at least. */
  hasRoomOf(deviceId: string): boolean {
    return this.#isWithin(deviceId, "grave");
  }

  #isWithin(deviceId: string, weight: keyof typeof SHARES): boolean {
    const { devicesOpenMax, waitingMax } = this.#limits;
    const open = this.#openOf.get(deviceId)?.size ?? 0;
    if (open >= Math.max(1, Math.floor(devicesOpenMax * SHARES[weight]))) return false;
    return open < this.#modest || this.#crowd < waitingMax * CROWD_SHARES[weight];
  }

  #open(ref: string, deviceId: string): void {
    const open = this.#openOf.get(deviceId) ?? new Set<string>();
    if (open.has(ref)) return;
    this.#openOf.set(deviceId, open.add(ref));
    if (open.size > this.#modest) this.#crowd += 1;
  }

  #close(ref: string, deviceId: string): void {
    const open = this.#openOf.get(deviceId);
    if (open?.delete(ref) !== true) return;
    if (open.size >= this.#modest) this.#crowd -= 1;
    if (open.size === 0) this.#openOf.delete(deviceId);
  }
}

/** How much a delivery weighs where room is short. */
function weightOf({ status, severity }: Delivery): keyof typeof SHARES {
  if (status === "parked") return "parked";
  return severity >= GRAVE ? "grave" : "light";
}

/** Tells whether a delivery is of those that go out even while lighter ones are left for later. */
export function isGrave(delivery: Delivery): boolean {
  return weightOf(delivery) === "grave";
}
