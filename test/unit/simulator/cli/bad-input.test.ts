import { readdirSync } from "node:fs";
import { PROFILES } from "@dosekit/firmware-model";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

let bench: CommandBench;

beforeEach(() => {
  bench = new CommandBench();
});

afterEach(() => bench.remove());

interface PrintedError {
  readonly code: string;
  readonly file?: string;
  readonly line?: number;
  readonly field?: string;
  readonly found?: string;
  readonly allowed?: string;
  readonly message: string;
}

/** Runs a command that has to be refused before anything runs; nothing may be left behind. */
async function refusal(...argv: string[]): Promise<PrintedError> {
  const before = readdirSync(bench.folder);
  const { exitCode, out } = await bench.run([...argv, "--json"]);
  expect(exitCode).toBe(2);
  expect(readdirSync(bench.folder)).toEqual(before);
  return (JSON.parse(out) as { error: PrintedError }).error;
}

/** A bundle of one request for one patient, laid out so that line numbers are known. */
function bundle(repeat: Record<string, unknown>): string {
  const request = {
    resourceType: "MedicationRequest",
    status: "active",
    intent: "order",
    medicationCodeableConcept: { text: "synthetic" },
    subject: { reference: "Patient/1" },
    dosageInstruction: [{ timing: { repeat } }],
  };
  return JSON.stringify(
    { resourceType: "Bundle", type: "collection", entry: [{ resource: request }] },
    undefined,
    1,
  );
}

const DAILY = { boundsPeriod: { start: "2026-01-05" }, timeOfDay: ["08:00:00"] };

describe("a plan", () => {
  it("is followed when it can be honoured exactly", async () => {
    const plan = bench.file("plan.json", bundle(DAILY));
    const { exitCode, out } = await bench.run([
      ...["simulate", "--devices", "1", "--plan", plan, "--seed", "1", "--json"],
    ]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ devices: 1, totals: { due: 1 } });
  });

  it("with an impossible date is refused, with file, line, field, found and allowed", async () => {
    const text = bundle({ ...DAILY, boundsPeriod: { start: "2026-02-30" } });
    bench.file("plan.json", text);
    const error = await refusal("simulate", "--devices", "1", "--plan", "plan.json");
    expect(error).toMatchObject({
      file: "plan.json",
      field: "Bundle.entry[0].resource.dosageInstruction[0].timing.repeat.boundsPeriod.start",
      found: "2026-02-30",
    });
    expect(error.code).toMatch(/^plan\./);
    expect(error.allowed).toContain("YYYY-MM-DD");
    const line = text.split("\n").findIndex((row) => row.includes("2026-02-30")) + 1;
    expect(error.line).toBe(line);
  });

  it("with a Timing that can't be honoured exactly is refused and never approximated", async () => {
    const timings = [
      { ...DAILY, frequency: 3, period: 1, periodUnit: "d" },
      { ...DAILY, period: 12, periodUnit: "h", frequency: 1 },
      { ...DAILY, timeOfDay: ["08:00:30"] },
      { boundsPeriod: DAILY.boundsPeriod, when: ["MORN"] },
      { ...DAILY, count: 10 },
    ];
    for (const [index, timing] of timings.entries()) {
      bench.file(`plan-${index}.json`, bundle(timing));
      const error = await refusal("simulate", "--plan", `plan-${index}.json`);
      expect(error.code).toMatch(/^plan\./);
      expect(error.field).toContain("timing.repeat");
      expect(error.message).toContain("The plan is refused");
    }
  });

  it("whose windows the product can't keep apart is refused with the date", async () => {
    bench.file("plan.json", bundle({ ...DAILY, timeOfDay: ["08:00:00", "08:10:00"] }));
    const error = await refusal("simulate", "--plan", "plan.json");
    expect(error).toMatchObject({ file: "plan.json" });
    expect(error.message).toMatch(/pilly-sms can't follow the plan: .* It shows on \d{4}-/);
  });

  it("that is no JSON is refused with the line", async () => {
    bench.file("plan.json", '{\n "resourceType": "Bundle",\n oops\n}');
    expect(await refusal("simulate", "--plan", "plan.json")).toMatchObject({
      code: "file.syntax",
      file: "plan.json",
      allowed: "a FHIR R4 Bundle as JSON",
    });
  });

  it("that plans nothing is refused", async () => {
    bench.file("plan.json", '{"resourceType": "Bundle", "type": "collection", "entry": []}');
    expect(await refusal("simulate", "--plan", "plan.json")).toMatchObject({
      code: "plan.empty",
      field: "Bundle.entry",
    });
  });

  it("that is not there is refused", async () => {
    expect(await refusal("simulate", "--plan", "nowhere.json")).toMatchObject({
      code: "file.cannot-read",
      file: "nowhere.json",
      field: "--plan",
      found: "ENOENT",
    });
  });

  it("of a fleet file is looked for beside that file", async () => {
    bench.file("fleet.yaml", "devices: 1\nplans:\n  - file: nowhere.json\n");
    expect(await refusal("simulate", "--fleet", "fleet.yaml")).toMatchObject({
      code: "file.cannot-read",
      field: "plans[0].file",
    });
  });
});

