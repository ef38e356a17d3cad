import { type Command, CommanderError } from "commander";
import { parserError } from "./usage-place.ts";

/**
 * Reads the arguments of a command that ends by itself; nothing when they only asked for help.
 *
 * @throws ProgramError `gateway.usage` with field, found and allowed
 */
export function parsedOptions<T extends object>(
  command: Command,
  argv: readonly string[],
): T | undefined {
  try {
    command.parse([...argv], { from: "user" });
  } catch (cause) {
    if (!(cause instanceof CommanderError)) throw cause;
    if (cause.exitCode === 0) return undefined;
    throw parserError("gateway.usage", cause, command);
  }
  return command.opts<T>();
}
