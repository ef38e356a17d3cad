import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DEVICE_ID_PATTERN, type DeviceId, KEY_BYTES, type SealKey } from "@dosekit/protocols";
import { z } from "zod";
import { SdkError, sdkFault } from "../errors.ts";
import { systemCodeOf } from "../transports/tls-faults.ts";
import type { GatewayKeyStore, GatewayKeys } from "./gateway-keys.ts";
import { writeSecretFile } from "./secret-file.ts";

const name = z.string().regex(DEVICE_ID_PATTERN);
const keyId = z.int().min(1).max(0xffff);
const material = z
  .base64url()
  .transform((text) => new Uint8Array(Buffer.from(text, "base64url")))
  .refine((bytes) => bytes.length === KEY_BYTES);
const algorithm = z.enum(["HMAC 256/64", "EdDSA"]);
const sealKey = z.strictObject({ keyId, algorithm, material });

const KeyFile = z.strictObject({
  v: z.literal(1),
  tenant: name,
  deviceId: name,
  activeKeyId: keyId,
  keys: z
    .array(sealKey.extend({ reservedCounter: z.int().min(0) }))
    .min(1)
    .max(8),
});
const StagedFile = z.strictObject({ v: z.literal(1), deviceId: name, key: sealKey });

/**
 * Keeps keys in a folder, one file for each device, readable for its owner only.
 *
 * A file `<device>.next-key.json` that is laid beside stages the key that the device is to change
 * to. One gateway uses a folder at a time.
 */
export class KeyFolder implements GatewayKeyStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** See `GatewayKeyStore.find`. */
  find(deviceId: DeviceId): GatewayKeys | undefined {
    const path = this.#pathOf(deviceId);
    const found = readJson(path, KeyFile);
    if (found === undefined) return undefined;
    if (found.deviceId !== deviceId) throw unusable(path, "it is of another device");
    const { tenant, activeKeyId, keys } = found;
    return { tenant, deviceId, activeKeyId, keys };
  }

  /** See `GatewayKeyStore.keep`. */
  keep({ tenant, deviceId, activeKeyId, keys }: GatewayKeys): void {
    const kept = keys.map((key) => ({ ...keyJson(key), reservedCounter: key.reservedCounter }));
    write(this.#pathOf(deviceId), { v: 1, tenant, deviceId, activeKeyId, keys: kept });
  }

  /** See `GatewayKeyStore.staged`. */
  staged(deviceId: DeviceId): SealKey | undefined {
    const path = this.#stagedPathOf(deviceId);
    const found = readJson(path, StagedFile);
    if (found === undefined || found.deviceId === deviceId) return found?.key;
    throw unusable(path, "it is of another device");
  }

  /** See `GatewayKeyStore.unstage`. */
  unstage(deviceId: DeviceId): void {
    const path = this.#stagedPathOf(deviceId);
    try {
      rmSync(path, { force: true });
    } catch (cause) {
      throw unusable(path, systemCodeOf(cause));
    }
  }

  /** Lays a key ready for a device to change to. */
  stage(deviceId: DeviceId, key: SealKey): void {
    write(this.#stagedPathOf(deviceId), { v: 1, deviceId, key: keyJson(key) });
  }

  #pathOf(deviceId: DeviceId): string {
    return join(this.#folder, `${checked(deviceId)}.json`);
  }

  #stagedPathOf(deviceId: DeviceId): string {
    return join(this.#folder, `${checked(deviceId)}.next-key.json`);
  }
}

function checked(deviceId: DeviceId): DeviceId {
  if (DEVICE_ID_PATTERN.test(deviceId)) return deviceId;
  throw new RangeError(`device id: found ${deviceId}, allowed ${DEVICE_ID_PATTERN.source}`);
}

function keyJson({ keyId: id, algorithm: by, material: bytes }: SealKey) {
  return { keyId: id, algorithm: by, material: Buffer.from(bytes).toString("base64url") };
}

function write(path: string, document: object): void {
  try {
    writeSecretFile(path, `${JSON.stringify(document, null, 2)}\n`);
  } catch (cause) {
    throw unusable(path, systemCodeOf(cause));
  }
}

/** Errors of parsers quote what they read, so none of their words is passed on. */
function readJson<T>(path: string, form: z.ZodType<T>): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    const code = systemCodeOf(cause);
    if (code === "ENOENT") return undefined;
    throw unusable(path, code);
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw unusable(path, "it is not JSON");
  }
  const parsed = form.safeParse(document);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".") ?? "";
  throw unusable(
    path,
    `its field ${field === "" ? "(top)" : field} has not the form of a key file`,
  );
}

function unusable(path: string, why = "it can't be used"): SdkError {
  return new SdkError(sdkFault("key-store", `${path}: ${why}`));
}
