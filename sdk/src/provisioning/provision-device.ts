import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import {
  DEVICE_ID_PATTERN,
  type DeviceId,
  deriveKey,
  encodeKeyRing,
  KEY_BYTES,
  KEY_ID_MAX,
  newKeyRing,
  type SealKey,
  type Tenant,
} from "@dosekit/protocols";
import { z } from "zod";
import { FileStore } from "../device/file-store.ts";
import { SdkError, sdkFault } from "../errors.ts";
import { KeyFolder } from "../security/key-folder.ts";
import { nodeSealPort } from "../security/node-seal-port.ts";
import { SECRET_FILE_MODE, SECRET_FOLDER_MODE, writeSecretFile } from "../security/secret-file.ts";
import { certify } from "./certificate-maker.ts";
import {
  type InstallationOptions,
  installationPaths,
  openInstallation,
  writeIdentity,
} from "./installation.ts";

/** A device that gets its keys and its certificate. */
export interface ProvisionOptions extends InstallationOptions {
  readonly deviceId: DeviceId;
}

/** What a provisioning left behind: where things lie, and nothing secret. */
export interface ProvisionReport {
  readonly deviceId: DeviceId;
  readonly tenant: Tenant;
  readonly keyId: number;
  /** Goes to the device, by hand or in its factory. */
  readonly deviceFolder: string;
  /** Goes to the gateway. */
  readonly gatewayKeys: string;
  /** Goes to the broker. */
  readonly brokerConfig: string;
  /** Stays where it is, away from all others. */
  readonly vault: string;
}

const Vault = z.strictObject({
  v: z.literal(1),
  tenant: z.string().regex(DEVICE_ID_PATTERN),
  deviceId: z.string().regex(DEVICE_ID_PATTERN),
  newestKeyId: z.int().min(1).max(KEY_ID_MAX),
  secret: z.base64url(),
});
type Vault = z.infer<typeof Vault>;

/**
 * Makes everything that a device in the security profile needs: a secret with its first key, a
 * certificate, and the entry of the gateway; and, the first time, authority, broker and gateway.
 *
 * @throws RangeError when a name has not its form (a caller's bug)
 * @throws SdkError `device-provisioned` when the device is there already, `key-store` when a file
 *   can't be used
 * @see OMDP-SEC-012, OMDP-SEC-026, OMDP-SEC-027
 */
export async function provisionDevice(options: ProvisionOptions): Promise<ProvisionReport> {
  const { deviceId, tenant, folder, nowMs, days } = options;
  checkName("device", deviceId);
  checkName("tenant", tenant);
  const paths = installationPaths(folder);
  const device = paths.device(deviceId);
  const vault = paths.vault(deviceId);
  if (existsSync(vault)) throw new SdkError(sdkFault("device-provisioned", vault));
  const authority = await openInstallation(options);
  const certified = await certify(authority, { name: deviceId, use: "client", nowMs, days });
  const secret = new Uint8Array(randomBytes(KEY_BYTES));
  const key = keyFrom(secret, { tenant, deviceId }, 1);
  mkdirSync(device.folder, { recursive: true, mode: SECRET_FOLDER_MODE });
  writeKeyRing(device.keyRing, encodeKeyRing(newKeyRing(secret, key)));
  writeSecretFile(device.settings, `${JSON.stringify({ v: 1, tenant, deviceId })}\n`);
  writeIdentity(device, authority, certified);
  new KeyFolder(paths.gateway.keys).keep({
    tenant,
    deviceId,
    activeKeyId: 1,
    keys: [{ ...key, reservedCounter: 0 }],
  });
  writeVault(vault, { v: 1, tenant, deviceId, newestKeyId: 1, secret: textOf(secret) });
  return {
    deviceId,
    tenant,
    keyId: 1,
    deviceFolder: device.folder,
    gatewayKeys: paths.gateway.keys,
    brokerConfig: paths.broker.config,
    vault,
  };
}

/**
 * Gives a device a new certificate; its keys stay as they are.
 *
 * @throws SdkError `key-store` when the device was never provisioned here
 */
export async function renewCertificate(options: ProvisionOptions): Promise<string> {
  const { deviceId, folder, nowMs, days } = options;
  checkName("device", deviceId);
  const paths = installationPaths(folder);
  readVault(paths.vault(deviceId));
  const authority = await openInstallation(options);
  const files = paths.device(deviceId);
  writeIdentity(
    files,
    authority,
    await certify(authority, { name: deviceId, use: "client", nowMs, days }),
  );
  return files.certificate;
}

/**
 * Derives the next key of a device and lays it ready for the gateway, which changes over to it the
 * next time the device is there.
 *
 * @returns the number of the key
 * @throws SdkError `key-store` when the device was never provisioned here or has had all its keys
 */
export function stageNextKey(folder: string, deviceId: DeviceId): number {
  checkName("device", deviceId);
  const paths = installationPaths(folder);
  const path = paths.vault(deviceId);
  const vault = readVault(path);
  const keyId = vault.newestKeyId + 1;
  if (keyId > KEY_ID_MAX) throw unusable(path, "the device has had all its keys");
  // First the number, so that none is ever given to two keys.
  writeVault(path, { ...vault, newestKeyId: keyId });
  const secret = new Uint8Array(Buffer.from(vault.secret, "base64url"));
  new KeyFolder(paths.gateway.keys).stage(deviceId, keyFrom(secret, vault, keyId));
  return keyId;
}

function keyFrom(
  secret: Uint8Array,
  address: { readonly tenant: Tenant; readonly deviceId: DeviceId },
  keyId: number,
): SealKey {
  const material = deriveKey(nodeSealPort, secret, address, keyId);
  return { keyId, algorithm: "HMAC 256/64", material };
}

function writeKeyRing(path: string, entry: Uint8Array): void {
  const store = new FileStore(path, undefined, SECRET_FILE_MODE);
  store.replaceAll(entry, (failure) => {
    if (failure !== undefined) throw unusable(path, failure);
  });
  store.close();
}

function readVault(path: string): Vault {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // What a parser says quotes what it read.
    throw unusable(path, "the device was not provisioned here, or its file can't be read");
  }
  const parsed = Vault.safeParse(document);
  if (!parsed.success) throw unusable(path, "it has not the form of a vault file");
  return parsed.data;
}

function writeVault(path: string, vault: Vault): void {
  writeSecretFile(path, `${JSON.stringify(vault, null, 2)}\n`);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}

function checkName(what: string, name: string): void {
  if (DEVICE_ID_PATTERN.test(name)) return;
  throw new RangeError(`${what}: found ${name}, allowed ${DEVICE_ID_PATTERN.source}`);
}

function unusable(path: string, why: string): SdkError {
  return new SdkError(sdkFault("key-store", `${path}: ${why}`));
}
