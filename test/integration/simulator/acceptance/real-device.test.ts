import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AcceptanceResult } from "@dosekit/simulator";
import { afterAll, describe, expect, test } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

const SERVICE = `
municipality: Eksempelvik
stories:
  - { story: roar, product: medido, devices: 2 }
  - { story: hans, product: evondos-mini, devices: 2 }
response:
  shifts: [{ name: day, operators: 2, from: "00:00", until: "24:00" }]
  limits:
    serious: { acknowledgeMinutes: 5, actMinutes: 60 }
    moderate: { acknowledgeMinutes: 15, actMinutes: 240 }
approval: { start: 2027-03-01, weeks: 1 }
`.replace("24:00", "23:59");

describe("an acceptance run with a real device", () => {
  test("has its product's criteria decided on the wire, and those of others as ever", async () => {
    const file = bench.file("service.yaml", SERVICE);
    const argv = ["accept", "run", file, "--only", "criteria", "--dut", "medido=sim:medido"];
    const { err } = await bench.run([...argv, "--json", "result.json"]);
    const path = join(file, "..", "result.json");
    const result = JSON.parse(readFileSync(path, "utf8")) as AcceptanceResult;
    const decided = (product: string, id: string) =>
      result.criteria
        .find((one) => one.id === id && one.product === product)
        ?.checks.map(({ decidedBy, outcome }) => `${decidedBy} ${outcome}`);
    expect(decided("medido", "A-3"), err).toEqual(["kit passed", "nobody not-tested"]);
    expect(decided("medido", "R-5")).toEqual(["kit not-tested"]);
    expect(decided("medido", "A-4")).toEqual(["kit not-tested", "program passed"]);
    expect(decided("evondos-mini", "A-3")).toEqual(["program passed", "nobody not-tested"]);
  });

  test("has what rests on a real gateway decided there, and says what is left", async () => {
    const file = bench.file("service.yaml", SERVICE);
    const argv = ["accept", "run", file, "--only", "criteria", "--gateway", "sim:gateway"];
    const { err } = await bench.run([...argv, "--json", "gateway.json"]);
    const path = join(file, "..", "gateway.json");
    const result = JSON.parse(readFileSync(path, "utf8")) as AcceptanceResult;
    const network = result.criteria.find(({ id }) => id === "R-6")?.checks[0];
    expect(network, err).toMatchObject({ outcome: "not-tested", decidedBy: "kit" });
    expect(network?.saw.en).toContain("On the gateway 5 of 5 cases held");
    expect(result.repeat).toContain("--gateway sim:gateway");
    expect(result.criteria.find(({ id }) => id === "R-1")?.outcome).toBe("passed");
  });

  test.each([
    ["nobody=sim:medido", "nobody=sim:medido"],
    ["medido", "medido"],
    ["karie=sim:karie", "karie=sim:karie"],
  ])("refuses %s, which is no device of the file", async (dut, found) => {
    const file = bench.file("service.yaml", SERVICE);
    const { exitCode, err } = await bench.run(["accept", "run", file, "--dut", dut]);
    expect(exitCode).toBe(2);
    expect(err).toContain(found);
    expect(err).toContain("medido, evondos-mini");
  });

  test("ends before anything is written where the device can't be reached", async () => {
    const file = bench.file("service.yaml", SERVICE);
    const argv = ["accept", "run", file, "--dut", "medido=sim:nothing-like-it"];
    const { exitCode, err } = await bench.run(argv);
    expect(exitCode).toBe(2);
    expect(err).toContain("sim:nothing-like-it");
  });
});
