import { mkdtempSync, rmSync } from "node:fs";
import { connect as connectPlain } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectSecure } from "node:tls";
import { MqttTap, packetBytes, ScriptedBroker, WireLog } from "@dosekit/conformance";
import type { IConnectPacket } from "mqtt-packet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HAS_OPENSSL, newCertificate } from "../../support/conformance/own-certificates.ts";

const CONNECT: IConnectPacket = {
  ...{ cmd: "connect", protocolId: "MQTT", protocolVersion: 5, clientId: "d1" },
  ...{ clean: true, keepalive: 30 },
};
const LISTEN = { host: "127.0.0.1", port: 0 };
let folder = "";
let own = { cert: "", key: "" };

if (!HAS_OPENSSL) process.stderr.write("left out: a tap that ends TLS; openssl is not installed\n");

beforeAll(() => {
  if (!HAS_OPENSSL) return;
  folder = mkdtempSync(join(tmpdir(), "tap-"));
  own = newCertificate(folder, "tap");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function portOf(place: string): number {
  return Number(place.split(":").at(-1));
}

/** Connects as a device and gives the first bytes that come back. */
function firstAnswer(socket: ReturnType<typeof connectPlain>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    socket.once("data", (bytes) => resolve(Buffer.from(bytes)));
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed")));
    socket.write(packetBytes(CONNECT));
  });
}

function newLog(): WireLog {
  return new WireLog(() => performance.now());
}

const CONNACK = 0x20;

// Reason: nothing makes certificates where openssl is not installed; CI demands it.
describe.runIf(HAS_OPENSSL)("a tap in front of a broker", () => {
  it("ends the TLS of the device, and writes down every packet both ways", async () => {
    const broker = await ScriptedBroker.listen();
    const { hostname: host, port } = new URL(broker.url);
    const behind = { host, port: Number(port), isSecure: false };
    const tap = new MqttTap({ listen: LISTEN, broker: behind }, { own });
    await tap.open();
    const log = newLog();
    tap.listenFor(log);
    const at = { host: LISTEN.host, port: portOf(tap.place) };
    const device = connectSecure({ ...at, servername: "localhost", ca: own.cert });
    expect((await firstAnswer(device))[0]).toBe(CONNACK);
    const said = log.entries.map(({ way, packet }) => `${way} ${packet?.cmd ?? ""}`.trim());
    expect(said).toEqual(["opened", "in connect", "out connack"]);
    device.destroy();
    await tap.close();
    await broker.close();
  });

  it("speaks TLS to a broker that it can check, and to no other", async () => {
    const broker = await ScriptedBroker.listen();
    const { hostname: host, port } = new URL(broker.url);
    const plain = { host, port: Number(port), isSecure: false };
    // A tap that ends TLS is the broker with a certificate.
    const secure = new MqttTap({ listen: LISTEN, broker: plain }, { own });
    await secure.open();
    const behind = { host: "localhost", port: portOf(secure.place), isSecure: true };
    const answerBy = async (ca: { readonly ca?: string }) => {
      const tap = new MqttTap({ listen: LISTEN, broker: behind }, ca);
      await tap.open();
      const device = connectPlain({ host: LISTEN.host, port: portOf(tap.place) });
      const answer = await firstAnswer(device).then(
        (bytes) => bytes[0],
        () => tap.gone,
      );
      device.destroy();
      await tap.close();
      return answer;
    };
    expect(await answerBy({ ca: own.cert })).toBe(CONNACK);
    expect(await answerBy({})).toContain("self-signed certificate");
    await secure.close();
    await broker.close();
  });

  it("begins each case with a new connection of the device", async () => {
    const broker = await ScriptedBroker.listen();
    const { hostname: host, port } = new URL(broker.url);
    const behind = { host, port: Number(port), isSecure: false };
    const tap = new MqttTap({ listen: LISTEN, broker: behind }, {});
    await tap.open();
    tap.listenFor(newLog());
    const device = connectPlain({ host: LISTEN.host, port: portOf(tap.place) });
    await firstAnswer(device);
    const closed = new Promise<void>((resolve) => device.once("close", () => resolve()));
    const second = newLog();
    tap.listenFor(second);
    await closed;
    expect(second.entries).toEqual([]);
    await tap.close();
    await broker.close();
  });
});
