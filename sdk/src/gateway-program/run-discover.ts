import { DROP_ADDRESS_MAX } from "@dosekit/protocols";
import { Command, InvalidArgumentError } from "commander";
import { type DiscoverySettings, discoverLines } from "../serial/discovery/discover-lines.ts";
import type { DiscoveredLine, LineCandidate } from "../serial/discovery/discovered-line.ts";
import {
  DISCOVERY_BAUDS,
  serialCandidate,
  systemCandidates,
  tcpCandidate,
} from "../serial/discovery/line-candidates.ts";
import { readLine, serverOf } from "./line-settings.ts";
import { parsedOptions } from "./parsed-options.ts";
import { GATEWAY_EXIT } from "./program-error.ts";
import type { GatewayProgramIo } from "./program-io.ts";

interface DiscoverFlags {
  readonly port?: readonly string[];
  readonly baud?: readonly number[];
  readonly addresses: number;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  What is behind the serial ports of this machine:
    $ dosekit-gateway discover
  Behind two ports and a serial server, at one speed, with up to 8 devices on a line:
    $ dosekit-gateway discover --port /dev/ttyUSB0 /dev/ttyUSB1 tcp://10.0.0.7:4001 --baud 9600 --addresses 8

It sends bytes to every port that it asks: name the ports where others have equipment that must not
hear any. Exit codes: 0 done, whatever was found, 2 wrong usage, 3 the system gives no list of ports,
130 interrupted.
`;

/**
 * Runs `dosekit-gateway discover`: asks serial ports whether devices are behind them.
 *
 * @returns the exit code
 * @throws ProgramError when something is wrong; SdkError when the system gives no list of ports
 */
export async function runDiscover(argv: readonly string[], io: GatewayProgramIo): Promise<number> {
  const flags = flagsOf(argv, io);
  if (flags === undefined) return GATEWAY_EXIT.done;
  const begunMs = Date.now();
  const abort = new AbortController();
  const endListening = io.onStop(() => abort.abort());
  const addresses = Array.from({ length: flags.addresses }, (_, at) => at + 1);
  const settings: DiscoverySettings = {
    candidates: await candidatesOf(flags),
    addresses,
    signal: abort.signal,
    onLine: (line) => {
      if (!flags.json) io.stderr(`${lineText(line)}\n`);
    },
  };
  const lines = await discoverLines(settings);
  endListening();
  const partial = abort.signal.aborted;
  if (flags.json) {
    const document = { v: 1, command: "discover", elapsedMs: Date.now() - begunMs, partial, lines };
    await io.stdout(`${JSON.stringify(document)}\n`);
  } else for (const text of lines.flatMap(argumentOf)) await io.stdout(`${text}\n`);
  return partial ? GATEWAY_EXIT.interrupted : GATEWAY_EXIT.done;
}

function flagsOf(argv: readonly string[], io: GatewayProgramIo): DiscoverFlags | undefined {
  const command = new Command("dosekit-gateway discover")
    .description(
      "Asks serial ports whether dispensers are behind them; prints arguments for --line.",
    )
    .option("--port <port...>", "ports to ask; all of this machine by default", portList)
    .option("--baud <n...>", "speeds to try", baudList)
    .option("--addresses <n>", "addresses 1 to n are asked on shared lines", addressCount, 32)
    .option("--json", "one JSON document", false)
    .addHelpText("after", EXAMPLES)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void io.stdout(text), writeErr: () => {} });
  return parsedOptions<DiscoverFlags>(command, argv);
}

async function candidatesOf({
  port,
  baud = DISCOVERY_BAUDS,
}: DiscoverFlags): Promise<readonly LineCandidate[]> {
  if (port === undefined) return await systemCandidates(baud);
  return port.map((name) => {
    const server = serverOf(name);
    return server === undefined
      ? serialCandidate(name, baud)
      : tcpCandidate(server.host, server.port);
  });
}

/** What `--line` takes for what was found; nothing for a port behind which nobody is. */
function argumentOf(line: DiscoveredLine): readonly string[] {
  if (line.kind !== "device" && line.kind !== "shared") return [];
  const speed = line.baud === undefined ? "" : `,baud=${line.baud}`;
  const devices = line.kind === "shared" ? line.devices : [];
  const addresses = devices.map(({ address }) => address).join("+");
  return [`${line.port}${speed}${addresses === "" ? "" : `,addresses=${addresses}`}`];
}

function lineText(line: DiscoveredLine): string {
  const { port } = line;
  switch (line.kind) {
    case "device":
      return `${port}: ${line.deviceId ?? "a device without a valid name"}${speedText(line.baud)}`;
    case "shared": {
      const names = line.devices.map(({ address, deviceId }) => `${address} ${deviceId ?? "?"}`);
      return `${port}: shared by ${names.join(", ")}${speedText(line.baud)}`;
    }
    case "other-version":
      return `${port}: a device that speaks another version${speedText(line.baud)}`;
    case "unanswered":
      return `${port}: nobody answers (${line.heard})`;
    case "unusable":
      return `${port}: ${line.fault.message} ${line.fault.remedy}`;
    case "cancelled":
      return `${port}: not asked to the end`;
  }
}

function speedText(baud: number | undefined): string {
  return baud === undefined ? "" : ` at ${baud} bits a second`;
}

function portList(text: string, before: readonly string[] = []): readonly string[] {
  if (readLine(text) === undefined || text.includes(",")) {
    throw new InvalidArgumentError(
      "Allowed: a path, or tcp://host:port with a port of 1 to 65535.",
    );
  }
  return [...before, text];
}

function baudList(text: string, before: readonly number[] = []): readonly number[] {
  const baud = Number(text);
  if (!Number.isInteger(baud) || baud < 300 || baud > 4_000_000) {
    throw new InvalidArgumentError("Allowed: a whole number from 300 to 4000000.");
  }
  return [...before, baud];
}

function addressCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= DROP_ADDRESS_MAX) return count;
  throw new InvalidArgumentError(`Allowed: a whole number from 1 to ${DROP_ADDRESS_MAX}.`);
}
