import { chmodSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type BytePort,
  type BytePortListener,
  faultOfClosing,
  type SdkFault,
  SerialBytePort,
  TcpBytePort,
} from "@dosekit/sdk";
import { openPseudoTerminal } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { openLazyTerminal } from "../../../support/sdk/lazy-terminal.ts";
import { exchange, pillyOn, serialGateway } from "../../../support/sdk/serial-fleet.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";

const NOBODY = 65_534;

const silent = { onOpen: () => undefined, onBytes: () => undefined, onClosed: () => undefined };

/** A device's socket, into which one cable after the other is plugged. */
class PluggedPort implements BytePort {
  readonly name = "socket";
  readonly baud = undefined;
  #cable: BytePort | undefined;
  #listener: BytePortListener | undefined;

  plug(cable: BytePort): void {
    this.#cable = cable;
  }

  pull(): void {
    this.#cable = undefined;
    this.#listener?.onClosed(faultOfClosing(this.name));
  }

  open(listener: BytePortListener): void {
    this.#listener = listener;
    if (this.#cable !== undefined) this.#cable.open(listener);
    else setImmediate(() => listener.onClosed(faultOfClosing(this.name)));
  }

  write(bytes: Uint8Array): void {
    this.#cable?.write(bytes);
  }

  close(): void {
    this.#listener = undefined;
    this.#cable?.close();
  }
}

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
    const unknown = await outcomeOf(new TcpBytePort({ host: "nowhere.invalid", port: 1 }));
    expect(unknown).toMatchObject({ code: "serial-server-unreachable" });
  });

  it("says that this user may not open it", async () => {
    const cable = openPseudoTerminal();
    chmodSync(cable.path, 0o000);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(NOBODY);
    const denied = await outcomeOf(new SerialBytePort({ path: cable.path }));
    if (isRoot) process.seteuid?.(0);
    expect(denied).toMatchObject({ code: "serial-port-denied" });
    expect(denied).toHaveProperty("message", expect.stringContaining(cable.path));
    cable.close();
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

describe("a real port", () => {
  it("is served again after it vanished and came back, and loses nothing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "serial-"));
    const path = join(folder, "port");
    const faults: string[] = [];
    const gateway = await serialGateway({
      lines: [{ port: new SerialBytePort({ path }), link: { timing: { resetMs: 100 } } }],
      random: () => 0,
      onFault: ({ code }) => faults.push(code),
    });
    const socket = new PluggedPort();
    const device = pillyOn({ port: socket, deviceId: "dev-1", backOff: { random: () => 0 } });
    for (let time = 0; time < 3; time++) {
      const cable = openPseudoTerminal();
      symlinkSync(cable.path, path);
      socket.plug(cable.port);
      await exchange({ devices: [device], gateway, rounds: 1, limitMs: 20_000 });
      rmSync(path);
      device.input({ type: "lid.opened", withKey: true });
      cable.close();
      socket.pull();
      await waitUntil("the fault", () => faults.includes("serial-port-closed"));
      device.input({ type: "lid.closed" });
      faults.length = 0;
    }
    device.stop();
    await gateway.close();
    rmSync(folder, { recursive: true });
  });

  it("is known to have vanished though bytes were coming", async () => {
    for (let time = 0; time < 5; time++) {
      const cable = openPseudoTerminal();
      let bytes = 0;
      let fault: SdkFault | undefined;
      const port = new SerialBytePort({ path: cable.path });
      port.open({
        onOpen: () => undefined,
        onBytes: ({ length }) => {
          bytes += length;
        },
        onClosed: (cause) => {
          fault = cause;
        },
      });
      cable.port.open(silent);
      const writing = setInterval(() => cable.port.write(new Uint8Array(4_096).fill(7)), 1);
      await waitUntil("bytes", () => bytes > 20_000);
      clearInterval(writing);
      cable.close();
      await waitUntil("the end", () => fault !== undefined, 5_000);
      expect(fault?.code).toBe("serial-port-closed");
    }
  });

  it("has closed when it vanished while it was written to", async () => {
    for (let time = 0; time < 5; time++) {
      const cable = openPseudoTerminal();
      const port = new SerialBytePort({ path: cable.path });
      const fault = new Promise<SdkFault>((resolve) => {
        port.open({
          onOpen: () => {
            cable.close();
            port.write(Uint8Array.of(1));
            // The write has failed before anything else is looked at.
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
          },
          onBytes: () => undefined,
          onClosed: resolve,
        });
      });
      expect(await fault).toMatchObject({
        code: "serial-port-closed",
        message: expect.stringContaining(cable.path),
      });
    }
  });

  it("is known to have vanished though its path was gone before", async () => {
    const folder = mkdtempSync(join(tmpdir(), "serial-"));
    const path = join(folder, "port");
    const cable = openPseudoTerminal();
    symlinkSync(cable.path, path);
    const port = new SerialBytePort({ path });
    let fault: SdkFault | undefined;
    port.open({
      onOpen: () => {
        rmSync(folder, { recursive: true });
        cable.port.open(silent);
        cable.port.write(Uint8Array.of(1));
      },
      // The next reading does not wait yet: it finds the end of the file, again and again.
      onBytes: () => cable.close(),
      onClosed: (cause) => {
        fault = cause;
      },
    });
    await waitUntil("the end", () => fault !== undefined, 5_000);
    expect(fault?.code).toBe("serial-port-closed");
  });

  it("hears, and loses nothing, while the far end leaves what is written to it lying", async () => {
    const far = openLazyTerminal();
    const port = new SerialBytePort({ path: far.path });
    let heard = 0;
    await new Promise<void>((resolve) => {
      port.open({
        onOpen: resolve,
        onBytes: ({ length }) => {
          heard += length;
        },
        onClosed: () => undefined,
      });
    });
    for (let count = 0; count < 200; count++) port.write(new Uint8Array(1_000).fill(count));
    for (let said = 1; said <= 3; said++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      far.write(Uint8Array.of(said));
      await waitUntil("what the far end says", () => heard === said, 5_000);
    }
    let read = 0;
    await waitUntil(
      "everything",
      () => {
        read += far.read();
        return read === 200_000;
      },
      5_000,
    );
    port.close();
    far.close();
  });

  it("carries the goodbye of a gateway that closes it", async () => {
    const cable = openPseudoTerminal();
    const seen: number[] = [];
    cable.port.open({
      onOpen: () => undefined,
      onBytes: (bytes) => void seen.push(...bytes),
      onClosed: () => undefined,
    });
    const port = new SerialBytePort({ path: cable.path });
    expect(await outcomeOf(port)).toBe("open");
    for (let count = 0; count < 100; count++) port.write(new Uint8Array(50).fill(count));
    port.close();
    await waitUntil("everything", () => seen.length === 5_000);
    expect(seen.at(-1)).toBe(99);
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
    for (let cut = 0; cut < 3; cut++) {
      const exchanged = exchange({ devices: [device], gateway, rounds: 2, limitMs: 30_000 });
      setTimeout(() => server.cut(), 10 * cut);
      await exchanged;
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
