import { DEVICE_ID_PATTERN, type DeviceId } from "@dosekit/protocols";
import type { CommittedRow } from "../inbox/device-cursor.ts";
import type { ClientLimits } from "./client-limits.ts";
import { type DeviceSession, newSession } from "./device-session.ts";
import { type GatewayLog, isWorthLogging } from "./gateway-log.ts";

/** Every device that was heard of; bounded, and never by pushing out one that is known. */
export class DeviceRegister {
  readonly #sessions = new Map<DeviceId, DeviceSession>();
  readonly #limits: ClientLimits;
  readonly #log: GatewayLog;
  #refusedMessages = 0;
  #invalidIds = 0;

  constructor(limits: ClientLimits, log: GatewayLog) {
    this.#limits = limits;
    this.#log = log;
  }

  /** Messages of devices above the limit. */
  get refusedMessages(): number {
    return this.#refusedMessages;
  }

  /** Messages under a device id that none can have. */
  get invalidIds(): number {
    return this.#invalidIds;
  }

  /** Takes over what the store knows; devices of the store count, but are never refused. */
  restore(cursors: ReadonlyMap<DeviceId, readonly CommittedRow[]>): void {
    for (const [deviceId, rows] of cursors) this.#add(deviceId, rows);
  }

  /** Finds the session of a device that was heard of. */
  find(deviceId: DeviceId): DeviceSession | undefined {
    return this.#sessions.get(deviceId);
  }

  /** Finds the session of the sender of a message, or begins one if there is room. */
  admit(deviceId: DeviceId): DeviceSession | undefined {
    const known = this.#sessions.get(deviceId);
    if (known !== undefined) return known;
    if (!DEVICE_ID_PATTERN.test(deviceId)) {
      this.#invalidIds += 1;
      return undefined;
    }
    if (this.#sessions.size < this.#limits.devicesMax) return this.#add(deviceId, []);
    this.#refusedMessages += 1;
    const count = this.#refusedMessages;
    if (isWorthLogging(count)) {
      this.#log({ level: "error", event: "device.refused", code: "device-limit", deviceId, count });
    }
    return undefined;
  }

  /** Goes through every session. */
  all(): IterableIterator<DeviceSession> {
    return this.#sessions.values();
  }

  #add(deviceId: DeviceId, rows: readonly CommittedRow[]): DeviceSession {
    const session = newSession(deviceId, rows, this.#limits.burstMessages);
    this.#sessions.set(deviceId, session);
    return session;
  }
}
