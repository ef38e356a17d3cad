import {
  DesiredConfig,
  type DeviceId,
  type DeviceState,
  type DownChannel,
  decodeAs,
  externalData,
  type SealPort,
  sealMessage,
} from "@dosekit/protocols";
import type { GatewayArmour } from "../client/armour-port.ts";
import { SdkError, type SdkFault, sdkFault } from "../errors.ts";
import type { GatewayKey, GatewayKeyStore, GatewayKeys } from "./gateway-keys.ts";
import { nodeSealPort } from "./node-seal-port.ts";

/** Counters that one write of the key store pays for; so many may stay unused after a crash. */
export const COUNTER_BLOCK = 1_000;
/** How far a device's word may raise a counter at once; a false one can't use the counters up. */
export const COUNTER_RAISE_MAX = 1_048_576;

/** What a gateway seals with. */
export interface GatewaySealsOptions {
  /** Keys of the devices in the security profile; without it none is. */
  readonly keys?: GatewayKeyStore;
  /** Sends nothing to a device without a key; off by default, for mixed fleets. */
  readonly required?: boolean;
  readonly port?: SealPort;
  /** A device is there whose keys are to be changed, or whose change was broken off. */
  readonly onChangeDue?: (deviceId: DeviceId) => void;
}

interface DeviceSeal {
  entry: GatewayKeys;
  /** Next counter to give under the active key. */
  next: number;
  bootId: number | undefined;
  /** The device's newest key, as its last birth said; it is not authentic, so nothing hangs on it. */
  deviceKeyId: number | undefined;
}

/**
 * Seals messages under each device's active key, with counters that never come twice, whatever
 * crashes.
 *
 * @see OMDP-SEC-002, OMDP-SEC-006
 */
export class GatewaySeals implements GatewayArmour {
  readonly #options: GatewaySealsOptions;
  readonly #port: SealPort;
  readonly #seals = new Map<DeviceId, DeviceSeal>();
  /** Devices outside this gateway's keys that say that they take sealed messages only. */
  readonly #unknown = new Set<DeviceId>();

  constructor(options: GatewaySealsOptions = {}) {
    this.#options = options;
    this.#port = options.port ?? nodeSealPort;
  }

