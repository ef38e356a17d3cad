import type { Command, CommanderError, Option } from "commander";
import { type Mistake, UserError } from "./user-error.ts";

/**
 * Turns what the command line parser says into a mistake that names what is allowed.
 *
 * @returns `undefined` when the parser only ended after help or version
 */
export function usageMistake(error: CommanderError, program: Command): UserError | undefined {
  if (error.exitCode === 0) return undefined;
  const command = commandOf(program);
  return new UserError({
    code: CODES[error.code] ?? "usage.wrong",
    ...placeOf(error, command),
    message: `${SENTENCES[error.code] ?? sentence(error.message)} See ${fullName(command)} --help.`,
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

type Place = Pick<Mistake, "field" | "found" | "allowed">;

/** Where the mistake is: its field, what was found there and what is allowed, as far as known. */
function placeOf(error: CommanderError, command: Command): Place {
  switch (error.code) {
    case "commander.unknownOption":
      return { ...foundIn(error), allowed: optionNames(command) };
    case "commander.unknownCommand":
      return { ...foundIn(error), allowed: commandNames(command) };
    case "commander.help":
      return { found: "nothing", allowed: commandNames(command) };
    case "commander.excessArguments":
      return extraOf(command);
    case "commander.optionMissingArgument":
    case "commander.invalidArgument":
      return optionPlace(error, command);
    case "commander.missingArgument":
      return { field: quoted(error.message)[0] ?? "", found: "nothing" };
    default:
      return foundIn(error);
  }
}

function foundIn(error: CommanderError): Place {
  const [found] = quoted(error.message);
  return found === undefined ? {} : { found };
}

/** The arguments beyond those that the command takes. */
function extraOf(command: Command): Place {
  const taken = command.registeredArguments.length;
  const found = command.args.slice(taken).join(" ");
  return { found, allowed: taken === 0 ? "no arguments" : `at most ${taken}` };
}

/** The parser quotes first the option as it is declared, then the value if there is one. */
function optionPlace(error: CommanderError, command: Command): Place {
  const [flags = "", value = ""] = quoted(error.message);
  const option = command.options.find((one) => one.flags === flags);
  const found = value === "" ? "nothing" : value;
  if (option === undefined) return { field: flags, found };
  return { field: option.long ?? flags, found, allowed: allowedBy(option) };
}

/** What the option's reader says of an empty value; one without a reader takes any text. */
function allowedBy(option: Option): string {
  const placeholder = /<.*>|\[.*\]/.exec(option.flags)?.[0] ?? option.flags;
  try {
    option.parseArg?.("", undefined);
  } catch (error) {
    if (error instanceof UserError && error.mistake.allowed !== undefined)
      return error.mistake.allowed;
  }
  return `${placeholder}: ${option.description}`;
}

function optionNames(command: Command): string {
  const names = command.options.map(({ long, short }) => long ?? short ?? "");
  return [...names, "--help"].join(", ");
}

function commandNames(command: Command): string {
  return command.commands.map((one) => one.name()).join(", ");
}

/** The command that was being parsed: the one whose names the user gave, or the program. */
function commandOf(parent: Command): Command {
  const [name] = parent.args;
  const named = parent.commands.find((command) => command.name() === name);
  return named === undefined ? parent : commandOf(named);
}

/** A command's name with those of the commands that it belongs to. */
function fullName(command: Command): string {
  const { parent } = command;
  return parent === null ? command.name() : `${fullName(parent)} ${command.name()}`;
}

/** What the parser's message has in quotes, in order. */
function quoted(message: string): readonly string[] {
  return [...message.matchAll(/'([^']*)'/g)].map(([, text = ""]) => text);
}

function sentence(message: string): string {
  const text = message.replace(/^error: /, "");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
}
