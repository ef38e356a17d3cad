import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DeviceState, decodeAs } from "@dosekit/protocols";
import { EmbeddedBroker, type EventLine, type RunDocument } from "@dosekit/simulator";
import { connectAsync } from "mqtt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { brokersUnderTest } from "../../../support/brokers.ts";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const inherited = process.env["TMPDIR"];
let temporary: string;
let bench: CommandBench;
let stopBroker: (() => Promise<void>) | undefined;

beforeEach(() => {
  bench = new CommandBench();
  // A folder of this test's own for temporary files: what others leave is not this run's.
  temporary = mkdtempSync(join(tmpdir(), "dosekit-live-"));
  process.env["TMPDIR"] = temporary;
});

afterEach(async () => {
  await stopBroker?.();
  stopBroker = undefined;
  if (inherited === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = inherited;
  rmSync(temporary, { recursive: true });
  bench.remove();
});

/** Folders of inboxes that this test's live run made and did not remove. */
function inboxFolders(): readonly string[] {
  return readdirSync(temporary).filter((name) => name.startsWith("dosekit-inbox-"));
}

const THREE_A_DAY = fileURLToPath(
  new URL("../../../../simulator/examples/plans/three-a-day.json", import.meta.url),
);

const FLEET = `
seed: live-test
plans:
  - file: ${THREE_A_DAY}
devices: 20
start: 2026-11-23
speed: 3600
drainMinutes: 180
faults:
  preset: none
  planned:
    - {kind: power-cut, at: "08:30", minutes: 60, share: 0.3}
    - {kind: link-cut, at: "06:00", minutes: 240, share: 0.3}
    - {kind: gateway-restart, at: "03:00", minutes: 10}
`;

const SLEEPING = `
seed: sleeping
product: pilly-sms
plans:
  - file: ${THREE_A_DAY}
devices: 8
start: 2026-11-23
speed: 7200
drainMinutes: 180
faults:
  preset: none
  planned:
    - {kind: power-cut, at: "08:30", minutes: 60, share: 0.3}
    - {kind: link-cut, at: "13:00", minutes: 240, share: 0.5}
`;

describe("a live fleet", () => {
  for (const broker of brokersUnderTest()) {
    it(`keeps every rule through ${broker.name}, and loses and doubles nothing`, async () => {
      const started = await broker.start();
      const { url } = started;
      stopBroker = () => started.stop();
      bench.file("fleet.yaml", FLEET);
      const before = inboxFolders();
      const { exitCode, out, err } = await bench.run([
        ...["live", "--fleet", "fleet.yaml", "--duration", "16h", "--json"],
        ...["--events", "events.jsonl", "--broker", url],
      ]);
      const document = JSON.parse(out) as RunDocument;
      expect(document.delivery, err).toMatchObject({ doubled: 0, lost: 0 });
      const violated = Object.entries(document.checks).filter(([, check]) => check.violated > 0);
      expect(violated).toEqual([]);
      expect(exitCode).toBe(0);
      expect(document).toMatchObject({ command: "live", seed: "live-test", partial: false });
      expect(document).not.toHaveProperty("traceHash");
      expect(document.totals.due).toBe(40);
      expect(document.delivery.sent).toBeGreaterThan(500);
      expect(err).toContain("20/20 online");
      expect(inboxFolders()).toEqual(before);
      const events = readFileSync(join(bench.folder, "events.jsonl"), "utf8").trimEnd().split("\n");
      const boots = events
        .map((text) => JSON.parse(text) as EventLine)
        .filter(({ kind }) => kind === "device.booted");
      expect(boots.length).toBeGreaterThan(20);
    }, 60_000);
  }

  for (const broker of brokersUnderTest()) {
    it(`of a product that sleeps says so through ${broker.name}, leaves no will, and loses nothing`, async () => {
      const started = await broker.start();
      const { url } = started;
      stopBroker = () => started.stop();
      bench.file("sleeping.yaml", SLEEPING);
      const watcher = await connectAsync(url, { protocolVersion: 5 });
      const states: DeviceState[] = [];
      watcher.on("message", (_, payload) => {
        const read = decodeAs(DeviceState, Uint8Array.from(payload));
        if (read.ok) states.push(read.value);
      });
      await watcher.subscribeAsync("omdp/1/+/+/state", { qos: 1, rh: 2 });
      const { exitCode, out, err } = await bench.run([
        ...["live", "--fleet", "sleeping.yaml", "--duration", "30h", "--json", "--broker", url],
      ]);
      await watcher.endAsync();
      const document = JSON.parse(out) as RunDocument;
      expect(document.delivery, err).toMatchObject({ doubled: 0, lost: 0 });
      expect(Object.values(document.checks).filter(({ violated }) => violated > 0)).toEqual([]);
      expect(exitCode).toBe(0);
      expect(Object.keys(document.totals.alerts).length).toBeGreaterThan(0);
      const asleep = states.filter(({ status }) => status === "sleeping");
      // Each device after its start, and those that were called again since.
      expect(asleep.length).toBeGreaterThan(8);
      expect(asleep.every(({ nextContactMs }) => nextContactMs !== undefined)).toBe(true);
      expect(states.filter(({ status }) => status === "lost")).toEqual([]);
    }, 60_000);
  }

  it("that is interrupted prints what it has, ends with 130 and leaves nothing behind", async () => {
    const before = inboxFolders();
    const interrupt = new AbortController();
    setTimeout(() => interrupt.abort("SIGINT"), 2_000);
    const { exitCode, out } = await bench.run(
      ["live", "--devices", "5", "--speed", "600", "--seed", "1", "--json"],
      { signal: interrupt.signal },
    );
    expect(exitCode).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ command: "live", partial: true, devices: 5 });
    expect(inboxFolders()).toEqual(before);
  });
});

describe("an environment that does not allow a live fleet", () => {
  it("has the port in use", async () => {
    const other = await EmbeddedBroker.start();
    const port = new URL(other.url).port;
    const { exitCode, out, err } = await bench.run(["live", "--port", port, "--json"]);
    expect(exitCode).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      error: { code: "broker.port-in-use", field: "--port", found: `127.0.0.1:${port}` },
    });
    expect(err).toContain("the port is in use");
    await other.stop();
  });

  it("has no broker at the address", async () => {
    const gone = await EmbeddedBroker.start();
    await gone.stop();
    const { exitCode, err } = await bench.run(["live", "--broker", gone.url]);
    expect(exitCode).toBe(3);
    expect(err).toContain("The broker can't be reached.");
    expect(err).toContain("ECONNREFUSED");
  });

  it("has a broker that refuses", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.end(Uint8Array.of(0x20, 3, 0, 0x87, 0)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const argv = ["live", "--broker", `mqtt://127.0.0.1:${port}`, "--events", "events.jsonl"];
    const { exitCode, err } = await bench.run(argv);
    expect(exitCode).toBe(3);
    expect(err).toContain("The broker refused the connection: not authorised.");
    expect(readdirSync(bench.folder)).toEqual([]);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it("has fewer file handles than devices", async () => {
    const { exitCode, out } = await bench.run(["live", "--devices", "1000000", "--json"]);
    expect(exitCode).toBe(3);
    const { error } = JSON.parse(out) as { error: Record<string, string> };
    expect(error).toMatchObject({ code: "live.too-many-devices", found: "1000000" });
    expect(error["allowed"]).toMatch(/^at most \d+ with the limit of \d+ file handles/);
  });
});
