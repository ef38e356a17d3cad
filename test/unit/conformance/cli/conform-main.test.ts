import { describe, expect, it } from "vitest";
import { conform } from "../../../support/conformance/conform-run.ts";

describe("the kit's command", () => {
  it("lists cases, narrowed by role, profile and pattern, for people and for programs", async () => {
    const lines = await conform(["list", "--role", "gateway", "--profile", "sec"]);
    expect(lines.exitCode).toBe(0);
    expect(lines.err).toMatch(/^\d+ cases$/m);
    const { out } = await conform(["list", "--select", "cmd/deadline-over", "--json"]);
    expect(JSON.parse(out)).toMatchObject({
      v: 1,
      command: "conform list",
      cases: [{ id: "cmd/deadline-over", role: "device", link: "MQTT", slow: false }],
    });
  });

  it("lists the cases of a codec when it is asked for them", async () => {
    const { out } = await conform(["list", "--select", "codec/read/frames/*"]);
    expect(out).toContain("codec/read/frames/a-turned-bit-in-the-checksum");
  });

  it("explains a requirement by its sentence and its cases", async () => {
    const { out, exitCode } = await conform(["explain", "OMDP-EVT-014"]);
    expect(exitCode).toBe(0);
    expect(out).toContain("A host SHALL NOT acknowledge");
    expect(out).toContain("evt/refused-record-not-acknowledged (gateway, negative)");
    expect(out).toContain("unverified");
  });

  it("explains a case by its steps and the sentences that it judges", async () => {
    const { out } = await conform(["explain", "cmd/deadline-over"]);
    expect(out).toContain("the host gives a command that is over");
    expect(out).toContain("OMDP-CMD-002:");
  });

  it("names some cases near one that it does not know", async () => {
    const { exitCode, err } = await conform(["explain", "cmd/deadline"]);
    expect(exitCode).toBe(2);
    expect(err).toContain("cmd/");
  });

  it.each([
    ["an unknown command", ["jump"]],
    ["an unknown option", ["list", "--colour"]],
    ["a profile that nobody knows", ["list", "--profile", "WIFI"]],
    ["a role that nobody knows", ["list", "--role", "broker"]],
    ["a run of nothing", ["run"]],
    ["a device without a scheme", ["run", "--dut", "/dev/ttyUSB0"]],
    ["a length of time without a unit", ["run", "--dut", "sim:", "--deadline", "5"]],
    ["a role that the statement is not about", ["run", "--dut", "sim:", "--role", "gateway"]],
    ["a pattern that selects nothing", ["run", "--dut", "sim:", "--select", "LKN/*"]],
    ["a certificate for a simulated product", ["run", "--dut", "sim:", "--certify"]],
    ["evidence that is not there", ["replay", "/no/such/folder"]],
  ])("ends with 2 and one error document: %s", async (_what, argv) => {
    const { exitCode, out, err } = await conform([...argv, "--json"]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { message: expect.any(String) } });
    expect(err).toContain("dosekit-conform:");
  });

  it("helps, with the ways to a device and with its exit codes", async () => {
    const [whole, run] = [await conform(["--help"]), await conform(["run", "--help"])];
    expect([whole.exitCode, run.exitCode]).toEqual([0, 0]);
    expect(whole.out).toContain("130 interrupted");
    for (const scheme of ["serial:", "tcp:", "pty:", "mqtt:", "mqtt-tap:", "exec:", "sim:"]) {
      expect(run.out).toContain(scheme);
    }
  });
});
