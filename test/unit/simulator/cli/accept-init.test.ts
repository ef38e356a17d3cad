import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readProtocol, readService } from "@dosekit/simulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

let bench: CommandBench;

beforeEach(() => {
  bench = new CommandBench();
});

afterEach(() => bench.remove());

const ROAR = ["--municipality", "Eksempelvik", "--story", "roar=medido:5", "--start", "2027-03-01"];

function init(...argv: readonly string[]) {
  return bench.run(["accept", "init", ...argv]);
}

function written(name: string): string {
  return readFileSync(join(bench.folder, name), "utf8");
}

async function mistakeOf(...argv: readonly string[]) {
  const before = readdirSync(bench.folder);
  const { exitCode, out } = await init(...argv, "--json");
  expect(exitCode).toBe(2);
  expect(readdirSync(bench.folder)).toEqual(before);
  return (JSON.parse(out) as { error: Record<string, unknown> }).error;
}

describe("dosekit accept init", () => {
  test("writes a file that can be run and the protocols that it names, from options alone", async () => {
    const { exitCode, out } = await init(...ROAR, "--operators", "4,3,2", "--serious", "6,45");
    expect(exitCode).toBe(0);
    const service = readService(written("akseptanse.yaml"), "f");
    expect(service).toMatchObject({
      ...{ municipality: "Eksempelvik", language: "nb" },
      stories: [{ story: "roar", product: "medido", devices: 5 }],
      approval: { start: "2027-03-01", weeks: 12 },
      protocols: ["protokoll-roar-medido.csv"],
      response: {
        shifts: [{ operators: 4 }, { operators: 3 }, { operators: 2 }],
        limits: { serious: { acknowledgeMinutes: 6, actMinutes: 45 } },
      },
    });
    expect(written("protokoll-roar-medido.csv")).toContain("roar;medido;R-3");
    expect(written("protokoll-roar-medido.csv")).toContain(";forløp: opplæring;");
    expect(out).toContain("dosekit accept run akseptanse.yaml");
  });

  test("writes in English when asked to, and says as JSON what it wrote", async () => {
    const { out } = await init(...ROAR, "--lang", "en", "--out", "us/service.yaml", "--json");
    expect(JSON.parse(out)).toMatchObject({
      ...{ v: 1, command: "accept init", partial: false, file: "us/service.yaml" },
      protocols: [join("us", "protocol-roar-medido.csv")],
    });
    expect(written("us/service.yaml")).toContain("municipality: ");
    expect(readService(written("us/service.yaml"), "f").language).toBe("en");
  });

  test("asks on a terminal for what is not known, and again until it can be", async () => {
    const asked: string[] = [];
    const answers = [
      "Vik",
      "tone,kari",
      "peder",
      "",
      "3",
      "",
      "4,3",
      "",
      "",
      "i mars",
      "2027-03-01",
    ];
    const { exitCode, err } = await bench.run(["accept", "init"], {
      question: (text) => {
        asked.push(text);
        return Promise.resolve(answers[asked.length - 1] ?? "");
      },
    });
    expect(exitCode).toBe(0);
    expect(readService(written("akseptanse.yaml"), "f")).toMatchObject({
      ...{ municipality: "Vik", stories: [{ story: "peder", product: "pilly-sms", devices: 3 }] },
      approval: { start: "2027-03-01", weeks: 12 },
    });
    expect(err).toContain("mulig svar: tone, roar, hans, peder");
    expect(asked[0]).toBe("Hva heter kommunen: ");
    expect(asked.at(-1)).toBe("Uker i godkjenningsperioden [12]: ");
  });

  test("takes lines that were piped in, one for each question, and the usual answer after them", async () => {
    const piped = ["Vik", "roar", "", "3", "", "", "", "2027-03-01"];
    const { exitCode, err } = await bench.run(["accept", "init"], { piped });
    expect(exitCode).toBe(0);
    expect(readService(written("akseptanse.yaml"), "f")).toMatchObject({
      ...{ municipality: "Vik", stories: [{ story: "roar", product: "medido", devices: 3 }] },
      approval: { start: "2027-03-01", weeks: 12 },
    });
    expect(err).toContain("Antall enheter for roar [10]: 3\n");
  });

  test("refuses a piped line that answers nothing, before the next would answer in its place", async () => {
    const piped = ["Vik", "roar", "kari", "3"];
    const { exitCode, err } = await bench.run(["accept", "init"], { piped });
    expect(exitCode).toBe(2);
    expect(err).toContain("Et svar kan ikke brukes.");
    expect(err).toContain("kari");
    expect(readdirSync(bench.folder)).toEqual([]);
  });

  test("says of a question asked again that what was typed ahead does not answer it", async () => {
    const anew: boolean[] = [];
    const answers = ["Vik", "roar", "kari", "medido", "3", "", "", "", "2027-03-01", ""];
    await bench.run(["accept", "init"], {
      question: (_text, isAnew = false) => {
        anew.push(isAnew);
        return Promise.resolve(answers[anew.length - 1] ?? "");
      },
    });
    expect(anew.flatMap((one, at) => (one ? [at] : []))).toEqual([3]);
  });

  test("takes answers as people write them: other letters, other signs between, the day first", async () => {
    const piped = ["Vik", "Roar og tone", "", "2", "Medido", "3", "3 2 2", "5;60", "15 og 240"];
    await bench.run(["accept", "init"], { piped: [...piped, "1.3.2027", "4"] });
    expect(readService(written("akseptanse.yaml"), "f")).toMatchObject({
      stories: [{ story: "tone" }, { story: "roar", product: "medido", devices: 3 }],
      approval: { start: "2027-03-01", weeks: 4 },
      response: {
        shifts: [{ operators: 3 }, { operators: 2 }, { operators: 2 }],
        limits: { serious: { actMinutes: 60 }, moderate: { acknowledgeMinutes: 15 } },
      },
    });
    const options = ["--story", "roar=Medido:5", "--start", "1.3.2027", "--out", "b/b.yaml"];
    expect((await init("--municipality", "Vik", ...options)).exitCode).toBe(0);
  });

  test("takes answers from a file, under those of options", async () => {
    bench.file(
      "svar.yaml",
      `municipality: Vik
stories: [{ story: tone, product: evondos-e300, devices: 2 }]
start: 2027-03-01
weeks: 4
`,
    );
    await init("--answers", "svar.yaml", "--weeks", "8");
    expect(readService(written("akseptanse.yaml"), "f")).toMatchObject({
      ...{ municipality: "Vik", approval: { weeks: 8 } },
    });
    bench.file("feil.yaml", "municipality: Vik\nweeks: 0\n");
    expect(await mistakeOf("--answers", "feil.yaml", "--out", "ny.yaml")).toMatchObject({
      ...{ code: "accept.bad-value", line: 2, field: "weeks", found: "0" },
    });
  });

  test("never writes over a file, be it the file itself or a protocol", async () => {
    writeFileSync(join(bench.folder, "protokoll-roar-medido.csv"), "mine");
    expect(await mistakeOf(...ROAR)).toMatchObject({
      ...{ code: "accept.exists", file: "protokoll-roar-medido.csv" },
    });
    expect(written("protokoll-roar-medido.csv")).toBe("mine");
    writeFileSync(join(bench.folder, "akseptanse.yaml"), "mine");
    expect(await mistakeOf(...ROAR)).toMatchObject({ file: "akseptanse.yaml" });
  });

  test.each([
    [["--municipality", "X"], "--start", "ingenting, og ingen terminal å spørre på"],
    [[...ROAR, "--weeks", "0"], "--weeks", "0"],
    [[...ROAR, "--operators", "3,2"], "--operators", "3,2"],
    [[...ROAR, "--serious", "60,5"], "--serious", "60,5"],
    [[...ROAR, "--story", "kari=medido:5"], "--story", "kari=medido:5"],
    [[...ROAR, "--start", "2027-02-30"], "--start", "2027-02-30"],
  ])("refuses %j by the name of the option", async (argv, field, found) => {
    expect(await mistakeOf(...argv)).toMatchObject({
      ...{ field, found, allowed: expect.stringMatching(/\w/) },
    });
  });

  test("refuses a municipality that is a person's number, and one story twice", async () => {
    const person = ["--municipality", "01017012345", ...ROAR.slice(2)];
    expect(await mistakeOf(...person)).toMatchObject({ code: "accept.identity-number" });
    expect(await mistakeOf(...ROAR, "--story", "roar=medido:2")).toMatchObject({
      code: "accept.contradiction",
    });
  });

  test("ends as interrupted when somebody presses Ctrl-C at a question", async () => {
    const interrupted = new AbortController();
    const { exitCode } = await bench.run(["accept", "init"], {
      signal: interrupted.signal,
      question: () => {
        interrupted.abort("SIGINT");
        return Promise.reject(new Error("aborted"));
      },
    });
    expect(exitCode).toBe(130);
    expect(readdirSync(bench.folder)).toEqual([]);
  });

  test("prints protocols that test nothing until they are filled in", async () => {
    await init(...ROAR);
    const bytes = readFileSync(join(bench.folder, "protokoll-roar-medido.csv"));
    expect(() => readProtocol(bytes, "p", [])).toThrow("can't be taken");
  });
});
