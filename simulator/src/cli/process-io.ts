import { fstatSync } from "node:fs";
import { emitKeypressEvents, type Key } from "node:readline";
import { getHeapStatistics } from "node:v8";
import { makeObjectsYoung } from "../hosts/young-objects.ts";
import { AskedLines } from "./asked-lines.ts";
import type { CommandIo, Terminal } from "./command-io.ts";
import { main } from "./main.ts";
import { pipedLines } from "./piped-lines.ts";

/** Width of tables where the terminal says nothing. */
const COLUMNS_DEFAULT = 100;
/** Height of a screen where the terminal says nothing. */
const ROWS_DEFAULT = 24;
/** Exit code of a process that was interrupted twice and ends at once. */
const INTERRUPTED = 130;
/** Commands that have homes live in virtual time. */
const LIVING = ["accept", "simulate"];

/** Runs the command line of this process and sets its exit code. */
export async function runProcess(): Promise<void> {
  const interrupted = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    if (interrupted.signal.aborted) process.exit(INTERRUPTED);
    interrupted.abort(name);
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  // A reader such as `head` may leave early; that is no fault of ours.
  process.stdout.on("error", (error: Error & { code?: string }) => {
    if (error.code !== "EPIPE") throw error;
  });
  if (LIVING.includes(process.argv[2] ?? "")) makeObjectsYoung();
  try {
    process.exitCode = await main(process.argv.slice(2), processIo(interrupted.signal));
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    // Loaded only where it is wanted: most commands have nothing to do with the kit.
    if (process.argv[2] === "conform") (await import("@dosekit/conformance")).endWhenWritten();
  }
}

function processIo(signal: AbortSignal): CommandIo {
  return {
    out: (text) => void process.stdout.write(text),
    outTaken: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
    err: (text) => void process.stderr.write(text),
    readInput: readStandardInput,
    env: process.env,
    cwd: process.cwd(),
    interactive: process.stderr.isTTY === true,
    ...(process.stdin.isTTY && process.stdout.isTTY ? { terminal: PROCESS_TERMINAL } : {}),
    ...(process.stdin.isTTY ? { question: questionAt(signal) } : {}),
    ...(isPipedInto() ? { pipedLine: pipedLines(process.stdin) } : {}),
    columns: process.stdout.columns ?? COLUMNS_DEFAULT,
    signal,
    memory: () => ({
      processBytes: process.availableMemory(),
      threadBytes: getHeapStatistics().heap_size_limit,
    }),
    hostMs: () => performance.now(),
  };
}

function questionAt(signal: AbortSignal): NonNullable<CommandIo["question"]> {
  const lines = new AskedLines({
    ...{ input: process.stdin, output: process.stderr },
    leave: () => process.kill(process.pid, "SIGINT"),
  });
  return (text, isAnew = false) => lines.ask(text, isAnew, signal);
}

/** A shell's pipe or file ends; what another program holds open may never say anything. */
function isPipedInto(): boolean {
  if (process.stdin.isTTY) return false;
  try {
    const input = fstatSync(0);
    return input.isFIFO() || input.isFile();
  } catch {
    return false;
  }
}

const PROCESS_TERMINAL: Terminal = {
  write: (text) => void process.stdout.write(text),
  size: () => ({
    columns: process.stdout.columns ?? COLUMNS_DEFAULT,
    rows: process.stdout.rows ?? ROWS_DEFAULT,
  }),
  onKey: (listener) => {
    const { stdin } = process;
    const onKeypress = (text: string | undefined, { ctrl, name }: Key): void =>
      listener(ctrl === true && name === "c" ? "ctrl-c" : (text ?? ""));
    emitKeypressEvents(stdin);
    stdin.setRawMode(true);
    stdin.resume();
    stdin.on("keypress", onKeypress);
    return () => {
      stdin.off("keypress", onKeypress);
      stdin.setRawMode(false);
      stdin.pause();
    };
  },
};

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
