import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { SerialBytePort } from "@dosekit/sdk";
import { openPseudoTerminal } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { waitUntil } from "../../../support/sdk/wait-until.ts";

const NOBODY_READS = `
  import { openPseudoTerminal } from "@dosekit/simulator";
  const { port } = openPseudoTerminal();
  const deaf = { onOpen() {}, onBytes() {}, onClosed() {} };
  port.open(deaf);
  for (let count = 0; count < 200; count++) port.write(new Uint8Array(1_000));
  setTimeout(() => {
    console.log("goes on");
    process.exit();
  }, 50);
`;

const silent = { onOpen: () => undefined, onBytes: () => undefined, onClosed: () => undefined };

describe("a pseudo-terminal", () => {
  it("does not hold up the program when nobody reads what is written to it", () => {
    // In a process of its own: one that stands still within a call can only be killed.
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--input-type=module", "--eval", NOBODY_READS],
      { cwd: dirname(fileURLToPath(import.meta.url)), timeout: 20_000, killSignal: "SIGKILL" },
    );
    expect([stdout.toString(), stderr.toString()]).toEqual(["goes on\n", ""]);
  });

  it("brings over all that waited for a slow reader, in order", async () => {
    const cable = openPseudoTerminal();
    const seen: number[] = [];
    const port = new SerialBytePort({ path: cable.path });
    await new Promise<void>((resolve) => {
      port.open({
        ...silent,
        onOpen: resolve,
        onBytes: (bytes) => void seen.push(...bytes),
      });
    });
    cable.port.open(silent);
    for (let count = 0; count < 60; count++) cable.port.write(new Uint8Array(1_000).fill(count));
    await waitUntil("everything", () => seen.length === 60_000, 10_000);
    expect(seen.every((byte, index) => byte === Math.floor(index / 1_000))).toBe(true);
    port.close();
    cable.close();
  });
});
