import { Command, Option } from "commander";
import type { AdapterKind } from "../adapters/kit-adapter.ts";
import type { ConformIo } from "./conform-io.ts";
import { lengthOfTime, oneOfWords, profileList, repeated, wholeNumber } from "./option-readers.ts";

/** Takes the exit code that a command ends with. */
type SetExit = (exitCode: number) => void;

/** What the command line is built with. */
export interface ProgramSetup {
  /** As users call it, such as `dosekit-conform`. */
  readonly name: string;
  readonly io: ConformIo;
  readonly kinds: readonly AdapterKind[];
  readonly setExit: SetExit;
}

/** Builds the command line; nothing heavy is loaded before a command is chosen. */
export function conformProgram(setup: ProgramSetup): Command {
  const { name, io } = setup;
  const program = new Command(name)
    .description("Shows whether a medication dispenser or its gateway keeps OMDP.")
    .addHelpText("after", exitHelp(name));
  program.exitOverride().configureOutput({ writeOut: io.out, writeErr: () => undefined });
  addRun(program, setup);
  addList(program, setup);
  addExplain(program, setup);
  addReplay(program, setup);
  addReport(program, setup);
  return program;
}

function addRun(program: Command, { name, io, kinds, setExit }: ProgramSetup): void {
  const command = program
    .command("run")
    .description("Runs the cases that a statement calls for against a device or gateway.")
    .requiredOption("--dut <address>", "the device, see below; may be repeated", repeated)
    .option("--ics <file>", "statement of what it has and keeps, YAML or JSON")
    .option("--serial <text>", "serial number of the one on the desk")
    .option("--waivers <file>", "what is known to fail, by whom and until when")
    .option("--params <file>", "tolerances in place of those of a desk")
    .option(
      "--fixture <what>",
      "who does what hands do: terminal, tcp:host:port, exec:program",
      repeated,
    )
    .option("--seed <text>", "orders the cases; drawn when it is not given")
    .option("--strict", "what is only advised fails the run too")
    .option("--certify", "refuses waivers on safety, simulation and partial runs")
    .option("--out <folder>", "keeps the evidence there: report, statement, traces, manifest")
    .option("--sign <key>", "signs the evidence with a private Ed25519 key in PEM");
  addFilters(command)
    .addOption(
      new Option("--jobs <n>", "most cases at once").argParser(wholeNumber("--jobs", 1, 64)),
    )
    .addOption(
      new Option("--deadline <time>", "longest that the whole may take; 12h by default").argParser(
        lengthOfTime("--deadline"),
      ),
    )
    .addHelpText("after", runHelp(name, kinds))
    .action(async (options) => {
      const { runRun } = await import("./run-command.ts");
      setExit(await runRun(options, io, kinds));
    });
}

function addList(program: Command, { io, setExit }: ProgramSetup): void {
  const command = program.command("list").description("Lists cases.");
  addFilters(command).action(async (options) => {
    const { runList } = await import("./list-command.ts");
    setExit(runList(options, io));
  });
}

function addExplain(program: Command, { io, setExit }: ProgramSetup): void {
  program
    .command("explain <id>")
    .description("Explains a requirement or a case, and how to read a failure.")
    .action(async (id: string) => {
      const { runExplain } = await import("./explain-command.ts");
      setExit(runExplain(id, io));
    });
}

function addReplay(program: Command, { io, setExit }: ProgramSetup): void {
  program
    .command("replay <bundle>")
    .description("Judges a run again by its evidence, without the device.")
    .option("--signer <key>", "demands that the evidence is signed by this public key, PEM")
    .option("--json", "one JSON document on standard output")
    .action(async (bundle: string, options) => {
      const { runReplay } = await import("./replay-command.ts");
      setExit(await runReplay(bundle, options, io));
    });
}

function addReport(program: Command, { io, setExit }: ProgramSetup): void {
  program
    .command("report <bundle>")
    .description("Tells what came of a run by its evidence, and makes its report anew.")
    .option("--json", "one JSON document on standard output")
    .action(async (bundle: string, options) => {
      const { runReport } = await import("./report-command.ts");
      setExit(await runReport(bundle, options, io));
    });
}

function addFilters(command: Command): Command {
  return command
    .addOption(
      new Option("--role <role>", "device, gateway, or host for one behind a broker").argParser(
        oneOfWords("--role", ["device", "gateway", "host"] as const),
      ),
    )
    .addOption(
      new Option("--profile <names>", "of CORE, MQTT, SERIAL and SEC, with commas").argParser(
        profileList,
      ),
    )
    .option(
      "--select <pattern>",
      "cases, requirements or areas: cmd/*, LNK/*; repeatable",
      repeated,
    )
    .option("--json", "one JSON document on standard output");
}

function exitHelp(name: string): string {
  return `
Exit codes:
  0 all that applies was kept · 1 a failure, or a waived case that passes · 2 wrong usage or input
  3 port or broker · 4 something was not run or not decided · 70 fault of the kit · 130 interrupted

Examples:
  ${name} list --role device --profile SERIAL
  ${name} explain OMDP-EVT-014
  ${name} replay evidence
`;
}

function runHelp(name: string, kinds: readonly AdapterKind[]): string {
  return `
Addresses of a device:
${kinds.map(({ help }) => `  ${help}`).join("\n")}

Examples:
  ${name} run --dut serial:/dev/ttyUSB0 --ics device.yaml --out evidence
  ${name} run --dut mqtt:0.0.0.0:1883?announce=10.0.0.2 --ics device.yaml --fixture exec:./hands.py
  ${name} run --dut tcp:10.0.0.7:4001 --ics device.yaml --profile core,serial --select 'LNK/*'
`;
}
