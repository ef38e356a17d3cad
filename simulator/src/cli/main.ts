import { CommanderError } from "commander";
import { EXIT } from "../results/error-document.ts";
import type { CommandIo } from "./command-io.ts";
import { printMistake } from "./print-error.ts";
import { commandProgram } from "./program.ts";
import { usageMistake } from "./usage-mistake.ts";
import { UserError } from "./user-error.ts";

/**
 * Runs the command line `dosekit …` inside this process.
 *
 * @param argv arguments without the program's name
 * @returns exit code: 0 done and all held, 1 a checked property failed, 2 wrong usage or input,
 *   3 environment, 4 inconclusive, 70 internal error, 130 interrupted
 */
export async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  const json = argv.includes("--json");
  if (argv[0] === "gateway") return guarded(io, { json }, () => runGateway(argv.slice(1), io));
  if (argv[0] === "conform") return guarded(io, { json }, () => runConform(argv.slice(1), io));
  const toldAs = argv[0] === "accept" ? (error: UserError) => acceptMistake(error, argv, io) : asIs;
  return guarded(io, { json, toldAs }, async () => {
    let exitCode: number = EXIT.ok;
    const program = commandProgram(io, (code) => {
      exitCode = code;
    });
    try {
      await program.parseAsync([...argv], { from: "user" });
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      const mistake = usageMistake(error, program);
      if (mistake !== undefined) throw mistake;
    }
    return exitCode;
  });
}

async function runGateway(argv: readonly string[], io: CommandIo): Promise<number> {
  const { runGatewayCommand } = await import("./gateway-command.ts");
  return runGatewayCommand(argv, io);
}

async function runConform(argv: readonly string[], io: CommandIo): Promise<number> {
  const { runConformCommand } = await import("./conform-command.ts");
  return runConformCommand(argv, io);
}

/** Mistakes in what municipalities write are told in their language. */
async function acceptMistake(
  error: UserError,
  argv: readonly string[],
  io: CommandIo,
): Promise<UserError> {
  const { inWordsOfCommand } = await import("./accept-mistake.ts");
  return inWordsOfCommand(error, argv, io.cwd);
}

function asIs(error: UserError): UserError {
  return error;
}

interface Telling {
  readonly json: boolean;
  /** Puts a mistake into the words of whoever made it. */
  readonly toldAs?: (error: UserError) => UserError | Promise<UserError>;
}

async function guarded(
  io: CommandIo,
  { json, toldAs = asIs }: Telling,
  run: () => Promise<number>,
): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UserError) {
      const { mistake, exitCode, language } = await toldAs(error);
      printMistake(io, mistake, { json, language });
      return exitCode;
    }
    const message = error instanceof Error ? error.message : String(error);
    printMistake(
      io,
      { code: "internal", message: `This is a fault of dosekit: ${message}` },
      { json },
    );
    if (io.env["DOSEKIT_DEBUG"] !== undefined && error instanceof Error)
      io.err(`${error.stack ?? ""}\n`);
    return EXIT.internal;
  }
}
