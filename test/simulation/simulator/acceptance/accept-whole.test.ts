import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AcceptanceResult, readResult } from "@dosekit/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
let whole: { readonly exitCode: number; readonly out: string };
let result: AcceptanceResult;

/** Fills in every row of a protocol, as whoever tested would. */
function fillIn(name: string): void {
  const path = join(bench.folder, name);
  const lines = readFileSync(path, "utf8").split("\r\n");
  const filled = lines.map((line) => line.replace(/;;;;$/, ";;ja;Kari;01.03.2027"));
  writeFileSync(path, filled.join("\r\n"));
}

function written(name: string): string {
  return readFileSync(join(bench.folder, name), "utf8");
}

function run(...argv: readonly string[]) {
  return bench.run(["accept", "run", "akseptanse.yaml", ...argv]);
}

beforeAll(async () => {
  await bench.run([
    ...["accept", "init", "--municipality", "Eksempelvik", "--story", "roar=medido:6"],
    ...["--start", "2027-03-01", "--weeks", "1"],
  ]);
  const file = join(bench.folder, "akseptanse.yaml");
  const more = `hendelser: [strømbrudd]
bemanning: { antallFrø: 1 }
ruter: [{ kode: "1.1", til: [pårørende] }]
`;
  writeFileSync(file, `${written("akseptanse.yaml")}${more}`);
  fillIn("protokoll-roar-medido.csv");
  whole = await run("--events", "hendelser.jsonl", "--workers", "1");
  result = readResult(written("akseptanse-resultat.json"), "r");
}, 120_000);

afterAll(() => bench.remove());

describe("an acceptance run of a small service, through the command", () => {
  test("whose protocols are filled in, decides everything and approves", () => {
    expect(whole.out).toMatch(/^Resultat: GODKJENT\n/);
    expect(whole.exitCode).toBe(0);
    expect(result.finding).toEqual({
      ...{ verdict: "approved", open: { A: 0, B: 0, C: 0 }, undecided: [] },
    });
    expect(result.criteria.map(({ outcome }) => outcome)).not.toContain("not-tested");
  });

  test("has every part in its result, and every file in its manifest", () => {
    expect(result).toMatchObject({
      operation: { days: 7, startDate: "2027-03-01", partial: false },
      incidents: [{ incident: "area-power-cut", outcome: "passed" }],
      pathways: [{ product: "medido", outcome: "passed" }],
      approval: { isComplete: true },
    });
    expect(result.staffing?.shifts.map(({ name }) => name)).toEqual(["dag", "kveld", "natt"]);
    expect(result.hazards.length).toBeGreaterThan(0);
    expect(result.notTested.length).toBeGreaterThan(0);
    const hashes = Object.entries(result.manifest).map(([name, hash]) => [
      ...[name, hash === createHash("sha256").update(written(name)).digest("hex")],
    ]);
    expect(hashes).toEqual([
      ["akseptanse.yaml", true],
      ["protokoll-roar-medido.csv", true],
      ["hendelser.jsonl", true],
    ]);
  });

  test("gives the same daily operation for any number of threads, and by itself", async () => {
    const again = await run("--only", "operation", "--no-staffing", "--workers", "2", "--json");
    expect(again.exitCode).toBe(4);
    const { operation, finding } = JSON.parse(again.out) as AcceptanceResult;
    expect(finding.verdict).toBe("undecided");
    expect({ ...operation, run: { ...operation?.run, eventsSha256: undefined } }).toEqual({
      ...result.operation,
      run: { ...result.operation?.run, eventsSha256: undefined },
    });
  });

  test("interrupted in the middle leaves a marked report that can't read approved", async () => {
    const interrupted = new AbortController();
    const { exitCode, out } = await bench.run(
      ["accept", "run", "akseptanse.yaml", "--json", "avbrutt.json", "--html", "avbrutt.html"],
      {
        signal: interrupted.signal,
        onErr: (text) => {
          if (Number.parseInt(text, 10) >= 10) interrupted.abort("SIGINT");
        },
      },
    );
    expect(exitCode).toBe(130);
    expect(out).toMatch(/^AVBRUTT/);
    expect(readResult(written("avbrutt.json"), "r")).toMatchObject({
      ...{ partial: true, finding: { verdict: "undecided" } },
    });
    expect(written("avbrutt.html")).toContain("ufullstendig");
    expect(written("avbrutt.html")).not.toMatch(/>\s*godkjent( med avvik)?\s*</i);
  });

  test("prints no identity number anywhere", () => {
    const all = ["akseptanse-resultat.json", "akseptanse-rapport.html", "hendelser.jsonl"];
    // Made-up people of the receivers have 80 added to the month; not even these are told.
    for (const name of all) expect(written(name)).not.toMatch(/(?<!\d)\d{2}[89]\d{8}(?!\d)/);
  });
});
