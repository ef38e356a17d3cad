import {
  DeviceEvent,
  DeviceState,
  type Fields,
  type InferFields,
  type LinkMessage,
  type MessageDefinition,
  Reply,
} from "@dosekit/protocols";
import type { IConnectPacket } from "mqtt-packet";
import type { WireEntry } from "../broker/wire-log.ts";
import {
  type Delivery,
  type FrameSeen,
  isSignOfLife,
  type LineDelivery,
  lineDeliveryOf,
  type Observation,
  observationOf,
  type Publication,
} from "./observation.ts";

/** How long what stands between port and kit may hold bytes back, ms of the link: USB gathers. */
const HELD_BACK_MS = 50;

/** One kind of message, and how it came. */
export interface Said<T> {
  readonly publication: Delivery;
  readonly message: T;
}

/**
 * Everything that was observed in one scenario, in order. Checks are questions to it and to nothing
 * else, so that they can be asked again without the device.
 */
export class Trace {
  readonly #observations: Observation[] = [];

  /** The observations so far. */
  get observations(): readonly Observation[] {
    return this.#observations;
  }

  /** How many there are: the place of the next one. */
  get length(): number {
    return this.#observations.length;
  }

  /** Takes a line of the wire log. */
  addEntry(entry: WireEntry): void {
    this.#observations.push(observationOf(entry, this.length));
  }

  /** Takes a message that came whole over a serial line. */
  addLineMessage(message: LinkMessage, deviceId: string): void {
    const { atMs = 0 } = this.#observations.at(-1) ?? {};
    const place = { at: this.length, atMs, connection: 0 };
    this.#observations.push(lineDeliveryOf(message, place, deviceId));
  }

  /** Takes the answer of a fixture. */
  addAnswer(action: string, value: unknown, atMs: number): void {
    const place = { at: this.length, atMs, connection: -1 };
    this.#observations.push({ ...place, type: "answer", action, value });
  }

  /** What was observed from a place on. */
  since(from: number): readonly Observation[] {
    return this.#observations.slice(from);
  }

  /** What the device or gateway under test published from a place on. */
  publications(from = 0): readonly Publication[] {
    return this.since(from).filter((seen): seen is Publication => seen.type === "publication");
  }

  /** The messages that came whole over a serial line, from a place on. */
  lineMessages(from = 0): readonly LineDelivery[] {
    return this.since(from).filter((seen): seen is LineDelivery => seen.type === "line-message");
  }

  /** The frames of the device or gateway under test from a place on. */
  frames(from = 0): readonly FrameSeen[] {
    return this.since(from).filter((seen): seen is FrameSeen => seen.type === "frame");
  }

  /** The messages of one kind from a place on. */
  said<F extends Fields>(
    definition: MessageDefinition<F>,
    from = 0,
  ): readonly Said<InferFields<F>>[] {
    return [...this.publications(from), ...this.lineMessages(from)].flatMap((publication) => {
      const { decoded } = publication;
      if (decoded?.definition.id !== definition.id) return [];
      // The decoder has read it by this definition, which is what gives it its type.
      const message = decoded.message as InferFields<F>;
      return [{ publication, message }];
    });
  }

  /** The CONNECT packets from a place on, with their connections. */
  connects(from = 0): readonly { readonly connection: number; readonly packet: IConnectPacket }[] {
    return this.since(from).flatMap((seen) => (seen.type === "connect" ? [seen] : []));
  }

  /** The newest `online` of the device under test. */
  birth(): DeviceState | undefined {
    return this.said(DeviceState).findLast(({ message }) => message.status === "online")?.message;
  }

  /** The records of the device's present epoch from a place on, as they came. */
  records(from = 0): readonly DeviceEvent[] {
    return this.said(DeviceEvent, from).map(({ message }) => message);
  }

  /** The answers to commands from a place on. */
  replies(from = 0): readonly Reply[] {
    return this.said(Reply, from).map(({ message }) => message);
  }

  /** Epoch of the device under test; 0 before it said one. */
  epoch(): number {
    return this.birth()?.epoch ?? this.records().at(-1)?.epoch ?? 0;
  }

  /** Greatest sequence number that came in the present epoch, markers with all that they cover. */
  lastSeq(): number {
    const epoch = this.epoch();
    const ends = this.records().flatMap((one) => (one.epoch === epoch ? [endOf(one)] : []));
    return Math.max(0, ...ends);
  }

  /** The end of the unbroken row that came in the present epoch: all that a host may acknowledge. */
  receivedSeq(): number {
    const epoch = this.epoch();
    const rows = this.records().filter((one) => one.epoch === epoch);
    const ordered = [...rows].sort((one, other) => one.seq - other.seq);
    let last = (ordered[0]?.seq ?? 1) - 1;
    for (const one of ordered) {
      if (one.seq > last + 1) break;
      last = Math.max(last, endOf(one));
    }
    return last;
  }

  /** Greatest sequence number that the host had acknowledged when the scenario began. */
  restSeq(): number {
    return Number(this.answer("at-rest") ?? 0);
  }

  /** Waits of the serial link between two observations, ms. */
  linkMsBetween(first: Observation, second: Observation): number {
    return (second.atMs - first.atMs) * Number(this.answer("link-speed") ?? 1);
  }

  /**
   * Tells whether at least a wait of the link can lie between the coming of both: the kit may have
   * heard the first late.
   */
  hasWaited(first: Observation, second: Observation, linkMs: number): boolean {
    return this.linkMsBetween(earliest(first), second) + HELD_BACK_MS >= linkMs;
  }

  /** Tells whether at most a wait of the link can lie between: the kit may have heard the second late. */
  cameWithin(first: Observation, second: Observation, linkMs: number): boolean {
    return this.linkMsBetween(first, earliest(second)) - HELD_BACK_MS <= linkMs;
  }

  /** The newest answer of a fixture. */
  answer(action: string): unknown {
    const found = this.#observations.findLast(
      (seen) => seen.type === "answer" && seen.action === action,
    );
    return found?.type === "answer" ? found.value : undefined;
  }

  /** Whether the device or gateway under test gave a sign of life from a place on. */
  isAliveSince(from: number): boolean {
    return this.since(from).some(isSignOfLife);
  }
}

/** What was observed as if heard when it can have come at the earliest. */
function earliest(seen: Observation): Observation {
  return seen.sinceMs === undefined ? seen : { ...seen, atMs: seen.sinceMs };
}

/** Last sequence number that a record stands for. @see OMDP-EVT-016 */
export function endOf({ kind, seq, count }: DeviceEvent): number {
  return kind === "telemetry.dropped" ? seq + Math.max(1, count ?? 1) - 1 : seq;
}
