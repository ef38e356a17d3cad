import { DROP_ADDRESS_MAX } from "@dosekit/protocols";
import { Command, Option } from "commander";
import { FAULT_PRESETS } from "../faults/fault.ts";
import { DAYS_MAX, DEVICES_MAX } from "../fleet/fleet-schema.ts";
import { CENTRE_FORMS } from "../fleet/response-schema.ts";
import { DELIVERIES, LOOPS } from "../home/run-spec.ts";
import { addAccept } from "./accept-program.ts";
import type { CommandIo } from "./command-io.ts";
import { DECODE_KINDS, TEXT_FORMS } from "./decode-input.ts";
import { addDevice } from "./device-options.ts";
import {
  anyNumber,
  calendarDay,
  language,
  lengthOfTime,
  oneOf,
  repeated,
  wholeNumber,
} from "./option-values.ts";

/** Takes the exit code that a command ends with. */
type SetExit = (exitCode: number) => void;

/** Builds the command line; nothing heavy is loaded before a command is chosen. */
export function commandProgram(io: CommandIo, setExit: SetExit): Command {
  const program = new Command("dosekit")
    .description("Virtual medication dispensers: fleets on virtual time, live fleets, decoding.")
    .addHelpText("after", EXIT_HELP);
  // Subcommands inherit these, so they come before any of them is made.
  program.exitOverride().configureOutput({ writeOut: io.out, writeErr: () => undefined });
  program.configureHelp({ helpWidth: Math.max(60, Math.min(io.columns, 100)) });
  addSimulate(program, io, setExit);
  addLive(program, io, setExit);
  addReplay(program, io, setExit);
  addDevice(program, io, setExit);
  program
    .command("gateway [args...]")
    .description("The gateway program of the SDK: a durable inbox behind a broker.")
    .helpOption(false)
    .allowUnknownOption();
  program
    .command("conform [args...]")
    .description("The conformance kit: a verdict on a device or gateway.")
    .helpOption(false)
    .allowUnknownOption();
  addAccept(program, io, setExit);
  addDecode(program, io, setExit);
  return program;
}

function addSimulate(program: Command, io: CommandIo, setExit: SetExit): void {
  const command = program
    .command("simulate")
    .description("Runs a fleet on virtual time, as fast as the processor goes.");
  addRunOptions(command)
    .addOption(
      new Option(
        "--workers <n>",
        "threads to use, as many as processors by default; the result is the same for any number",
      ).argParser(wholeNumber("--workers", 1, 1_024)),
    )
    .addOption(
      new Option(
        "--loop <kind>",
        "closed: alerts are answered, and answers reach the devices; open: nobody answers or calls, staff come on planned rounds; closed by default",
      ).argParser(oneOf("--loop", LOOPS)),
    )
    .addOption(
      new Option(
        "--delivery <kind>",
        "wire: records are brought as bytes; bare: a model brings them, in less than half of the time; bare in an open loop and wire in a closed one by default",
      ).argParser(oneOf("--delivery", DELIVERIES)),
    )
    .addHelpText("after", SIMULATE_HELP)
    .action(async (options) => {
      const { runSimulate } = await import("./simulate-command.ts");
      setExit(await runSimulate(options, io));
    });
}

function addLive(program: Command, io: CommandIo, setExit: SetExit): void {
  const command = program
    .command("live")
    .description(
      "Runs a fleet over an MQTT 5 broker or serial lines, its time tied to the wall clock.",
    );
  addRunOptions(command)
    .option("--broker <url>", "an outside broker; without it one is started for the run")
    .addOption(
      new Option("--port <n>", "port of the embedded broker; a free one by default").argParser(
        wholeNumber("--port", 0, 65_535),
      ),
    )
    .addOption(
      new Option(
        "--serial <kind>",
        "serial lines in place of a broker: pty gives each device a pseudo-terminal of its own, shared puts several on one",
      ).argParser(oneOf("--serial", ["pty", "shared"] as const)),
    )
    .addOption(
      new Option("--per-line <n>", "devices on one shared line; 8 by default").argParser(
        wholeNumber("--per-line", 2, DROP_ADDRESS_MAX),
      ),
    )
    .addOption(
      new Option("--damage <n>", "damages one byte in so many on serial lines, each way").argParser(
        wholeNumber("--damage", 100, 1_000_000_000),
      ),
    )
    .addHelpText("after", LIVE_HELP)
    .action(async (options) => {
      const { checkFileHandles, fileHandleLimit } = await import("../fleet/file-limit.ts");
      // Lines may be fewer than devices; what they take is reckoned when all is known.
      const isSerial = options.serial !== undefined;
      const few = isSerial ? 1 : (options.devices ?? 1);
      checkFileHandles(few, !isSerial && options.broker === undefined, fileHandleLimit());
      const { runLive } = await import("./live-command.ts");
      setExit(await runLive(options, io));
    });
}

