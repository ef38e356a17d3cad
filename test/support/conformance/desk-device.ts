import { createServer, type Server, type Socket } from "node:net";
import type { Dut, DutAction, DutAdapter, DutTarget, LinePort } from "@dosekit/conformance";
import { brokerSocket } from "@dosekit/sdk/device";
import { simDevice, simSerialDevice } from "@dosekit/simulator";

/** What goes wrong on a desk. */
export interface DeskFaults {
  /** Serves the line itself in place of a device; gives what ends it. */
  readonly onLine?: (socket: Socket) => () => void;
  /** Preparations after which the line is gone for good. */
  readonly vanishesAfter?: number;
  /** Bytes in one go with which the line is gone for good: a message, and no acknowledgement. */
  readonly vanishesAtBytes?: number;
  /** How long after each start the device loses power and gets it back, ms. */
  readonly rebootsAfterMs?: number;
  /** How late everything comes that the device says, ms. */
  readonly lateMs?: number;
  /** What the fixture says that it can't do. */
  readonly cannot?: readonly string[];
  /** What it speaks TLS with, to a broker that wants it. */
  readonly tls?: { readonly ca: string; readonly cert?: string; readonly key?: string };
}

/** A modelled device behind a serial server, with a fixture beside it: each on a port of its own. */
export class DeskDevice {
  readonly #faults: DeskFaults;
  readonly #adapter = simSerialDevice();
  readonly #line: Server;
  readonly #fixture: Server;
  readonly #sockets = new Set<Socket>();
  #kit: Socket | undefined;
  #port: LinePort | undefined;
  #dut: Dut | undefined;
  #prepared = 0;

  private constructor(faults: DeskFaults) {
    this.#faults = faults;
    this.#line = createServer((socket) => this.#serveLine(socket));
    this.#fixture = createServer((socket) => this.#serveFixture(socket));
  }

  static async listen(faults: DeskFaults = {}): Promise<DeskDevice> {
    const desk = new DeskDevice(faults);
    for (const server of [desk.#line, desk.#fixture]) {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    }
    return desk;
  }

  /** Where its line is, as behind `--dut`. */
  get dut(): string {
    return `tcp:127.0.0.1:${portOf(this.#line)}`;
  }

  /** Where its fixture is, as behind `--fixture`. */
  get fixture(): string {
    return `tcp:127.0.0.1:${portOf(this.#fixture)}`;
  }

  async close(): Promise<void> {
    await this.#dut?.stop();
    for (const socket of this.#sockets) socket.destroy();
    for (const server of [this.#line, this.#fixture]) {
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
  }

  #serveLine(socket: Socket): void {
    this.#own(socket);
    this.#kit = socket;
    const end = this.#faults.onLine?.(socket);
    socket.on("close", () => end?.());
    socket.on("data", (bytes) => {
      if (bytes.length >= (this.#faults.vanishesAtBytes ?? Number.POSITIVE_INFINITY))
        this.#vanish();
      else this.#port?.write(Uint8Array.from(bytes));
    });
  }

  #serveFixture(socket: Socket): void {
    this.#own(socket);
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk) => {
      text += String(chunk);
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 1);
        void this.#does(JSON.parse(line)).then((answer) =>
          socket.write(`${JSON.stringify(answer)}\n`),
        );
      }
    });
  }

  async #does(asked: { readonly do: string; readonly value?: unknown }): Promise<object> {
    if (this.#faults.cannot?.includes(asked.do) === true) {
      return { done: false, reason: "nobody is there" };
    }
    if (asked.do === "prepare") return this.#prepare(asked.value as Prepared);
    if (this.#dut === undefined) return { done: false, reason: "nothing was prepared" };
    const answer = await this.#dut.act(asked.do as DutAction, asked.value);
    return answer.ok ? { done: true, value: answer.value } : { done: false, reason: answer.reason };
  }

  async #prepare(asked: Prepared): Promise<object> {
    const { broker, tenant, device, clock, needs, secret, line } = asked;
    this.#prepared += 1;
    if (this.#prepared > (this.#faults.vanishesAfter ?? Number.POSITIVE_INFINITY)) {
      this.#vanish();
    }
    if (this.#faults.onLine !== undefined) return { done: true };
    await this.#dut?.stop();
    this.#port?.close();
    if (broker !== undefined) {
      const who = { url: broker, tenant, deviceId: device, clock, needs };
      this.#dut = await this.#overMqtt().start(secret === undefined ? who : { ...who, secret });
      return { done: true };
    }
    const place = line ?? { kind: "two-ends", address: 0, absent: [] };
    const who = { url: "", tenant, deviceId: device, clock, needs, line: place };
    const target: DutTarget = secret === undefined ? who : { ...who, secret };
    this.#port = this.#adapter.openLine?.(target);
    this.#port?.open((bytes) => this.#say(Uint8Array.from(bytes)));
    const dut = await this.#adapter.start(target);
    this.#dut = dut;
    this.#rebootLater(dut);
    return { done: true };
  }

  #vanish(): void {
    this.#line.close();
    this.#kit?.resetAndDestroy();
  }

  #overMqtt(): DutAdapter {
    const { tls } = this.#faults;
    return tls === undefined
      ? simDevice()
      : simDevice({ socket: ({ url }) => brokerSocket(url, tls) });
  }

  #rebootLater(dut: Dut): void {
    const { rebootsAfterMs } = this.#faults;
    if (rebootsAfterMs === undefined) return;
    setTimeout(() => {
      if (this.#dut === dut) void dut.act("power-cut").then(() => dut.act("power-on"));
    }, rebootsAfterMs).unref();
  }

  #say(bytes: Uint8Array): void {
    const { lateMs = 0 } = this.#faults;
    const kit = this.#kit;
    if (lateMs === 0) kit?.write(bytes);
    else setTimeout(() => kit?.write(bytes), lateMs).unref();
  }

  #own(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.on("close", () => this.#sockets.delete(socket));
  }
}

interface Prepared {
  readonly broker?: string;
  readonly tenant: string;
  readonly device: string;
  readonly clock: DutTarget["clock"];
  readonly needs: DutTarget["needs"];
  readonly secret?: string;
  readonly line?: NonNullable<DutTarget["line"]>;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
