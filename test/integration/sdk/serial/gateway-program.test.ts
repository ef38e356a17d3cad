import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGatewayProgram, type StopSignal } from "@dosekit/sdk";
import { openPseudoTerminal } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { pillyOn } from "../../../support/sdk/serial-fleet.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";

/** Runs the program until it is stopped, or ends by itself. */
function program(argv: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  let stop: (signal: StopSignal) => void = () => undefined;
  const ended = runGatewayProgram(argv, {
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    env: {},
    onStop: (listener) => {
      stop = listener;
      return () => undefined;
    },
  });
  return { out, err, ended, stop: () => stop("SIGTERM") };
}

describe("the gateway program on serial lines", () => {
  it("brings the records of devices on both kinds of lines, and tells of a port that is not there", async () => {
    const folder = mkdtempSync(join(tmpdir(), "gateway-serial-"));
    const cables = [openPseudoTerminal(), openPseudoTerminal()] as const;
    const devices = [
      pillyOn({ port: cables[0].port, deviceId: "dev-own" }),
      pillyOn({ port: cables[1].port, deviceId: "dev-shared", address: 4 }),
    ];
    for (const device of devices) device.powerOn();
    const lines = [
      ...["--line", cables[0].path],
      ...["--line", `${cables[1].path},baud=9600,addresses=4+6-7`],
      ...["--line", "/dev/not-there"],
    ];
    const run = program([...lines, "--inbox", join(folder, "inbox")]);
    await waitUntil("both devices", () =>
      ["dev-own", "dev-shared"].every((id) => run.out.join("").includes(id)),
    );
    await waitUntil("the fault", () => run.err.join("").includes("/dev/not-there"));
    expect(run.err.join("")).toContain("The serial port is not there.");
    run.stop();
    expect(await run.ended).toBe(0);
    expect(run.out.at(-1)).toContain("2 devices");
    for (const device of devices) device.stop();
    for (const cable of cables) cable.close();
    rmSync(folder, { recursive: true });
  }, 40_000);

  it("ends with 3 when not one port can be opened", async () => {
    const folder = mkdtempSync(join(tmpdir(), "gateway-serial-"));
    const lines = ["--line", "/dev/not-there", "--line", "/etc/hosts", "--json"];
    const run = program([...lines, "--inbox", join(folder, "inbox")]);
    expect(await run.ended).toBe(3);
    expect(JSON.parse(run.out.at(-1) ?? "")).toMatchObject({
      error: { code: expect.stringMatching(/^serial-port-(missing|unfit)$/) },
    });
    rmSync(folder, { recursive: true });
  });
});
