import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceEvent, decodeAs, gatewaySubscriptions, parseTopic } from "@dosekit/protocols";
import {
  GatewayClient,
  type InboxStore,
  LevelInboxStore,
  MqttGatewayTransport,
  RealGatewayTimers,
} from "@dosekit/sdk";
import { connect } from "mqtt";
import { LatencyCounts, nowMicros, TENANT } from "./gateway-traffic.ts";

/*
 * The end that takes records in, in a process of its own: the SDK with its durable inbox and
 * acknowledgements, or a plain MQTT client that reads the message and keeps nothing. Started by
 * `gateway-runs.ts`.
 */

/** Which end is measured. */
export interface EndAsked {
  readonly url: string;
  readonly end: "sdk" | "plain";
}

/** What it took since it was last asked. */
export interface EndTaken {
  readonly events: number;
  /** Processor time, ms. */
  readonly cpuMs: number;
  /** Greatest memory of the process since its start, MB. */
  readonly memoryMb: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** What 99 of 100 commits of the store took, flush included; not a number without a store. */
  readonly flushP99Ms: number;
}

let latencies = new LatencyCounts();
let flushes = new LatencyCounts();
let events = 0;
let cpuBefore = process.cpuUsage();

function take(sentMicros: number): void {
  events += 1;
  latencies.add(nowMicros() - sentMicros);
}

function taken(): EndTaken {
  const { user, system } = process.cpuUsage(cpuBefore);
  const report = {
    events,
    cpuMs: (user + system) / 1_000,
    memoryMb: process.resourceUsage().maxRSS / 1_024,
    p50Ms: latencies.quantileMs(0.5),
    p99Ms: latencies.quantileMs(0.99),
    maxMs: latencies.quantileMs(1),
    flushP99Ms: flushes.total === 0 ? Number.NaN : flushes.quantileMs(0.99),
  };
  latencies = new LatencyCounts();
  flushes = new LatencyCounts();
  events = 0;
  cpuBefore = process.cpuUsage();
  return report;
}

async function beSdk(url: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "dosekit-bench-"));
  process.on("disconnect", () => rmSync(folder, { recursive: true, force: true }));
  const timers = new RealGatewayTimers();
  const transport = new MqttGatewayTransport({ url, tenant: TENANT, timers });
  const store = timed(new LevelInboxStore(folder));
  const client = new GatewayClient({ transport, store, timers, nowMs: Date.now });
  // A row is told once it is durable.
  client.onEvent((row) => {
    if (row.kind === "record") take(row.event.uptimeMs);
  });
  await client.start();
  while (transport.counters().connects === 0) await new Promise((done) => setTimeout(done, 20));
}

/** The same store, which notes how long its commits take. */
function timed(store: InboxStore): InboxStore {
  return {
    open: (done) => store.open(done),
    read: (after, limit, done) => store.read(after, limit, done),
    close: (done) => store.close(done),
    commit: (batch, done) => {
      const startMicros = nowMicros();
      store.commit(batch, (fault) => {
        flushes.add(nowMicros() - startMicros);
        done(fault);
      });
    },
  };
}

function bePlain(url: string): Promise<void> {
  const client = connect(url, { protocolVersion: 5, clientId: "plain" });
  client.on("message", (topic, payload) => {
    const parsed = parseTopic(topic);
    if (!parsed.ok || parsed.value.channel !== "evt") return;
    const event = decodeAs(DeviceEvent, payload);
    if (event.ok) take(event.value.uptimeMs);
  });
  return new Promise((resolve) => {
    client.on("connect", () => {
      const topics = gatewaySubscriptions(TENANT).map(({ filter, qos }) => [filter, { qos }]);
      client.subscribe(Object.fromEntries(topics), () => resolve());
    });
  });
}

const { url, end } = JSON.parse(process.argv[2] ?? "{}") as EndAsked;
await (end === "sdk" ? beSdk(url) : bePlain(url));
process.on("message", () => process.send?.(taken()));
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: true });
