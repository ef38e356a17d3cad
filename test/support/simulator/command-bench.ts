import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandIo, main, type Terminal } from "@dosekit/simulator";
import { newHereThread } from "./lane-threads.ts";

/** What a command printed and how it ended. */
export interface CommandResult {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Options of {@link CommandBench.run}. */
export interface RunOptions {
  readonly input?: Uint8Array;
  readonly signal?: AbortSignal;
  /** Told what the command says on its way. */
  readonly onErr?: (text: string) => void;
  /** Memory that the command finds. */
  readonly memory?: NonNullable<CommandIo["memory"]>;
  /** Somebody who sits at a terminal. */
  readonly terminal?: Terminal;
  /** What that somebody types when asked. */
  readonly question?: NonNullable<CommandIo["question"]>;
  /** Lines that were piped in. */
  readonly piped?: readonly string[];
}

/** A folder of its own in which commands are run inside the test's process. */
export class CommandBench {
  readonly folder = mkdtempSync(join(tmpdir(), "dosekit-command-"));

  /** Writes a file into the folder and says where it is. */
  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** Runs `dosekit` with these arguments. */
  async run(argv: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
    const out: string[] = [];
    const err: string[] = [];
    const exitCode = await main(argv, this.io({ out, err }, options));
    return { exitCode, out: out.join(""), err: err.join("") };
  }

  /** What a command may touch here; what it prints is put into the lists. */
  io(
    { out, err }: { readonly out: string[]; readonly err: string[] },
    options: RunOptions = {},
  ): CommandIo {
    return {
      out: (text) => out.push(text),
      err: (text) => {
        err.push(text);
        options.onErr?.(text);
      },
      readInput: () => Promise.resolve(options.input ?? new Uint8Array()),
      env: {},
      cwd: this.folder,
      interactive: false,
      ...(options.terminal === undefined ? {} : { terminal: options.terminal }),
      ...(options.question === undefined ? {} : { question: options.question }),
      ...(options.piped === undefined ? {} : { pipedLine: linesOf(options.piped) }),
      columns: 100,
      signal: options.signal ?? new AbortController().signal,
      newThread: newHereThread,
      ...(options.memory === undefined ? {} : { memory: options.memory }),
      hostMs: () => performance.now(),
    };
  }

  /** Takes the folder away. */
  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function linesOf(lines: readonly string[]): () => Promise<string | undefined> {
  let at = -1;
  return () => {
    at += 1;
    return Promise.resolve(lines[at]);
  };
}
