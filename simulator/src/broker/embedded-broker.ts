import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { Aedes } from "aedes";
import { environmentError } from "../cli/user-error.ts";
import type { Broker } from "./broker.ts";
import { replaceSessionMemory } from "./session-memory.ts";

/** Where the embedded broker listens. */
export interface EmbeddedBrokerOptions {
  /** Address to listen on; default `127.0.0.1`, so that nobody else on the network can reach it. */
  readonly host?: string;
  /** TCP port; default 0, which takes a free one. */
  readonly port?: number;
}

/**
 * The broker that a run brings along: MQTT 5 over TCP with all its sessions, retained messages and
 * delayed wills in memory. It has no shared subscriptions, no access rules and no TLS.
 *
 * Two settings differ from the library's own: no limit on messages in delivery (its queue for the
 * ones above the limit warns of a leak), and no time limit for slow readers (a paused test process
 * would lose its connections).
 */
export class EmbeddedBroker implements Broker {
  readonly embedded = true;
  readonly #host: string;
  #port: number;
  #aedes: Aedes;
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();

  private constructor(host: string, port: number, aedes: Aedes) {
    this.#host = host;
    this.#port = port;
    this.#aedes = aedes;
  }

  /**
   * Starts a broker.
   *
   * @throws {@link UserError} `broker.port-in-use` or `broker.cannot-listen`, exit 3
   */
  static async start(options: EmbeddedBrokerOptions = {}): Promise<EmbeddedBroker> {
    const { host = "127.0.0.1", port = 0 } = options;
    const broker = new EmbeddedBroker(host, port, await newAedes());
    try {
      await broker.#listen();
    } catch (cause) {
      await closeAedes(broker.#aedes);
      throw listenError(cause, host, port);
    }
    return broker;
  }

  /** See {@link Broker.url}. */
  get url(): string {
    return `mqtt://${this.#host}:${this.#port}`;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Resets every connection and stops listening, as if the broker's process was killed. */
  async kill(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }

  /**
   * Listens again on the same port after {@link kill}.
   *
   * @param sessions `kept` as by a broker that stores them on disk, or `lost` with all retained
   *   messages
   */
  async revive(sessions: "kept" | "lost"): Promise<void> {
    if (this.#server !== undefined) throw new RangeError("the broker is running");
    if (sessions === "lost") {
      await closeAedes(this.#aedes);
      this.#aedes = await newAedes();
    }
    await this.#listen();
  }

  /** See {@link Broker.stop}. */
  async stop(): Promise<void> {
    await this.kill();
    await closeAedes(this.#aedes);
  }

  #listen(): Promise<void> {
    const server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host: this.#host, port: this.#port }, () => {
        server.off("error", reject);
        this.#port = (server.address() as AddressInfo).port;
        this.#server = server;
        resolve();
      });
    });
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    this.#aedes.handle(socket);
  }
}

async function newAedes(): Promise<Aedes> {
  const aedes = await Aedes.createBroker({ concurrency: 0, drainTimeout: 0 });
  replaceSessionMemory(aedes);
  return aedes;
}

function closeAedes(aedes: Aedes): Promise<void> {
  return new Promise((resolve) => aedes.close(() => resolve()));
}

function listenError(cause: unknown, host: string, port: number): Error {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
  if (code === "EADDRINUSE")
    return environmentError({
      code: "broker.port-in-use",
      field: "--port",
      found: `${host}:${port}`,
      allowed: "a port that is free, or 0 for any free one",
      message: "The embedded broker can't listen: the port is in use.",
    });
  return environmentError({
    code: "broker.cannot-listen",
    field: "--port",
    found: `${host}:${port} (${code})`,
    allowed: "an address and port that this user may listen on",
    message: "The embedded broker can't listen.",
  });
}
