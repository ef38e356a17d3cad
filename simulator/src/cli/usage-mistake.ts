import type { Command, CommanderError } from "commander";
import { type Mistake, UserError } from "./user-error.ts";

/**
 * Turns what the command line parser says into a mistake that names what is allowed.
 *
 * @returns `undefined` when the parser only ended after help or version
 */
export function usageMistake(error: CommanderError, program: Command): UserError | undefined {
  if (error.exitCode === 0) return undefined;
  const command = commandOf(program);
  const found = quoted(error.message);
  return new UserError({
    code: CODES[error.code] ?? "usage.wrong",
    ...(found === undefined ? {} : { found }),
    ...allowedFor(error.code, program, command),
    message: `${SENTENCES[error.code] ?? sentence(error.message)} See dosekit${
      command === program ? "" : ` ${command.name()}`
    } --help.`,
  });
}

const CODES: Readonly<Record<string, string>> = {
  "commander.unknownOption": "usage.unknown-option",
  "commander.unknownCommand": "usage.unknown-command",
  "commander.help": "usage.no-command",
  "commander.excessArguments": "usage.too-many-arguments",
  "commander.optionMissingArgument": "usage.value-missing",
  "commander.missingArgument": "usage.argument-missing",
  "commander.invalidArgument": "usage.bad-value",
};

const SENTENCES: Readonly<Record<string, string>> = {
  "commander.unknownOption": "There is no such option.",
  "commander.unknownCommand": "There is no such command.",
  "commander.help": "No command was given.",
  "commander.excessArguments": "There are more arguments than the command takes.",
  "commander.optionMissingArgument": "An option needs a value.",
};

function allowedFor(code: string, program: Command, command: Command): Pick<Mistake, "allowed"> {
  if (code === "commander.unknownOption") {
    const names = command.options.map(({ long, short }) => long ?? short ?? "");
    return { allowed: [...names, "--help"].join(", ") };
  }
  if (code === "commander.unknownCommand" || code === "commander.help")
    return { allowed: program.commands.map((one) => one.name()).join(", ") };
  return {};
}

/** The command that was being parsed: the one whose name the user gave, or the program. */
function commandOf(program: Command): Command {
  const [name] = program.args;
  return program.commands.find((command) => command.name() === name) ?? program;
}

function quoted(message: string): string | undefined {
  return /'([^']+)'/.exec(message)?.[1];
}

function sentence(message: string): string {
  const text = message.replace(/^error: /, "");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
}