function addReplay(program: Command, io: CommandIo, setExit: SetExit): void {
  const command = program
    .command("replay [file]")
    .description("Runs one failure again from its file or its seed, and shrinks it.");
  addFleetOptions(command)
    .addOption(
      new Option("--loop <kind>", "closed or open, as in simulate").argParser(
        oneOf("--loop", LOOPS),
      ),
    )
    .addOption(
      new Option("--delivery <kind>", "wire or bare, as in simulate").argParser(
        oneOf("--delivery", DELIVERIES),
      ),
    )
    .addOption(
      new Option(
        "--limit <time>",
        "time for shrinking, such as 5m; two minutes by default",
      ).argParser(lengthOfTime("--limit")),
    )
    .option("--save <file>", "saves the minimal timeline, which replay then judges")
    .addHelpText("after", REPLAY_HELP)
    .action(async (file: string | undefined, options) => {
      const { runReplay } = await import("./replay-command.ts");
      setExit(await runReplay(file, options, io));
    });
}

function addRunOptions(command: Command): Command {
  return addFleetOptions(command)
    .option("--events <file>", "writes every event, one JSON object a line")
    .option(
      "--failure <file>",
      "where a failure is kept, if there is one; named by the seed by default",
    )
    .option("--report <file>", "writes a report for people, one HTML file that needs nothing else");
}

function addFleetOptions(command: Command): Command {
  return command
    .option("--fleet <file>", "fleet file, YAML or JSON; other options override it")
    .addOption(
      new Option("--devices <n>", "how many devices").argParser(
        wholeNumber("--devices", 1, DEVICES_MAX),
      ),
    )
    .option("--product <name>", "product profile of the devices, or mixed")
    .option("--profile <file>", "file with a product of your own; may be repeated", repeated)
    .option(
      "--people <file>",
      "file with a persona of your own, of whom all users are; may be repeated",
      repeated,
    )
    .addOption(
      new Option("--days <n>", "how many days").argParser(wholeNumber("--days", 1, DAYS_MAX)),
    )
    .addOption(
      new Option("--start <date>", "first local day, such as 2026-11-23").argParser(
        calendarDay("--start"),
      ),
    )
    .option("--zone <name>", "IANA time zone of the devices, such as Europe/Oslo")
    .option("--plan <file>", "FHIR Bundle with the medication plan; may be repeated", repeated)
    .addOption(
      new Option(
        "--faults <preset>",
        `what goes wrong: ${FAULT_PRESETS.join(", ")}, or the path of a fault file`,
      ),
    )
    .addOption(
      new Option(
        "--response <form>",
        `who answers alerts: ${CENTRE_FORMS.join(", ")}; unlimited by default`,
      ).argParser(oneOf("--response", CENTRE_FORMS)),
    )
    .addOption(
      new Option(
        "--duration <time>",
        "device time to run instead of the fleet's days, such as 6h",
      ).argParser(lengthOfTime("--duration")),
    )
    .addOption(
      new Option(
        "--speed <n>",
        "device time that passes in one second of a live run; on virtual time it keeps the outages as long",
      ).argParser(anyNumber("--speed", 1, 100_000)),
    )
    .option("--seed <text>", "the same seed gives the same people, faults and devices")
    .addOption(
      new Option(
        "--lang <code>",
        "language of table and report: en, or nb (no) for Norwegian bokmål",
      )
        .default("en")
        .argParser(language("--lang")),
    )
    .option("--json", "one JSON document on standard output");
}

