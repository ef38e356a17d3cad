import { lstatSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { resolve } from "node:path";
import { type BytePort, remedyAtTheEnd, SerialBytePort, TcpBytePort } from "@dosekit/sdk";
import { EmbeddedBroker } from "../broker/embedded-broker.ts";
import { type BrokerTls, checkBrokerUrl, probeBroker } from "../broker/probe-broker.ts";
import type { ConsoleHost } from "../device-console/console-host.ts";
import { openFirst } from "../serial-ports/first-opening.ts";
import { openPseudoTerminal } from "../serial-ports/pseudo-terminal.ts";
import { environmentError, UserError } from "./user-error.ts";

/** What the user says of the device's host. */
export interface HostOptions {
  readonly broker?: string;
  /** Whether the user asked for a broker of the command's own, which is the default. */
  readonly embedded?: boolean;
  /** Port of the embedded broker. */
  readonly brokerPort: number;
  readonly tenant: string;
  /** A pseudo-terminal; a text is the path of a link that is to lead to it. */
  readonly pty?: boolean | string;
  /** Path of a serial port. */
  readonly port?: string;
  /** Host and port of a serial server. */
  readonly tcp?: string;
  /** Speed of the line in bits a second. */
  readonly baud?: number;
  /** The device's address on a line that several share. */
  readonly address?: number;
}

/** A host, and how what was opened for it is given back. */
export interface OpenHost {
  readonly host: ConsoleHost;
  close(): Promise<void>;
}

/** Makes sure that there is one host, of a kind that there is. @throws {@link UserError} exit 2 */
export function checkHost(options: HostOptions): void {
  const { broker, embedded, pty, port, tcp, baud, address } = options;
  const chosen = [
    ...(broker === undefined ? [] : ["--broker"]),
    ...(embedded === true ? ["--embedded"] : []),
    ...(pty === undefined ? [] : ["--pty"]),
    ...(port === undefined ? [] : ["--port"]),
    ...(tcp === undefined ? [] : ["--tcp"]),
  ];
  if (chosen.length > 1) throw unfit(chosen[1] ?? "", chosen.join(" and "), "one of them");
  if (broker !== undefined) checkBrokerUrl(broker);
  if (tcp !== undefined) tcpAddress(tcp);
  const isSerial = (pty ?? port ?? tcp) !== undefined;
  if (address !== undefined && !isSerial)
    throw unfit("--address", "--address", "with --pty, --port or --tcp");
  if (baud !== undefined && port === undefined && tcp === undefined)
    throw unfit("--baud", "--baud", "with --port or --tcp; a pseudo-terminal has no speed");
}

/** Opens what leads to the host. @throws {@link UserError} exit 3 */
export async function openHost(
  options: HostOptions,
  cwd: string,
  tls: BrokerTls = {},
): Promise<OpenHost> {
  const { broker, brokerPort, tenant, pty, port, tcp } = options;
  if (pty !== undefined) return openPty(options, cwd);
  if (port !== undefined) {
    const { baud } = options;
    const serial = new SerialBytePort({ path: port, ...(baud === undefined ? {} : { baud }) });
    return openLine(serial, options, { field: "--port", where: `${port} · ${serial.baud} Bd` });
  }
  if (tcp !== undefined) {
    const { baud } = options;
    const server = new TcpBytePort({ ...tcpAddress(tcp), ...(baud === undefined ? {} : { baud }) });
    return openLine(server, options, { field: "--tcp", where: server.name });
  }
  if (broker === undefined) {
    const own = await EmbeddedBroker.start({ port: brokerPort });
    return { host: { kind: "broker", broker: own, tenant }, close: () => own.stop() };
  }
  await probeBroker(broker, undefined, tls);
  const outside = { url: broker, embedded: false, stop: () => Promise.resolve() };
  return { host: { kind: "broker", broker: outside, tenant, tls }, close: () => Promise.resolve() };
}

async function openLine(
  port: BytePort,
  options: HostOptions,
  { field, where }: { readonly field: string; readonly where: string },
): Promise<OpenHost> {
  const first = await openFirst(port);
  if (!first.ok) {
    const { code, message } = first.fault;
    throw environmentError({
      code: `device.${code}`,
      field,
      found: port.name,
      allowed: remedyAtTheEnd(first.fault),
      message,
    });
  }
  return { host: serialHost(first.port, where, options), close: () => Promise.resolve() };
}

function openPty(options: HostOptions, cwd: string): OpenHost {
  const { pty } = options;
  const path = typeof pty === "string" ? resolve(cwd, pty) : undefined;
  if (path !== undefined) makeWay(path);
  const cable = openPseudoTerminal();
  if (path !== undefined) symlinkSync(cable.path, path);
  const where = path === undefined ? cable.path : `${path} → ${cable.path}`;
  return {
    host: serialHost(cable.port, where, options),
    close: async () => {
      if (path !== undefined && readlinkSync(path) === cable.path) rmSync(path);
      cable.close();
    },
  };
}

/** A link that an earlier device left behind is removed, anything else is left. */
function makeWay(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isSymbolicLink())
    throw unfit("--pty", path, "a path where nothing is, or an old link to a pseudo-terminal");
  rmSync(path);
}

function serialHost(port: BytePort, where: string, { address }: HostOptions): ConsoleHost {
  return { kind: "serial", port, where, ...(address === undefined ? {} : { address }) };
}

function tcpAddress(text: string): { readonly host: string; readonly port: number } {
  const [, host = "", digits = ""] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (host !== "" && port >= 1 && port <= 65_535) return { host, port };
  throw new UserError({
    code: "usage.bad-value",
    ...{ field: "--tcp", found: text, allowed: "host:port, such as 10.0.0.7:4001" },
    message: "An option has a value that it can't have.",
  });
}

function unfit(field: string, found: string, allowed: string): UserError {
  return new UserError({
    code: "usage.bad-value",
    ...{ field, found, allowed },
    message: "The device can have one host.",
  });
}
