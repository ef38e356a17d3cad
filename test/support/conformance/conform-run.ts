import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AdapterKind,
  BUNDLE,
  conformMain,
  type RunRecord,
  readBundle,
} from "@dosekit/conformance";
import { SIM_ADAPTER } from "@dosekit/simulator";

/** What came of one call of the kit's command. */
export interface ConformOutcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** How the kit's command is called. */
export interface ConformCall {
  readonly cwd?: string;
  readonly adapters?: readonly AdapterKind[];
  readonly signal?: AbortSignal;
  readonly question?: (text: string) => Promise<string>;
  /** Told of everything that is written for people. */
  readonly onErr?: (text: string) => void;
}

/** Calls the kit's command in this process. */
export async function conform(
  argv: readonly string[],
  call: ConformCall = {},
): Promise<ConformOutcome> {
  const { cwd = tmpdir(), adapters = [SIM_ADAPTER], question, onErr } = call;
  let [out, err] = ["", ""];
  const exitCode = await conformMain(
    argv,
    {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
        onErr?.(text);
      },
      cwd,
      signal: call.signal ?? new AbortController().signal,
      ...(question === undefined ? {} : { question }),
    },
    { adapters },
  );
  return { exitCode, out, err };
}

/** Lends a folder for a while. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "conform-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the kit and reads the evidence that it kept. */
export async function recordOf(
  argv: readonly string[],
  call: ConformCall = {},
): Promise<ConformOutcome & { readonly record: RunRecord }> {
  return inFolder(async (folder) => {
    const outcome = await conform(["run", ...argv, "--out", folder], call);
    if (!existsSync(join(folder, BUNDLE.results))) throw new Error(outcome.err);
    return { ...outcome, record: readBundle(folder).record };
  });
}
