import {
  admitSealed,
  type Channel,
  type DownChannel,
  decodeMessage,
  deriveKey,
  externalData,
  newKeyRing,
  type SealAddress,
  type SealKey,
  sealMessage,
} from "@dosekit/protocols";
import { kitSealPort } from "./kit-seal-port.ts";

/** What may differ from the right seal of a message; what is left out is right. */
export interface SealChange {
  readonly keyId?: number;
  readonly counter?: number;
  /** Device that it is sealed for. */
  readonly deviceId?: string;
  readonly tenant?: string;
  /** Channel that it is sealed for. */
  readonly sealedFor?: DownChannel;
  /** Boot that it is sealed for. */
  readonly bootId?: number;
  /** Secret that the key is derived from, in hexadecimal. */
  readonly secret?: string;
}

/** The seals of the kit when it plays the host of a device in the security profile. */
export class KitSeals {
  readonly #address: SealAddress;
  readonly #secret: string;
  readonly #counters = new Map<number, number>();
  #keyId = 1;

  constructor(address: SealAddress, secret: string) {
    this.#address = address;
    this.#secret = secret;
  }

  /** Seals under another key from now on. */
  use(keyId: number): void {
    this.#keyId = keyId;
  }

  /** Seals a message as a host does, or as it must not. */
  seal(channel: Channel, message: Uint8Array, change: SealChange = {}): Uint8Array {
    const { keyId = this.#keyId, bootId, secret = this.#secret } = change;
    const { deviceId = this.#address.deviceId, tenant = this.#address.tenant } = change;
    const sealedFor = change.sealedFor ?? (channel as DownChannel);
    const counter = change.counter ?? this.#counterOf(channel, keyId, message);
    return sealMessage(kitSealPort, {
      message,
      external: externalData({ tenant, deviceId }, sealedFor),
      key: this.#key(secret, keyId),
      counter,
      ...(bootId === undefined ? {} : { bootId }),
    });
  }

  /** Whether a message is sealed for its channel under a key of the device. */
  isRight(channel: Channel, payload: Uint8Array): boolean {
    const key = this.#key(this.#secret, this.#keyId);
    const ring = newKeyRing(Uint8Array.from(Buffer.from(this.#secret, "hex")), key);
    const down = channel as DownChannel;
    const context = { address: this.#address, channel: down, bootId: 0, clockSet: true };
    return admitSealed(kitSealPort, ring, payload, context).ok;
  }

  #key(secret: string, keyId: number): SealKey {
    const bytes = Uint8Array.from(Buffer.from(secret, "hex"));
    const material = deriveKey(kitSealPort, bytes, this.#address, keyId);
    return { keyId, algorithm: "HMAC 256/64", material };
  }

  #counterOf(channel: Channel, keyId: number, message: Uint8Array): number {
    if (channel === "ack") return 0;
    if (channel === "cfg/desired") return versionOf(message);
    const next = (this.#counters.get(keyId) ?? 0) + 1;
    this.#counters.set(keyId, next);
    return next;
  }
}

function versionOf(message: Uint8Array): number {
  const decoded = decodeMessage(message);
  return decoded.ok ? Number(decoded.value.message["version"] ?? 0) : 0;
}
