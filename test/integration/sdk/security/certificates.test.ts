import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:tls";
import { MqttGatewayTransport, RealGatewayTimers, SdkError, type SdkFault } from "@dosekit/sdk";
import { MqttDeviceTransport } from "@dosekit/sdk/device";
import { certify, makeAuthority } from "@dosekit/sdk/provisioning";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort, hasMosquitto } from "../../../support/mosquitto.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";
import {
  type SecuredBroker,
  startSecuredBroker,
  TENANT,
} from "../../../support/security/secured-broker.ts";

const DAY_MS = 86_400_000;
const days = 30;

// Reason: without Debian's Mosquitto there is no broker to judge; CI requires it.
describe.runIf(hasMosquitto() || process.env["DOSEKIT_REQUIRE_MOSQUITTO"] === "1")(
  "a secure connection that can't be made",
  () => {
    let broker: SecuredBroker;
    const timers = new RealGatewayTimers();

    beforeAll(async () => {
      broker = await startSecuredBroker(["box-1"]);
    });
    afterAll(() => broker.stop());

    /** What the gateway's transport says first. */
    async function firstFault(url: string, tls: object): Promise<SdkFault> {
      let transport: MqttGatewayTransport | undefined;
      const fault = await new Promise<SdkFault>((resolve) => {
        const options = { url, tenant: TENANT, timers, connectTimeoutMs: 5_000, onFault: resolve };
        transport = new MqttGatewayTransport({ ...options, tls });
        transport.open({ onLink: () => {}, onMessage: () => {} });
      });
      transport?.close();
      return fault;
    }

    /** What the device's transport says first, and that it goes on trying. */
    async function firstTrouble(url: string, tls: object): Promise<string> {
      const told: string[] = [];
      const transport = new MqttDeviceTransport({
        ...{ url, tls, tenant: TENANT, deviceId: "box-1" },
        backOff: { firstMs: 20, longestMs: 50 },
        onTrouble: (trouble, detail) => told.push(`${trouble}: ${detail}`),
      });
      transport.open({ onLink: () => {}, onMessage: () => {} }, new Uint8Array());
      await waitUntil("it tried twice", () => transport.counters.attempts > 1 && told.length > 0);
      transport.abort();
      return told[0] ?? "";
    }

    async function authority() {
      const { authority: certificate, authorityKey } = broker.paths;
      return {
        certificate: readFileSync(certificate, "utf8"),
        privateKey: readFileSync(authorityKey, "utf8"),
      };
    }

    test("its own expired certificate is named with the remedy, and tried again", async () => {
      const past = { nowMs: Date.now() - 60 * DAY_MS, days };
      const own = await certify(await authority(), { name: "box-1", use: "client", ...past });
      const tls = { ca: broker.gatewayTls().ca, cert: own.certificate, key: own.privateKey };
      expect((await firstFault(broker.url, tls)).code).toBe("certificate-refused");
      const trouble = await firstTrouble(broker.url, tls);
      expect(trouble).toMatch(/^certificate-problem: .*does not accept this end's certificate/);
      expect(trouble).toContain("in date");
    });

    test("an own certificate of another authority is named", async () => {
      const other = await makeAuthority("other", { nowMs: Date.now(), days });
      const own = await certify(other, { name: "box-1", use: "client", nowMs: Date.now(), days });
      const tls = { ca: broker.gatewayTls().ca, cert: own.certificate, key: own.privateKey };
      expect((await firstFault(broker.url, tls)).code).toBe("certificate-refused");
      expect(await firstTrouble(broker.url, tls)).toMatch(/^certificate-problem/);
    });

    test("no certificate at all is named", async () => {
      const { ca } = broker.gatewayTls();
      expect((await firstFault(broker.url, { ca })).code).toBe("certificate-refused");
    });

    test("a broker of another authority is named", async () => {
      const other = await makeAuthority("other", { nowMs: Date.now(), days });
      const tls = { ...broker.gatewayTls(), ca: Buffer.from(other.certificate) };
      const fault = await firstFault(broker.url, tls);
      expect(fault.code).toBe("certificate-authority");
      expect(fault.remedy).toContain("authority that signed it");
      expect(await firstTrouble(broker.url, tls)).toMatch(/^certificate-problem: .*authority/);
    });

    test("a broker under a name that is not in its certificate is named", async () => {
      const url = `mqtts://127.0.0.2:${broker.port}`;
      expect((await firstFault(url, broker.gatewayTls())).code).toBe("certificate-name");
      expect(await firstTrouble(url, broker.gatewayTls())).toMatch(/another name/);
    });

    test("a broker whose certificate has expired, or is not valid yet, is named", async () => {
      for (const offsetMs of [-60 * DAY_MS, 60 * DAY_MS]) {
        const life = { nowMs: Date.now() + offsetMs, days };
        const hosts = ["localhost"];
        const request = { name: "localhost", use: "broker", hosts, ...life } as const;
        const { port, server } = await secureServer(await certify(await authority(), request));
        const url = `mqtts://localhost:${port}`;
        const fault = await firstFault(url, broker.gatewayTls());
        expect(fault.code).toBe("certificate-expired");
        expect(fault.remedy).toContain("clocks");
        expect(await firstTrouble(url, broker.deviceTls("box-1"))).toMatch(/expired/);
        server.close();
      }
    });

    test("a key of another certificate is refused before the first attempt, as is no PEM", async () => {
      const { ca, cert } = broker.gatewayTls();
      const { key } = broker.deviceTls("box-1");
      for (const tls of [
        { ca, cert, key },
        { ca, cert: "nothing", key },
        { ca: "nothing", cert, key },
      ]) {
        const made = [
          () => new MqttGatewayTransport({ url: broker.url, tenant: TENANT, timers, tls }),
          () =>
            new MqttDeviceTransport({ url: broker.url, tenant: TENANT, deviceId: "box-1", tls }),
        ];
        for (const make of made) expect(make).toThrow(SdkError);
        expect(made[0]).toThrow(/Certificate, private key and authority/);
      }
    });
  },
);

async function secureServer(identity: { certificate: string; privateKey: string }) {
  const port = await freePort();
  const server: Server = createServer({ cert: identity.certificate, key: identity.privateKey });
  server.on("tlsClientError", () => undefined);
  server.on("secureConnection", (socket) => socket.on("error", () => undefined));
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
  return { port, server };
}
