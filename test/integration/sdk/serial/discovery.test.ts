import {
  type DiscoveredLine,
  runGatewayProgram,
  serialCandidate,
  systemCandidates,
  TcpBytePort,
} from "@dosekit/sdk";
import { openPseudoTerminal } from "@dosekit/simulator";
import { afterEach, describe, expect, it } from "vitest";
import { serialServer } from "../../../support/sdk/gateway-ways.ts";
import { pillyOn, type SerialDevice } from "../../../support/sdk/serial-fleet.ts";
import { sharedSocket } from "../../../support/sdk/shared-socket.ts";

const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});

function powered(device: SerialDevice): void {
  device.powerOn();
  ends.push(() => device.stop());
}

/** Runs the program and gives what it printed. */
async function discover(argv: readonly string[]) {
  let [stdout, stderr] = ["", ""];
  const exitCode = await runGatewayProgram(["discover", ...argv], {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    env: {},
    onStop: () => () => undefined,
  });
  return { exitCode, stdout, stderr };
}

describe("looking for devices on real ports", () => {
  it("finds one alone, three that share a line, one behind a server, and nobody", async () => {
    const [alone, shared, empty] = [0, 1, 2].map(() => openPseudoTerminal());
    if (alone === undefined || shared === undefined || empty === undefined) throw new Error();
    for (const cable of [alone, shared, empty]) ends.push(() => cable.close());
    const server = await serialServer();
    ends.push(() => server.close());
    powered(pillyOn({ port: alone.port, deviceId: "dev-1" }));
    const socket = sharedSocket(shared.port);
    for (const address of [2, 5, 6]) {
      powered(pillyOn({ port: socket(), deviceId: `drop-${address}`, address }));
    }
    const port = new TcpBytePort({ host: "127.0.0.1", port: server.port });
    powered(pillyOn({ port, deviceId: "dev-9" }));
    const tcp = `tcp://127.0.0.1:${server.port}`;
    const paths = [alone.path, shared.path, empty.path, tcp, "/dev/not-there"];
    const asked = ["--port", ...paths, "--baud", "115200", "--addresses", "6", "--json"];
    const { exitCode, stdout } = await discover(asked);
    expect(exitCode).toBe(0);
    const document: { lines: readonly DiscoveredLine[] } = JSON.parse(stdout);
    expect(document).toMatchObject({ v: 1, command: "discover", partial: false });
    expect(document.lines).toEqual([
      { kind: "device", port: alone.path, baud: 115_200, deviceId: "dev-1" },
      {
        ...{ kind: "shared", port: shared.path, baud: 115_200 },
        devices: [2, 5, 6].map((address) => ({ address, deviceId: `drop-${address}` })),
      },
      { kind: "unanswered", port: empty.path, heard: "silence" },
      { kind: "device", port: tcp, deviceId: "dev-9" },
      expect.objectContaining({ kind: "unusable", fault: expect.anything() }),
    ]);
    const again = await discover(["--port", alone.path, "--baud", "115200"]);
    expect(again).toEqual({
      exitCode: 0,
      stdout: `${alone.path},baud=115200\n`,
      stderr: `${alone.path}: dev-1 at 115200 bits a second\n`,
    });
  });

  it("takes the ports that the system lists", async () => {
    for (const { name, bauds } of await systemCandidates([9_600])) {
      expect([name, bauds]).toEqual([expect.any(String), [9_600]]);
    }
    expect(serialCandidate("/dev/ttyUSB0").bauds).toContain(115_200);
  });

  it("says what is wrong with its arguments", async () => {
    const wrong = [
      ["--baud", "12"],
      ["--addresses", "127"],
      ["--port", "tcp://a:0"],
      ["--nothing"],
    ];
    for (const argv of wrong) expect((await discover(argv)).exitCode).toBe(2);
    expect((await discover(["--help"])).stdout).toContain("dosekit-gateway discover --port");
  });
});
