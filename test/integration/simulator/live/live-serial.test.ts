import { fileURLToPath } from "node:url";
import type { RunDocument } from "@dosekit/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

let bench: CommandBench;

beforeEach(() => {
  bench = new CommandBench();
});

afterEach(() => bench.remove());

const THREE_A_DAY = fileURLToPath(
  new URL("../../../../simulator/examples/plans/three-a-day.json", import.meta.url),
);

const FLEET = `
seed: live-serial
plans:
  - file: ${THREE_A_DAY}
devices: 12
start: 2026-11-23
speed: 7200
drainMinutes: 180
faults:
  preset: none
  planned:
    - {kind: power-cut, at: "08:30", minutes: 60, share: 0.3}
    - {kind: link-cut, at: "06:00", minutes: 240, share: 0.3}
    - {kind: gateway-restart, at: "03:00", minutes: 10}
`;

describe.each([
  ["pty", []],
  ["shared", ["--per-line", "5"]],
] as const)("a live fleet on serial lines: %s", (kind, more) => {
  it("keeps every rule on damaged lines, and loses and doubles nothing", async () => {
    bench.file("fleet.yaml", FLEET);
    const { exitCode, out, err } = await bench.run([
      ...["live", "--fleet", "fleet.yaml", "--duration", "11h", "--json"],
      ...["--serial", kind, "--damage", "2000", ...more],
    ]);
    const document = JSON.parse(out) as RunDocument;
    expect(document.delivery, err).toMatchObject({ doubled: 0, lost: 0 });
    const violated = Object.entries(document.checks).filter(([, check]) => check.violated > 0);
    expect(violated).toEqual([]);
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ command: "live", seed: "live-serial", partial: false });
    expect(document.delivery.sent).toBeGreaterThan(100);
    expect(err).toContain("12/12 online");
  }, 90_000);
});
