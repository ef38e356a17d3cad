import type { DeviceId } from "@dosekit/protocols";

/** Rows of one device that wait in the inbox for their turn with a forwarder. */
export interface LaterMark {
  /** The first of them; every row of the device before it is handled. */
  readonly fromPosition: number;
  /** The last of them. */
  readonly throughPosition: number;
}

/**
 * Which devices a forwarder tells of later, since they have as much with it as their share allows,
 * and from which row on. What is marked stays in the inbox: see `LaterLane`.
 */
export class LaterMarks {
  readonly #marks = new Map<DeviceId, LaterMark>();
  readonly #keep: (deviceId: DeviceId, mark: LaterMark | undefined) => void;

  /** @param keep makes a mark durable, or takes it away with `undefined` */
  constructor(keep: (deviceId: DeviceId, mark: LaterMark | undefined) => void) {
    this.#keep = keep;
  }

  /** Takes over a mark that was durable. */
  restore(deviceId: DeviceId, mark: LaterMark): void {
    this.#marks.set(deviceId, mark);
  }

  /** How many devices are told of later. */
  get size(): number {
    return this.#marks.size;
  }

  /** Devices that are told of later, the one that waits for longest first. */
  get devices(): readonly DeviceId[] {
    const marks = [...this.#marks];
    marks.sort(([, a], [, b]) => a.fromPosition - b.fromPosition);
    return marks.map(([deviceId]) => deviceId);
  }

  /** Finds the mark of a device. */
  get(deviceId: DeviceId): LaterMark | undefined {
    return this.#marks.get(deviceId);
  }

  /** Position of the first row of all that wait; `undefined` when none does. */
  get firstPosition(): number | undefined {
    let first: number | undefined;
    for (const { fromPosition } of this.#marks.values()) {
      first = Math.min(first ?? fromPosition, fromPosition);
    }
    return first;
  }

  /** Leaves a row for later; rows of a device are left in their order. */
  leave(deviceId: DeviceId, position: number): void {
    const before = this.#marks.get(deviceId);
    if (before !== undefined && position <= before.throughPosition) return;
    const fromPosition = before?.fromPosition ?? position;
    this.#set(deviceId, { fromPosition, throughPosition: position });
  }

  /** Notes that every row of the device up to a position is handled. */
  passed(deviceId: DeviceId, position: number): void {
    const before = this.#marks.get(deviceId);
    if (before === undefined || position < before.fromPosition) return;
    if (position < before.throughPosition) {
      this.#set(deviceId, { ...before, fromPosition: position + 1 });
      return;
    }
    this.#keep(deviceId, undefined);
    this.#marks.delete(deviceId);
  }

  #set(deviceId: DeviceId, mark: LaterMark): void {
    // What can't be kept is not believed either: whoever leaves a row tries again.
    this.#keep(deviceId, mark);
    this.#marks.set(deviceId, mark);
  }
}

/** Reads a mark from storage; `undefined` when the value is none. */
export function laterMarkOf(value: unknown): LaterMark | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { fromPosition, throughPosition } = value as Partial<LaterMark>;
  if (!Number.isSafeInteger(fromPosition) || !Number.isSafeInteger(throughPosition)) {
    return undefined;
  }
  return { fromPosition: Number(fromPosition), throughPosition: Number(throughPosition) };
}
