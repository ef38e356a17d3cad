import { KIT_EXIT } from "../files/kit-mistake.ts";
import { conformMain } from "./conform-main.ts";
import { endWhenWritten } from "./end-process.ts";
import { terminalQuestion } from "./terminal-question.ts";

/** Runs the command line of this process and sets its exit code. */
export async function runConformProcess(): Promise<void> {
  const interrupted = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    if (interrupted.signal.aborted) process.exit(KIT_EXIT.interrupted);
    interrupted.abort(name);
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  // A reader such as `head` may leave early; that is no fault of ours.
  process.stdout.on("error", (error: Error & { code?: string }) => {
    if (error.code !== "EPIPE") throw error;
  });
  try {
    process.exitCode = await conformMain(process.argv.slice(2), {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      cwd: process.cwd(),
      signal: interrupted.signal,
      ...(process.stdin.isTTY
        ? { question: (text) => terminalQuestion(text, interrupted.signal) }
        : {}),
    });
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    endWhenWritten();
  }
}
