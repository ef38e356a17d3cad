import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { EmbeddedBroker, probeBroker } from "@dosekit/simulator";
import { afterEach, describe, expect, it } from "vitest";

const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0))
    await new Promise<void>((resolve) => server.close(() => resolve()));
});

/** Starts a TCP server that answers whatever arrives first with these bytes, or not at all. */
async function answering(answer: Uint8Array | "close" | "silence"): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => {
      if (answer === "close") socket.destroy();
      else if (answer !== "silence") socket.end(answer);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("asking a broker whether it will do", () => {
  it("accepts the embedded broker", async () => {
    const broker = await EmbeddedBroker.start();
    await expect(probeBroker(broker.url)).resolves.toBeUndefined();
    await broker.stop();
  });

  it("tells a broker without MQTT 5 by its old refusal", async () => {
    const url = await answering(Uint8Array.of(0x20, 2, 0, 1));
    await expect(probeBroker(url)).rejects.toMatchObject({
      exitCode: 3,
      mistake: { code: "broker.no-mqtt5", field: "--broker" },
    });
  });

  it("tells a broker that refuses MQTT 5 by the reason code of MQTT 5", async () => {
    const url = await answering(Uint8Array.of(0x20, 3, 0, 0x84, 0));
    await expect(probeBroker(url)).rejects.toMatchObject({ mistake: { code: "broker.no-mqtt5" } });
  });

  it("tells a broker that does not let it in", async () => {
    const url = await answering(Uint8Array.of(0x20, 3, 0, 0x87, 0));
    await expect(probeBroker(url)).rejects.toMatchObject({
      exitCode: 3,
      mistake: {
        code: "broker.refused",
        message: "The broker refused the connection: not authorised.",
      },
    });
  });

  it("tells a server that hangs up", async () => {
    const url = await answering("close");
    await expect(probeBroker(url)).rejects.toMatchObject({ mistake: { code: "broker.refused" } });
  });

  it("tells a server that stays silent", async () => {
    const url = await answering("silence");
    await expect(probeBroker(url, 300)).rejects.toMatchObject({
      exitCode: 3,
      mistake: { code: "broker.silent" },
    });
  });

  it("tells that nobody listens", async () => {
    const broker = await EmbeddedBroker.start();
    await broker.stop();
    await expect(probeBroker(broker.url)).rejects.toMatchObject({
      exitCode: 3,
      mistake: { code: "broker.unreachable" },
    });
  });
});
