import { DEVICE_ID_PATTERN } from "@dosekit/protocols";
import { Command, InvalidArgumentError } from "commander";
import { SdkError } from "../errors.ts";
import { parsedOptions } from "./parsed-options.ts";
import { GATEWAY_EXIT, ProgramError } from "./program-error.ts";

/** Where the commands write to. */
export interface ProvisionIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

interface ProvisionFlags {
  readonly device: string;
  readonly out: string;
  readonly tenant: string;
  readonly brokerHost: readonly string[];
  readonly brokerPort: number;
  readonly days: number;
  readonly renew: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  Everything for a first device, and for the broker and the gateway that it needs:
    $ dosekit-gateway provision --device box-1 --out ./installation --broker-host broker.example
    $ mosquitto -c ./installation/broker/mosquitto.conf
  A new certificate for a device whose old one comes to its end:
    $ dosekit-gateway provision --device box-1 --out ./installation --renew
`;

/**
 * Runs `dosekit-gateway provision`: keys, certificates, the gateway's entry and the broker's rules.
 *
 * @returns the exit code
 * @throws ProgramError when something is wrong or lacking
 */
export async function runProvision(argv: readonly string[], io: ProvisionIo): Promise<number> {
  const command = base("provision", io)
    .description("Makes keys and a certificate for a device, and rules for its broker.")
    .option("--tenant <name>", "tenant of the device", shortName, "demo")
    .option("--broker-host <name...>", "names and addresses of the broker", ["localhost"])
    .option("--broker-port <n>", "port of the broker", wholeNumber(65_535), 8883)
    .option("--days <n>", "how long certificates hold", wholeNumber(3_650), 365)
    .option("--renew", "only a new certificate for a device that has its keys", false)
    .addHelpText("after", EXAMPLES);
  const flags = parsedOptions<ProvisionFlags>(command, argv);
  if (flags === undefined) return GATEWAY_EXIT.done;
  const { renewCertificate, provisionDevice } = await import("../provisioning/index.ts");
  const options = {
    folder: flags.out,
    tenant: flags.tenant,
    deviceId: flags.device,
    brokerHosts: flags.brokerHost,
    brokerPort: flags.brokerPort,
    nowMs: Date.now(),
    days: flags.days,
  };
  return await reported(flags.json, io, async () => {
    if (!flags.renew) return { ...(await provisionDevice(options)) };
    return { deviceId: flags.device, certificate: await renewCertificate(options) };
  });
}

/**
 * Runs `dosekit-gateway stage-key`: the next key of a device, which the gateway changes over to.
 *
 * @returns the exit code
 * @throws ProgramError when something is wrong or lacking
 */
export async function runStageKey(argv: readonly string[], io: ProvisionIo): Promise<number> {
  const command = base("stage-key", io).description(
    "Lays the next key of a device ready; the gateway changes over to it by itself.",
  );
  const flags = parsedOptions<ProvisionFlags>(command, argv);
  if (flags === undefined) return GATEWAY_EXIT.done;
  const { stageNextKey } = await import("../provisioning/index.ts");
  return await reported(flags.json, io, async () => {
    return { deviceId: flags.device, keyId: stageNextKey(flags.out, flags.device) };
  });
}

function base(name: string, io: ProvisionIo): Command {
  return new Command(`dosekit-gateway ${name}`)
    .requiredOption("--device <name>", "name of the device", shortName)
    .requiredOption("--out <folder>", "folder of the installation; made if it is not there")
    .option("--json", "one JSON document", false)
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: () => {} });
}

/** Prints where things lie; none of it is secret. */
async function reported(
  json: boolean,
  io: ProvisionIo,
  work: () => Promise<Readonly<Record<string, string | number>>>,
): Promise<number> {
  try {
    const report = await work();
    if (json) io.stdout(`${JSON.stringify({ v: 1, command: "provision", ...report })}\n`);
    else for (const [what, value] of Object.entries(report)) io.stdout(`${what}: ${value}\n`);
    return GATEWAY_EXIT.done;
  } catch (cause) {
    if (!(cause instanceof SdkError)) throw cause;
    const message = `${cause.message} ${cause.remedy}`;
    throw new ProgramError(GATEWAY_EXIT.environment, { code: cause.code, message });
  }
}

function shortName(text: string): string {
  if (DEVICE_ID_PATTERN.test(text)) return text;
  throw new InvalidArgumentError("Allowed: 1 to 32 characters of A-Z, a-z, 0-9, _ and -.");
}

function wholeNumber(max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= 1 && value <= max) return value;
    throw new InvalidArgumentError(`Allowed: a whole number from 1 to ${max}.`);
  };
}