  /** See `GatewayArmour.faultOf`. */
  faultOf(deviceId: DeviceId): SdkFault | undefined {
    return this.#guarded(() => {
      if (this.#find(deviceId) !== undefined) return undefined;
      const needed = this.#options.required === true || this.#unknown.has(deviceId);
      return needed ? sdkFault("armour-no-key", deviceId) : undefined;
    });
  }

  /** See `GatewayArmour.seal`. */
  seal(deviceId: DeviceId, channel: DownChannel, payload: Uint8Array): Uint8Array | SdkFault {
    const fault = this.faultOf(deviceId);
    if (fault !== undefined) return fault;
    return this.#guarded(() => {
      const seal = this.#find(deviceId);
      if (seal === undefined) return payload;
      const boot = channel === "cmd" && seal.bootId !== undefined ? { bootId: seal.bootId } : {};
      return sealMessage(this.#port, {
        message: payload,
        external: externalData(seal.entry, channel),
        key: keyOf(seal.entry, seal.entry.activeKeyId),
        counter: this.#counterOf(seal, channel, payload),
        ...boot,
      });
    });
  }

  /** See `GatewayArmour.doubtOf`. */
  doubtOf(deviceId: DeviceId): string | undefined {
    const seal = this.#seals.get(deviceId);
    if (seal === undefined) return undefined;
    const { activeKeyId } = seal.entry;
    const newest = seal.deviceKeyId;
    if (newest !== undefined && newest !== activeKeyId) {
      return `sealed under key ${activeKeyId}, and the device's newest key is ${newest}: copy the key file of its newest provisioning to the gateway`;
    }
    return `sealed under key ${activeKeyId}: a device that is there and takes nothing may have been provisioned anew, then copy its key file to the gateway`;
  }

  /** See `GatewayArmour.onState`. */
  onState(deviceId: DeviceId, state: DeviceState): void {
    this.#guarded(() => {
      const seal = this.#find(deviceId);
      if (seal === undefined) {
        if (state.sealKeyId !== undefined && this.#unknown.size < UNKNOWN_MAX) {
          this.#unknown.add(deviceId);
        }
        return undefined;
      }
      if (state.status !== "lost") seal.bootId = state.bootId;
      this.#follow(seal, state);
      if (state.status === "online" && this.#isChangeDue(seal)) {
        this.#options.onChangeDue?.(deviceId);
      }
      return undefined;
    });
  }

  /**
   * Takes the staged key of a device into its entry, beside the active one.
   *
   * @returns both numbers, or `undefined` when the device has no other key than the active one
   * @throws SdkError when the store can't be read or written, or the device has no key here
   */
  beginChange(deviceId: DeviceId): { readonly from: number; readonly to: number } | undefined {
    const seal = this.#known(deviceId);
    const { activeKeyId } = seal.entry;
    const staged = this.#options.keys?.staged(deviceId);
    const isKnown = seal.entry.keys.some(({ keyId }) => keyId === staged?.keyId);
    if (staged !== undefined && !isKnown && staged.keyId > activeKeyId) {
      const keys = [...seal.entry.keys, { ...staged, reservedCounter: 0 }];
      this.#keep(seal, { ...seal.entry, keys });
    }
    if (staged !== undefined) this.#options.keys?.unstage(deviceId);
    const newer = seal.entry.keys.find(({ keyId }) => keyId > activeKeyId);
    return newer && { from: activeKeyId, to: newer.keyId };
  }

  /** Seals under another key from now on: the device said that it takes it. */
  activate(deviceId: DeviceId, keyId: number): void {
    const seal = this.#known(deviceId);
    const key = keyOf(seal.entry, keyId);
    this.#keep(seal, { ...seal.entry, activeKeyId: keyId });
    seal.next = key.reservedCounter + 1;
  }

  /** Keys of a device that are older than its active one, to be revoked. */
  retired(deviceId: DeviceId): readonly number[] {
    const { activeKeyId, keys } = this.#known(deviceId).entry;
    return keys.map(({ keyId }) => keyId).filter((keyId) => keyId < activeKeyId);
  }

  /** Forgets a key that the device has revoked. */
  forget(deviceId: DeviceId, keyId: number): void {
    const seal = this.#known(deviceId);
    if (keyId === seal.entry.activeKeyId) throw new RangeError("the active key can't be forgotten");
    const keys = seal.entry.keys.filter((key) => key.keyId !== keyId);
    this.#keep(seal, { ...seal.entry, keys });
  }

  /** Key that a device's messages are sealed under. */
  activeKeyId(deviceId: DeviceId): number {
    return this.#known(deviceId).entry.activeKeyId;
  }

  #isChangeDue({ entry }: DeviceSeal): boolean {
    return entry.keys.length > 1 || this.#options.keys?.staged(entry.deviceId) !== undefined;
  }

  /** A device that has moved on to the new key, or counted further, is believed upwards only. */
  #follow(seal: DeviceSeal, { sealKeyId, sealCounter }: DeviceState): void {
    const { activeKeyId, keys, deviceId } = seal.entry;
    if (sealKeyId === undefined) return;
    seal.deviceKeyId = sealKeyId;
    if (sealKeyId > activeKeyId && keys.some(({ keyId }) => keyId === sealKeyId)) {
      this.activate(deviceId, sealKeyId);
    }
    if (sealKeyId !== seal.entry.activeKeyId || sealCounter === undefined) return;
    const ahead = sealCounter + 1 - seal.next;
    if (ahead > 0 && ahead <= COUNTER_RAISE_MAX) seal.next = sealCounter + 1;
  }

  #counterOf(seal: DeviceSeal, channel: DownChannel, payload: Uint8Array): number {
    if (channel === "ack") return 0;
    if (channel === "cmd") return this.#nextCounter(seal);
    const config = decodeAs(DesiredConfig, payload);
    if (!config.ok) throw new RangeError(config.error.message);
    return config.value.version;
  }

  #nextCounter(seal: DeviceSeal): number {
    const { entry } = seal;
    const key = keyOf(entry, entry.activeKeyId);
    if (seal.next > key.reservedCounter) {
      const reserved = { ...key, reservedCounter: seal.next + COUNTER_BLOCK - 1 };
      const keys = entry.keys.map((one) => (one.keyId === key.keyId ? reserved : one));
      this.#keep(seal, { ...entry, keys });
    }
    seal.next += 1;
    return seal.next - 1;
  }

  /** An entry that somebody else wrote meanwhile is read anew, never written over. */
  #keep(seal: DeviceSeal, entry: GatewayKeys): void {
    const { keys } = this.#options;
    const { deviceId } = entry;
    const stored = keys?.find(deviceId);
    if (stored !== undefined && !isSameEntry(stored, seal.entry)) {
      this.#seals.delete(deviceId);
      throw new SdkError(sdkFault("key-store", `${deviceId}: changed meanwhile, and read anew`));
    }
    keys?.keep(entry);
    seal.entry = entry;
  }

  #known(deviceId: DeviceId): DeviceSeal {
    const seal = this.#find(deviceId);
    if (seal === undefined) throw new SdkError(sdkFault("armour-no-key", deviceId));
    return seal;
  }

  #find(deviceId: DeviceId): DeviceSeal | undefined {
    const known = this.#seals.get(deviceId);
    if (known !== undefined) return known;
    const entry = this.#options.keys?.find(deviceId);
    if (entry === undefined) return undefined;
    this.#unknown.delete(deviceId);
    const next = keyOf(entry, entry.activeKeyId).reservedCounter + 1;
    const seal: DeviceSeal = { entry, next, bootId: undefined, deviceKeyId: undefined };
    this.#seals.set(deviceId, seal);
    return seal;
  }

  /** A key store that fails must not take the gateway down, and never makes it send open. */
  #guarded<T>(work: () => T): T | SdkFault {
    try {
      return work();
    } catch (cause) {
      if (!(cause instanceof SdkError)) throw cause;
      return { code: cause.code, message: cause.message, remedy: cause.remedy };
    }
  }
}

/** Devices without a key that are remembered at the most. */
const UNKNOWN_MAX = 100_000;

function isSameEntry(left: GatewayKeys, right: GatewayKeys): boolean {
  if (left.activeKeyId !== right.activeKeyId || left.keys.length !== right.keys.length)
    return false;
  return left.keys.every(({ keyId, reservedCounter, material }) => {
    const other = right.keys.find((key) => key.keyId === keyId);
    if (other?.reservedCounter !== reservedCounter) return false;
    return material.every((byte, at) => byte === other.material[at]);
  });
}

function keyOf({ keys, deviceId }: GatewayKeys, keyId: number): GatewayKey {
  const key = keys.find((one) => one.keyId === keyId);
  if (key === undefined) throw new SdkError(sdkFault("key-store", `${deviceId}: no key ${keyId}`));
  return key;
}
