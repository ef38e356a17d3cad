import { conformMain } from "@dosekit/conformance";
import { SIM_ADAPTER } from "../conformance/sim-adapter.ts";
import type { CommandIo } from "./command-io.ts";

/** Runs the conformance kit with the project's own products beside its ways to real devices. */
export function runConformCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { out, err, cwd, signal, question } = io;
  return conformMain(
    argv,
    { out, err, cwd, signal, ...(question === undefined ? {} : { question }) },
    { name: "dosekit conform", adapters: [SIM_ADAPTER] },
  );
}
