import type { Command, CommanderError } from "commander";
import { type ProgramError, type ProgramErrorDetails, usageError } from "./program-error.ts";

type Place = Pick<ProgramErrorDetails, "field" | "found" | "allowed">;

/** Turns what the command line parser says into an error with field, found and allowed. */
export function parserError(code: string, cause: CommanderError, command: Command): ProgramError {
  const message = cause.message.replace(/^error: /, "");
  return usageError(code, message, placeOf(cause, command));
}

function placeOf(cause: CommanderError, command: Command): Place {
  const [first = "", second] = quoted(cause.message);
  switch (cause.code) {
    case "commander.unknownOption":
      return { found: first, allowed: optionNames(command) };
    case "commander.invalidArgument":
      return { ...optionPlace(first, command), found: second || "nothing", ...allowedIn(cause) };
    case "commander.optionMissingArgument":
    case "commander.missingMandatoryOptionValue":
      return { ...optionPlace(first, command), found: "nothing" };
    case "commander.excessArguments": {
      const taken = command.registeredArguments.length;
      return { found: command.args.slice(taken).join(" "), allowed: "no arguments" };
    }
    default:
      return {};
  }
}

/** Field and meaning of an option that the parser quotes as it is declared. */
function optionPlace(flags: string, command: Command): Place {
  const option = command.options.find((one) => one.flags === flags);
  if (option === undefined) return { field: flags };
  const placeholder = /<.*>/.exec(flags)?.[0] ?? flags;
  return { field: option.name(), allowed: `${placeholder}: ${option.description}` };
}

/** Readers of values end their message with what is allowed. */
function allowedIn(cause: CommanderError): Place {
  const allowed = /Allowed: (.*?)\.?$/.exec(cause.message)?.[1];
  return allowed === undefined ? {} : { allowed };
}

function optionNames(command: Command): string {
  return [...command.options.map(({ long, flags }) => long ?? flags), "--help"].join(", ");
}

function quoted(message: string): readonly string[] {
  return [...message.matchAll(/'([^']*)'/g)].map(([, text = ""]) => text);
}
