import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FailureFile } from "@dosekit/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, type CommandResult } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

/** Without a drain, what is on its way at the end never arrives: a red run of a sound device. */
const RED = `devices: 2
product: pilly-sms
days: 2
drainMinutes: 0
faults:
  planned:
    - { kind: link-cut, day: 2, at: "18:00", minutes: 360, share: 1 }
seed: red
`;

describe("a red run", () => {
  let red: CommandResult;
  let file: FailureFile;

  beforeAll(async () => {
    bench.file("red.yaml", RED);
    red = await bench.run(["simulate", "--fleet", "red.yaml", "--workers", "1"]);
    file = JSON.parse(readFileSync(join(bench.folder, "dosekit-failure-red.json"), "utf8"));
  });

  test("ends with 1, says where it is kept, and prints one command that runs it again", () => {
    expect(red.exitCode).toBe(1);
    expect(red.out).toContain("The failure is kept: dosekit-failure-red.json");
    expect(red.out).toContain("dosekit replay dosekit-failure-red.json\n");
  });

  test("keeps seed, findings with device and instant, versions, zone table and the run", () => {
    expect(file).toMatchObject({ v: 1, file: "failure", seed: "red" });
    expect(file.command).toBe("dosekit simulate --fleet red.yaml --seed red");
    expect(file.findings[0]).toMatchObject({ rule: "L1", deviceId: "pilly-sms-0001" });
    expect(file.findings[0].trueMs).toBeTypeOf("number");
    expect(Object.keys(file.versions)).toEqual(["dosekit", "node"]);
    expect(file.tzTable).not.toBe("");
    expect(file.spec.devices.length).toBeGreaterThan(0);
  });

  test("shrinks to a minimal timeline, which is saved and judged", async () => {
    const argv = ["replay", "dosekit-failure-red.json", "--save", "small.json", "--json"];
    const { exitCode, out } = await bench.run(argv);
    expect(exitCode).toBe(1);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ v: 1, command: "replay", partial: false, isSameTrace: true });
    expect(document.after.hours).toBeLessThan(document.before.hours);
    expect(document.after).toMatchObject({ happenings: 0, planTimes: 1 });
    expect(document.lines.at(-1)).toHaveProperty("text");
    const judged = await bench.run(["replay", "small.json", "--lang", "nb"]);
    expect(judged.exitCode).toBe(1);
    expect(judged.out).toContain("Det feiler fortsatt.");
  });

  test("is found again from the seed alone", async () => {
    const argv = ["replay", "--fleet", "red.yaml", "--seed", "red"];
    const { exitCode, out } = await bench.run(argv);
    expect(exitCode).toBe(1);
    expect(out).toContain("the home left the same trace");
    expect(out).toContain("BROKEN L1");
  });

  test("gives the smallest so far when it is interrupted", async () => {
    const argv = ["replay", "dosekit-failure-red.json", "--json"];
    const { exitCode, out } = await bench.run(argv, { signal: AbortSignal.abort("SIGINT") });
    expect(exitCode).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ partial: true, ended: "interrupted" });
  });

  test("holds once the run no longer fails", async () => {
    const mended = { ...file, spec: { ...file.spec, drainMs: 3 * 3_600_000 } };
    bench.file("mended.json", JSON.stringify(mended));
    const { exitCode, out } = await bench.run(["replay", "mended.json"]);
    expect(exitCode).toBe(0);
    expect(out).toBe("The failure did not show again.\n");
  });

  test("is kept where --failure says", async () => {
    const argv = ["simulate", "--fleet", "red.yaml", "--failure", "own.json", "--json"];
    const { out } = await bench.run(argv);
    expect(JSON.parse(out)).toMatchObject({
      failure: { file: "own.json", replay: "dosekit replay own.json" },
    });
  });
});

describe("a file that holds no failure", () => {
  test.each([
    ["no JSON", "{", "failure.malformed"],
    ["something else", '{"v":1}', "failure.malformed"],
    ["another version", '{"v":2,"file":"failure"}', "failure.version"],
    ["no findings", '{"v":1,"file":"failure","seed":"a","findings":[]}', "failure.malformed"],
  ])("is refused: %s", async (name, text, code) => {
    bench.file(`${name}.json`, text);
    const { exitCode, out } = await bench.run(["replay", `${name}.json`, "--json"]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { code } });
  });

  test("and none at all is asked for", async () => {
    expect((await bench.run(["replay"])).exitCode).toBe(2);
    expect((await bench.run(["replay", "nowhere.json"])).exitCode).toBe(2);
  });
});
