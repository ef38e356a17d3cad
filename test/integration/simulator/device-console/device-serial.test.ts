import { existsSync, lstatSync, readlinkSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type BytePort, SerialBytePort, TcpBytePort } from "@dosekit/sdk";
import { openPseudoTerminal } from "@dosekit/simulator";
import { afterAll, describe, expect, it } from "vitest";
import { type SerialGateway, serialGateway } from "../../../support/sdk/serial-fleet.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

const MORNING = ["device", "--start", "2026-11-23", "--seed", "a", "--speed", "200", "--json"];

type Line = Readonly<Record<string, unknown>>;

/** Runs a device that presses and ends, with somebody's gateway at the other end of its line. */
async function playedWith(
  argv: readonly string[],
  gatewayPort: () => BytePort | undefined,
  address?: number,
): Promise<{ readonly lines: readonly Line[]; readonly gateway: SerialGateway; exitCode: number }> {
  const steps = ["next-due", "press", "cut-link", "heal-link", "open-lid", "close-lid"];
  const text = steps.map((action) => JSON.stringify({ afterMs: 60_000, do: action }));
  // The device's end: contact again, and time for the last records to arrive.
  text.push(JSON.stringify({ afterMs: 2_400_000, do: "quit" }));
  const script = bench.file(`steps-${argv.length}.jsonl`, text.join("\n"));
  const run = bench.run([...MORNING, ...argv, "--script", script]);
  await waitUntil("a port to open", () => gatewayPort() !== undefined);
  const port = gatewayPort() as BytePort;
  const gateway = await serialGateway({
    lines: [address === undefined ? { port } : { port, addresses: [address] }],
    random: () => 0,
  });
  const { exitCode, out } = await run;
  const lines = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  await gateway.close();
  return { lines, gateway, exitCode };
}

/** Sequence numbers that the device wrote, and those that the gateway has. */
function numbersOf(lines: readonly Line[], { rows }: SerialGateway) {
  const written = lines.filter(({ seen }) => seen === "record").map(({ seq }) => seq);
  return { written, committed: rows.map(({ seq }) => seq) };
}

describe("one device on a serial line", () => {
  it("is on a pseudo-terminal to which a link leads, and brings all it writes to a gateway", async () => {
    const link = join(bench.folder, "dispenser");
    symlinkSync("/dev/pts/gone", link);
    const { lines, gateway, exitCode } = await playedWith(["--pty", "dispenser"], () =>
      existsSync(link) ? new SerialBytePort({ path: link }) : undefined,
    );
    expect(exitCode).toBe(0);
    const [line] = lines.filter(({ seen }) => seen === "line");
    expect(line?.["where"]).toMatch(/dispenser → \/dev\//);
    const links = lines.filter(({ seen }) => seen === "link").map(({ up }) => up);
    expect(links.slice(0, 3)).toEqual([true, false, true]);
    const { written, committed } = numbersOf(lines, gateway);
    expect(written.length).toBeGreaterThan(5);
    expect(committed).toEqual(written.slice(0, committed.length));
    expect(lines.at(-1)).toMatchObject({ command: "device", end: "quit", stops: 0 });
    // What it writes while it ends waits for the next time.
    expect(written.length - committed.length).toBeLessThan(3);
    expect(lstatSync(link, { throwIfNoEntry: false })).toBeUndefined();
  }, 60_000);

  it("opens a port, with an address on a shared line", async () => {
    const cable = openPseudoTerminal();
    const { lines, gateway } = await playedWith(
      ["--port", cable.path, "--address", "7"],
      () => cable.port,
      7,
    );
    const [line] = lines.filter(({ seen }) => seen === "line");
    expect(line?.["where"]).toBe(`${cable.path} · 115200 Bd · address 7`);
    expect(numbersOf(lines, gateway).committed.length).toBeGreaterThan(5);
    cable.close();
  }, 60_000);

  it("leaves a file alone that is in the way of its link", async () => {
    const path = bench.file("occupied", "text");
    const { exitCode, out } = await bench.run(["device", "--json", "--pty", path]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { field: "--pty", found: path } });
    expect(readlinkOrText(path)).toBe("file");
  });
});

function readlinkOrText(path: string): string {
  return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : "file";
}

describe("a line that can't be opened", () => {
  it.each([
    [["--port", "/dev/not-there"], "device.serial-port-missing", "--port"],
    [["--port", "/etc/hosts"], "device.serial-port-unfit", "--port"],
    [["--tcp", "nowhere.invalid:4001"], "device.serial-server-unreachable", "--tcp"],
  ] as const)("ends %j with 3, the reason and a remedy", async (argv, code, field) => {
    const { exitCode, out } = await bench.run(["device", "--json", ...argv]);
    expect(exitCode).toBe(3);
    const { error } = JSON.parse(out) as { error: Record<string, string> };
    expect(error).toMatchObject({ code, field });
    expect(error["allowed"]).toMatch(/^[A-Z].*\.$/);
    expect(error["allowed"]).not.toContain("tried again");
  });

  it("is busy while another program has it open", async () => {
    const cable = openPseudoTerminal();
    const other = new SerialBytePort({ path: cable.path });
    await new Promise<void>((resolve) => {
      other.open({ onOpen: resolve, onBytes: () => undefined, onClosed: () => undefined });
    });
    const { exitCode, out } = await bench.run(["device", "--json", "--port", cable.path]);
    expect(exitCode).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ error: { code: "device.serial-port-busy" } });
    other.close();
    cable.close();
  });

  it("is a server that refuses", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(new TcpBytePort({ host: "127.0.0.1", port }).name).toBe(`tcp://127.0.0.1:${port}`);
    const { exitCode, out } = await bench.run(["device", "--json", "--tcp", `127.0.0.1:${port}`]);
    expect(exitCode).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ error: { code: "device.serial-server-refused" } });
  });
});

describe("options of a serial line", () => {
  it.each([
    [["--pty", "--broker", "mqtt://localhost"], "--pty"],
    [["--port", "/dev/ttyS0", "--tcp", "a:1"], "--tcp"],
    [["--embedded", "--port", "/dev/ttyS0"], "--port"],
    [["--address", "3"], "--address"],
    [["--pty", "--baud", "9600"], "--baud"],
    [["--tcp", "nowhere"], "--tcp"],
    [["--port", "/dev/ttyS0", "--address", "127"], "--address"],
  ] as const)("do not go together or are wrong: %j", async (argv, field) => {
    const { exitCode, out } = await bench.run(["device", "--json", ...argv]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { code: "usage.bad-value", field } });
  });
});
