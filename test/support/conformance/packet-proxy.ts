import { connect, createServer, type Server, type Socket } from "node:net";
import { PacketStream, packetBytes } from "@dosekit/conformance";
import type { Packet } from "mqtt-packet";

/** Stands between a client and its broker, and changes the packets of the client. */
export class PacketProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on a free port. */
  static listen(brokerUrl: string, change: (packet: Packet) => Packet): Promise<PacketProxy> {
    const { hostname, port } = new URL(brokerUrl);
    const server = createServer({ noDelay: true });
    const proxy = new PacketProxy(server);
    server.on("connection", (client) => {
      const broker = connect({ host: hostname, port: Number(port), noDelay: true });
      proxy.#join(client, broker, change);
    });
    return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(proxy)));
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("not listening");
    return `mqtt://127.0.0.1:${address.port}`;
  }

  /** Ends every connection, then the listening. */
  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #join(client: Socket, broker: Socket, change: (packet: Packet) => Packet): void {
    const packets = new PacketStream();
    for (const socket of [client, broker]) {
      this.#sockets.add(socket);
      socket.on("error", () => undefined);
    }
    client.on("data", (chunk) => {
      for (const { packet } of packets.push(chunk)) {
        if (packet !== undefined) broker.write(packetBytes(change(packet)));
      }
    });
    broker.on("data", (chunk) => client.write(chunk));
    client.on("close", () => broker.destroy());
    broker.on("close", () => client.destroy());
  }
}
