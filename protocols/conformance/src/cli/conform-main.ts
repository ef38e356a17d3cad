import { type Command, CommanderError } from "commander";
import type { AdapterKind } from "../adapters/kit-adapter.ts";
import { KIT_EXIT, KitMistake } from "../files/kit-mistake.ts";
import type { ConformIo } from "./conform-io.ts";
import { conformProgram } from "./conform-program.ts";
import { OWN_ADAPTERS } from "./known-adapters.ts";
import { printMistake } from "./print-mistake.ts";

/** What a caller adds to the kit's command. */
export interface ConformExtras {
  /** As users call it; `dosekit-conform` by default. */
  readonly name?: string;
  /** Further ways to devices, such as those of a simulator. */
  readonly adapters?: readonly AdapterKind[];
}

/**
 * Runs the kit's command line inside this process.
 *
 * @param argv arguments without the program's name
 * @returns exit code: 0 all that applies was kept, 1 a failure or a waived case that passes, 2 wrong
 *   usage or input, 3 port or broker, 4 something was not run or not decided, 70 a fault of the
 *   kit, 130 interrupted
 */
export async function conformMain(
  argv: readonly string[],
  io: ConformIo,
  { name = "dosekit-conform", adapters = [] }: ConformExtras = {},
): Promise<number> {
  const json = argv.includes("--json");
  let exitCode: number = KIT_EXIT.ok;
  const setExit = (code: number) => {
    exitCode = code;
  };
  const program = conformProgram({ name, io, kinds: [...OWN_ADAPTERS, ...adapters], setExit });
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (cause) {
    return mistaken(cause, { name, io, json, program });
  }
  return exitCode;
}

function mistaken(
  cause: unknown,
  around: {
    readonly name: string;
    readonly io: ConformIo;
    readonly json: boolean;
    readonly program: Command;
  },
): number {
  const { name, io, json, program } = around;
  if (cause instanceof KitMistake) {
    printMistake(io, name, cause.mistake, json);
    return cause.exitCode;
  }
  if (cause instanceof CommanderError) {
    if (cause.exitCode === 0) return KIT_EXIT.ok;
    const allowed = program.commands.map((command) => command.name()).join(", ");
    const message = `${sentence(cause.message)} See ${name} --help.`;
    printMistake(io, name, { code: "usage.wrong", allowed, message }, json);
    return KIT_EXIT.usage;
  }
  const said = cause instanceof Error ? cause.message : String(cause);
  const message = `This is a fault of ${name}: ${said}`;
  printMistake(io, name, { code: "internal", message }, json);
  return KIT_EXIT.internal;
}

function sentence(message: string): string {
  const text = message.replace(/^error: /, "");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
}
