import { type AddressInfo, createServer, type Socket } from "node:net";
import { MqttGatewayTransport, RealGatewayTimers, type SdkFault } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { freePort } from "../../support/mosquitto.ts";

/** Lets a transport try once and gives the first fault. */
async function firstFault(url: string, connectTimeoutMs = 5_000): Promise<SdkFault> {
  const timers = new RealGatewayTimers();
  let transport: MqttGatewayTransport | undefined;
  const fault = await new Promise<SdkFault>((resolve) => {
    transport = new MqttGatewayTransport({
      url,
      tenant: "t1",
      timers,
      connectTimeoutMs,
      onFault: resolve,
    });
    transport.open({ onLink: () => {}, onMessage: () => {} });
  });
  transport?.close();
  return fault;
}

/** A server that answers the first bytes of each client with fixed ones. */
async function answering(bytes: readonly number[] | undefined) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => bytes !== undefined && socket.write(Uint8Array.from(bytes)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port, stop };
}

describe("connection faults of the MQTT transport", () => {
  it("names a port that nobody listens on", async () => {
    const port = await freePort();
    const fault = await firstFault(`mqtt://127.0.0.1:${port}`);
    expect(fault.code).toBe("broker-refused");
    expect(fault.message).toContain(`127.0.0.1:${port}`);
  });

  it("names a host that does not exist", async () => {
    const fault = await firstFault("mqtt://no-such-host.invalid");
    expect(fault.code).toBe("broker-unreachable");
  });

  it.each([
    { what: "wrong credentials", connack: [0x20, 0x03, 0x00, 0x86, 0x00], code: "broker-auth" },
    { what: "no right", connack: [0x20, 0x03, 0x00, 0x87, 0x00], code: "broker-auth" },
    {
      what: "an unsupported version, said in MQTT 5",
      connack: [0x20, 0x03, 0x00, 0x84, 0x00],
      code: "broker-protocol-version",
    },
    {
      what: "an unsupported version, said in MQTT 3.1.1",
      connack: [0x20, 0x02, 0x00, 0x01],
      code: "broker-protocol-version",
    },
    { what: "a busy broker", connack: [0x20, 0x03, 0x00, 0x89, 0x00], code: "broker-rejected" },
  ])("names $what", async ({ connack, code }) => {
    const { port, stop } = await answering(connack);
    const fault = await firstFault(`mqtt://user:secret@127.0.0.1:${port}`);
    stop();
    expect(fault.code).toBe(code);
    expect(fault.message).not.toContain("secret");
  });

  it("names a port where something else than a broker listens", async () => {
    const { port, stop } = await answering(undefined);
    const fault = await firstFault(`mqtt://127.0.0.1:${port}`, 200);
    stop();
    expect(fault.code).toBe("broker-unreachable");
  });

  it("names a secure connection that can't be made", async () => {
    const { port, stop } = await answering([0x20, 0x03, 0x00, 0x00, 0x00]);
    const fault = await firstFault(`mqtts://127.0.0.1:${port}`);
    stop();
    expect(fault.code).toBe("broker-tls");
  });
});
