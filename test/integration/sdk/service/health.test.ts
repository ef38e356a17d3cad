import { request } from "node:http";
import { connect } from "node:net";
import { type GatewayClient, HealthServer, HealthWatch } from "@dosekit/sdk";
import type { ForwarderStanding } from "@dosekit/sdk/forwarding";
import { afterEach, describe, expect, test } from "vitest";
import { CrashableStore } from "../../../support/sdk/crashable-store.ts";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { birthBytes, eventBytes, record } from "../../../support/sdk/messages.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

function standing(parts: Partial<ForwarderStanding> = {}): ForwarderStanding {
  return {
    ...{ name: "record-epj", state: "running", starts: 1, failures: 0, sinceMs: 0 },
    counters: { delivered: 3 },
    ...parts,
  };
}

/** Health of a gateway whose clock the test holds. */
function watched(client: GatewayClient, standings: () => readonly ForwarderStanding[] = () => []) {
  let nowMs = 0;
  const health = new HealthWatch({
    ...{ client, standings, registerFault: () => undefined, otherConsumers: [] },
    nowMs: () => nowMs,
  });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { health, pass };
}

async function served(health: HealthWatch): Promise<number> {
  const server = new HealthServer(health);
  ending.push(() => server.close());
  return await server.listen({ port: 0 });
}

async function ask(port: number, path: string, method = "GET") {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

describe("the health of a gateway", () => {
  test("says that it takes nothing in while the disk refuses, and that it does again", async () => {
    const store = new CrashableStore();
    const { client, transport, timers, rows } = openGateway({ store });
    const { health } = watched(client);
    const port = await served(health);
    expect((await ask(port, "/ready")).status).toBe(200);
    transport.deliver("box-secret", "state", birthBytes(5, 1, 1));
    transport.deliver("box-secret", "evt", eventBytes(record(5, 1)));
    while (!store.waiting) timers.advance(10);
    store.fail({ code: "inbox-io", message: "no room", remedy: "make room" });
    const failing = await ask(port, "/ready");
    expect(failing.status).toBe(503);
    expect(JSON.parse(failing.text)).toMatchObject({
      ...{ v: 1, status: "degraded", ready: false, inbox: { state: "failing" } },
    });
    expect((await ask(port, "/health")).status).toBe(200);
    expect((await ask(port, "/metrics")).text).toContain('state="failing"} 1');
    while (rows.length === 0) {
      timers.advance(1_000);
      store.flush();
    }
    expect((await ask(port, "/ready")).status).toBe(200);
    expect(rows).toHaveLength(1);
  });

  test("says that the link is down, and that the program is about to end", async () => {
    const { client, transport } = openGateway();
    const { health } = watched(client);
    transport.link(false);
    expect(health.report()).toMatchObject({ status: "degraded", ready: false, link: "down" });
    transport.link(true);
    expect(health.report()).toMatchObject({ status: "up", ready: true });
    health.stopping();
    expect(health.report()).toMatchObject({ status: "stopping", ready: false });
  });

  test("says which forwarder fails, stands still or is gone, and stays ready", async () => {
    const { client, transport } = openGateway();
    for (const name of ["record-epj", "record-old"]) client.registerConsumer(name);
    let state: ForwarderStanding["state"] = "waiting";
    const { health, pass } = watched(client, () => [
      standing({ state, lastFault: "ECONNREFUSED" }),
    ]);
    expect(health.report()).toMatchObject({
      ...{ status: "degraded", ready: true, idleConsumers: ["record-old"] },
      forwarders: [{ name: "record-epj", state: "waiting", lastFault: "ECONNREFUSED", behind: 0 }],
    });
    state = "running";
    expect(health.report().status).toBe("up");
    transport.deliver("d1", "evt", eventBytes(record(5, 1)));
    health.look();
    pass(61_000);
    expect(health.report()).toMatchObject({
      ...{ status: "degraded", forwarders: [{ behind: 1, stalledSeconds: 61 }] },
    });
    client.consumed("record-epj", 1);
    expect(health.report()).toMatchObject({ status: "up", forwarders: [{ stalledSeconds: 0 }] });
  });

  test("says that a forwarder tells of a device later, or has given something up", () => {
    const { client } = openGateway();
    let counters = {};
    const { health } = watched(client, () => [standing({ counters })]);
    expect(health.report()).toMatchObject({
      ...{ status: "up", forwarders: [{ devicesLater: 0, surplus: 0 }] },
    });
    counters = { later: 2 };
    expect(health.report()).toMatchObject({
      ...{ status: "degraded", ready: true, forwarders: [{ devicesLater: 2 }] },
    });
    counters = { later: 0, surplus: 1 };
    expect(health.report()).toMatchObject({
      ...{ status: "degraded", ready: true, forwarders: [{ surplus: 1 }] },
    });
    client.registerConsumer("record-epj-later");
    expect(health.report().idleConsumers).toEqual([]);
  });

  test("tells of no device and no person, whatever devices are called", async () => {
    const { client, transport } = openGateway();
    transport.deliver("box-secret", "state", birthBytes(5, 1, 1, { serial: "IMEI-secret" }));
    transport.deliver("box-secret", "evt", eventBytes(record(5, 1, { doseId: "dose-secret" })));
    const { health } = watched(client, () => [standing()]);
    const port = await served(health);
    for (const path of ["/health", "/ready", "/metrics"]) {
      expect((await ask(port, path)).text).not.toContain("secret");
    }
    const metrics = await ask(port, "/metrics");
    expect(metrics.headers.get("content-type")).toContain("version=0.0.4");
    const counted = 'dosekit_forwarder_count{forwarder="record-epj",what="delivered"} 3';
    expect(metrics.text).toContain(counted);
  });

  test("answers nothing else, and is not kept busy by callers who say nothing", async () => {
    const { client } = openGateway();
    const port = await served(watched(client).health);
    expect((await ask(port, "/")).status).toBe(404);
    expect((await ask(port, "/metrics/../health%00")).status).toBe(404);
    expect((await ask(port, "/health", "POST")).status).toBe(405);
    expect((await ask(port, "/health?x=1", "HEAD")).text).toBe("");
    const silent = Array.from({ length: 40 }, () => connect(port, "127.0.0.1"));
    let closed = 0;
    for (const socket of silent) {
      socket.on("error", () => {});
      socket.on("close", () => {
        closed += 1;
      });
    }
    // More than its bound are turned away at once, the others when their time is over.
    await waitUntil("some are turned away", () => closed >= 8);
    await waitUntil("all are", () => closed === 40, 15_000);
    expect((await ask(port, "/ready")).status).toBe(200);
    const long = await new Promise((resolve) => {
      request({ port, path: "/health", headers: { "x-long": "x".repeat(20_000) } })
        .on("response", ({ statusCode }) => resolve(statusCode))
        .on("error", () => resolve("refused"))
        .end();
    });
    expect(long).not.toBe(200);
  });

  test("can't be offered where somebody else listens", async () => {
    const { client } = openGateway();
    const port = await served(watched(client).health);
    const second = new HealthServer(watched(client).health);
    await expect(second.listen({ port })).rejects.toMatchObject({
      ...{ exitCode: 3, details: { code: "health-port", field: "health" } },
    });
  });
});
