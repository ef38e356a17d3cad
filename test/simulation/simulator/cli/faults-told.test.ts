import type { RunDocument } from "@dosekit/simulator";
import { afterAll, describe, expect, test } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

async function simulate(...options: string[]): Promise<RunDocument> {
  const { out } = await bench.run([
    "simulate",
    "--devices",
    "3",
    "--days",
    "1",
    "--json",
    ...options,
  ]);
  return JSON.parse(out) as RunDocument;
}

describe("dosekit simulate", () => {
  test("prints which faults a swarm has, and tells them in its document", async () => {
    const options = ["--faults", "swarm", "--seed", "7"];
    const { faults } = await simulate(...options);
    const kinds = Object.keys(faults?.swarm ?? {});
    expect(faults?.preset).toBe("swarm");
    expect(kinds.length).toBeGreaterThan(3);
    const { out } = await bench.run(["simulate", "--devices", "1", "--days", "1", ...options]);
    const line = out.split("\n").find((one) => one.startsWith("Swarm")) ?? "";
    for (const kind of kinds) expect(line).toContain(kind);
    expect(out).toContain("--faults swarm --seed 7");
  });

  test("tells the phases of a run, how often each kind struck, and the last fault's end", async () => {
    bench.file(
      "own.yaml",
      [
        "planned:",
        "  - {kind: jam, at: '09:00', minutes: 30}",
        "  - {kind: broker-outage, at: '10:00', minutes: 45}",
        "  - {kind: hang, at: '06:00', devices: [medido-0002]}",
      ].join("\n"),
    );
    const { faults, phases, delivery, checks } = await simulate(
      ...["--product", "medido", "--faults", "./own.yaml", "--start", "2026-11-23", "--seed", "1"],
    );
    expect(faults).toEqual({
      preset: "none",
      planned: 3,
      struck: { "broker-outage": 3, hang: 1, jam: 3 },
      unended: 0,
    });
    expect(phases).toMatchObject({
      faults: { from: "2026-11-22T23:00:00.000Z", until: "2026-11-23T23:00:00.000Z" },
      healing: { until: "2026-11-24T01:00:00.000Z" },
      liveness: {
        lastFaultEnded: "2026-11-23T09:45:00.000Z",
        at: "2026-11-24T02:00:00.000Z",
        made: checks.L1.made,
        violated: 0,
      },
    });
    expect(delivery.lost).toBe(0);
  });

  test("loses nothing that is stranded on devices whose network ended", async () => {
    bench.file("gone.yaml", "world: {twoGUntil: 2026-11-23}\nstart: 2026-11-23\ndays: 2\n");
    const gone = await simulate("--fleet", "gone.yaml", "--product", "medido", "--days", "2");
    expect(gone.delivery.lost).toBe(0);
    expect(gone.delivery.stranded).toBeGreaterThan(0);
    expect(gone.faults?.unended).toBe(3);
    expect(gone.checks.S4.violated + gone.checks.L1.violated + gone.checks.L2.violated).toBe(0);
  });
});