function addDecode(program: Command, io: CommandIo, setExit: SetExit): void {
  program
    .command("decode [bytes]")
    .description("Names every field of a message, of the frames of a serial line, or of a capture.")
    .option("--file <path>", "reads the bytes from a file")
    .addOption(
      new Option("--form <form>", `how the bytes are written: ${TEXT_FORMS.join(", ")}`)
        .default("auto")
        .argParser(oneOf("--form", TEXT_FORMS)),
    )
    .addOption(
      new Option("--as <kind>", `what the bytes are: ${DECODE_KINDS.join(", ")}`)
        .default("auto")
        .argParser(oneOf("--as", DECODE_KINDS)),
    )
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", DECODE_HELP)
    .action(async (bytes: string | undefined, options) => {
      const { runDecode } = await import("./decode-command.ts");
      setExit(await runDecode(bytes, options, io));
    });
}

const EXIT_HELP = `
Exit codes:
  0 done and all held · 1 a checked property failed · 2 wrong usage or input
  3 environment (port, broker, file limit) · 4 inconclusive · 70 internal error · 130 interrupted

Examples:
  dosekit simulate --devices 100 --days 7
  dosekit live --fleet simulator/examples/fleets/main-job.yaml
  dosekit device --speed 60
  dosekit decode 8204a20101021903e8
  dosekit gateway --help
  dosekit conform run --dut sim:
  dosekit accept run simulator/examples/acceptance/small-municipality.yaml
`;

const SIMULATE_HELP = `
Examples:
  dosekit simulate --devices 100 --days 7 --seed 42
  dosekit simulate --fleet simulator/examples/fleets/main-job.yaml --events events.jsonl
  dosekit simulate --devices 10 --plan my-bundle.json --faults storm --json
  dosekit simulate --fleet simulator/examples/fleets/one-centre.yaml --report report.html --lang nb
  dosekit simulate --devices 1000 --days 365 --loop open --product evondos-e300 --faults everyday
`;

const REPLAY_HELP = `
The file of a failure is run again and shrunk: fewest days, faults and things done, at instants that
tell something. A timeline that --save wrote is judged: 0 when it holds, 1 when it fails still.
A file says which fleet is run. Without one the options of the fleet do, and its --seed.

Examples:
  dosekit replay dosekit-failure-42.json
  dosekit replay dosekit-failure-42.json --save regressions/late-press.json --lang nb
  dosekit replay regressions/late-press.json
  dosekit replay --devices 100 --days 7 --faults storm --seed 42 --limit 5m
`;

const LIVE_HELP = `
Examples:
  dosekit live --fleet simulator/examples/fleets/main-job.yaml
  dosekit live --devices 20 --speed 3600 --duration 6h
  dosekit live --fleet fleet.yaml --broker mqtt://127.0.0.1:1883 --json
  dosekit live --devices 50 --speed 600 --serial pty --damage 10000
  dosekit live --devices 200 --speed 600 --serial shared --per-line 16
`;

const DECODE_HELP = `
A capture file has one JSON object a line, with the bytes as hex or base64 and, where they are
known, t, dir and topic:
  {"t": "2026-11-23T08:00:00Z", "topic": "omdp/1/demo/disp-1/ack", "hex": "8202a20107021903e8"}
  {"dir": "rx", "base64": "AxEBAQ4IyoICogEBAgK9aDWMAA=="}
Bytes without a topic are a message or, cut anywhere, the serial line of their direction; of its
frames handshake, polls, numbers and segments are named, and messages are put together. What a
receiver refuses is named with the requirement that it breaks; then the command ends with 2. Input
may have 16 MiB. Captures in pcap form are not read: no library that is kept up reads them and puts
TCP streams together.

Examples:
  dosekit decode 8204a20101021903e8
  dosekit decode --form base64 ggSiAQECGQPo
  dosekit decode --file line.bin --form raw --as frame --json
  dosekit decode --file capture.jsonl
  mosquitto_sub -t 'omdp/1/+/+/evt' -C 1 -N | dosekit decode --form raw
`;
