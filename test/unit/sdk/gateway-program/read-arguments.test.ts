import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGatewayProgram } from "@dosekit/sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const GOOD = ["--broker", "mqtt://127.0.0.1", "--tenant", "t1", "--inbox", "x"];

/** Runs the program with arguments that keep it from starting. */
async function run(argv: readonly string[]) {
  let [stdout, stderr] = ["", ""];
  const exitCode = await runGatewayProgram(argv, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    env: {},
    onStop: () => () => {},
  });
  return { exitCode, stdout, stderr };
}

/** The error document of a run with `--json`. */
async function errorOf(argv: readonly string[]) {
  const { exitCode, stdout } = await run([...argv, "--json"]);
  return { exitCode, ...(JSON.parse(stdout) as { error: object }) };
}

describe("arguments of dosekit-gateway", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dosekit-config-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function config(text: string): string {
    const file = join(folder, "gateway.yaml");
    writeFileSync(file, text);
    return file;
  }

  it("gives help with examples and exit codes", async () => {
    const { exitCode, stdout } = await run(["--help"]);
    expect(exitCode).toBe(0);
    for (const part of ["--broker", "--json", "Examples:", "Exit codes:"]) {
      expect(stdout).toContain(part);
    }
  });

  it("names an option that it does not know, for people and as JSON", async () => {
    const people = await run([...GOOD, "--colour"]);
    expect(people).toMatchObject({ exitCode: 2, stdout: "" });
    expect(people.stderr).toContain("--colour");
    const json = await errorOf([...GOOD, "--colour"]);
    expect(json).toMatchObject({ exitCode: 2, error: { code: "gateway.unknown-option" } });
    expect(json.error).toMatchObject({
      found: "--colour",
      allowed: expect.stringMatching(/^--broker, .*--json, --help$/),
    });
  });

  it("wants one way to the devices: a broker or serial lines", async () => {
    expect(await errorOf(["--inbox", "i"])).toMatchObject({
      exitCode: 2,
      error: { code: "gateway.missing-option", field: "broker" },
    });
    expect(await errorOf([...GOOD, "--line", "/dev/ttyS0"])).toMatchObject({
      exitCode: 2,
      error: { code: "gateway.two-ways", field: "line" },
    });
  });

  it.each([
    ["tcp://host"],
    ["tcp://host:70000"],
    ["/dev/ttyS0,baud=fast"],
    ["/dev/ttyS0,addresses=0"],
    ["/dev/ttyS0,addresses=3-1"],
    ["/dev/ttyS0,addresses=1+1"],
    ["/dev/ttyS0,parity=1"],
    ["/dev/ttyS0,port=1"],
  ])("refuses %s for a line and shows the form of one", async (line) => {
    expect(await errorOf(["--line", line, "--inbox", "i"])).toMatchObject({
      exitCode: 2,
      error: { field: "line", found: line, allowed: expect.stringContaining("addresses=1-8+12") },
    });
  });

  it("names an option that is lacking", async () => {
    const found = await errorOf(["--broker", "mqtt://127.0.0.1", "--tenant", "t1"]);
    expect(found).toMatchObject({
      exitCode: 2,
      error: { code: "gateway.missing-option", field: "inbox", found: "nothing" },
    });
  });

  it("names the option whose value is lacking or wrong, and what is allowed", async () => {
    expect(await errorOf([...GOOD, "--seconds", "-1"])).toMatchObject({
      exitCode: 2,
      error: { field: "seconds", found: "-1", allowed: "a number above 0" },
    });
    const { exitCode, stdout } = await run(["--json", "--inbox"]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        code: "gateway.option-missing-argument",
        field: "inbox",
        found: "nothing",
        allowed: "<folder>: folder of the inbox; made if it is not there",
      },
    });
  });

  it("names arguments that it does not take", async () => {
    expect(await errorOf([...GOOD, "extra"])).toMatchObject({
      exitCode: 2,
      error: { code: "gateway.excess-arguments", found: "extra", allowed: "no arguments" },
    });
  });

  it("names what a command that makes files lacks", async () => {
    expect(await errorOf(["provision", "--out", folder])).toMatchObject({
      exitCode: 2,
      error: { code: "gateway.usage", field: "device", found: "nothing" },
    });
  });

  it.each([
    ["--broker", "http://b"],
    ["--tenant", "no good"],
    ["--seconds", "-1"],
  ])("refuses %s %s", async (option, value) => {
    const { exitCode, stderr } = await run([...GOOD, option, value]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Allowed:");
  });

  it("names file, line, field, found and allowed of a wrong setting", async () => {
    const file = config("tenant: t1\nkeepDays: -3\n");
    expect(await errorOf(["--config", file])).toMatchObject({
      exitCode: 2,
      error: { code: "config.field", file, line: 2, field: "keepDays", found: "-3" },
    });
  });

  it("names a setting that it does not know, and the ones that it does", async () => {
    const file = config("tenant: t1\nbrokr: mqtt://b\n");
    const { error } = await errorOf(["--config", file]);
    expect(error).toMatchObject({ code: "config.unknown-field", line: 2, field: "brokr" });
    expect(JSON.stringify(error)).toContain("broker, lines, inbox, tenant");
  });

  it("names the line of broken YAML, and a file that can't be read", async () => {
    const broken = await errorOf(["--config", config("tenant: [\n")]);
    expect(broken).toMatchObject({ exitCode: 2, error: { code: "config.yaml" } });
    const absent = await errorOf(["--config", join(folder, "absent.yaml")]);
    expect(absent).toMatchObject({ exitCode: 2, error: { code: "config.unreadable" } });
  });

  it("names a certificate that can't be read", async () => {
    const certificate = join(folder, "absent.pem");
    const tls = config(`broker: mqtts://127.0.0.1\ninbox: x\ntls: { ca: ${certificate} }\n`);
    expect(await errorOf(["--config", tls, "--tenant", "t1"])).toMatchObject({
      exitCode: 2,
      error: { code: "config.unreadable", file: certificate, field: "tls.ca" },
    });
  });
});
