import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EventLine, RunDocument } from "@dosekit/simulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

const FLEET = ["--devices", "12", "--days", "3", "--faults", "storm", "--seed", "again"];

interface Run {
  readonly exitCode: number;
  readonly document: RunDocument;
  readonly events: string;
}

async function simulate(name: string, ...more: string[]): Promise<Run> {
  const argv = ["simulate", ...FLEET, "--events", `${name}.jsonl`, "--json", ...more];
  const { exitCode, out } = await bench.run(argv);
  const events = readFileSync(join(bench.folder, `${name}.jsonl`), "utf8");
  return { exitCode, document: JSON.parse(out) as RunDocument, events };
}

describe("a simulated fleet under a storm of faults", () => {
  let first: Run;
  let second: Run;

  beforeAll(async () => {
    first = await simulate("first");
    second = await simulate("second", "--workers", "4");
  });

  it("keeps every rule, and loses and doubles nothing", () => {
    expect(first.document.checks).toMatchObject(
      Object.fromEntries(
        ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "L1", "L2"].map((id) => [
          id,
          { violated: 0 },
        ]),
      ),
    );
    expect(first.document.delivery).toMatchObject({ doubled: 0, lost: 0 });
    expect(first.exitCode).toBe(0);
  });

  it("has the same trace and the same events, byte for byte, from the same seed", () => {
    expect(second.document.traceHash).toBe(first.document.traceHash);
    expect(second.document.eventsSha256).toBe(first.document.eventsSha256);
    expect(second.events).toBe(first.events);
    const { elapsedMs: _first, ...same } = first.document;
    const { elapsedMs: _second, ...other } = second.document;
    expect(other).toEqual(same);
  });

  it("has another trace from another seed", async () => {
    const other = await simulate("other", "--seed", "another");
    expect(other.document.traceHash).not.toBe(first.document.traceHash);
  });

  it("tells its events in the order of time, device and sequence", () => {
    const lines = first.events
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text) as EventLine);
    expect(lines.length).toBeGreaterThan(first.document.delivery.sent - 1);
    const keys = lines.map(({ t, device, seq }) => [t ?? "~", device, seq] as const);
    const sorted = [...keys].sort((a, b) =>
      a[0] !== b[0] ? (a[0] < b[0] ? -1 : 1) : a[1] !== b[1] ? (a[1] < b[1] ? -1 : 1) : a[2] - b[2],
    );
    expect(keys).toEqual(sorted);
  });

  it("tells notices, what operators do and visits under sources of their own", () => {
    const lines = first.events
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text) as EventLine);
    const kindsOf = (source: string) =>
      new Set(lines.filter(({ device }) => device.endsWith(source)).map(({ kind }) => kind));
    expect(kindsOf(".ladder")).toEqual(new Set(["alert.notified"]));
    expect(kindsOf(".visit")).toEqual(
      new Set(["handling.dispatch-accepted", "handling.action", "handling.cause"]),
    );
    const ofOperators = ["reported", "started", "acknowledged", "call", "dispatched", "measure"];
    for (const kind of ofOperators) expect(kindsOf(".response")).toContain(`handling.${kind}`);
  });

  it("begins its document with version, command, seed, time taken and whether it is partial", () => {
    expect(Object.keys(first.document).slice(0, 5)).toEqual([
      ...["v", "command", "seed", "elapsedMs", "partial"],
    ]);
  });
});

describe("a simulated fleet that is interrupted", () => {
  it("says that it is partial, and ends with 130", async () => {
    const interrupted = AbortSignal.abort("SIGINT");
    const { exitCode, out } = await bench.run(["simulate", ...FLEET, "--json"], {
      signal: interrupted,
    });
    expect(exitCode).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ partial: true });
  });
});
