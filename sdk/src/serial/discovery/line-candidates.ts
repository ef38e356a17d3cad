import { SdkError } from "../../errors.ts";
import { faultOfPort } from "../port-faults.ts";
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

/**
 * Lists the serial ports of this machine as candidates, as far as the system knows them;
 * pseudo-terminals and serial servers are not among them.
 *
 * @throws SdkError `serial-port-failed` when the system gives no list
 */
export async function systemCandidates(bauds = DISCOVERY_BAUDS): Promise<readonly LineCandidate[]> {
  try {
    const { SerialPort } = await import("serialport");
    const ports = await SerialPort.list();
    return ports.map(({ path }) => serialCandidate(path, bauds));
  } catch (cause) {
    throw new SdkError(faultOfPort(cause, "the list of serial ports"));
  }
}
