import { encodeCanonical } from "../codec/canonical-cbor.ts";
import type { DownChannel } from "../device/transport.ts";
import type { Tenant } from "../mqtt/topic.ts";
import type { DeviceId } from "../units/identity.ts";
import type { SealPort } from "./seal-port.ts";

/** Whom a key and a sealed message are for; on every link the names of its provisioning. */
export interface SealAddress {
  readonly tenant: Tenant;
  readonly deviceId: DeviceId;
}

/**
 * Writes what is authenticated beside the message itself: a message for one device or channel is
 * no message for another.
 *
 * @see OMDP-SEC-003; RFC 9052 §4.3
 */
export function externalData(address: SealAddress, channel: DownChannel): Uint8Array {
  return encodeCanonical(["OMDP-SEC-1", address.tenant, address.deviceId, channel]);
}

/**
 * Derives a device's key from its secret: HKDF-Expand with SHA-256 and a length of one block. No
 * key ever travels, and no key tells of another.
 *
 * @param secret the device's own, 32 random bytes
 * @see OMDP-SEC-012; RFC 5869 §2.3
 */
export function deriveKey(
  port: SealPort,
  secret: Uint8Array,
  address: SealAddress,
  keyId: number,
): Uint8Array {
  const info = encodeCanonical(["OMDP-SEC-KEY", address.tenant, address.deviceId, keyId]);
  const block = new Uint8Array(info.length + 1);
  block.set(info);
  block[info.length] = 1;
  return port.hmacSha256(secret, block);
}
