import { readdir } from "node:fs/promises";
import { SdkError, sdkFault } from "../../errors.ts";
import { SerialBytePort } from "../serial-byte-port.ts";
import { TcpBytePort } from "../tcp-byte-port.ts";
import type { LineCandidate } from "./discovered-line.ts";

/** Speeds that are tried when none are named, the likeliest first. */
export const DISCOVERY_BAUDS: readonly number[] = [115_200, 57_600, 38_400, 19_200, 9_600];

/** A serial port by its path. */
export function serialCandidate(path: string, bauds = DISCOVERY_BAUDS): LineCandidate {
  const portAt = (baud: number | undefined) =>
    new SerialBytePort({ path, ...(baud === undefined ? {} : { baud }) });
  return { name: path, bauds, portAt };
}

/** A serial server: the speed of the line behind it is its own affair. */
export function tcpCandidate(host: string, port: number): LineCandidate {
  const portAt = () => new TcpBytePort({ host, port });
  return { name: `tcp://${host}:${port}`, bauds: [undefined], portAt };
}

/** What Linux calls ports that may have a device behind them. */
const LINUX_PORT = /^(tty(ACM|AMA|MFD|O|S|USB|WCHUSB|XRUSB|mxc)\d+|rfcomm\d+)$/;

/**
 * Lists the serial ports of this machine as candidates, as far as the system knows them;
 * pseudo-terminals and serial servers are not among them.
 *
 * @throws SdkError `serial-port-failed` when the system gives no list
 */
export async function systemCandidates(bauds = DISCOVERY_BAUDS): Promise<readonly LineCandidate[]> {
  try {
    return (await portPaths()).map((path) => serialCandidate(path, bauds));
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new SdkError(sdkFault("serial-port-failed", `the list of ports, ${text}`));
  }
}

async function portPaths(): Promise<readonly string[]> {
  const { SerialPort } = await import("serialport");
  try {
    return (await SerialPort.list()).map(({ path }) => path);
  } catch (cause) {
    // On Linux the library asks a program for the list, which containers often lack.
    if (process.platform !== "linux") throw cause;
    const names = await readdir("/dev");
    return names.filter((name) => LINUX_PORT.test(name)).map((name) => `/dev/${name}`);
  }
}
