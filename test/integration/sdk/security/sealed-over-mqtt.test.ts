import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import {
  type Command,
  Command as CommandMessage,
  encodeMessage,
  instant,
  topicOf,
} from "@dosekit/protocols";
import {
  GatewayClient,
  type GatewayLogEntry,
  GatewaySeals,
  KeyChanges,
  KeyFolder,
  MemoryInboxStore,
  MqttGatewayTransport,
  RealGatewayTimers,
} from "@dosekit/sdk";
import { stageNextKey } from "@dosekit/sdk/provisioning";
import mqtt from "mqtt";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { hasMosquitto } from "../../../support/mosquitto.ts";
import { GatewayProcess } from "../../../support/sdk/gateway-process.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";
import { sealedDevice } from "../../../support/security/sealed-device.ts";
import { secretsUnder } from "../../../support/security/secrets-under.ts";
import {
  type SecuredBroker,
  startSecuredBroker,
  TENANT,
} from "../../../support/security/secured-broker.ts";

// Reason: without Debian's Mosquitto there is no broker to judge; CI requires it.
describe.runIf(hasMosquitto() || process.env["DOSEKIT_REQUIRE_MOSQUITTO"] === "1")(
  "a provisioned gateway and device over Mosquitto",
  () => {
    let broker: SecuredBroker;
    let cleanUp: (() => unknown)[] = [];
    /** Everything that anybody said in all of these tests. */
    const said: string[] = [];

    beforeAll(async () => {
      broker = await startSecuredBroker(["box-1", "box-2", "box-3"]);
    });
    afterEach(async () => {
      for (const action of cleanUp.reverse()) await action();
      cleanUp = [];
    });
    afterAll(() => broker.stop());

    function startDevice(deviceId: string) {
      const device = sealedDevice(broker, deviceId);
      cleanUp.push(() => {
        device.runner.powerOff();
        said.push(
          JSON.stringify(device.runner.counters),
          ...device.troubles,
          inspect(device.runner, { depth: 8 }),
        );
      });
      device.runner.powerOn("power-restored");
      return device;
    }

    async function startGateway(keys: string | undefined = broker.paths.gateway.keys) {
      const log: GatewayLogEntry[] = [];
      const write = (entry: GatewayLogEntry) => {
        log.push(entry);
        said.push(JSON.stringify(entry));
      };
      const timers = new RealGatewayTimers();
      const seals = new GatewaySeals({
        ...(keys === undefined ? {} : { keys: new KeyFolder(keys) }),
        onChangeDue: (deviceId) => changes.begin(deviceId),
      });
      const client: GatewayClient = new GatewayClient({
        transport: new MqttGatewayTransport({
          url: broker.url,
          tenant: TENANT,
          timers,
          tls: broker.gatewayTls(),
        }),
        ...{ store: new MemoryInboxStore(), timers, nowMs: Date.now, armour: seals, log: write },
      });
      const changes = new KeyChanges(client, seals, write);
      await client.start();
      cleanUp.push(() => client.stop());
      return { client, log };
    }

    function selfTest(commandId: string): Command {
      const notAfterMs = instant(Date.now() + 20_000);
      return { commandId, verb: "self-test", actor: "gateway", notAfterMs };
    }

    test("a sealed command is answered, and records are acknowledged under seal", async () => {
      const { client } = await startGateway();
      const device = startDevice("box-1");
      const reply = await client.sendCommand("box-1", selfTest("c-1"));
      expect(reply).toMatchObject({ commandId: "c-1", result: "done" });
      await waitUntil("everything is acknowledged", () => client.counters().rows >= 2);
      expect(device.runner.counters.rejected).toEqual({});
      expect(device.troubles).toEqual([]);
    });

    test("who has the gateway's place at the broker but no key commands nothing", async () => {
      const device = startDevice("box-2");
      await waitUntil("the device is there", () => device.link.counters.contacts === 1);
      const intruder = await mqtt.connectAsync(broker.url, {
        ...broker.gatewayTls(),
        protocolVersion: 5,
      });
      cleanUp.push(() => intruder.endAsync(true));
      const topic = topicOf({ tenant: TENANT, deviceId: "box-2", channel: "cmd" });
      const open = encodeMessage(CommandMessage, selfTest("open"));
      await intruder.publishAsync(topic, Buffer.from(open), { qos: 1 });
      await waitUntil("it is refused", () => device.runner.counters.rejected["not-sealed"] === 1);
      expect(device.seen).not.toContain("command.received");
    });

    test("a recorded command is refused after a restart", async () => {
      const { client } = await startGateway();
      const listener = await mqtt.connectAsync(broker.url, {
        ...broker.deviceTls("box-1"),
        protocolVersion: 5,
      });
      cleanUp.push(() => listener.endAsync(true));
      const topic = topicOf({ tenant: TENANT, deviceId: "box-1", channel: "cmd" });
      const recorded: Buffer[] = [];
      listener.on("message", (_topic, payload) => recorded.push(payload));
      await listener.subscribeAsync(topic, { qos: 1 });
      client.startCommand("box-1", selfTest("c-9"), () => {});
      await waitUntil("it is recorded", () => recorded.length > 0);
      await listener.endAsync();
      const device = startDevice("box-1");
      await waitUntil("it acted", () => device.seen.includes("command.received"));
      device.runner.powerOff();
      const restarted = startDevice("box-1");
      await waitUntil("it is there", () => restarted.link.counters.contacts === 1);
      const replaying = await mqtt.connectAsync(broker.url, {
        ...broker.gatewayTls(),
        protocolVersion: 5,
      });
      cleanUp.push(() => replaying.endAsync(true));
      const bytes = recorded[0] ?? Buffer.alloc(0);
      await replaying.publishAsync(topic, bytes, { qos: 1 });
      await waitUntil(
        "it is refused",
        () => (restarted.runner.counters.rejected["seal-replayed"] ?? 0) > 0,
      );
    });

    test("a staged key is changed over to by itself, and the old one is refused from then on", async () => {
      expect(stageNextKey(broker.folder, "box-3")).toBe(2);
      const { client, log } = await startGateway();
      const device = startDevice("box-3");
      await waitUntil("the key is changed", () => log.some(({ event }) => event === "key.changed"));
      expect(log.find(({ event }) => event === "key.changed")?.detail).toBe("from 1 to 2");
      expect(await client.sendCommand("box-3", selfTest("c-2"))).toMatchObject({ result: "done" });
      expect(new KeyFolder(broker.paths.gateway.keys).find("box-3")).toMatchObject({
        activeKeyId: 2,
        keys: [{ keyId: 2 }],
      });
      expect(device.runner.counters.rejected).toEqual({});
    });

    test("a gateway without the key is told at once what to do", async () => {
      const { client } = await startGateway(join(broker.folder, "empty"));
      startDevice("box-2");
      await waitUntil(
        "the device was heard",
        () => client.device("box-2")?.state?.sealKeyId !== undefined,
      );
      await expect(client.sendCommand("box-2", selfTest("c-3"))).rejects.toMatchObject({
        code: "armour-no-key",
        remedy: expect.stringContaining("Provision the device"),
      });
    });

    test("the program runs by the files of a provisioning, and changes keys by itself", async () => {
      stageNextKey(broker.folder, "box-2");
      const { gateway } = broker.paths;
      const config = join(broker.folder, "gateway.json");
      const tls = { ca: gateway.authority, cert: gateway.certificate, key: gateway.privateKey };
      const settings = {
        broker: broker.url,
        inbox: join(broker.folder, "inbox"),
        tenant: TENANT,
        keys: gateway.keys,
        tls,
      };
      writeFileSync(config, JSON.stringify(settings));
      const program = new GatewayProcess(["--config", config, "--json"]);
      startDevice("box-2");
      await waitUntil("the key is changed", () => program.stderr.includes("key.changed"));
      await waitUntil("events are there", () => program.stdout.includes("device.booted"));
      expect(await program.end("SIGTERM")).toBe(0);
      said.push(program.stdout, program.stderr);
    });

    test("a gateway with another key than the device's is told what may be wrong", async () => {
      const other = join(broker.folder, "other-keys");
      const right = new KeyFolder(broker.paths.gateway.keys).find("box-1");
      if (right === undefined) throw new Error("box-1 has no key");
      const keys = right.keys.map((key) => ({
        ...key,
        material: key.material.map((byte) => byte ^ 1),
      }));
      new KeyFolder(other).keep({ ...right, keys });
      const { client } = await startGateway(other);
      const device = startDevice("box-1");
      await waitUntil("the device was heard", () => client.device("box-1")?.state !== undefined);
      const notAfterMs = instant(Date.now() + 1_500);
      const command = client.sendCommand("box-1", { ...selfTest("c-4"), notAfterMs });
      await expect(command).rejects.toMatchObject({
        code: "command-expired",
        message: expect.stringContaining("copy its key file to the gateway"),
      });
      expect(device.runner.counters.rejected["seal-wrong-tag"]).toBeGreaterThan(0);
      expect(device.seen).not.toContain("command.received");
    });

    test("nobody said a secret in all of this", () => {
      const secrets = secretsUnder(broker.folder);
      expect(secrets.length).toBeGreaterThan(15);
      const everything = said.join("\n");
      expect(everything.length).toBeGreaterThan(1_000);
      for (const secret of secrets) expect(everything).not.toContain(secret);
    });
  },
);
