import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const SDK = dirname(createRequire(import.meta.url).resolve("@dosekit/sdk/package.json"));

/** The program as a process of its own, built as it is shipped. */
export class GatewayProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #stdout = "";
  #stderr = "";

  /** @param shell what a shell does first, such as setting limits */
  constructor(argv: readonly string[], shell?: string) {
    const command = [process.execPath, join(SDK, "bin/dosekit-gateway.js"), ...argv];
    const [file = "", ...rest] =
      shell === undefined ? command : ["bash", "-c", `${shell}; exec "$0" "$@"`, ...command];
    this.#child = spawn(file, rest, { stdio: ["ignore", "pipe", "pipe"] });
    this.#child.stdout?.on("data", (chunk) => {
      this.#stdout += chunk;
    });
    this.#child.stderr?.on("data", (chunk) => {
      this.#stderr += chunk;
    });
    this.#ended = new Promise((resolve) => this.#child.once("close", resolve));
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Sends a signal and waits for the end; gives the exit code, or null after a kill. */
  end(signal: "SIGINT" | "SIGTERM" | "SIGKILL"): Promise<number | null> {
    this.#child.kill(signal);
    return this.#ended;
  }

  /** Waits until the program ends by itself. */
  ended(): Promise<number | null> {
    return this.#ended;
  }
}
