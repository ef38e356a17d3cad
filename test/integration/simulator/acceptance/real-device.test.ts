import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
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

const INIT = ["accept", "init", "--municipality", "Vik", "--story", "roar=medido:6"];

/** Fills in every row of a test protocol; what a row says of itself may change its answer. */
function fillIn(path: string, isOk: (row: string) => boolean = () => true): void {
  const text = readFileSync(path, "utf8").replaceAll(/^.*;;;;\r$/gm, (row) => {
    const answer = isOk(row) ? "Som ventet;ja" : "To poser kom ut;nei";
    return row.replace(/;;;;\r$/, `;${answer};Kari;1.3.2027\r`);
  });
  writeFileSync(path, text);
}

describe("an acceptance run with a real device", () => {
  test("is approved once people tried what the wire does not show, and not with one no", async () => {
    const folder = mkdtempSync(join(bench.folder, "people-"));
    const file = join(folder, "vik.yaml");
    await bench.run([...INIT, "--start", "2027-03-01", "--weeks", "1", "--out", file]);
    const run = ["accept", "run", file, "--dut", "medido=sim:medido", "--no-staffing"];
    const first = await bench.run([...run, "--only", "criteria"]);
    expect(first.exitCode).toBe(4);
    const left = join(folder, "protokoll-enhet-medido.csv");
    expect(first.out).toContain(`Testprotokoll for en virkelig enhet: ${left}`);
    expect(first.out).toContain("før opp filen under protokoller i vik.yaml");
    // What the wire shows whole, and the ways behind the gateway, are left to nobody.
    const asked = readFileSync(left, "utf8");
    expect(asked).not.toContain(";A-3;");
    expect(asked).not.toContain(";A-4;2;");
    expect(asked).toContain(";R-2;1;");

    fillIn(join(folder, "protokoll-roar-medido.csv"));
    const again = await bench.run([...run, "--only", "criteria"]);
    expect(again.out).toContain(`finnes fra før: ${left}`);
    expect(readFileSync(left, "utf8")).toBe(asked);

    fillIn(left);
    const named = readFileSync(file, "utf8");
    writeFileSync(file, named.replace(/^protokoller:$/m, "$&\n  - protokoll-enhet-medido.csv"));
    const whole = await bench.run(run);
    expect(whole.out, whole.err).toContain("Resultat: GODKJENT");
    expect(whole.exitCode).toBe(0);
    expect(whole.out).not.toContain("virkelig enhet");

    writeFileSync(left, asked);
    fillIn(left, (row) => !row.includes(";R-2;1;2;"));
    const refused = await bench.run([...run, "--only", "criteria"]);
    expect(refused.out).toContain("Resultat: IKKE GODKJENT");
    expect(refused.exitCode).toBe(1);
  });

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

  test("has what rests on a real gateway decided there, and leaves the rest to people", async () => {
    const file = bench.file("service.yaml", SERVICE);
    const argv = ["accept", "run", file, "--only", "criteria", "--gateway", "sim:gateway"];
    const { out, err } = await bench.run([...argv, "--json", "--lang", "en"]);
    const result = JSON.parse(out) as AcceptanceResult;
    const network = result.criteria.find(({ id }) => id === "R-6")?.checks[0];
    expect(network, err).toMatchObject({ outcome: "not-tested", decidedBy: "kit" });
    expect(network?.saw.en).toContain("On the gateway 5 of 5 cases held");
    expect(result.repeat).toContain("--gateway sim:gateway");
    expect(result.criteria.find(({ id }) => id === "R-1")?.outcome).toBe("passed");
    const left = join(bench.folder, "protocol-device-medido.csv");
    expect(err).toContain(`Test protocol for a real device: ${left}`);
    const asked = readFileSync(left, "utf8");
    expect(asked).toContain(";R-6;2;");
    expect(asked).toContain(";A-4;2;");
    expect(asked).not.toContain(";R-2;");
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
