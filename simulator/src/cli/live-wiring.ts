import type { Broker } from "../broker/broker.ts";
import { EmbeddedBroker } from "../broker/embedded-broker.ts";
import { checkBrokerUrl, probeBroker } from "../broker/probe-broker.ts";
import { checkFileHandles, checkHandles, fileHandleLimit } from "../fleet/file-limit.ts";
import type { Fleet } from "../fleet/read-fleet.ts";
import type { LiveWay } from "../live/live-way.ts";
import { mqttWay } from "../live/mqtt-way.ts";
import { SerialWay } from "../live/serial-way.ts";
import {
  checkPseudoTerminals,
  HANDLES_PER_PSEUDO_TERMINAL,
  pseudoTerminalsLeft,
} from "../serial-ports/pty-limit.ts";
import { UserError } from "./user-error.ts";

/** How the devices of a live run are joined with their gateway. */
export interface LiveWiring {
  readonly broker?: string;
  /** Port of the embedded broker; 0 takes a free one. */
  readonly port?: number;
  readonly serial?: "pty" | "shared";
  /** Devices on one shared line. */
  readonly perLine?: number;
  /** One byte in so many on serial lines is damaged. */
  readonly damage?: number;
}

const PER_LINE = 8;

/** Makes sure that the wiring is one of those that there are. @throws {@link UserError} exit 2 */
export function checkWiring(wiring: LiveWiring): void {
  const { broker, port, serial, perLine, damage } = wiring;
  if (broker !== undefined) checkBrokerUrl(broker);
  const isSerial = serial !== undefined;
  if (isSerial && broker !== undefined) throw unfit("--broker", "--serial or --broker");
  if (isSerial && port !== undefined) throw unfit("--port", "--serial or --port");
  if (!isSerial && damage !== undefined) throw unfit("--damage", "--damage with --serial");
  if (serial !== "shared" && perLine !== undefined)
    throw unfit("--per-line", "--per-line with --serial shared");
}

/** Makes sure that the machine has what a fleet's wiring takes. @throws {@link UserError} exit 3 */
export function checkMachine(wiring: LiveWiring, devices: number): void {
  const limit = fileHandleLimit();
  if (wiring.serial === undefined) {
    checkFileHandles(devices, wiring.broker === undefined, limit);
    return;
  }
  const lines = Math.ceil(devices / perLineOf(wiring));
  checkPseudoTerminals(lines, pseudoTerminalsLeft());
  checkHandles({
    count: lines,
    each: HANDLES_PER_PSEUDO_TERMINAL,
    limit,
    field: wiring.serial === "pty" ? "devices" : "lines",
    why: "a pseudo-terminal for each",
  });
}

/** Opens the wiring. */
export async function openWiring(wiring: LiveWiring, fleet: Fleet): Promise<LiveWay> {
  const { broker, port = 0, serial, damage } = wiring;
  if (serial === undefined) return mqttWay(await openBroker(broker, port));
  const deviceIds = fleet.run.devices.map(({ deviceId }) => deviceId);
  const lines = {
    perLine: perLineOf(wiring),
    ...(damage === undefined ? {} : { damageOneIn: damage }),
  };
  return new SerialWay(deviceIds, lines, fleet.run.seed);
}

function perLineOf({ serial, perLine = PER_LINE }: LiveWiring): number {
  return serial === "shared" ? perLine : 1;
}

async function openBroker(url: string | undefined, port: number): Promise<Broker> {
  if (url === undefined) return EmbeddedBroker.start({ port });
  await probeBroker(url);
  return { url, embedded: false, stop: () => Promise.resolve() };
}

function unfit(field: string, allowed: string): UserError {
  return new UserError({
    code: "usage.bad-value",
    ...{ field, found: field, allowed },
    message: "These options do not go together.",
  });
}
