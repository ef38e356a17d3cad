import { type CommandIo, main } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

function io(changes: Partial<CommandIo>): CommandIo {
  return {
    out: () => undefined,
    err: () => undefined,
    readInput: () => Promise.resolve(new Uint8Array()),
    env: {},
    cwd: "/",
    interactive: false,
    columns: 100,
    signal: new AbortController().signal,
    hostMs: () => 0,
    ...changes,
  };
}

describe("a fault of the program itself", () => {
  const readInput = () => Promise.reject(new Error("the disk caught fire"));

  it("ends with 70 and a short message", async () => {
    const err: string[] = [];
    const exitCode = await main(["decode"], io({ readInput, err: (text) => err.push(text) }));
    expect(exitCode).toBe(70);
    expect(err).toEqual(["dosekit: This is a fault of dosekit: the disk caught fire\n"]);
  });

  it("is an error document with --json", async () => {
    const out: string[] = [];
    await main(["decode", "--json"], io({ readInput, out: (text) => out.push(text) }));
    expect(JSON.parse(out.join(""))).toMatchObject({ error: { code: "internal" } });
  });

  it("shows where it happened only to those who ask", async () => {
    const err: string[] = [];
    const env = { DOSEKIT_DEBUG: "1" };
    await main(["decode"], io({ readInput, env, err: (text) => err.push(text) }));
    expect(err.join("")).toContain("main.test.ts");
  });
});
