/** Every reason for which the armour refuses a message; names are never reused. */
export const SEAL_ERRORS = {
  "not-sealed": "The message is open; a device in the security profile takes sealed ones only.",
  "seal-form": "The bytes are not a sealed message of the profile.",
  "seal-header": "The protected header is not one that the profile allows.",
  "seal-unknown-key": "The message names a key that this end does not have.",
  "seal-revoked-key": "The message names a key that was revoked or has been replaced.",
  "seal-algorithm": "The key that the message names is not for this algorithm.",
  "seal-wrong-tag":
    "The tag or signature does not fit: other key, other receiver or changed bytes.",
  "seal-replayed": "The message is not newer than one that was accepted.",
  "seal-other-boot": "Without a clock the device takes only what was sealed for its present boot.",
  "seal-no-keys": "The keys of the device can't be read; it takes nothing until it gets new ones.",
  "seal-not-kept": "The counter of the message could not be made durable.",
  "seal-busy": "Too many messages wait for their counters to become durable.",
  "sealed-message": "The message is sealed, and this device is outside the security profile.",
} as const satisfies Readonly<Record<string, string>>;

/** Name of one reason in {@link SEAL_ERRORS}. */
export type SealErrorCode = keyof typeof SEAL_ERRORS;

/** Why the armour refused a message; it never holds a key, a tag or a part of the message. */
export interface SealError {
  readonly code: SealErrorCode;
  /** Key that the message names, where it could be read. */
  readonly keyId?: number;
  /** All of the above in one line. */
  readonly message: string;
}

/** What the armour let through, or why it did not. */
export type SealResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: SealError };

/** Builds a refusal and its one-line text. */
export function sealRefused(
  code: SealErrorCode,
  keyId?: number,
): { readonly ok: false; readonly error: SealError } {
  const sentence = SEAL_ERRORS[code];
  if (keyId === undefined) return { ok: false, error: { code, message: sentence } };
  return { ok: false, error: { code, keyId, message: `${sentence} (key ${keyId})` } };
}
