import { type Command, Option } from "commander";
import { RUN_PARTS, type RunPart } from "../acceptance/run/run-request.ts";
import type { AcceptCompareOptions } from "./accept-compare-command.ts";
import type { AcceptInitOptions } from "./accept-init-command.ts";
import type { AcceptRunOptions } from "./accept-run-command.ts";
import type { CommandIo } from "./command-io.ts";
import { language, repeated, wholeNumber } from "./option-values.ts";
import { UserError } from "./user-error.ts";

/** Adds `dosekit accept` with its commands to the command line. */
export function addAccept(
  program: Command,
  io: CommandIo,
  setExit: (exitCode: number) => void,
): void {
  const accept = program
    .command("accept")
    .description("Acceptance tests of a municipality's service, and a report to sign.")
    .addHelpText("after", ACCEPT_HELP);
  addInit(accept, io, setExit);
  addRun(accept, io, setExit);
  addReport(accept, io, setExit);
  addCompare(accept, io, setExit);
}

function addInit(accept: Command, io: CommandIo, setExit: (exitCode: number) => void): void {
  accept
    .command("init")
    .description("Asks about the service; writes its file, and test protocols to fill in.")
    .option("--out <file>", "file that is written: akseptanse.yaml, or acceptance.yaml in English")
    .option("--answers <file>", "answers, YAML or JSON: municipality, stories, operators and so on")
    .option("--municipality <name>", "what the municipality is called")
    .option("--story <story=product:n>", "a story with product and devices; repeated", repeated)
    .option("--operators <day,evening,night>", "operators on duty")
    .option("--serious <acknowledge,act>", "limits in minutes for serious alerts")
    .option("--moderate <acknowledge,act>", "limits in minutes for moderate alerts")
    .option("--start <date>", "first day of the approval period")
    .option("--weeks <n>", "weeks of the approval period")
    .option("--json", "one JSON document on standard output")
    .addOption(
      new Option("--lang <code>", "language of questions, file and protocols: nb (no) or en")
        .default("no", "nb")
        .argParser(language("--lang")),
    )
    .addHelpText("after", INIT_HELP)
    .action(async (options: AcceptInitOptions) => {
      const { runAcceptInit } = await import("./accept-init-command.ts");
      const { WIRED_PARTS } = await import("../acceptance/run/wired-parts.ts");
      setExit(await runAcceptInit(options, { io, pathwayAsks: WIRED_PARTS.pathwayAsks }));
    });
}

function addRun(accept: Command, io: CommandIo, setExit: (exitCode: number) => void): void {
  accept
    .command("run <file>")
    .description("Runs the acceptance test that a file describes; writes a result and a report.")
    .option("--json [out]", "where the result is written; without a name, on standard output")
    .option("--html <out>", "where the report is written; named after the file by default")
    .option("--pdf <out>", "prints the report with an installed Chrome, Edge or Chromium")
    .option("--events <out>", "writes every event of daily operation, one JSON object a line")
    .option("--seed <text>", "the same file and seed give the same result; that of the file, or 1")
    .addOption(
      new Option(
        "--workers <n>",
        "threads to use, as many as processors by default; the result is the same for any number",
      ).argParser(wholeNumber("--workers", 1, 1_024)),
    )
    .addOption(
      new Option(
        "--only <parts>",
        `runs some parts, separated by commas: ${RUN_PARTS.join(", ")}; nothing is approved then`,
      ).argParser(partsOf),
    )
    .option(
      "--dut <product=adapter>",
      "a real device that stands for a product, by an adapter of the conformance kit; repeated",
      repeated,
    )
    .option("--ics <file>", "what the real device states that it has and keeps")
    .option("--fixture <address>", "hands at the real device; people at the terminal without it")
    .option(
      "--gateway <adapter>",
      "a real gateway, by an adapter of the conformance kit; criteria that rest on it are decided there",
    )
    .option("--gateway-ics <file>", "what the real gateway states that it has and keeps")
    .option("--no-staffing", "leaves out how many operators are needed, which takes longest")
    .addOption(
      new Option("--operations <n>", "runs of daily operation, for the range of the benefits")
        .default(1)
        .argParser(wholeNumber("--operations", 1, 100)),
    )
    .addOption(languageOption())
    .addHelpText("after", RUN_HELP)
    .action(async (file: string, options: AcceptRunOptions) => {
      const { runAccept } = await import("./accept-run-command.ts");
      const { WIRED_PARTS } = await import("../acceptance/run/wired-parts.ts");
      setExit(await runAccept(file, options, { io, parts: WIRED_PARTS }));
    });
}

