#!/usr/bin/env node
import { runGatewayProgram } from "@dosekit/sdk";

const SIGNALS = ["SIGINT", "SIGTERM"];

/** For what a hung disk or receiver still holds open behind the deadline of a stop, ms. */
const LINGER_MS = 2_000;

process.exitCode = await runGatewayProgram(process.argv.slice(2), {
  stdout: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
  stderr: (text) => process.stderr.write(text),
  env: process.env,
  onStop: (listener) => {
    const handlers = SIGNALS.map((signal) => [signal, () => listener(signal)]);
    for (const [signal, handler] of handlers) process.on(signal, handler);
    // A reader that has gone away, such as `head`, ends the program in good order.
    process.stdout.on("error", () => listener("SIGTERM"));
    return () => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
    };
  },
});
// Fires only if something else keeps the process from its end.
setTimeout(() => process.exit(), LINGER_MS).unref();
