import { SdkError } from "../errors.ts";
import { GATEWAY_EXIT, ProgramError } from "./program-error.ts";
import type { GatewayProgramIo } from "./program-io.ts";
import { readArguments } from "./read-arguments.ts";
import { runDiscover } from "./run-discover.ts";
import { environmentError, runGateway } from "./run-gateway.ts";
import { runLetters } from "./run-letters.ts";
import { runProvision, runStageKey } from "./run-provision.ts";
import { runRegister } from "./run-register.ts";

export { type HealthReport, HealthWatch } from "./health-report.ts";
export { HealthServer } from "./health-server.ts";
export type { GatewayProgramIo, StopSignal } from "./program-io.ts";
export { RegisterView } from "./register-view.ts";
export { settingsSchema } from "./settings-schema.ts";

/** Commands that do one thing and end. */
const COMMANDS: Readonly<
  Record<string, (argv: readonly string[], io: GatewayProgramIo) => Promise<number>>
> = {
  discover: runDiscover,
  letters: runLetters,
  provision: runProvision,
  register: runRegister,
  "stage-key": runStageKey,
};

/**
 * Runs the program `dosekit-gateway` until it is told to end.
 *
 * @param argv the arguments behind the program's name
 * @returns the exit code
 */
export async function runGatewayProgram(
  argv: readonly string[],
  io: GatewayProgramIo,
): Promise<number> {
  try {
    const [first = ""] = argv;
    const command = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
    if (command !== undefined) return await command(argv.slice(1), io);
    const settings = readArguments(argv, { env: io.env, help: io.stdout });
    return settings === undefined ? GATEWAY_EXIT.done : await runGateway(settings, io);
  } catch (cause) {
    return await reportError(cause, argv.includes("--json"), io);
  }
}

async function reportError(cause: unknown, json: boolean, io: GatewayProgramIo): Promise<number> {
  const error = programErrorOf(cause);
  if (json) await io.stdout(`${JSON.stringify({ error: error.details })}\n`);
  else io.stderr(`dosekit-gateway: ${error.message}\n`);
  return error.exitCode;
}

function programErrorOf(cause: unknown): ProgramError {
  if (cause instanceof ProgramError) return cause;
  if (cause instanceof SdkError) return environmentError(cause);
  const message = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return new ProgramError(GATEWAY_EXIT.internal, { code: "internal", message });
}
