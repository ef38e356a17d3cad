import { DEVICE_ID_PATTERN } from "@dosekit/protocols";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { isBrokerUrl } from "../transports/mqtt-gateway-transport.ts";
import { LINE_FORM, type LineSettings, readLine } from "./line-settings.ts";
import { usageError } from "./program-error.ts";
import { readSettingsFile } from "./read-settings-file.ts";
import type { GatewaySettings, SettingsFile } from "./settings.ts";
import { parserError } from "./usage-place.ts";

/** Tenant of a first try. */
const TENANT = "demo";

const BROKER_URLS = "mqtt://, mqtts://, ws:// or wss:// and a host";

const EXAMPLES = `
Examples:
  Follow every dispenser on a local broker:
    $ dosekit-gateway --broker mqtt://127.0.0.1:1883 --inbox ./inbox
  Those of one tenant as JSON lines for another program, for one hour:
    $ dosekit-gateway --broker mqtt://127.0.0.1 --inbox ./inbox --tenant oslo --json --seconds 3600
  Make keys, certificates and broker rules for a device, and later its next key:
    $ dosekit-gateway provision --device box-1 --out ./installation --broker-host broker.example
    $ dosekit-gateway stage-key --device box-1 --out ./installation
  What is behind the serial ports of this machine:
    $ dosekit-gateway discover
  Those on a serial port, and three that share a line behind a serial server:
    $ dosekit-gateway --line /dev/ttyUSB0 --line tcp://10.0.0.7:4001,baud=9600,addresses=1-3 --inbox ./inbox
  A device with a person, for a service that tells the patient record:
    $ dosekit-gateway register add --config gateway.yaml --placement placement.json
  What a patient record refused, and once more after the register was set right:
    $ dosekit-gateway letters list --config gateway.yaml
    $ dosekit-gateway letters resend --config gateway.yaml --receiver epj --all
  With a file of settings and the password in the environment:
    $ DOSEKIT_BROKER_PASSWORD=… dosekit-gateway --config gateway.yaml

Exit codes: 0 done or asked to end (SIGTERM), 2 wrong usage or input, 3 broker, lines or inbox
can't be used, 70 internal error, 130 interrupted (SIGINT).
`;

interface Flags {
  readonly broker?: string;
  readonly line?: readonly LineSettings[];
  readonly inbox?: string;
  readonly tenant?: string;
  readonly clientId?: string;
  readonly username?: string;
  readonly keys?: string;
  readonly sealedOnly?: boolean;
  readonly config?: string;
  readonly seconds?: number;
  readonly json: boolean;
}

/** Where help goes, and where passwords come from. */
export interface ArgumentSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Takes the help text. */
  readonly help: (text: string) => void;
}

/**
 * Reads the command line, and the file that it names.
 *
 * @param argv the arguments behind the program's name
 * @returns the settings, or `undefined` when help was asked for and given
 * @throws ProgramError when something is wrong or lacking
 */
export function readArguments(
  argv: readonly string[],
  sources: ArgumentSources,
): GatewaySettings | undefined {
  const command = commandOf(sources.help);
  try {
    command.parse([...argv], { from: "user" });
  } catch (cause) {
    if (!(cause instanceof CommanderError)) throw cause;
    if (cause.exitCode === 0) return undefined;
    throw parserError(`gateway.${kebab(cause.code.replace("commander.", ""))}`, cause, command);
  }
  return settingsOf(command.opts<Flags>(), sources.env);
}

function commandOf(help: (text: string) => void): Command {
  return new Command("dosekit-gateway")
    .description(
      "Takes the events of medication dispensers from a broker or serial lines into a durable inbox.",
    )
    .option("--broker <url>", "broker, as mqtt://host:port or mqtts://host:port", brokerUrl)
    .option("--line <port>", `serial line in place of a broker, more than once: ${LINE_FORM}`, line)
    .option("--inbox <folder>", "folder of the inbox; made if it is not there")
    .option("--tenant <name>", `tenant that is followed (default: ${TENANT})`, shortName)
    .option("--client-id <name>", "MQTT client id (default: gateway-<tenant>)", shortName)
    .option("--username <name>", "user at the broker; password in DOSEKIT_BROKER_PASSWORD")
    .option("--keys <folder>", "folder of keys, for devices in the security profile")
    .option("--sealed-only", "send nothing to a device without a key")
    .option("--config <file>", "settings in YAML; the command line goes before them")
    .option("--seconds <n>", "end after so many seconds", positiveNumber)
    .option("--json", "events, counters and errors as JSON, one document a line", false)
    .addHelpText("after", EXAMPLES)
    .exitOverride()
    .configureOutput({ writeOut: help, writeErr: () => {} });
}

function settingsOf(
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
): GatewaySettings {
  const { config, json, seconds, line: lines, ...given } = flags;
  const file: SettingsFile = config === undefined ? {} : readSettingsFile(config);
  const merged = { ...file, ...given, ...(lines === undefined ? {} : { lines: [...lines] }) };
  checkWay(merged);
  const password = env["DOSEKIT_BROKER_PASSWORD"] ?? merged.password;
  return {
    ...merged,
    inbox: required(merged.inbox),
    tenant: merged.tenant ?? TENANT,
    ...(password === undefined ? {} : { password }),
    ...(seconds === undefined ? {} : { seconds }),
    json,
  };
}

function required(inbox: string | undefined): string {
  return inbox ?? missing("inbox", "a folder; made if it is not there");
}

/** There is one way to the devices. */
function checkWay({ broker, lines }: SettingsFile): void {
  if (broker === undefined && lines === undefined) missing("broker", `${BROKER_URLS}; or --line`);
  if (broker === undefined || lines === undefined) return;
  const message = "A gateway has a broker or serial lines, not both.";
  const allowed = "--broker or --line, on the command line and in the file of --config together";
  throw usageError("gateway.two-ways", message, { field: "line", found: broker, allowed });
}

function missing(field: "broker" | "inbox", allowed: string): never {
  const message = `--${field} is required, on the command line or in the file of --config`;
  throw usageError("gateway.missing-option", message, { field, found: "nothing", allowed });
}

function line(text: string, before: readonly LineSettings[] = []): readonly LineSettings[] {
  const read = readLine(text);
  if (read === undefined) throw new InvalidArgumentError(`Allowed: ${LINE_FORM}.`);
  return [...before, read];
}

function brokerUrl(text: string): string {
  if (isBrokerUrl(text)) return text;
  throw new InvalidArgumentError(`Allowed: ${BROKER_URLS}.`);
}

function shortName(text: string): string {
  if (DEVICE_ID_PATTERN.test(text)) return text;
  throw new InvalidArgumentError("Allowed: 1 to 32 characters of A-Z, a-z, 0-9, _ and -.");
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("Allowed: a number above 0.");
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
