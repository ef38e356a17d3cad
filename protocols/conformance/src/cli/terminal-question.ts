import { createInterface } from "node:readline/promises";

/**
 * Prints a text on standard error and gives the line that is typed.
 *
 * @param signal ends the waiting with a rejection
 */
export async function terminalQuestion(text: string, signal: AbortSignal): Promise<string> {
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  // While a line is read the terminal hands Ctrl-C to the reader, not to the process.
  asking.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    return await asking.question(text, { signal });
  } finally {
    asking.close();
  }
}
