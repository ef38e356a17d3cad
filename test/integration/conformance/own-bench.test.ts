import { existsSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { readIcs } from "@dosekit/conformance";
import { simDeviceIcs } from "@dosekit/simulator";
import { afterEach, describe, expect, it } from "vitest";
import { recordOf } from "../../support/conformance/conform-run.ts";
import { waitUntil } from "../../support/sdk/wait-until.ts";
import { CommandBench } from "../../support/simulator/command-bench.ts";

const EXAMPLE = fileURLToPath(
  new URL("../../../protocols/conformance/examples/own-device/", import.meta.url),
);

/** A handful: it comes into contact, gives and forgets, is flooded, and loses power. */
const CASES = [
  "link/comes-into-contact",
  "frames/run-without-an-end",
  "dose/taken",
  "dose/power-goes-on-its-way",
  "storage/fails-through-a-window",
  "update/confirmed",
  "reset/all-exported",
  "sec/replayed-after-a-restart",
];

let bench = new CommandBench();
let end: () => Promise<void> = () => Promise.resolve();
afterEach(async () => {
  await end();
  bench.remove();
  bench = new CommandBench();
});

/** `dosekit device` on a pseudo-terminal, with its fixture. */
async function startBench(...argv: readonly string[]) {
  const stopping = new AbortController();
  const out: string[] = [];
  let said = "";
  const io = bench.io(
    { out, err: [] },
    {
      signal: stopping.signal,
      onErr: (text) => {
        said += text;
      },
    },
  );
  const { main } = await import("@dosekit/simulator");
  const run = main(["device", "--pty", "dut.tty", "--fixture", "0", ...argv], io);
  await waitUntil("the fixture to listen", () => said.includes("fixture tcp:"));
  let exitCode: number | undefined;
  end = async () => {
    stopping.abort();
    exitCode = await run;
  };
  const fixture = /fixture (tcp:[\d.:]+)/.exec(said)?.[1] ?? "";
  return { fixture, line: join(bench.folder, "dut.tty"), exitCode: () => exitCode };
}

/** Asks a fixture line by line. */
async function ask(fixture: string, lines: readonly string[]): Promise<readonly unknown[]> {
  const [, host = "", port = ""] = fixture.split(":");
  const socket = connect(Number(port), host);
  const answers: unknown[] = [];
  createInterface(socket).on("line", (line) => answers.push(JSON.parse(line)));
  socket.write(lines.map((line) => `${line}\n`).join(""));
  await waitUntil("all answers", () => answers.length === lines.length);
  socket.destroy();
  return answers;
}

describe("our own device on a pseudo-terminal, with a fixture", () => {
  it("passes a handful of cases by the example's statement and tolerances", async () => {
    const { fixture, line } = await startBench();
    const { record, exitCode } = await recordOf([
      ...["--dut", `pty:${line}`, "--fixture", fixture, "--seed", "1"],
      ...["--ics", join(EXAMPLE, "ics.yaml"), "--params", join(EXAMPLE, "params.yaml")],
      ...CASES.flatMap((id) => ["--select", id]),
    ]);
    const left = record.cases.filter(({ verdict }) => verdict !== "pass");
    expect(left.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
    expect(record.cases.map(({ id }) => id)).toEqual(expect.arrayContaining(CASES));
    expect(exitCode).toBe(0);
    const asked = record.cases.flatMap(({ assisted }) => assisted);
    expect(new Set(asked.map(({ by }) => by))).toEqual(new Set(["program"]));
    expect(record.simulationOnly).toEqual([]);
  }, 60_000);

  it("is judged without a fixture as well, with no wait for the contact of a case before", async () => {
    const { fixture, line } = await startBench();
    const value = { tenant: "t1", device: "d1", clock: "set", needs: [] };
    await ask(fixture, [JSON.stringify({ do: "prepare", value })]);
    const { record, exitCode } = await recordOf([
      ...["--dut", `pty:${line}`, "--profile", "core,serial", "--seed", "1"],
      ...["--ics", join(EXAMPLE, "ics.yaml"), "--params", join(EXAMPLE, "params.yaml")],
      ...["--select", "link/same-rst-again", "--select", "link/frame-twice"],
      ...["--select", "link/counters", "--select", "evt/first-number-of-an-epoch"],
    ]);
    expect(record.cases.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      "evt/first-number-of-an-epoch notrun",
      "ics/over-serial pass",
      "link/counters notrun",
      "link/frame-twice pass",
      "link/same-rst-again pass",
    ]);
    expect(exitCode).toBe(4);
    const counters = record.cases.find(({ id }) => id === "link/counters");
    expect(counters?.reason).toContain("nobody could start it again");
    expect(Math.max(...record.cases.map(({ elapsedMs }) => elapsedMs))).toBeLessThan(10_000);
  }, 120_000);

  it("says what it can't do, and what it can't read, and goes on", async () => {
    const { fixture } = await startBench("--product", "medido");
    const prepare = { tenant: "t1", device: "d1", clock: "set", needs: [] };
    const asked = [
      { do: "take" },
      { do: "prepare", value: { ...prepare, needs: ["sleeping"] } },
      { do: "prepare", value: { ...prepare, device: "../d1" } },
      { do: "prepare", value: { ...prepare, tenant: "" } },
      { do: "prepare", value: prepare },
      { do: "send-command" },
      { do: "event" },
    ].map((one) => JSON.stringify(one));
    const answers = await ask(fixture, ["{", ...asked]);
    expect(answers).toMatchObject([
      { done: false },
      { done: false, reason: "no device was prepared" },
      { done: false, reason: expect.stringContaining("needs") },
      { done: false, reason: expect.stringContaining("device") },
      { done: false, reason: expect.stringContaining("tenant") },
      { done: true },
      { done: false },
      { done: true },
    ]);
  });

  it("ends by an interrupt, and takes its link away", async () => {
    const { line, exitCode } = await startBench();
    expect(existsSync(line)).toBe(true);
    await end();
    expect([exitCode(), existsSync(line)]).toEqual([130, false]);
  });

  it.each([
    [["--fixture", "0"], "--fixture"],
    [["--fixture", "0", "--pty", "x", "--script", "s.jsonl"], "--script"],
    [["--fixture", "0", "--pty", "x", "--test-state"], "--test-state"],
    [["--fixture", "0", "--pty", "x", "--product", "none"], "--product"],
  ] as const)("refuses %j with 2, naming the option", async (argv, field) => {
    const { exitCode, out } = await bench.run(["device", "--json", ...argv]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { field } });
  });

  it("has the statement of the product that it is", () => {
    const { profiles, features, capabilities, device } = simDeviceIcs("pilly-sms");
    const stated = readIcs("ics.yaml", EXAMPLE);
    expect(stated).toMatchObject({ capabilities, device, role: "device" });
    expect(stated.profiles).toEqual(profiles.filter((one) => one !== "MQTT"));
    expect(stated.features).toEqual(features?.filter((one) => one !== "sleeping"));
  });
});
