import { afterAll, describe, expect, test } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

const GB = 1_073_741_824;

function within(processBytes: number, threadBytes = 4 * GB) {
  return { memory: () => ({ processBytes, threadBytes }) };
}

describe("a simulated fleet that would not fit into memory", () => {
  test("is refused with what it needs and what there is, before anything is written", async () => {
    const argv = [
      "simulate",
      "--devices",
      "200000",
      "--workers",
      "8",
      "--events",
      "e.jsonl",
      "--json",
    ];
    const { exitCode, out } = await bench.run(argv, within(2 * GB));
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toEqual({
      error: {
        code: "run.too-large",
        field: "--devices",
        found: "200000 devices, which need about 9.6 GB",
        allowed: "what fits into 2.0 GB: fewer devices, threads, or no event file",
        message: "The run would not fit into memory.",
      },
    });
  });

  test("is judged by the memory of its threads where all homes have to be there at once", async () => {
    const fleet = bench.file("shared.yaml", "devices: 20000\nresponse: { centre: shared }\n");
    for (const [workers, threadGb] of [
      ["1", 4],
      ["2", 2],
    ] as const) {
      const { exitCode, out } = await bench.run(
        ["simulate", "--fleet", fleet, "--workers", workers, "--json"],
        within(64 * GB, threadGb * GB),
      );
      expect(exitCode).toBe(2);
      expect(JSON.parse(out).error).toMatchObject({
        code: "run.too-large",
        allowed: expect.stringContaining("fits into 4.0 GB"),
      });
    }
  });

  test("is refused before its devices are made where not even their list fits", async () => {
    const argv = ["simulate", "--devices", "500000", "--json"];
    const { exitCode, out } = await bench.run(argv, within(64 * GB, 0.1 * GB));
    expect(exitCode).toBe(2);
    expect(JSON.parse(out).error).toMatchObject({
      found: "500000 devices, which need about 2.1 GB",
      allowed: "what fits into 0.1 GB: fewer devices",
    });
  });

  test("runs where it fits", async () => {
    const argv = ["simulate", "--devices", "2", "--seed", "1", "--json"];
    const { exitCode } = await bench.run(argv, within(2 * GB));
    expect(exitCode).toBe(0);
  });
});
