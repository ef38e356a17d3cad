import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunDocument } from "@dosekit/simulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";
import { elementWithId, readPage, tablesOf, textOf } from "../../../support/simulator/read-page.ts";

const FLEET = [
  ...["simulate", "--devices", "16", "--product", "mixed", "--days", "2", "--faults", "storm"],
  ...["--start", "2026-12-24", "--seed", "report", "--json"],
];

describe("a run of which a report is asked for", () => {
  const bench = new CommandBench();
  afterAll(() => bench.remove());
  const path = join(bench.folder, "report.html");
  let document: RunDocument;
  let page: string;

  async function run(...more: string[]) {
    const result = await bench.run([...FLEET, "--report", path, ...more]);
    const written = readFileSync(path, "utf8");
    return { ...result, page: written, document: JSON.parse(result.out) as RunDocument };
  }

  beforeAll(async () => {
    ({ document, page } = await run("--workers", "1"));
  }, 120_000);

  it("has in its report the numbers of its document", () => {
    const root = readPage(page);
    const [doses = []] = tablesOf(elementWithId(root, "doses"));
    const occurred = Object.values(document.totals.outcomes).filter((count) => count > 0);
    const closed = occurred.reduce((sum, count) => sum + count, 0);
    expect(doses.at(-1)?.slice(1).map(Number)).toEqual([...occurred, closed]);
    const columns = doses.slice(1, -1).map((row) => row.slice(1).map(Number));
    const sums = columns.reduce((sum, row) => sum.map((count, at) => count + (row[at] ?? 0)));
    expect(sums).toEqual([...occurred, closed]);
    const [alerts = []] = tablesOf(elementWithId(root, "alerts"));
    expect(
      Object.fromEntries(alerts.slice(1).map(([code = "", , count]) => [code, Number(count)])),
    ).toEqual(document.totals.alerts);
    const [severities = [], times = []] = tablesOf(elementWithId(root, "response"));
    const gravest = document.response?.severities["30"];
    expect(severities[1]?.slice(0, 3)).toEqual([
      ...["30 serious", String(gravest?.raised), String(gravest?.acknowledged)],
    ]);
    const median = (gravest?.toAcknowledgementMs.p50 ?? 0) / 60_000;
    expect(Number(times[1]?.[3])).toBeCloseTo(median, 0);
    const [hours = []] = tablesOf(elementWithId(root, "hours"));
    expect(hours.slice(1).map((row) => row.map(Number))).toEqual(
      document.response?.byHour.map(({ hour, raised, acknowledged }) => [
        hour,
        raised,
        acknowledged,
      ]),
    );
    const [checks = []] = tablesOf(elementWithId(root, "checks"));
    expect(checks.slice(1).map(([, , made = ""]) => Number(made.replaceAll(",", "")))).toEqual(
      Object.values(document.checks).map(({ made }) => made),
    );
    const [faults = []] = tablesOf(elementWithId(root, "faults"));
    const struck = Object.values(document.faults?.struck ?? {});
    const byNumber = (a: number, b: number) => a - b;
    expect(
      faults
        .slice(1)
        .map(([, count]) => Number(count))
        .sort(byNumber),
    ).toEqual(struck.toSorted(byNumber));
    expect(textOf(elementWithId(root, "repeat"))).toContain(
      "dosekit simulate --devices 16 --product mixed --days 2 --start 2026-12-24 --faults storm --seed report",
    );
  });

  it("has the same report on two threads but for the time that it took", async () => {
    const threads = await run("--workers", "2");
    const timeless = (text: string) => text.replace(/<dt>Time taken.*?<\/dd>/, "");
    expect(timeless(threads.page)).toBe(timeless(page));
  }, 120_000);

  it("marks the report of an interrupted run, in the language that is asked for", async () => {
    const interrupted = AbortSignal.abort("SIGINT");
    const { exitCode } = await bench.run([...FLEET, "--report", path, "--lang", "nb"], {
      signal: interrupted,
    });
    expect(exitCode).toBe(130);
    const root = readPage(readFileSync(path, "utf8"));
    expect(textOf(root)).toContain("(ufullstendig)");
    expect(textOf(root)).toContain("beviser ingenting");
  });

  it("keeps what was seen when a run is interrupted on its way, and draws no verdict from it", async () => {
    const interrupt = new AbortController();
    const { exitCode, out } = await bench.run(
      [...FLEET, "--devices", "200", "--days", "30", "--workers", "1", "--report", path],
      { signal: interrupt.signal, onErr: () => interrupt.abort("SIGINT") },
    );
    expect(exitCode).toBe(130);
    const cut = JSON.parse(out) as RunDocument;
    expect(cut.partial).toBe(true);
    expect(Object.values(cut.checks).filter(({ violated }) => violated > 0)).toEqual([]);
    const root = readPage(readFileSync(path, "utf8"));
    const overview = textOf(elementWithId(root, "overview"));
    expect(overview).toContain("None: the run was interrupted.");
    expect(overview).toContain(`Doses due${cut.totals.due}`);
  });

  it("refuses a file that it can't write before anything runs", async () => {
    const { exitCode, out } = await bench.run([
      ...FLEET,
      "--report",
      join(bench.folder, "no", "x"),
    ]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { field: "--report" } });
    expect(existsSync(`${path}.new`)).toBe(false);
  });
});
