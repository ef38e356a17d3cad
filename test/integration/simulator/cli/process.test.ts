import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const BIN = fileURLToPath(new URL("../../../../simulator/bin/dosekit.js", import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dosekit-process-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Starts the built command; its temporary files are the only ones in the folder. */
function start(...argv: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [BIN, ...argv], { env: { ...process.env, TMPDIR: folder } });
}

async function ended(
  child: ChildProcessWithoutNullStreams,
): Promise<{ readonly exitCode: number | null; readonly out: string; readonly err: string }> {
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { exitCode, out, err };
}

describe("the built command", () => {
  it("decodes what it reads from standard input", async () => {
    const child = start("decode");
    child.stdin.end("8202a20107021903e8\n");
    const { exitCode, out } = await ended(child);
    expect(exitCode).toBe(0);
    expect(out).toContain("throughSeq");
  });

  it("ends with 2 after wrong usage", async () => {
    const { exitCode, out, err } = await ended(start("decode", "--nothing"));
    expect(exitCode).toBe(2);
    expect(out).toBe("");
    expect(err).toContain("There is no such option.");
  });

  it("simulates the same on real threads as on one", async () => {
    const fleet = ["simulate", "--devices", "6", "--days", "1", "--faults", "storm", "--seed", "1"];
    const documents = [];
    for (const workers of ["1", "2", "8"]) {
      const file = join(folder, `${workers}.jsonl`);
      const more = ["--workers", workers, "--events", file, "--json"];
      const { exitCode, out } = await ended(start(...fleet, ...more));
      const { elapsedMs: _elapsedMs, ...document } = JSON.parse(out) as Record<string, unknown>;
      documents.push({ exitCode, ...document });
    }
    expect(documents[0]).toMatchObject({ partial: false, devices: 6 });
    expect(documents.slice(1)).toEqual([documents[0], documents[0]]);
    expect(readdirSync(folder).sort()).toEqual(["1.jsonl", "2.jsonl", "8.jsonl"]);
  });

  it("that simulates on threads and is interrupted prints its partial document and ends with 130", async () => {
    const child = start("simulate", "--devices", "500", "--days", "30", "--workers", "2", "--json");
    const result = ended(child);
    await new Promise<void>((resolve) => {
      child.stderr.on("data", (chunk: Buffer) => {
        if (chunk.toString().includes("simulating")) resolve();
      });
    });
    child.kill("SIGINT");
    const { exitCode, out } = await result;
    expect(exitCode).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ partial: true, devices: 500 });
  });

  it("that is interrupted prints its partial document, ends with 130 and leaves nothing behind", async () => {
    const child = start("live", "--devices", "3", "--speed", "600", "--seed", "1", "--json");
    const result = ended(child);
    await new Promise<void>((resolve) => {
      child.stderr.on("data", (chunk: Buffer) => {
        if (chunk.toString().includes("running")) resolve();
      });
    });
    expect(readdirSync(folder)).toHaveLength(1);
    child.kill("SIGINT");
    const { exitCode, out } = await result;
    expect(exitCode).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ command: "live", partial: true });
    expect(readdirSync(folder)).toEqual([]);
  });
});
