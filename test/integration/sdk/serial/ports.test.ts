import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { type BytePort, type SdkFault, SerialBytePort, TcpBytePort } from "@dosekit/sdk";
import { openPseudoTerminal } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { exchange, pillyOn, serialGateway } from "../../../support/sdk/serial-fleet.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";

/** Opens a port and waits for what becomes of it. */
function outcomeOf(port: BytePort): Promise<SdkFault | "open"> {
  return new Promise((resolve) => {
    port.open({
      onOpen: () => resolve("open"),
      onBytes: () => undefined,
      onClosed: resolve,
    });
  });
}

/** A serial server: what comes in on one connection goes out on the other. */
async function serialServer() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      for (const other of sockets) if (other !== socket && !other.destroyed) other.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut: () => {
      for (const socket of sockets.splice(0)) socket.resetAndDestroy();
    },
    close: () => server.close(),
  };
}

describe("a port that can't be used", () => {
  it("says that it is missing, unfit or busy, and what to do", async () => {
    expect(await outcomeOf(new SerialBytePort({ path: "/dev/not-there" }))).toMatchObject({
      code: "serial-port-missing",
    });
    expect(await outcomeOf(new SerialBytePort({ path: "/etc/hosts" }))).toMatchObject({
      code: "serial-port-unfit",
    });
    const cable = openPseudoTerminal();
    const first = new SerialBytePort({ path: cable.path });
    expect(await outcomeOf(first)).toBe("open");
    const second = await outcomeOf(new SerialBytePort({ path: cable.path }));
    expect(second).toMatchObject({ code: "serial-port-busy" });
    first.close();
    cable.close();
  });

  it("says that a serial server does not listen, or can't be found", async () => {
    const gone = await serialServer();
    gone.close();
    const refused = await outcomeOf(new TcpBytePort({ host: "127.0.0.1", port: gone.port }));
    expect(refused).toMatchObject({ code: "serial-server-refused" });
  });

  it("is served as soon as it is there", async () => {
    const cable = openPseudoTerminal();
    const faults: string[] = [];
    let path = "/dev/not-there-yet";
    const port = new SerialBytePort({ path: cable.path });
    const late: BytePort = {
      ...{ name: "late", baud: 115_200 },
      open: (listener) => {
        if (path === cable.path) port.open(listener);
        else new SerialBytePort({ path }).open(listener);
      },
      write: (bytes) => port.write(bytes),
      close: () => port.close(),
    };
    const gateway = await serialGateway({
      lines: [{ port: late }],
      random: () => 0,
      onFault: ({ code }) => faults.push(code),
    });
    const device = pillyOn({ port: cable.port, deviceId: "dev-1" });
    device.powerOn();
    await waitUntil("the fault", () => faults.includes("serial-port-missing"));
    path = cable.path;
    await waitUntil("contact", () => gateway.transport.present().length === 1);
    device.stop();
    await gateway.close();
    cable.close();
  });
});

describe("a line behind a serial server", () => {
  it("loses nothing, though its connections are cut again and again", async () => {
    const server = await serialServer();
    const tcp = () => new TcpBytePort({ host: "127.0.0.1", port: server.port });
    const device = pillyOn({
      port: tcp(),
      deviceId: "dev-1",
      backOff: { firstMs: 50, longestMs: 100 },
    });
    const gateway = await serialGateway({
      lines: [{ port: tcp(), link: { timing: { resetMs: 100, retryFirstMs: 100 } } }],
      random: () => 0,
    });
    let cuts = 0;
    const cutting = setInterval(() => {
      cuts++;
      server.cut();
      if (cuts === 3) clearInterval(cutting);
    }, 1_300);
    while (cuts < 3) {
      await exchange({ devices: [device], gateway, rounds: 2, limitMs: 30_000 });
    }
    await exchange({ devices: [device], gateway, rounds: 4, limitMs: 30_000 });
    expect(
      gateway.transport.counters()[`tcp://127.0.0.1:${server.port}`]?.contactsLost,
    ).toBeGreaterThan(1);
    device.stop();
    await gateway.close();
    server.close();
    server.cut();
  });
});