describe("a fleet", () => {
  it("in an unknown zone is refused", async () => {
    expect(await refusal("simulate", "--zone", "Europe/Olso")).toMatchObject({
      code: "fleet.unknown-zone",
      field: "--zone",
      found: "Europe/Olso",
    });
    expect(await refusal("simulate", "--zone", "europe/oslo")).toMatchObject({
      allowed: "Europe/Oslo",
    });
  });

  it("of an unknown product is refused, with those that there are", async () => {
    bench.file("fleet.yaml", "devices: 1\nproduct: pilly\n");
    expect(await refusal("simulate", "--fleet", "fleet.yaml")).toEqual({
      code: "fleet.unknown-product",
      file: "fleet.yaml",
      line: 2,
      field: "product",
      found: "pilly",
      allowed: [...PROFILES.map(({ product }) => product), "mixed"].join(", "),
      message: "There is no such product profile.",
    });
  });

  it("on a date that does not exist, or that no table speaks for, is refused", async () => {
    bench.file("fleet.yaml", "devices: 1\nstart: 2026-02-30\n");
    expect(await refusal("simulate", "--fleet", "fleet.yaml")).toMatchObject({
      line: 2,
      field: "start",
      found: "2026-02-30",
      allowed: "a date that exists, such as 2026-11-23",
    });
    const { allowed } = await refusal("simulate", "--start", "1800-01-01");
    expect(allowed).toMatch(/^a date from \d{4}-\d\d-\d\d to \d{4}-/);
  });

  it("of no devices is refused", async () => {
    bench.file("fleet.yaml", "devices: 0\n");
    expect(await refusal("simulate", "--fleet", "fleet.yaml")).toMatchObject({
      file: "fleet.yaml",
      line: 1,
      field: "devices",
      found: "0",
    });
  });

  it("with both devices and groups is refused", async () => {
    bench.file("fleet.yaml", "devices: 1\ngroups:\n  - {name: a, devices: 1}\n");
    expect(await refusal("simulate", "--fleet", "fleet.yaml")).toMatchObject({
      field: "devices",
      allowed: "one of the two",
    });
  });

  it("with two groups of one name is refused", async () => {
    bench.file("fleet.yaml", "groups:\n  - {name: a, devices: 1}\n  - {name: a, devices: 1}\n");
    expect(await refusal("simulate", "--fleet", "fleet.yaml")).toMatchObject({
      line: 3,
      field: "groups[1].name",
    });
  });

  it("with a fault at no time, or on a day that it has not, or for a stranger is refused", async () => {
    const fault = (fields: string) =>
      `devices: 1\nfaults:\n  planned:\n    - {kind: jam, minutes: 5, ${fields}}\n`;
    bench.file("fleet.yaml", fault("at: '25:00'"));
    expect(await refusal("simulate", "--fleet", "fleet.yaml")).toMatchObject({
      line: 4,
      field: "faults.planned[0].at",
      found: "25:00",
    });
    bench.file("fleet.yaml", fault("at: '08:00', day: 2"));
    expect(await refusal("simulate", "--fleet", "fleet.yaml")).toMatchObject({
      field: "faults.planned[0].day",
      allowed: "1 to 1",
    });
    bench.file("fleet.yaml", fault("at: '08:00', devices: [stranger]"));
    expect(await refusal("simulate", "--fleet", "fleet.yaml")).toMatchObject({
      field: "faults.planned[0].devices[0]",
      found: "stranger",
      allowed: "pilly-sms-0001",
    });
  });

  it("where nobody has a share is refused", async () => {
    bench.file("fleet.yaml", "devices: 1\npeople: {stable: 0, forgetful: 0}\n");
    expect(await refusal("simulate", "--fleet", "fleet.yaml")).toMatchObject({ field: "people" });
  });
});

describe("an event file", () => {
  it("in a folder that does not exist is refused before anything runs", async () => {
    expect(await refusal("simulate", "--devices", "1", "--events", "no/where.jsonl")).toMatchObject(
      {
        code: "events.cannot-write",
        field: "--events",
      },
    );
  });
});
