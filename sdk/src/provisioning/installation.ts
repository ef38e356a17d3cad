import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DeviceId, Tenant } from "@dosekit/protocols";
import { SdkError, sdkFault } from "../errors.ts";
import { SECRET_FOLDER_MODE, writeSecretFile } from "../security/secret-file.ts";
import { gatewayName, mosquittoConfig, mosquittoRules } from "./broker-rules.ts";
import { type CertifiedKey, certify, makeAuthority } from "./certificate-maker.ts";

/** One broker with its authority, its gateway and its devices, as a folder of files. */
export interface InstallationOptions {
  readonly folder: string;
  readonly tenant: Tenant;
  /** Host names and addresses under which clients reach the broker. */
  readonly brokerHosts: readonly string[];
  readonly brokerPort: number;
  /** Gateway clock, ms since the Unix epoch. */
  readonly nowMs: number;
  /** How long certificates hold; the authority's holds ten times as long. */
  readonly days: number;
}

/** Where everything of an installation lies. */
export function installationPaths(folder: string) {
  const inside = (...parts: readonly string[]) => join(folder, ...parts);
  return {
    tenant: inside("tenant"),
    authority: inside("authority", "ca.pem"),
    authorityKey: inside("authority", "ca.key.pem"),
    broker: {
      authority: inside("broker", "ca.pem"),
      certificate: inside("broker", "broker.pem"),
      privateKey: inside("broker", "broker.key.pem"),
      rules: inside("broker", "acl"),
      config: inside("broker", "mosquitto.conf"),
      store: inside("broker", "store/"),
    },
    gateway: {
      authority: inside("gateway", "ca.pem"),
      certificate: inside("gateway", "gateway.pem"),
      privateKey: inside("gateway", "gateway.key.pem"),
      keys: inside("gateway", "keys"),
    },
    vault: (deviceId: DeviceId) => inside("vault", `${deviceId}.json`),
    device: (deviceId: DeviceId) => ({
      folder: inside("devices", deviceId),
      settings: inside("devices", deviceId, "device.json"),
      authority: inside("devices", deviceId, "ca.pem"),
      certificate: inside("devices", deviceId, "device.pem"),
      privateKey: inside("devices", deviceId, "device.key.pem"),
      keyRing: inside("devices", deviceId, "keys.bin"),
    }),
  } as const;
}

/** See {@link installationPaths}. */
export type InstallationPaths = ReturnType<typeof installationPaths>;

/**
 * Makes the authority, the broker's files and the gateway's where they are not there yet; what is
 * there is left as it is.
 *
 * @returns the authority, which signs what else is certified
 * @throws Error of the file system
 */
export async function openInstallation(options: InstallationOptions): Promise<CertifiedKey> {
  mkdirSync(options.folder, { recursive: true, mode: SECRET_FOLDER_MODE });
  const paths = installationPaths(options.folder);
  checkTenant(paths.tenant, options.tenant);
  const authority = await openAuthority(paths, options);
  if (!existsSync(paths.broker.certificate)) await makeBroker(paths, options, authority);
  if (!existsSync(paths.gateway.certificate)) {
    const { nowMs, days, tenant } = options;
    const request = { name: gatewayName(tenant), use: "client", nowMs, days } as const;
    writeIdentity(paths.gateway, authority, await certify(authority, request));
  }
  return authority;
}

/** Writes a certificate, its key and the authority's certificate where their owner looks for them. */
export function writeIdentity(
  files: {
    readonly authority: string;
    readonly certificate: string;
    readonly privateKey: string;
  },
  authority: CertifiedKey,
  own: CertifiedKey,
): void {
  writeSecretFile(files.privateKey, own.privateKey);
  writePublicFile(files.authority, authority.certificate);
  // Last, since its being there says that the rest is.
  writePublicFile(files.certificate, own.certificate);
}

/** Rules and names of one folder are of one tenant. */
function checkTenant(path: string, tenant: Tenant): void {
  if (!existsSync(path)) {
    writePublicFile(path, `${tenant}\n`);
    return;
  }
  const found = readFileSync(path, "utf8").trim();
  if (found === tenant) return;
  throw new SdkError(sdkFault("key-store", `${path}: the folder is of another tenant, ${found}`));
}

/** Writes what everybody may read. */
export function writePublicFile(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: SECRET_FOLDER_MODE });
  writeFileSync(path, content);
}

async function openAuthority(
  paths: InstallationPaths,
  { tenant, nowMs, days }: InstallationOptions,
): Promise<CertifiedKey> {
  if (existsSync(paths.authority)) {
    const certificate = readFileSync(paths.authority, "utf8");
    return { certificate, privateKey: readFileSync(paths.authorityKey, "utf8") };
  }
  const made = await makeAuthority(`authority.${tenant}`, { nowMs, days: days * 10 });
  writeSecretFile(paths.authorityKey, made.privateKey);
  writePublicFile(paths.authority, made.certificate);
  return made;
}

async function makeBroker(
  { broker }: InstallationPaths,
  { tenant, brokerHosts, brokerPort, nowMs, days }: InstallationOptions,
  authority: CertifiedKey,
): Promise<void> {
  mkdirSync(broker.store, { recursive: true, mode: SECRET_FOLDER_MODE });
  writePublicFile(broker.rules, mosquittoRules(tenant));
  writePublicFile(broker.config, mosquittoConfig({ ...broker, port: brokerPort }));
  const name = brokerHosts[0] ?? "localhost";
  const request = { name, use: "broker", hosts: brokerHosts, nowMs, days } as const;
  writeIdentity(broker, authority, await certify(authority, request));
}
