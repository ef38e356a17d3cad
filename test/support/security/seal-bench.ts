import {
  Command,
  deriveKey,
  encodeMessage,
  externalData,
  instant,
  KeyChange,
  type KeyRing,
  newKeyRing,
  type SealAddress,
  type SealKey,
  sealMessage,
} from "@dosekit/protocols";
import { nodeSealPort } from "@dosekit/sdk";

/** Whom everything on the bench is for. */
export const ADDRESS: SealAddress = { tenant: "demo", deviceId: "dev-1" };
/** A secret that is nobody's. */
export const SECRET = Uint8Array.from({ length: 32 }, (_, index) => index);
/** Now, for devices whose clock is set. */
export const NOW_MS = 1_790_000_000_000;

/** The derived key of a number. */
export function keyOf(keyId: number, address: SealAddress = ADDRESS): SealKey {
  const material = deriveKey(nodeSealPort, SECRET, address, keyId);
  return { keyId, algorithm: "HMAC 256/64", material };
}

/** The keys of a device that was just provisioned. */
export function freshRing(): KeyRing {
  return newKeyRing(SECRET, keyOf(1));
}

/** A command that asks for little. */
export function selfTest(commandId = "c-1", notAfterMs = NOW_MS + 60_000): Uint8Array {
  const command = { commandId, verb: "self-test", actor: "gateway" } as const;
  return encodeMessage(Command, { ...command, notAfterMs: instant(notAfterMs) });
}

/** A change of keys. */
export function keyChange(
  action: KeyChange["action"],
  keyId: number,
  rest: Partial<KeyChange> = {},
): KeyChange {
  const notAfterMs = instant(NOW_MS + 60_000);
  return { commandId: `${action}-${keyId}`, notAfterMs, action, keyId, ...rest };
}

/** The bytes of a change of keys. */
export function keyChangeBytes(action: KeyChange["action"], keyId: number): Uint8Array {
  return encodeMessage(KeyChange, keyChange(action, keyId));
}

/** Seals a message for the device on the bench. */
export function sealed(
  message: Uint8Array,
  how: {
    readonly counter: number;
    readonly channel?: "cmd" | "cfg/desired" | "ack";
    readonly key?: SealKey;
    readonly address?: SealAddress;
    readonly bootId?: number;
  },
): Uint8Array {
  const { counter, channel = "cmd", key = keyOf(1), address = ADDRESS, bootId } = how;
  return sealMessage(nodeSealPort, {
    message,
    external: externalData(address, channel),
    key,
    counter,
    ...(bootId === undefined ? {} : { bootId }),
  });
}
