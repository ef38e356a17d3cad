import { afterAll, describe, expect, it } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

/** Runs a command that is wrong and gives the error document that it prints. */
async function errorOf(...argv: string[]): Promise<Record<string, unknown>> {
  const { exitCode, out, err } = await bench.run([...argv, "--json"]);
  expect(exitCode).toBe(2);
  const document = JSON.parse(out) as { error: Record<string, unknown> };
  expect(Object.keys(document)).toEqual(["error"]);
  expect(err).toContain(String(document.error["message"]));
  return document.error;
}

describe("help", () => {
  it("of the program names every command, exit codes and examples", async () => {
    const { exitCode, out, err } = await bench.run(["--help"]);
    expect(exitCode).toBe(0);
    expect(err).toBe("");
    for (const word of ["simulate", "live", "gateway", "decode", "130 interrupted", "Examples:"])
      expect(out).toContain(word);
  });

  for (const command of ["simulate", "live", "decode"]) {
    it(`of ${command} has examples`, async () => {
      const { exitCode, out } = await bench.run([command, "--help"]);
      expect(exitCode).toBe(0);
      expect(out).toContain(`dosekit ${command}`);
      expect(out).toContain("Examples:");
      expect(out).toContain("--json");
    });
  }

  it("of gateway is the SDK's own", async () => {
    const { exitCode, out } = await bench.run(["gateway", "--help"]);
    expect(exitCode).toBe(0);
    expect(out).toContain("dosekit-gateway");
  });

  it("of simulate is honest about workers", async () => {
    const { out } = await bench.run(["simulate", "--help"]);
    expect(out.replaceAll(/\s+/g, " ")).toContain("the result is the same for any number");
  });
});

describe("wrong usage", () => {
  it("names an unknown option and those that there are", async () => {
    const error = await errorOf("simulate", "--devics", "3");
    expect(error).toMatchObject({ code: "usage.unknown-option", found: "--devics" });
    expect(error["allowed"]).toContain("--devices");
    expect(error["allowed"]).not.toContain("--broker");
  });

  it("names an unknown command and those that there are", async () => {
    expect(await errorOf("simulat")).toMatchObject({
      code: "usage.unknown-command",
      found: "simulat",
      allowed: "simulate, live, replay, device, gateway, conform, accept, decode",
    });
  });

  it("asks for a command when there is none", async () => {
    const { exitCode, err } = await bench.run([]);
    expect(exitCode).toBe(2);
    expect(err).toContain("No command was given.");
  });

  it("asks for a value that is missing", async () => {
    const { exitCode, out } = await bench.run(["simulate", "--json", "--devices"]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      error: {
        code: "usage.value-missing",
        field: "--devices",
        found: "nothing",
        allowed: "a whole number from 1 to 1000000",
      },
    });
  });

  it("asks for a text that is missing, and says what the option is", async () => {
    const { exitCode, out } = await bench.run(["simulate", "--json", "--seed"]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      error: {
        code: "usage.value-missing",
        field: "--seed",
        found: "nothing",
        allowed: "<text>: the same seed gives the same people, faults and devices",
      },
    });
  });

  it("names the option whose text is empty", async () => {
    expect(await errorOf("simulate", "--plan=")).toMatchObject({
      code: "usage.bad-value",
      field: "--plan",
      found: "nothing",
    });
  });

  it("refuses arguments beyond those that there are", async () => {
    expect(await errorOf("simulate", "more", "yet")).toMatchObject({
      code: "usage.too-many-arguments",
      found: "more yet",
      allowed: "no arguments",
    });
    expect(await errorOf("decode", "8204", "extra")).toMatchObject({
      found: "extra",
      allowed: "at most 1",
    });
  });

  const values: readonly (readonly [option: string, found: string, allowed: RegExp])[] = [
    ["--devices", "0", /^a whole number from 1 to 1000000$/],
    ["--devices", "-1", /^a whole number from 1/],
    ["--devices", "1e3", /^a whole number from 1/],
    ["--devices", "many", /^a whole number from 1/],
    ["--days", "0", /^a whole number from 1 to 3660$/],
    ["--start", "2026-02-30", /^a date that exists/],
    ["--start", "tomorrow", /^a date that exists/],
    ["--faults", "some", /^none, everyday, storm, swarm, or the path of a fault file/],
    ["--workers", "0", /^a whole number from 1/],
    ["--speed", "0.5", /^a number from 1/],
    ["--duration", "5", /^a length of time/],
    ["--lang", "sv", /^en, nb, no$/],
    ["--response", "some", /^unlimited, shared, none$/],
  ];
  for (const [option, found, allowed] of values) {
    it(`refuses ${option} ${found} and says what is allowed`, async () => {
      const error = await errorOf("simulate", `${option}=${found}`);
      expect(error).toMatchObject({ code: "usage.bad-value", field: option, found });
      expect(error["allowed"]).toMatch(allowed);
    });
  }

  it("refuses serial lines of a kind that there is not, and options that do not go with them", async () => {
    expect(await errorOf("live", "--serial", "/dev/ttyS0")).toMatchObject({
      code: "usage.bad-value",
      ...{ field: "--serial", found: "/dev/ttyS0", allowed: "pty, shared" },
    });
    const pairs = [
      [["--serial", "pty", "--broker", "mqtt://localhost"], "--broker"],
      [["--serial", "pty", "--port", "0"], "--port"],
      [["--serial", "pty", "--per-line", "4"], "--per-line"],
      [["--damage", "1000"], "--damage"],
    ] as const;
    for (const [argv, field] of pairs)
      expect(await errorOf("live", ...argv)).toMatchObject({ code: "usage.bad-value", field });
  });

  it("refuses an address that is none of a broker", async () => {
    for (const address of ["localhost", "http://localhost:1883", "mqtt://"])
      expect(await errorOf("live", "--broker", address)).toMatchObject({
        code: "broker.bad-address",
        found: address,
      });
  });

  it("is told in one message with field, found and allowed", async () => {
    const { err, out } = await bench.run(["simulate", "--faults", "some"]);
    expect(out).toBe("");
    expect(err).toBe(
      [
        "dosekit: An option has a value that it can't have.",
        "  field:   --faults",
        "  found:   some",
        "  allowed: none, everyday, storm, swarm, or the path of a fault file, such as faults.yaml",
        "",
      ].join("\n"),
    );
  });
});
