import type { DownChannel } from "../device/transport.ts";
import { isOutOfUse, type KeyRing, type RingKey, ringKey, withKey } from "./key-ring.ts";
import { externalData, type SealAddress } from "./seal-address.ts";
import { type SealErrorCode, type SealResult, sealRefused } from "./seal-error.ts";
import type { SealHeader } from "./seal-header.ts";
import type { SealPort } from "./seal-port.ts";
import { COUNTER_RULES } from "./seal-rules.ts";
import { isAuthentic, looksSealed, readSealed } from "./sealed-message.ts";

/** What the armour of a device knows when a message arrives. */
export interface AdmissionContext {
  readonly address: SealAddress;
  readonly channel: DownChannel;
  readonly bootId: number;
  /** Whether the civil clock is set: without it no deadline of a command can be judged. */
  readonly clockSet: boolean;
}

/** A message that may be acted on once the ring is durable. */
export interface Admission {
  /** The open message inside. */
  readonly message: Uint8Array;
  readonly header: SealHeader;
  /** The ring with the counter moved on; the same object when nothing has to be kept. */
  readonly ring: KeyRing;
}

/**
 * Judges one message to a device in the security profile.
 *
 * Pure: any bytes give an admission or a typed refusal, never an exception. Whoever calls makes the
 * new ring durable before the message is acted on.
 *
 * @see OMDP-SEC-004 to OMDP-SEC-011
 */
export function admitSealed(
  port: SealPort,
  ring: KeyRing,
  bytes: Uint8Array,
  context: AdmissionContext,
): SealResult<Admission> {
  if (!looksSealed(bytes)) return sealRefused("not-sealed");
  const read = readSealed(bytes);
  if (!read.ok) return read;
  const { header, message } = read.value;
  const { keyId } = header;
  const key = ringKey(ring, keyId);
  if (key === undefined) {
    return sealRefused(isOutOfUse(ring, keyId) ? "seal-revoked-key" : "seal-unknown-key", keyId);
  }
  const canCheck = header.algorithm === "HMAC 256/64" || port.verifyEd25519 !== undefined;
  if (header.algorithm !== key.algorithm || !canCheck) return sealRefused("seal-algorithm", keyId);
  const external = externalData(context.address, context.channel);
  if (!isAuthentic(port, read.value, key, external)) return sealRefused("seal-wrong-tag", keyId);
  const late = tooOld(ring, key, header, context);
  if (late !== undefined) return sealRefused(late, keyId);
  return {
    ok: true,
    value: { message, header, ring: counted(ring, key, header, context.channel) },
  };
}

/** Why an authentic message is not taken any more, or not in this boot. */
function tooOld(
  ring: KeyRing,
  key: RingKey,
  { counter, bootId }: SealHeader,
  { channel, bootId: presentBootId, clockSet }: AdmissionContext,
): SealErrorCode | undefined {
  switch (COUNTER_RULES[channel]) {
    case "rising":
      if (counter <= key.commandCounter) return "seal-replayed";
      return clockSet || bootId === presentBootId ? undefined : "seal-other-boot";
    case "not-falling":
      // A configuration under the old key of a change must not come back behind one under the new.
      return ring.keys.some(({ configCounter }) => counter < configCounter)
        ? "seal-replayed"
        : undefined;
    case "none":
      return counter === 0 ? undefined : "seal-header";
  }
}

function counted(
  ring: KeyRing,
  key: RingKey,
  { counter }: SealHeader,
  channel: DownChannel,
): KeyRing {
  const rule = COUNTER_RULES[channel];
  if (rule === "rising") return withKey(ring, { ...key, commandCounter: counter });
  if (rule === "none" || counter <= key.configCounter) return ring;
  return withKey(ring, { ...key, configCounter: counter });
}
