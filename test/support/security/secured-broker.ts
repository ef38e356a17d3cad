import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type InstallationPaths,
  installationPaths,
  provisionDevice,
} from "@dosekit/sdk/provisioning";
import { freePort, runMosquitto } from "../mosquitto.ts";

/** Tenant of every installation under test. */
export const TENANT = "demo";

/** What a client needs for TLS. */
export interface TlsFiles {
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** A folder that was provisioned, with a Mosquitto that runs by the configuration in it. */
export interface SecuredBroker {
  readonly folder: string;
  readonly paths: InstallationPaths;
  readonly port: number;
  readonly url: string;
  /** Files for TLS of a device that was provisioned. */
  deviceTls(deviceId: string): TlsFiles;
  gatewayTls(): TlsFiles;
  stop(): Promise<void>;
}

/** Provisions devices and starts Mosquitto by what that wrote. */
export async function startSecuredBroker(deviceIds: readonly string[]): Promise<SecuredBroker> {
  const folder = mkdtempSync(join(tmpdir(), "dosekit-secured-"));
  const port = await freePort();
  for (const deviceId of deviceIds) await provision(folder, port, deviceId);
  const paths = installationPaths(folder);
  // Started by root the broker turns into a user that may not read the key; elsewhere it stays.
  if (process.getuid?.() === 0) appendFileSync(paths.broker.config, "user root\n");
  const stop = await runMosquitto(paths.broker.config, port);
  return {
    folder,
    paths,
    port,
    url: `mqtts://localhost:${port}`,
    deviceTls: (deviceId) => tlsOf(paths.device(deviceId)),
    gatewayTls: () => tlsOf(paths.gateway),
    stop: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Provisions one device in a folder. */
function provision(folder: string, brokerPort: number, deviceId: string) {
  const brokerHosts = ["localhost", "127.0.0.1"];
  return provisionDevice({
    ...{ folder, tenant: TENANT, deviceId, brokerHosts, brokerPort },
    nowMs: Date.now(),
    days: 30,
  });
}

/** Reads what a client needs for TLS. */
function tlsOf(files: {
  readonly authority: string;
  readonly certificate: string;
  readonly privateKey: string;
}): TlsFiles {
  return {
    ca: readFileSync(files.authority),
    cert: readFileSync(files.certificate),
    key: readFileSync(files.privateKey),
  };
}
