import { DROP_ADDRESS_MAX } from "@dosekit/protocols";
import { type Command, Option } from "commander";
import type { CommandIo } from "./command-io.ts";
import type { SecretOptions } from "./device-secrets.ts";
import { anyNumber, calendarDay, repeated, wholeNumber } from "./option-values.ts";

/** Adds `dosekit device` to the command line. */
export function addDevice(
  program: Command,
  io: CommandIo,
  setExit: (exitCode: number) => void,
): void {
  const command = program
    .command("device")
    .description("One device to play with, on a terminal or by a script.")
    .option("--product <name>", "product profile of the device")
    .option("--profile <file>", "file with a product of your own", repeated)
    .option("--plan <file>", "FHIR Bundle with the medication plan")
    .option("--no-plan", "leaves the plan to the host that is there already")
    .option("--zone <name>", "IANA time zone of the device, such as Europe/Oslo")
    .addOption(
      new Option("--start <date>", "begins at midnight of that local day instead of now").argParser(
        calendarDay("--start"),
      ),
    )
    .addOption(
      new Option("--speed <n>", "device time that passes in one second")
        .default(1)
        .argParser(anyNumber("--speed", 1, 100_000)),
    )
    .option("--broker <url>", "an outside broker; its host has to acknowledge what it gets")
    .option("--embedded", "starts a broker and a gateway for the device; the default")
    .addOption(
      new Option("--broker-port <n>", "port of the embedded broker; 0 takes a free one")
        .default(0)
        .argParser(wholeNumber("--broker-port", 0, 65_535)),
    );
  addLineOptions(command)
    .option("--tenant <name>", "tenant in the topics", "demo")
    .option("--id <name>", "name of the device", "device-1")
    .option("--ca <file>", "certificate of the authority that signed the broker's, for mqtts")
    .option("--cert <file>", "the device's own certificate, for mqtts")
    .option("--key <file>", "private key of that certificate")
    .option("--keys <file>", "the device's key ring: it takes sealed commands and no others")
    .option("--store <folder>", "keeps the journal, and a witness beside it, for the next start")
    .option("--test-state", "starts it in the test state: its host may let time run")
    .option("--script <file>", "steps in place of keys, one JSON object a line")
    .option("--seed <text>", "the same seed draws the same plan and mechanism")
    .option("--json", "one JSON object a line for everything that happens")
    .addHelpText("after", DEVICE_HELP)
    .action(async (given: GivenOptions) => {
      const { runDevice } = await import("./device-command.ts");
      const { plan, embedded, ...others } = given;
      const isFile = typeof plan === "string";
      const options = { ...others, withPlan: plan !== false, ...(isFile ? { plan } : {}) };
      setExit(await runDevice({ ...options, embedded: embedded === true }, io));
    });
}

/** Adds what says on which serial line it is, and whose hands it is in there. */
function addLineOptions(command: Command): Command {
  return command
    .option(
      "--pty [link]",
      "a new pseudo-terminal, for any program to open as a serial port; its path is shown, and a link of that name leads to it",
    )
    .option("--port <path>", "a serial port, such as /dev/ttyUSB0 or COM3")
    .option("--tcp <host:port>", "a serial server")
    .addOption(
      new Option("--baud <n>", "speed of the line, bits a second; 115200 by default").argParser(
        wholeNumber("--baud", 300, 4_000_000),
      ),
    )
    .addOption(
      new Option(
        "--address <n>",
        "the device's address on a serial line that several share",
      ).argParser(wholeNumber("--address", 1, DROP_ADDRESS_MAX)),
    )
    .addOption(
      new Option(
        "--fixture <port>",
        "on a serial line: a port at which the conformance kit has it prepared and handled; 0 takes a free one",
      ).argParser(wholeNumber("--fixture", 0, 65_535)),
    );
}

interface GivenOptions extends SecretOptions {
  readonly store?: string;
  readonly testState?: boolean;
  readonly plan?: string | boolean;
  readonly embedded?: boolean;
  readonly product?: string;
  readonly zone?: string;
  readonly start?: string;
  readonly speed: number;
  readonly broker?: string;
  readonly brokerPort: number;
  readonly pty?: string | true;
  readonly port?: string;
  readonly tcp?: string;
  readonly baud?: number;
  readonly address?: number;
  readonly tenant: string;
  readonly id: string;
  readonly fixture?: number;
  readonly script?: string;
  readonly seed?: string;
  readonly json?: boolean;
}

const DEVICE_HELP = `
Keys: b button · k take from the drawer · t turn over, upright · l lid with the key · L lid by force
  m all power away, back · n link cut, mended · r refill · c contact with the host
  + jump to the next dose · q quit

A script begins once the device is filled and has contact and its plan. Each step waits afterMs of
device time after the one before; without a terminal the command ends after the last:
  {"afterMs": 1000, "do": "next-due"}
  {"afterMs": 60000, "do": "tilt"}
  {"afterMs": 5000, "do": "right"}
  do is one of press, take, tilt, right, open-lid, force-lid, close-lid, refill, pull-power,
  give-power, cut-link, heal-link, call-host, next-due, quit

A product that sleeps, as pilly-sms does, does so over a broker: it says when it will be back, wakes
for each alert, and c has it come into contact. On a serial line it stays in contact.

At the other end of a serial line somebody else's gateway is to be. It is tried until it answers; a
port that can't be opened at the start ends the command. n pulls the plug and puts it back.

With --fixture the device begins when it is prepared, as new and under the name that is given there, and
whoever asks at that port is its hands. Its mechanism moves at once and never breaks.

Exit codes: 0 ended by q, quit or the end of the script · 1 the device's program had to stop
  2 wrong usage or input · 3 broker or port · 130 interrupted

Examples:
  dosekit device
  dosekit device --product medido --speed 60 --plan my-bundle.json
  dosekit device --broker mqtt://127.0.0.1:1883 --tenant demo --id disp-1
  dosekit device --broker mqtts://localhost:8883 --id disp-1 --ca devices/disp-1/ca.pem \\
    --cert devices/disp-1/device.pem --key devices/disp-1/device.key.pem --keys devices/disp-1/keys.bin
  dosekit device --store ./disp-1   (what it wrote is there again at the next start)
  dosekit device --test-state --broker mqtt://127.0.0.1:1883
  dosekit device --pty /tmp/dispenser   (then: dosekit gateway --line /tmp/dispenser --inbox ./inbox)
  dosekit device --pty dut.tty --fixture 4777   (then: dosekit conform run --dut pty:dut.tty
    --fixture tcp:127.0.0.1:4777 --ics ics.yaml --params params.yaml)
  dosekit device --port /dev/ttyUSB0 --baud 9600 --address 3
  dosekit device --tcp 10.0.0.7:4001 --no-plan
  dosekit device --start 2026-11-23 --script steps.jsonl --json
  dosekit device --broker-port 1883   (then: mosquitto_sub -t 'omdp/1/demo/#' -F '%t %x')
`;
