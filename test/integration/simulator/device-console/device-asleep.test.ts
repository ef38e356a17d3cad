import { instant } from "@dosekit/protocols";
import {
  GatewayClient,
  MemoryInboxStore,
  MqttGatewayTransport,
  RealGatewayTimers,
} from "@dosekit/sdk";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { brokersUnderTest } from "../../../support/brokers.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";
import { CommandBench, type CommandResult } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
let cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of cleanUp.reverse()) await action();
  cleanUp = [];
});
afterAll(() => bench.remove());

type Line = Readonly<Record<string, unknown>>;

function linesOf({ out }: CommandResult): readonly Line[] {
  const lines = out.trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Line);
}

function script(name: string, ...steps: readonly (readonly [afterMs: number, action: string])[]) {
  const lines = steps.map(([afterMs, action]) => JSON.stringify({ afterMs, do: action }));
  return bench.file(name, lines.join("\n"));
}

const MORNING = ["device", "--start", "2026-11-23", "--seed", "a", "--json"];

describe.each(brokersUnderTest())("dosekit device on $name", ({ start }) => {
  async function gatewayOn(url: string, tenant: string) {
    const timers = new RealGatewayTimers();
    const client = new GatewayClient({
      transport: new MqttGatewayTransport({ url, tenant, timers }),
      ...{ store: new MemoryInboxStore(), timers, nowMs: Date.now },
    });
    await client.start();
    cleanUp.push(() => client.stop());
    return client;
  }

  async function brokerUrl(): Promise<string> {
    const broker = await start();
    cleanUp.push(() => broker.stop());
    return broker.url;
  }

  it("sleeps when its product does, says until when, and wakes for an alert", async () => {
    const url = await brokerUrl();
    const tenant = `asleep-${process.pid}-${Date.now()}`;
    const client = await gatewayOn(url, tenant);
    const steps = script("asleep.jsonl", [6_000_000, "force-lid"], [600_000, "quit"]);
    const running = bench.run([
      ...[...MORNING, "--speed", "300", "--broker", url, "--tenant", tenant],
      ...["--id", "sleeper", "--script", steps],
    ]);
    await waitUntil(
      "it sleeps",
      () => {
        return client.device("sleeper")?.state?.status === "sleeping";
      },
      25_000,
    );
    const { nextContactMs = 0 } = client.device("sleeper")?.state ?? {};
    expect(nextContactMs).toBeGreaterThan(Date.UTC(2026, 10, 23, 20));
    const result = await running;
    expect(result.exitCode, result.err).toBe(0);
    const lines = linesOf(result);
    const sleeps = lines.filter(({ seen }) => seen === "sleep").map(({ asleep }) => asleep);
    expect(sleeps.slice(0, 2)).toEqual([true, false]);
    const forced = lines.findIndex(({ do: action }) => action === "force-lid");
    const woken = lines.findIndex(({ seen, asleep }) => seen === "sleep" && asleep === false);
    const up = lines.findIndex(
      ({ seen, up: isUp }, at) => at > woken && seen === "link" && isUp === true,
    );
    expect(woken).toBeGreaterThan(forced);
    expect(up).toBeGreaterThan(woken);
  }, 60_000);

  it("lets its time run in the test state, and refuses that outside of it", async () => {
    const url = await brokerUrl();
    const tenant = `tested-${process.pid}-${Date.now()}`;
    const client = await gatewayOn(url, tenant);
    const stop = new AbortController();
    const common = ["device", "--product", "medido", "--json", "--broker", url, "--tenant", tenant];
    for (const [deviceId, more] of [
      ["tested", ["--test-state"]],
      ["served", []],
    ] as const) {
      const running = bench.run([...common, "--id", deviceId, ...more], { signal: stop.signal });
      cleanUp.push(() => running);
    }
    cleanUp.push(() => stop.abort());
    for (const deviceId of ["tested", "served"]) {
      await waitUntil("it is there", () => client.device(deviceId)?.present === true);
    }
    const withinMs = instant(Date.now() + 20_000);
    const untilMs = instant(Date.now() + 3_600_000);
    const wish = { commandId: "run-1", untilMs };
    expect(client.device("tested")?.state).toMatchObject({ testState: 1 });
    expect(await client.report("tested", "capabilities")).toMatchObject({ testClock: "on" });
    expect(await client.runClock("tested", wish, withinMs)).toMatchObject({ result: "done" });
    expect(await client.report("served", "capabilities")).toMatchObject({ testClock: "off" });
    expect(await client.runClock("served", wish, withinMs)).toMatchObject({
      result: "refused",
      refusal: "wrong-mode",
    });
  }, 30_000);
});

describe("dosekit device with a store", () => {
  it("goes on in its journal, and finds out that storage forgot what it had confirmed", async () => {
    const steps = script("short.jsonl", [60_000, "press"], [10_000, "quit"]);
    const argv = [...MORNING, "--speed", "60", "--store", "memory", "--script", steps];
    const recordsOf = (result: CommandResult) =>
      linesOf(result).filter(({ seen }) => seen === "record");
    const first = recordsOf(await bench.run(argv));
    const second = recordsOf(await bench.run(argv));
    expect(first[0]).toMatchObject({ kind: "device.booted", seq: 1 });
    expect(second[0]).toMatchObject({ kind: "device.booted", epoch: first[0]?.["epoch"] });
    expect(second[0]?.["seq"]).toBe(Number(first.at(-1)?.["seq"]) + 1);
    bench.file("memory/journal.bin", "");
    const third = recordsOf(await bench.run(argv));
    expect(third[0]).toMatchObject({ kind: "device.booted", seq: 1 });
    expect(third[0]?.["epoch"]).not.toBe(first[0]?.["epoch"]);
    expect(third[1]).toMatchObject({ kind: "alert.raised", vkp: "1.5" });
  }, 30_000);
});
