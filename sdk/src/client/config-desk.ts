import {
  DesiredConfig,
  type DeviceId,
  type DosePlan,
  decodeAs,
  encodeMessage,
} from "@dosekit/protocols";
import { type SdkFault, sdkFault } from "../errors.ts";
import type { ClientParts } from "./client-parts.ts";
import type { DeviceSession } from "./device-session.ts";

interface Desired {
  readonly version: number;
  readonly payload: Uint8Array;
  /** Only what the store keeps is sent: a version must not be forgotten and given again. */
  durable: boolean;
  waitMs: number;
  sentMs: number;
}

/** Keeps what each device is to follow, and sends it until the device says that it does. */
export class ConfigDesk {
  readonly #parts: ClientParts;
  readonly #find: (deviceId: DeviceId) => DeviceSession | undefined;
  readonly #desired = new Map<DeviceId, Desired>();
  readonly #watchers = new Map<DeviceId, Set<() => void>>();

  constructor(parts: ClientParts, find: (deviceId: DeviceId) => DeviceSession | undefined) {
    this.#parts = parts;
    this.#find = find;
  }

  /** Takes over what the store keeps; what can't be read is left out and told. */
  restore(kept: ReadonlyMap<DeviceId, Uint8Array>): void {
    for (const [deviceId, payload] of kept) {
      const decoded = decodeAs(DesiredConfig, payload);
      if (decoded.ok) {
        this.#keep(deviceId, { version: decoded.value.version, payload, durable: true });
      } else {
        const code = decoded.error.code;
        this.#parts.log({ level: "error", event: "config.unreadable", deviceId, code });
      }
    }
  }

  /** Version that a device is to follow; 0 when none was given. */
  versionOf(deviceId: DeviceId): number {
    return this.#desired.get(deviceId)?.version ?? 0;
  }

  /** What a device is to follow; `undefined` when nothing was given. */
  desiredOf(deviceId: DeviceId): DesiredConfig | undefined {
    const payload = this.#desired.get(deviceId)?.payload;
    const decoded = payload === undefined ? undefined : decodeAs(DesiredConfig, payload);
    return decoded?.ok === true ? decoded.value : undefined;
  }

  /** Plan of the configuration that is kept for a device, if it has one. */
  planOf(deviceId: DeviceId): DosePlan | undefined {
    const desired = this.#desired.get(deviceId);
    const decoded = desired && decodeAs(DesiredConfig, desired.payload);
    return decoded?.ok === true ? decoded.value.plan : undefined;
  }

  /**
   * Begins to keep a configuration; it is sent once it is durable.
   *
   * @returns the message for the store, or why the version is refused
   * @throws RangeError when the configuration is not a valid message (a caller's bug)
   */
  prepare(deviceId: DeviceId, config: DesiredConfig): Uint8Array | SdkFault {
    const payload = encodeMessage(DesiredConfig, config);
    const before = this.versionOf(deviceId);
    if (config.version <= before) {
      return sdkFault("config-version", `found ${config.version}, allowed above ${before}`);
    }
    this.#keep(deviceId, { version: config.version, payload, durable: false });
    return payload;
  }

  /** Tells whether a configuration is the one that is kept, but for its version. */
  isKept(deviceId: DeviceId, config: DesiredConfig): boolean {
    const kept = this.#desired.get(deviceId);
    if (kept === undefined) return false;
    const payload = encodeMessage(DesiredConfig, { ...config, version: kept.version });
    return (
      payload.length === kept.payload.length &&
      payload.every((byte, at) => byte === kept.payload[at])
    );
  }

  /** Calls a function whenever there may be news of a device's configuration; returns its end. */
  watch(deviceId: DeviceId, look: () => void): () => void {
    const watchers = this.#watchers.get(deviceId) ?? new Set();
    this.#watchers.set(deviceId, watchers.add(look));
    return () => {
      watchers.delete(look);
      if (watchers.size === 0) this.#watchers.delete(deviceId);
    };
  }

  /** Forgets what a device was to follow, and what it said of it. */
  forget(deviceId: DeviceId): void {
    this.#desired.delete(deviceId);
    this.#parts.timers.cancel(`config:${deviceId}`);
    const session = this.#find(deviceId);
    if (session !== undefined) {
      session.reported = undefined;
      session.followedVersion = undefined;
    }
    this.#tellWatchers(deviceId);
  }

  /** The store reported a configuration durable. */
  onDurable(deviceId: DeviceId, payload: Uint8Array): void {
    const desired = this.#desired.get(deviceId);
    if (desired?.payload !== payload) return;
    desired.durable = true;
    this.#send(deviceId, desired);
  }

  /** A device said what it follows, or is there again: it gets what it lacks. */
  review(session: DeviceSession): void {
    const desired = this.#desired.get(session.deviceId);
    if (desired === undefined || !desired.durable || isSettled(session, desired)) {
      this.#parts.timers.cancel(`config:${session.deviceId}`);
    } else this.#arm(session.deviceId, desired, this.#calmMs(desired));
    this.#tellWatchers(session.deviceId);
  }

  #tellWatchers(deviceId: DeviceId): void {
    for (const look of [...(this.#watchers.get(deviceId) ?? [])]) look();
  }

  #keep(deviceId: DeviceId, desired: Omit<Desired, "waitMs" | "sentMs">): void {
    const waitMs = this.#parts.timing.resendMs;
    this.#desired.set(deviceId, { ...desired, waitMs, sentMs: Number.NEGATIVE_INFINITY });
    this.#tellWatchers(deviceId);
  }

  /** A device that keeps saying that it lacks a version does not get it more often for that. */
  #calmMs(desired: Desired): number {
    const { timing, nowMs } = this.#parts;
    return Math.min(timing.resendMs, Math.max(0, desired.sentMs + timing.resendMs - nowMs()));
  }

  #arm(deviceId: DeviceId, desired: Desired, delayMs: number): void {
    this.#parts.timers.arm(`config:${deviceId}`, delayMs, () => this.#attempt(deviceId, desired));
  }

  #attempt(deviceId: DeviceId, desired: Desired): void {
    const session = this.#find(deviceId);
    if (this.#desired.get(deviceId) !== desired || session?.present !== true) return;
    if (!isSettled(session, desired)) this.#send(deviceId, desired);
  }

  #send(deviceId: DeviceId, desired: Desired): void {
    const session = this.#find(deviceId);
    if (session !== undefined) session.counters.configsSent += 1;
    this.#parts.send(deviceId, "cfg/desired", desired.payload);
    desired.sentMs = this.#parts.nowMs();
    this.#arm(deviceId, desired, desired.waitMs);
    desired.waitMs = Math.min(desired.waitMs * 2, this.#parts.timing.attemptMsMax);
  }
}

/** True when the device follows the version, will, or refused it: then only a new version helps. */
function isSettled(session: DeviceSession, desired: Desired): boolean {
  return (
    (session.followedVersion ?? 0) >= desired.version ||
    session.reported?.waitingVersion === desired.version ||
    session.reported?.refusedVersion === desired.version
  );
}
