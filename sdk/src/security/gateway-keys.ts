import type { DeviceId, SealKey, Tenant } from "@dosekit/protocols";

/** A key as the gateway keeps it: with the counters that it may give without a further write. */
export interface GatewayKey extends SealKey {
  /** Every counter up to here may be in use already. */
  readonly reservedCounter: number;
}

/** What a gateway keeps of one device in the security profile. */
export interface GatewayKeys {
  readonly tenant: Tenant;
  readonly deviceId: DeviceId;
  /** Key that messages are sealed under. */
  readonly activeKeyId: number;
  /** One key, or two during a change. */
  readonly keys: readonly GatewayKey[];
}

/**
 * Where a gateway keeps the keys of its devices.
 *
 * Every call may throw `SdkError` with the code `key-store`; its text never holds a key.
 */
export interface GatewayKeyStore {
  /** Finds the entry of a device; a device without one is outside the profile. */
  find(deviceId: DeviceId): GatewayKeys | undefined;
  /** Makes an entry durable before it returns. */
  keep(keys: GatewayKeys): void;
  /** The key that the device is to change to. */
  staged(deviceId: DeviceId): SealKey | undefined;
  /** Forgets the staged key once it is in the entry. */
  unstage(deviceId: DeviceId): void;
}

/** Keeps keys in the process, for simulations and tests. */
export class MemoryKeyStore implements GatewayKeyStore {
  readonly #entries = new Map<DeviceId, GatewayKeys>();
  readonly #staged = new Map<DeviceId, SealKey>();

  /** See `GatewayKeyStore.find`. */
  find(deviceId: DeviceId): GatewayKeys | undefined {
    return this.#entries.get(deviceId);
  }

  /** See `GatewayKeyStore.keep`. */
  keep(keys: GatewayKeys): void {
    this.#entries.set(keys.deviceId, keys);
  }

  /** See `GatewayKeyStore.staged`. */
  staged(deviceId: DeviceId): SealKey | undefined {
    return this.#staged.get(deviceId);
  }

  /** See `GatewayKeyStore.unstage`. */
  unstage(deviceId: DeviceId): void {
    this.#staged.delete(deviceId);
  }

  /** Lays a key ready for a device to change to. */
  stage(deviceId: DeviceId, key: SealKey): void {
    this.#staged.set(deviceId, key);
  }
}