function addReport(accept: Command, io: CommandIo, setExit: (exitCode: number) => void): void {
  accept
    .command("report <result>")
    .description("Makes the report of a result again, in either language.")
    .option("--html <out>", "where the report is written; named after the result by default")
    .option("--pdf <out>", "prints it with an installed Chrome, Edge or Chromium")
    .option("--json", "one JSON document on standard output")
    .addOption(languageOption())
    .addHelpText("after", REPORT_HELP)
    .action(async (result: string, options) => {
      const { runAcceptReport } = await import("./accept-report-command.ts");
      setExit(await runAcceptReport(result, options, io));
    });
}

function addCompare(accept: Command, io: CommandIo, setExit: (exitCode: number) => void): void {
  accept
    .command("compare <files...>")
    .description("Sets products side by side for each user story; never by a single score.")
    .option("--html <out>", "where the page is written: sammenligning.html, or comparison.html")
    .option("--pdf <out>", "prints it with an installed Chrome, Edge or Chromium")
    .option("--json", "one JSON document on standard output")
    .option("--seed <text>", "first seed of the runs; that of the file, or 1")
    .addOption(
      new Option("--seeds <n>", "seeds with which each product is run")
        .default(3)
        .argParser(wholeNumber("--seeds", 1, 100)),
    )
    .addOption(
      new Option(
        "--workers <n>",
        "threads to use, as many as processors by default; the result is the same for any number",
      ).argParser(wholeNumber("--workers", 1, 1_024)),
    )
    .addOption(languageOption())
    .addHelpText("after", COMPARE_HELP)
    .action(async (files: readonly string[], options: AcceptCompareOptions) => {
      const { runAcceptCompare } = await import("./accept-compare-command.ts");
      const { WIRED_PARTS } = await import("../acceptance/run/wired-parts.ts");
      setExit(await runAcceptCompare(files, options, { io, parts: WIRED_PARTS }));
    });
}

function languageOption(): Option {
  const text = "language of what is written: en, or nb (no) for Norwegian bokmål; that of the file";
  return new Option("--lang <code>", text).argParser(language("--lang"));
}

function partsOf(text: string): readonly RunPart[] {
  const named = [...new Set(text.split(","))];
  const parts = RUN_PARTS.filter((part) => named.includes(part));
  if (parts.length === named.length) return parts;
  throw new UserError({
    code: "usage.bad-value",
    field: "--only",
    ...{ found: text === "" ? "nothing" : text, allowed: RUN_PARTS.join(", ") },
    message: "An option has a value that it can't have.",
  });
}

const ACCEPT_HELP = `
Begin with init, which asks about the service and writes its file and the test protocols for people
to fill in. Then run, look at the report, fill in protocols, and run again.

Examples:
  dosekit accept init
  dosekit accept run kommune.yaml
  dosekit accept report kommune-resultat.json --lang en
  dosekit accept compare kommune.yaml
`;

const INIT_HELP = `
What no option and no file of answers says is asked on the terminal; lines pasted or piped in answer
one question each. Without a terminal the usual answer is taken where there is one. Nothing that is there already is written over.

Examples:
  dosekit accept init
  dosekit accept init --lang en --out service/acceptance.yaml
  dosekit accept init --municipality Eksempelvik --story tone=evondos-e300:60 --start 2027-03-01
`;

const RUN_HELP = `
Exit codes: 0 approved, also with deviations that the file's rule allows · 1 not approved
  2 wrong usage, or a mistake in a file · 3 environment · 4 something required was not decided
  130 interrupted: what there is so far is written, marked partial, and approves nothing

Examples:
  dosekit accept run kommune.yaml
  dosekit accept run kommune.yaml --pdf rapport.pdf --events hendelser.jsonl
  dosekit accept run kommune.yaml --only criteria,incidents --seed 42
  dosekit accept run kommune.yaml --dut medido=serial:/dev/ttyUSB0 --ics medido-ics.yaml
  dosekit accept run kommune.yaml --gateway mqtt:0.0.0.0:1883 --gateway-ics mottak-ics.yaml
  dosekit accept run kommune.yaml --no-staffing --json > resultat.json

What a real device or gateway does not show on its wire a person has to try: the run writes a test
protocol for it beside the file (protokoll-enhet-medido.csv). Fill it in, name it under protocols
(protokoller), and run again with the same options.
`;

const REPORT_HELP = `
Examples:
  dosekit accept report kommune-resultat.json --lang en
  dosekit accept report kommune-resultat.json --html rapport.html --pdf rapport.pdf
`;

const COMPARE_HELP = `
A file is a result of accept run, or an acceptance file that names products under compare
(sammenlign); those are run with criteria, daily operation and incidents, with the same seeds each.

Examples:
  dosekit accept compare kommune.yaml --seeds 5
  dosekit accept compare medido-resultat.json mini-resultat.json --html sammenligning.html
`;
