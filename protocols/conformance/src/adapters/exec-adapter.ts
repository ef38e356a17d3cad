import { spawn } from "node:child_process";
import { CODEC_CASE_PREFIX, codecCases } from "../codec/codec-cases.ts";
import { environmentMistake } from "../files/kit-mistake.ts";
import type { Dut, DutAnswer } from "../scenario/dut-adapter.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { badAddress } from "./adapter-address.ts";
import { splitCommand } from "./command-words.ts";
import type { AdapterKind, KitAdapter } from "./kit-adapter.ts";

/** Exit code by which a program says that it does not have what it was asked for. */
export const UNIMPLEMENTED = 89;
/** How long a program may take for one answer, ms. */
const ANSWER_MS_MAX = 10_000;
/** Longest answer, characters. */
const ANSWER_MAX = 1_048_576;
const AT_ONCE = 4;

/** A program that reads and writes frames and messages: one question a run, in a line of JSON. */
export const EXEC_ADAPTER: AdapterKind = {
  scheme: "exec",
  help: "exec:./codec --flag · a program with the device's codec: JSON lines in and out",
  cases: codecCases,
  make: ({ rest, text }, { role }) => {
    const [program, ...args] = splitCommand(rest);
    if (program === undefined) throw badAddress(text, "exec: and a program");
    return new ExecAdapter(text, role, { program, args });
  },
};

interface Shim {
  readonly program: string;
  readonly args: readonly string[];
}

class ExecAdapter implements KitAdapter {
  readonly name: string;
  readonly role: KitAdapter["role"];
  readonly atOnce = AT_ONCE;
  readonly simulationOnly = [];
  readonly handsOf = "product";
  readonly gone = undefined;
  readonly #shim: Shim;

  constructor(name: string, role: KitAdapter["role"], shim: Shim) {
    this.name = name;
    this.role = role;
    this.#shim = shim;
  }

  refusal({ id }: Scenario): string | undefined {
    return id.startsWith(CODEC_CASE_PREFIX) ? undefined : "a program has a codec, and no link";
  }

  /** Asks for nothing, to see that the program can be started. */
  async open(): Promise<void> {
    try {
      await askShim(this.#shim, "");
    } catch (cause) {
      throw environmentMistake({
        code: "program.cannot-start",
        field: "--dut",
        found: `${this.name}: ${cause instanceof Error ? cause.message : String(cause)}`,
        allowed: "a program that can be started",
        message: "The program can't be started.",
      });
    }
  }

  /** There is nothing to hear: all that it says is its answers. */
  listensIn(): void {}

  start(): Promise<Dut> {
    const shim = this.#shim;
    return Promise.resolve({
      act: async (action, value): Promise<DutAnswer> => {
        if (action !== "codec") return { ok: false, reason: "a program has a codec only" };
        const { line, exitCode } = await askShim(shim, `${JSON.stringify(value)}\n`);
        if (exitCode === UNIMPLEMENTED) return { ok: false, reason: "it does not implement this" };
        return { ok: true, value: readLine(line, exitCode) };
      },
      stop: () => Promise.resolve(),
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function readLine(line: string, exitCode: number | null): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return { unreadable: line.slice(0, 200), exitCode };
  }
}

function askShim(
  { program, args }: Shim,
  question: string,
): Promise<{ readonly line: string; readonly exitCode: number | null }> {
  const child = spawn(program, [...args], { stdio: ["pipe", "pipe", "ignore"] });
  let text = "";
  const late = setTimeout(() => child.kill("SIGKILL"), ANSWER_MS_MAX);
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    if (text.length > ANSWER_MAX) child.kill("SIGKILL");
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(question);
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => {
      clearTimeout(late);
      reject(cause);
    });
    child.once("close", (exitCode) => {
      clearTimeout(late);
      resolve({ line: text.split("\n")[0] ?? "", exitCode });
    });
  });
}
