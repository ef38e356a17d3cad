import {
  GatewayClient,
  MemoryInboxStore,
  MqttGatewayTransport,
  RealGatewayTimers,
} from "@dosekit/sdk";
import { EmbeddedBroker } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { ScriptedMqttDevice } from "../../support/sdk/scripted-mqtt-device.ts";
import { waitUntil } from "../../support/sdk/wait-until.ts";

describe("gateway and a broker that is killed", () => {
  it.each(["kept", "lost"] as const)(
    "loses and doubles nothing when the broker's sessions are %s",
    async (sessions) => {
      const broker = await EmbeddedBroker.start();
      const timers = new RealGatewayTimers();
      const faults: string[] = [];
      const transport = new MqttGatewayTransport({
        url: broker.url,
        tenant: "t1",
        timers,
        random: () => 0,
        onFault: ({ code }) => faults.push(code),
      });
      const store = new MemoryInboxStore();
      const client = new GatewayClient({ transport, store, timers, nowMs: Date.now });
      const seqs: number[] = [];
      client.onEvent((row) => seqs.push(row.seq));
      await client.start();
      const device = await ScriptedMqttDevice.connect(broker.url, "t1", "box-1");
      for (let count = 0; count < 10; count += 1) device.write();
      await waitUntil("the first ten are acknowledged", () => device.ackedSeq === 10);
      await broker.kill();
      for (let count = 0; count < 10; count += 1) device.write();
      await broker.revive(sessions);
      await waitUntil("the gateway is back", () => transport.counters().connects === 2);
      await device.resume();
      await waitUntil("the rest is acknowledged", () => device.ackedSeq === 20);
      expect(seqs).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
      expect(faults[0]).toBe("broker-closed");
      await device.close();
      await client.stop();
      await broker.stop();
    },
  );
});
