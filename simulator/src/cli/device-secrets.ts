import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type ArmourPort, DeviceArmour, FileStore } from "@dosekit/sdk/device";
import type { BrokerTls } from "../broker/probe-broker.ts";
import { readTextFile } from "../fleet/read-text-file.ts";
import type { HostOptions } from "./device-host.ts";
import { UserError } from "./user-error.ts";

/** Files of a device's provisioning, as the user names them. */
export interface SecretOptions {
  /** Certificate of the authority that is trusted. */
  readonly ca?: string;
  /** The device's own certificate, and its private key. */
  readonly cert?: string;
  readonly key?: string;
  /** The device's key ring. */
  readonly keys?: string;
}

/** Makes sure that the files go with each other and with the host. @throws {@link UserError} exit 2 */
export function checkSecrets(options: SecretOptions & HostOptions): void {
  const { ca, cert, key, keys, broker, pty, port, tcp } = options;
  const isSecure = broker?.startsWith("mqtts:") === true;
  const named = (["ca", "cert", "key"] as const).find((name) => options[name] !== undefined);
  if ((ca ?? cert ?? key) !== undefined && !isSecure)
    throw unfit(`--${named}`, "with --broker mqtts://host:port");
  if ((cert === undefined) !== (key === undefined))
    throw unfit(cert === undefined ? "--key" : "--cert", "--cert and --key together");
  const isOutside = (broker ?? pty ?? port ?? tcp) !== undefined;
  if (keys !== undefined && !isOutside)
    throw unfit("--keys", "with --broker, --pty, --port or --tcp: our own gateway seals nothing");
}

/** Reads what the device brings to a secure connection. @throws {@link UserError} exit 2 */
export function tlsOf({ ca, cert, key }: SecretOptions, cwd: string): BrokerTls {
  const read = (path: string, field: string) => Buffer.from(readTextFile(path, cwd, field));
  return {
    ...(ca === undefined ? {} : { ca: read(ca, "--ca") }),
    ...(cert === undefined ? {} : { cert: read(cert, "--cert") }),
    ...(key === undefined ? {} : { key: read(key, "--key") }),
  };
}

/**
 * Opens the keys that the device was provisioned with; it changes them as it uses them.
 *
 * @throws {@link UserError} `device.keys`, exit 2
 */
export function armourOf(
  keys: string | undefined,
  address: { readonly tenant: string; readonly deviceId: string },
  cwd: string,
): ArmourPort | undefined {
  if (keys === undefined) return undefined;
  const path = resolve(cwd, keys);
  if (!existsSync(path)) {
    throw new UserError({
      code: "device.keys",
      ...{ field: "--keys", found: keys },
      allowed: "the file keys.bin of a device that was provisioned",
      message: "There are no keys.",
    });
  }
  return new DeviceArmour({ address, store: new FileStore(path) });
}

function unfit(field: string, allowed: string): UserError {
  return new UserError({
    code: "usage.bad-value",
    ...{ field, found: field, allowed },
    message: "These options do not go together.",
  });
}
