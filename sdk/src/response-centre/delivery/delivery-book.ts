import { compareDeliveries, type Delivery } from "./delivery.ts";

/** Deliveries that are kept, found by name and, while nobody has accepted them, by device. */
export class DeliveryBook {
  readonly #byRef = new Map<string, Delivery>();
  readonly #openOf = new Map<string, Set<string>>();

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
    else this.#openOf.set(deviceId, (this.#openOf.get(deviceId) ?? new Set()).add(ref));
  }

  /** Forgets a delivery; unknown ones are ignored. */
  delete(ref: string): void {
    const delivery = this.#byRef.get(ref);
    if (delivery === undefined) return;
    this.#byRef.delete(ref);
    this.#close(ref, delivery.deviceId);
  }

  /**
   * Finds what has no place beside a new delivery when its device has as many open ones as it may:
   * the least urgent of them, or the new one itself; `undefined` while there is room.
   */
  surplusBeside(fresh: Delivery, openMax: number): Delivery | undefined {
    const open = this.#openOf.get(fresh.deviceId);
    if (open === undefined || open.has(fresh.ref) || open.size < openMax) return undefined;
    let least = fresh;
    for (const ref of open) {
      const other = this.#byRef.get(ref);
      if (other !== undefined && compareUrgency(other, least) > 0) least = other;
    }
    return least;
  }

  #close(ref: string, deviceId: string): void {
    const open = this.#openOf.get(deviceId);
    open?.delete(ref);
    if (open?.size === 0) this.#openOf.delete(deviceId);
  }
}

/** What a ladder may still ask for gives way to what is to go out. */
function compareUrgency(a: Delivery, b: Delivery): number {
  const parked = ({ status }: Delivery) => (status === "parked" ? 1 : 0);
  return parked(a) - parked(b) || compareDeliveries(a, b);
}
