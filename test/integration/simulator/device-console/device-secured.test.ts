import { type Command, instant } from "@dosekit/protocols";
import {
  GatewayClient,
  GatewaySeals,
  KeyFolder,
  MemoryInboxStore,
  MqttGatewayTransport,
  RealGatewayTimers,
} from "@dosekit/sdk";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { hasMosquitto } from "../../../support/mosquitto.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";
import {
  type SecuredBroker,
  startSecuredBroker,
  TENANT,
} from "../../../support/security/secured-broker.ts";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

// Reason: without Debian's Mosquitto there is no broker to judge; CI requires it.
describe.runIf(hasMosquitto() || process.env["DOSEKIT_REQUIRE_MOSQUITTO"] === "1")(
  "dosekit device with the files of its provisioning",
  () => {
    const bench = new CommandBench();
    let broker: SecuredBroker;
    let cleanUp: (() => unknown)[] = [];

    beforeAll(async () => {
      broker = await startSecuredBroker(["box-1", "box-2"]);
    });
    afterEach(async () => {
      for (const action of cleanUp.reverse()) await action();
      cleanUp = [];
    });
    afterAll(async () => {
      bench.remove();
      await broker.stop();
    });

    function argumentsFor(deviceId: string, ...others: readonly string[]): readonly string[] {
      const { authority, certificate, privateKey } = broker.paths.device(deviceId);
      const secrets = ["--ca", authority, "--cert", certificate, "--key", privateKey];
      const where = ["--broker", broker.url, "--tenant", TENANT, "--id", deviceId];
      return ["device", "--product", "medido", "--json", ...where, ...secrets, ...others];
    }

    async function startGateway(keys: string | undefined) {
      const timers = new RealGatewayTimers();
      const { url } = broker;
      const client = new GatewayClient({
        transport: new MqttGatewayTransport({
          ...{ url, tenant: TENANT, timers, tls: broker.gatewayTls() },
        }),
        ...{ store: new MemoryInboxStore(), timers, nowMs: Date.now },
        ...(keys === undefined ? {} : { armour: new GatewaySeals({ keys: new KeyFolder(keys) }) }),
      });
      await client.start();
      cleanUp.push(() => client.stop());
      return client;
    }

    function selfTest(withinMs: number): Command {
      const notAfterMs = instant(Date.now() + withinMs);
      return { commandId: `c-${Date.now()}`, verb: "self-test", actor: "gateway", notAfterMs };
    }

    /** Runs the device until it is stopped. */
    function startDevice(deviceId: string, ...others: readonly string[]) {
      const stop = new AbortController();
      const { signal } = stop;
      const result = bench.run(argumentsFor(deviceId, ...others), { signal });
      const end = () => {
        stop.abort();
        return result;
      };
      cleanUp.push(end);
      return end;
    }

    it("speaks TLS under its own certificate and takes a sealed command", async () => {
      const client = await startGateway(broker.paths.gateway.keys);
      const end = startDevice("box-1", "--keys", broker.paths.device("box-1").keyRing);
      await waitUntil("it is there", () => client.device("box-1")?.present === true);
      // It answers that it is busy as long as it is being filled.
      await vi.waitFor(async () => {
        const reply = await client.sendCommand("box-1", selfTest(20_000));
        expect(reply).toMatchObject({ result: "done" });
      }, 10_000);
      const { out, err, exitCode } = await end();
      expect(exitCode).toBe(130);
      const lines = out.trim().split("\n");
      expect(lines.some((line) => line.includes('"device.self-tested"'))).toBe(true);
      expect(out + err).not.toContain("PRIVATE KEY");
    });

    it("tells its gateway that it takes sealed commands alone", async () => {
      const client = await startGateway(undefined);
      startDevice("box-2", "--keys", broker.paths.device("box-2").keyRing);
      await waitUntil("it is there", () => client.device("box-2")?.present === true);
      await expect(client.sendCommand("box-2", selfTest(1_500))).rejects.toMatchObject({
        code: "armour-no-key",
      });
    });

    it("says so when the broker's certificate is not signed by the authority given", async () => {
      const result = await bench.run([
        ...["device", "--json", "--broker", broker.url],
        ...["--ca", bench.file("other.pem", "")],
      ]);
      expect(result.exitCode).toBe(3);
      expect(JSON.parse(result.out)).toMatchObject({
        error: { code: "broker.certificate", field: "--broker" },
      });
    });

    it.each([
      ["--ca", ["--ca", "ca.pem"]],
      ["--cert", ["--broker", "mqtts://localhost:1", "--cert", "d.pem"]],
      ["--keys", ["--keys", "keys.bin"]],
    ])("refuses %s where it does not fit", async (field, argv) => {
      const result = await bench.run(["device", "--json", ...argv]);
      expect(result.exitCode).toBe(2);
      expect(JSON.parse(result.out)).toMatchObject({ error: { field } });
    });

    it("refuses a key ring that is not there, and makes none", async () => {
      const argv = ["device", "--json", "--pty", "--keys", "none.bin"];
      for (const _ of [1, 2]) {
        const result = await bench.run(argv);
        expect(JSON.parse(result.out)).toMatchObject({ error: { code: "device.keys" } });
      }
    });
  },
);
