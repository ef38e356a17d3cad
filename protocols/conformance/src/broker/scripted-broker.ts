import { createServer, type Server, type Socket } from "node:net";
import type { IConnectPacket, ISubscribePacket } from "mqtt-packet";
import type { BrokerPlace } from "../scenario/dut-adapter.ts";
import { type BrokerBehaviour, SOUND_BROKER } from "./behaviour.ts";
import { REAL_CLOCK, ScriptedClock } from "./broker-clock.ts";
import { BrokerConnection, type ConnectionEnd } from "./broker-connection.ts";
import { type BrokerMessage, BrokerSession } from "./broker-session.ts";
import { type BrokerTls, type PeerSocket, plainSocket, secureSocket } from "./broker-socket.ts";
import { WireLog } from "./wire-log.ts";

/** Bounds of one broker. */
export const BROKER_LIMITS = { connections: 16, sessions: 64, retained: 1_000 } as const;
/** How long the broker may take to close, in ms. */
const CLOSE_MS_MAX = 2_000;

interface Remains {
  readonly session: BrokerSession;
  stopExpiry: () => void;
  /** The will that waits, if any. */
  sendWill: (() => void) | undefined;
  stopWill: () => void;
}

/**
 * An MQTT 5 broker for one device or gateway under test, and a few clients beside it, that does
 * whatever a script says.
 *
 * Left alone it behaves as a broker has to: sessions, subscriptions, retained messages, quality 1,
 * last wills. The delay of a will and the end of a session pass on a clock of their own, which
 * stands still until {@link advance} moves it. Everything else passes in real time.
 */
export class ScriptedBroker {
  readonly #server: Server;
  /** Host as peers name it. */
  readonly #announced: string;
  readonly #tls: BrokerTls | undefined;
  readonly #log: WireLog;
  readonly #clock = new ScriptedClock();
  readonly #connections = new Set<BrokerConnection>();
  readonly #sockets = new Set<Socket>();
  readonly #sessions = new Map<string, Remains>();
  readonly #retained = new Map<string, BrokerMessage>();
  readonly #scripts: Partial<BrokerBehaviour>[] = [];
  #behaviour: BrokerBehaviour = SOUND_BROKER;
  #refused = 0;
  #opened = 0;

  private constructor(announced: string, tls: BrokerTls | undefined) {
    this.#announced = announced;
    this.#tls = tls;
    this.#log = new WireLog(REAL_CLOCK.nowMs);
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /**
   * Opens a broker, on a free port of this machine unless told otherwise.
   *
   * A rejection carries the reason of the system, such as a port that is taken.
   */
  static listen(place?: BrokerPlace): Promise<ScriptedBroker> {
    const { host = "127.0.0.1", port = 0, announced = host } = place ?? {};
    const broker = new ScriptedBroker(announced, place?.tls);
    return new Promise((resolve, reject) => {
      broker.#server.once("error", reject);
      broker.#server.listen(port, host, () => resolve(broker));
    });
  }

  /** Address to connect to. */
  get url(): string {
    const address = this.#server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return `${this.#tls === undefined ? "mqtt" : "mqtts"}://${this.#announced}:${port}`;
  }

  /** Everything that went over the wire. */
  get log(): WireLog {
    return this.#log;
  }

  /** Connections that were turned away because there were too many. */
  get refusedConnections(): number {
    return this.#refused;
  }

  /** The newest connection that stands and was let in. */
  get current(): BrokerConnection | undefined {
    return [...this.#connections].findLast(({ isUp }) => isUp);
  }

  /** Changes how the broker behaves, on every connection from now on. */
  behave(change: Partial<BrokerBehaviour>): void {
    this.#behaviour = { ...this.#behaviour, ...change };
    for (const connection of this.#connections) connection.behave(change);
  }

  /** Says how the broker behaves on the connections to come, one each; then as before. */
  script(...scripts: readonly Partial<BrokerBehaviour>[]): void {
    this.#scripts.push(...scripts);
  }

  /** Publishes as another client of the broker would. */
  publish(message: BrokerMessage): void {
    this.#route(message, undefined);
  }

  /** Puts a retained message into place without telling anybody. */
  retain(message: BrokerMessage): void {
    if (message.payload.length === 0) this.#retained.delete(message.topic);
    else if (this.#retained.has(message.topic) || this.#retained.size < BROKER_LIMITS.retained) {
      this.#retained.set(message.topic, message);
    }
  }

  /** The retained message of a topic. */
  retained(topic: string): BrokerMessage | undefined {
    return this.#retained.get(topic);
  }

  /** Forgets all sessions, as a broker without persistence does when it starts again. */
  forgetSessions(): void {
    for (const [clientId, { stopExpiry }] of this.#sessions) {
      if (this.#connectionOf(clientId)) continue;
      stopExpiry();
      this.#sessions.delete(clientId);
    }
  }

  /** Moves the clock of wills and sessions on. */
  advance(byMs: number): void {
    this.#clock.advance(byMs);
  }

  /** Closes at once and for good. */
  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => {
      const late = setTimeout(resolve, CLOSE_MS_MAX);
      this.#server.close(() => {
        clearTimeout(late);
        resolve();
      });
    });
  }

