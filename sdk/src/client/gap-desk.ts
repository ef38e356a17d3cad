import { EventRequest, encodeMessage } from "@dosekit/protocols";
import { CURSOR_LIMITS } from "../inbox/device-cursor.ts";
import { gapsOf, type SequenceGap } from "../inbox/intake.ts";
import type { ClientParts } from "./client-parts.ts";
import type { DeviceSession } from "./device-session.ts";

interface GapWatch {
  /** Where the gaps began when they were last looked at. */
  seen: string;
  waitMs: number;
}

/**
 * Asks devices for records that are missing.
 *
 * A gap that shrinks by itself is left alone; one that stands still is asked for, again and again
 * with growing waits, for as long as it lasts. A device that is not there is not asked: the broker
 * would only pile the requests up.
 */
export class GapDesk {
  readonly #parts: ClientParts;
  readonly #watches = new Map<DeviceSession, GapWatch>();

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  /** Devices whose rows have gaps. */
  get watched(): number {
    return this.#watches.size;
  }

  /** Looks whether a device has gaps, and begins to watch them. */
  review(session: DeviceSession): void {
    if (this.#watches.has(session)) return;
    const gaps = gapsOf(session.cursor);
    if (gaps.length === 0) return;
    const watch = { seen: beginningsOf(gaps), waitMs: this.#parts.timing.gapMs };
    this.#watches.set(session, watch);
    this.#arm(session, watch);
  }

  /** A device is there again: its gaps do not wait any longer than fresh ones. */
  hurry(session: DeviceSession): void {
    const watch = this.#watches.get(session);
    if (watch === undefined) return;
    watch.waitMs = this.#parts.timing.gapMs;
    this.#arm(session, watch);
  }

  #arm(session: DeviceSession, watch: GapWatch): void {
    this.#parts.timers.arm(`gap:${session.deviceId}`, watch.waitMs, () => this.#look(session));
  }

  #look(session: DeviceSession): void {
    const watch = this.#watches.get(session);
    const gaps = gapsOf(session.cursor);
    if (watch === undefined || gaps.length === 0) {
      this.#watches.delete(session);
      return;
    }
    const { timing } = this.#parts;
    const seen = beginningsOf(gaps);
    if (seen !== watch.seen) {
      watch.seen = seen;
      watch.waitMs = timing.gapMs;
    } else {
      if (session.present) for (const gap of gaps) this.#request(session, gap);
      watch.waitMs = Math.min(watch.waitMs * 2, timing.attemptMsMax);
    }
    this.#arm(session, watch);
  }

  /** @see OMDP-EVT-011 */
  #request(session: DeviceSession, gap: SequenceGap): void {
    const { epoch, fromSeq } = gap;
    const throughSeq = Math.min(gap.throughSeq, fromSeq + CURSOR_LIMITS.held - 1);
    session.counters.requestsSent += 1;
    const payload = encodeMessage(EventRequest, { epoch, fromSeq, throughSeq });
    this.#parts.send(session.deviceId, "ack", payload);
  }
}

function beginningsOf(gaps: readonly SequenceGap[]): string {
  return gaps.map(({ epoch, fromSeq }) => `${epoch}-${fromSeq}`).join();
}
