import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { DeviceId } from "@dosekit/protocols";
import { unlessAborted } from "../forwarding/rows-until.ts";
import type { InboxRow } from "./inbox-row.ts";
import type { LaterMarks } from "./later-marks.ts";

/*
 * Invariants: no row that is marked goes from the inbox, since a consumer of the lane's own stands
 * before it; a row is passed only once it is handled; a device that has no room holds up no other.
 */

/** The inbox as far as the lane needs it; the gateway client fits. */
export interface LaterSource {
  /** Position of the newest durable row. */
  readonly newestPosition: number;
  /** Rows that the inbox may keep. */
  readonly rowsMax: number;
  registerConsumer(name: string): number;
  consumed(name: string, position: number): void;
  forgetConsumer(name: string): void;
  rowsBehind(position: number): Promise<readonly InboxRow[]>;
}

/** What a lane works with. */
export interface LaterLaneOptions {
  readonly source: LaterSource;
  /** Name of the forwarder's consumer; the lane's own follows from it. */
  readonly consumer: string;
  readonly marks: LaterMarks;
  /** Whom a row is about. */
  readonly subjectOf: (row: InboxRow) => DeviceId | undefined;
  /** Whether a row of the device might be taken now. */
  readonly hasRoom: (deviceId: DeviceId) => boolean;
  /** Handles a row; false when its device has no room for it. */
  readonly take: (row: InboxRow, signal: AbortSignal) => Promise<boolean>;
  /** Rows were given up, so that the inbox does not fill with what waits. */
  readonly onGivenUp: (deviceId: DeviceId) => void;
  /** How long after a look the next one follows, ms; 1,000 by default. */
  readonly lookMs?: number;
  /** Waits between two looks; the clock on the wall by default. */
  readonly wait?: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

const LOOK_MS = 1_000;

/** Tells whether a source of rows can be read again from a position. */
export function isLaterSource(source: object): source is LaterSource {
  return "rowsBehind" in source && "rowsMax" in source && "forgetConsumer" in source;
}

/** Name of the consumer that keeps rows in the inbox for a lane. */
export function laterConsumer(consumer: string): string {
  if (consumer.length <= NAME_MAX) return `${consumer}-later`;
  return `later-${createHash("sha256").update(consumer).digest("hex").slice(0, NAME_MAX)}`;
}

/** Longest name that has room for what is added to it. */
const NAME_MAX = 26;

/** Tells of devices above their share what was left for later, each as soon as it has room again. */
export class LaterLane {
  readonly #options: LaterLaneOptions;
  readonly #name: string;

  constructor(options: LaterLaneOptions) {
    this.#options = options;
    this.#name = laterConsumer(options.consumer);
  }

  /**
   * Keeps what is marked in the inbox; to be called before a row that was marked counts as consumed.
   * No more than half of the inbox is kept so: what is older is given up, and told.
   */
  hold(): void {
    const { source, marks, onGivenUp } = this.#options;
    const oldest = source.newestPosition - Math.floor(source.rowsMax / 2);
    while ((marks.firstPosition ?? Number.POSITIVE_INFINITY) <= oldest) {
      const [deviceId] = marks.devices;
      if (deviceId === undefined) break;
      marks.passed(deviceId, oldest);
      onGivenUp(deviceId);
    }
    const first = marks.firstPosition;
    if (first === undefined) source.forgetConsumer(this.#name);
    else {
      source.registerConsumer(this.#name);
      source.consumed(this.#name, Math.min(first - 1, source.newestPosition));
    }
  }

  /** Looks again and again until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const { marks, lookMs = LOOK_MS, wait = waitFor } = this.#options;
    this.#forgetStrangers();
    // Once in any case: what an earlier run kept in the inbox may have been told by now.
    await this.#lookAndHold(signal);
    while (!signal.aborted) {
      await wait(lookMs, signal);
      if (marks.size > 0) await this.#lookAndHold(signal);
    }
  }

  /** Marks beyond the newest row are of another inbox, whose folder is gone. */
  #forgetStrangers(): void {
    const { source, marks } = this.#options;
    for (const deviceId of marks.devices) {
      const through = marks.get(deviceId)?.throughPosition ?? 0;
      if (through > source.newestPosition) marks.passed(deviceId, through);
    }
  }

  /** What keeps the inbox or a disk from working the forwarder itself meets too, and tells of it. */
  async #lookAndHold(signal: AbortSignal): Promise<void> {
    try {
      await this.look(signal);
      this.hold();
    } catch {
      // Looked at again by the next look.
    }
  }

  /** Goes once through what waits, and hands out whatever there is room for. */
  async look(signal: AbortSignal): Promise<void> {
    const { source, marks, hasRoom } = this.#options;
    const wanted = new Map<DeviceId, number>();
    for (const deviceId of marks.devices) {
      const mark = marks.get(deviceId);
      if (mark !== undefined && hasRoom(deviceId)) wanted.set(deviceId, mark.throughPosition);
    }
    let after = (firstOf(wanted.keys(), marks) ?? 0) - 1;
    while (wanted.size > 0 && !signal.aborted) {
      const rows = await source.rowsBehind(Math.max(after, 0));
      for (const row of rows) {
        if (signal.aborted || wanted.size === 0) return;
        await this.#offer(row, wanted, signal);
      }
      if (signal.aborted) return;
      // Behind the last row of the inbox there is nothing that waits.
      after = rows.at(-1)?.position ?? Number.POSITIVE_INFINITY;
      // Whose last row lies behind the page has nothing more, also where the inbox kept none of it.
      for (const [deviceId, through] of wanted) {
        if (through > after) continue;
        marks.passed(deviceId, through);
        wanted.delete(deviceId);
      }
    }
  }

  async #offer(row: InboxRow, wanted: Map<DeviceId, number>, signal: AbortSignal): Promise<void> {
    const { marks, subjectOf, take } = this.#options;
    const deviceId = subjectOf(row);
    if (deviceId === undefined || !wanted.has(deviceId)) return;
    const mark = marks.get(deviceId);
    if (mark === undefined || row.position < mark.fromPosition) return;
    if (row.position > (wanted.get(deviceId) ?? 0)) return;
    const isTaken = await unlessAborted(take(row, signal), signal);
    // A row that was in hand when everything ended is not known to be handled.
    if (signal.aborted) return;
    if (isTaken) marks.passed(deviceId, row.position);
    else wanted.delete(deviceId);
  }
}

function firstOf(devices: Iterable<DeviceId>, marks: LaterMarks): number | undefined {
  let first: number | undefined;
  for (const deviceId of devices) {
    const from = marks.get(deviceId)?.fromPosition;
    if (from !== undefined) first = Math.min(first ?? from, from);
  }
  return first;
}

/** Ends at the signal too. */
function waitFor(delayMs: number, signal: AbortSignal): Promise<void> {
  return pause(delayMs, undefined, { signal }).then(undefined, () => {});
}
