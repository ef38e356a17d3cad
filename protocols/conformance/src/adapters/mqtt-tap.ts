import { connect, createServer, type Server, type Socket } from "node:net";
import { connect as connectSecure, createServer as createSecureServer } from "node:tls";
import { PacketStream } from "../broker/packet-stream.ts";
import type { WireLog } from "../broker/wire-log.ts";
import { environmentMistake } from "../files/kit-mistake.ts";
import type { Certificates } from "./certificates.ts";

/** Where a tap listens, and the broker behind it. */
export interface TapPlaces {
  readonly listen: { readonly host: string; readonly port: number };
  readonly broker: { readonly host: string; readonly port: number; readonly isSecure: boolean };
}

/** Connections that pass through at once. */
const CONNECTIONS_MAX = 16;
const UNSENT_BYTES_MAX = 4_194_304;

/**
 * Passes bytes between a device and its broker as they are, and writes every packet down.
 *
 * A connection of the one is one of the other: they begin and end together.
 */
export class MqttTap {
  readonly #places: TapPlaces;
  readonly #certificates: Certificates;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #log: WireLog | undefined;
  #opened = 0;
  #gone: string | undefined;

  /**
   * @param certificates its own for the side of the device, and what the broker's is checked by
   */
  constructor(places: TapPlaces, certificates: Certificates) {
    this.#places = places;
    this.#certificates = certificates;
    const { own } = certificates;
    const accept = (socket: Socket) => this.#accept(socket);
    this.#server = own === undefined ? createServer(accept) : createSecureServer(own, accept);
  }

  /** Where it listens. */
  get place(): string {
    const address = this.#server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return `${this.#places.listen.host}:${port}`;
  }

  /** Why it can't go on. */
  get gone(): string | undefined {
    return this.#gone;
  }

  /** Begins. A rejection is a `KitMistake`. */
  open(): Promise<void> {
    const { host, port } = this.#places.listen;
    return new Promise((resolve, reject) => {
      this.#server.once("error", (cause) =>
        reject(
          environmentMistake({
            code: "tap.cannot-listen",
            field: "--dut",
            found: `${host}:${port}: ${cause.message}`,
            allowed: "an address of this machine and a port that is free",
            message: "The tap can't listen there.",
          }),
        ),
      );
      this.#server.listen(port, host, () => resolve());
    });
  }

  /** From here on everything is written into this log, from a new connection on. */
  listenFor(log: WireLog): void {
    this.#log = log;
    this.#opened = 0;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Ends. */
  close(): Promise<void> {
    this.#log = undefined;
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #accept(device: Socket): void {
    if (this.#sockets.size >= 2 * CONNECTIONS_MAX) {
      device.destroy();
      return;
    }
    const connection = this.#opened;
    this.#opened += 1;
    const log = this.#log;
    const broker = this.#dial();
    log?.add({ connection, way: "opened", bytes: new Uint8Array() });
    this.#pass(device, broker, packetsInto(log, connection, "in"));
    this.#pass(broker, device, packetsInto(log, connection, "out"));
    device.on("close", () => {
      log?.add({ connection, way: "closed", bytes: new Uint8Array() });
      broker.destroy();
    });
    broker.on("close", () => device.destroy());
    broker.on("error", (cause) => {
      this.#gone = `the broker behind the tap: ${cause.message}`;
    });
    broker.once("connect", () => {
      this.#gone = undefined;
    });
  }

  #dial(): Socket {
    const { host, port, isSecure } = this.#places.broker;
    const { ca } = this.#certificates;
    if (!isSecure) return connect({ host, port });
    return connectSecure({ host, port, servername: host, ...(ca === undefined ? {} : { ca }) });
  }

  #pass(from: Socket, to: Socket, write: (bytes: Uint8Array) => void): void {
    this.#sockets.add(from);
    from.setNoDelay(true);
    from.on("error", () => undefined);
    from.on("close", () => this.#sockets.delete(from));
    from.on("data", (bytes) => {
      write(bytes);
      if (to.writableLength > UNSENT_BYTES_MAX) from.destroy();
      else to.write(bytes);
    });
  }
}

function packetsInto(log: WireLog | undefined, connection: number, way: "in" | "out") {
  const stream = new PacketStream();
  return (bytes: Uint8Array) => {
    for (const { bytes: whole, packet, error } of stream.push(bytes)) {
      const said = packet === undefined ? {} : { packet };
      log?.add({
        connection,
        way,
        bytes: whole,
        ...said,
        ...(error === undefined ? {} : { note: error }),
      });
    }
  };
}
