import { type ChildProcess, spawn } from "node:child_process";
import { waitUntil } from "./wait-until.ts";

/** How one program is started. */
export interface ExampleStart {
  readonly cwd: string;
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A program of Node in a process of its own, and what it printed. */
export class ExampleProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #output = "";

  constructor({ cwd, argv, env = {} }: ExampleStart) {
    const options = { cwd, env: { ...process.env, ...env } };
    this.#child = spawn(process.execPath, argv, { ...options, stdio: ["pipe", "pipe", "pipe"] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on("data", (chunk) => {
        this.#output += chunk;
      });
    }
    this.#ended = new Promise((resolve) => this.#child.once("close", resolve));
  }

  /** What it printed so far, errors among it. */
  get output(): string {
    return this.#output;
  }

  /** Waits until it printed something. */
  async printed(pattern: RegExp): Promise<void> {
    await waitUntil(`${pattern} is printed`, () => pattern.test(this.#output)).catch((cause) => {
      throw new Error(`${cause.message}; printed was: ${this.#output}`);
    });
  }

  /** Types a line on its keyboard. */
  type(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** Ends its input; gives the exit code. */
  endInput(): Promise<number | null> {
    this.#child.stdin?.end();
    return this.#ended;
  }

  /** Sends a signal and waits; gives the exit code, or null after a kill. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
    this.#child.kill(signal);
    return this.#ended;
  }

  /** Waits until it ends by itself. */
  ended(): Promise<number | null> {
    return this.#ended;
  }
}