  #accept(socket: Socket): void {
    if (this.#sockets.size >= BROKER_LIMITS.connections) {
      this.#refused += 1;
      socket.resetAndDestroy();
      return;
    }
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => undefined);
    const take = (peer: PeerSocket) => this.#take(peer);
    if (this.#tls === undefined) take(plainSocket(socket));
    else secureSocket(socket, this.#tls, take, (reason) => this.#noteTls(reason));
  }

  /** A peer with which no TLS came about is worth a line of the log. */
  #noteTls(reason: string): void {
    const line = { connection: this.#opened, bytes: new Uint8Array() };
    this.#opened += 1;
    this.#log.add({ ...line, way: "opened" });
    this.#log.add({ ...line, way: "closed", note: `TLS: ${reason}` });
  }

  #take(socket: PeerSocket): void {
    const connection = new BrokerConnection({
      index: this.#opened,
      socket,
      behaviour: { ...this.#behaviour, ...this.#scripts.shift() },
      host: {
        log: this.#log,
        clock: REAL_CLOCK,
        enter: (entering, connect, keeps) => this.#enter(entering, connect, keeps),
        route: (message, from) => this.#route(message, from),
        subscribed: (subscriber, packet) => this.#subscribed(subscriber, packet),
        ended: (over, end) => this.#ended(over, end),
      },
    });
    this.#opened += 1;
    this.#connections.add(connection);
  }

  #enter(connection: BrokerConnection, { clientId, clean }: IConnectPacket, keepsSession: boolean) {
    this.#connectionOf(clientId, connection)?.disconnect(0x8e);
    const remains = this.#sessions.get(clientId);
    remains?.stopExpiry();
    const isKept = remains !== undefined && clean !== true && keepsSession;
    // A will whose session goes on is not sent; one whose session ends is. @see MQTT 5.0 §3.1.2.5
    if (isKept) remains.stopWill();
    else remains?.sendWill?.();
    const session = isKept ? remains.session : new BrokerSession(clientId);
    const nothing = { stopExpiry: () => undefined, stopWill: () => undefined };
    if (!isKept) this.#forgetOldest();
    this.#sessions.set(clientId, { session, sendWill: undefined, ...nothing });
    return { session, present: isKept };
  }

  #forgetOldest(): void {
    if (this.#sessions.size < BROKER_LIMITS.sessions) return;
    const oldest = [...this.#sessions.keys()].find((clientId) => !this.#connectionOf(clientId));
    if (oldest !== undefined) this.#sessions.delete(oldest);
  }

  #ended(connection: BrokerConnection, end: ConnectionEnd): void {
    const { connect, session } = connection;
    this.#connections.delete(connection);
    if (connect === undefined || session === undefined) return;
    const remains = this.#sessions.get(session.clientId);
    if (remains?.session !== session) return;
    if (end !== "farewell") this.#armWill(remains, connect);
    const expirySeconds = connect.properties?.sessionExpiryInterval ?? 0;
    const expire = () => {
      remains.sendWill?.();
      this.#sessions.delete(session.clientId);
    };
    if (expirySeconds === 0) expire();
    else remains.stopExpiry = this.#clock.after(expirySeconds * 1_000, expire);
  }

  #armWill(remains: Remains, { will }: IConnectPacket): void {
    if (will === undefined) return;
    const { topic, payload, qos, retain, properties } = will;
    const { willDelayInterval = 0, ...others } = properties ?? {};
    const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
    const message: BrokerMessage = {
      topic,
      payload: Uint8Array.from(bytes),
      qos: qos === 0 || qos === undefined ? 0 : 1,
      retain: retain === true,
      properties: others,
    };
    remains.sendWill = () => {
      remains.stopWill();
      remains.sendWill = undefined;
      this.#route(message, undefined);
    };
    if (willDelayInterval === 0) remains.sendWill();
    else
      remains.stopWill = this.#clock.after(willDelayInterval * 1_000, () => remains.sendWill?.());
  }

  #route(message: BrokerMessage, from: BrokerConnection | undefined): void {
    if (message.retain) this.retain(message);
    for (const { session } of this.#sessions.values()) {
      const subscription = session.subscriptionTo(message.topic);
      if (subscription === undefined) continue;
      if (subscription.nl === true && from?.session === session) continue;
      const qos = subscription.qos === 0 ? 0 : message.qos;
      const retain = message.retain && subscription.rap === true;
      const connection = this.#connectionOf(session.clientId);
      if (qos === 0 && connection === undefined) continue;
      session.keep({ ...message, qos, retain });
      connection?.pump();
    }
  }

  #subscribed(connection: BrokerConnection, { subscriptions }: ISubscribePacket): void {
    const { session } = connection;
    if (session === undefined) return;
    for (const subscription of subscriptions) {
      const isNew = session.subscribe(subscription);
      const { rh = 0 } = subscription;
      if (rh === 2 || (rh === 1 && !isNew)) continue;
      for (const message of this.#retained.values()) {
        if (session.subscriptionTo(message.topic) !== subscription) continue;
        const qos = subscription.qos === 0 ? 0 : message.qos;
        session.keep({ ...message, qos, retain: true });
      }
    }
    connection.pump();
  }

  /** Finds the connection of a client id that stands, apart from one that is just entering. */
  #connectionOf(clientId: string, except?: BrokerConnection): BrokerConnection | undefined {
    return [...this.#connections].findLast(
      (one) => one !== except && one.isUp && one.session?.clientId === clientId,
    );
  }
}
