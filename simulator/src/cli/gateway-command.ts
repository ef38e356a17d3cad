import { runGatewayProgram } from "@dosekit/sdk";
import type { CommandIo } from "./command-io.ts";

/** Runs the SDK's gateway program; arguments, output and exit codes are its own. */
export function runGatewayCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  return runGatewayProgram(argv, {
    // A row counts as read once the system has its line, not before.
    stdout: io.outTaken ?? io.out,
    stderr: io.err,
    env: io.env,
    onStop: (listener) => {
      const onAbort = (): void => listener(io.signal.reason === "SIGTERM" ? "SIGTERM" : "SIGINT");
      if (io.signal.aborted) onAbort();
      io.signal.addEventListener("abort", onAbort, { once: true });
      return () => io.signal.removeEventListener("abort", onAbort);
    },
  });
}
