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
  let sound: string;
  beforeAll(async () => {
    bench.file("red.yaml", RED);
    await bench.run(["simulate", "--fleet", "red.yaml", "--failure", "sound.json", "--json"]);
    sound = readFileSync(join(bench.folder, "sound.json"), "utf8");
  });

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

  test.each([
    [["spec", "endMs"], "soon", "spec.endMs", "soon", "a number"],
    [["spec", "startMs"], 1.5, "spec.startMs", "1.5", "a whole number"],
    [["spec", "devices", 0, "persona"], undefined, "spec.devices[0].persona", "nothing", "text"],
    [["spec", "devices"], [], "spec.devices", "[]", "1 or more of them"],
    [["spec", "people", "preset"], "C", "spec.people.preset", "C", "A, B"],
    [
      ["findings", 0, "rule"],
      "S10",
      "findings[0].rule",
      "S10",
      /^S1, S2, .*, lost, doubled, stopped$/,
    ],
    [["spec", "faults", "planned", 0, "fault", "kind"], "rain", /kind$/, "rain", /link-cut/],
    [["spec", "faults", "planned", 0, "fault", "loss"], 1, /fault\.loss$/, "loss", /kind, fromMs/],
    [["spec", "ladder", "rungs", 0, "recipient"], "dog", /recipient$/, "dog", /home-care/],
    [["spec", "response", "times", "low", "arriveMin"], "1", /arriveMin$/, "1", "a number"],
    [["spec", "orders"], [{ deviceId: "a", atMs: 1, wish: { verb: "fly" } }], /wish$/, /fly/, /.+/],
    [["spec", "happenings"], [{ atMs: 1, what: "nap" }], /what$/, "nap", /gesture/],
    [["spec", "devices", 0, "plan", "entries", 0, "minuteOfDay"], 1e6, /plan$/, /planId/, /.+/],
    [["spec", "weather"], "fine", "spec.weather", "weather", /seed, loop, delivery, startMs/],
  ] as const)(
    "is refused, with the field that is wrong: %j",
    async (path, value, field, found, allowed) => {
      const file = JSON.parse(sound);
      let place = file;
      for (const part of path.slice(0, -1)) place = place[part];
      place[String(path.at(-1))] = value;
      bench.file("wrong.json", JSON.stringify(file));
      const { exitCode, out } = await bench.run(["replay", "wrong.json", "--json"]);
      expect(exitCode).toBe(2);
      const matching = (text: string | RegExp) =>
        typeof text === "string" ? text : expect.stringMatching(text);
      expect(JSON.parse(out).error).toMatchObject({
        ...{ code: "failure.malformed", field: matching(field), found: matching(found) },
        allowed: matching(allowed),
      });
    },
  );

  test("nor one beside the options of another fleet", async () => {
    const argv = ["replay", "sound.json", "--devices", "5", "--json"];
    const { exitCode, out } = await bench.run(argv);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out).error).toMatchObject({ code: "usage.not-here", field: "--devices" });
  });

  test("and none at all is asked for", async () => {
    expect((await bench.run(["replay"])).exitCode).toBe(2);
    expect((await bench.run(["replay", "nowhere.json"])).exitCode).toBe(2);
  });
});

describe("the options of replay", () => {
  test("are those alone that it takes", async () => {
    const { out } = await bench.run(["replay", "--help"]);
    for (const option of ["--events", "--report", "--failure"]) {
      expect(out).not.toContain(option);
      const refused = await bench.run(["replay", option, "x", "--json"]);
      expect(JSON.parse(refused.out).error).toMatchObject({
        ...{ code: "usage.unknown-option", found: option },
        allowed: expect.stringContaining("--save"),
      });
    }
    expect(out).toContain("--faults");
  });
});
