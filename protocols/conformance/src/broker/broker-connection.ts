import type {
  IConnectPacket,
  IPublishPacket,
  ISubscribePacket,
  IUnsubscribePacket,
  Packet,
} from "mqtt-packet";
import { type BrokerBehaviour, REASON } from "./behaviour.ts";
import type { BrokerClock } from "./broker-clock.ts";
import type { BrokerMessage, BrokerSession } from "./broker-session.ts";
import type { PeerSocket } from "./broker-socket.ts";
import { PacketStream, packetBytes, type ReadPacket } from "./packet-stream.ts";
import type { WireLog } from "./wire-log.ts";

/** How long a peer may take to send its CONNECT, and the rest of a broken connection to end, ms. */
export const CONNECT_MS_MAX = 10_000;
/** Bytes that may wait for a peer that does not read; beyond, the connection is reset. */
export const UNSENT_BYTES_MAX = 4_194_304;

/** How a connection ended: said goodbye, said goodbye and wants its will, or was just gone. */
export type ConnectionEnd = "farewell" | "farewell-with-will" | "lost";

/** What a connection asks of its broker. */
export interface ConnectionHost {
  readonly log: WireLog;
  readonly clock: BrokerClock;
  /** Opens the session of a peer that was let in. */
  readonly enter: (
    connection: BrokerConnection,
    connect: IConnectPacket,
    keepsSession: boolean,
  ) => { readonly session: BrokerSession; readonly present: boolean };
  readonly route: (message: BrokerMessage, from: BrokerConnection) => void;
  readonly subscribed: (connection: BrokerConnection, packet: ISubscribePacket) => void;
  readonly ended: (connection: BrokerConnection, end: ConnectionEnd) => void;
}

/** What a connection is made of. */
export interface ConnectionSetup {
  readonly index: number;
  readonly socket: PeerSocket;
  readonly behaviour: BrokerBehaviour;
  readonly host: ConnectionHost;
}

/**
 * One connection of a peer, from the first byte to its end.
 *
 * Invariants: every packet either way is in the log; it ends by itself when the peer is silent for
 * longer than it promised, sends what can't be read, or does not read what it is sent.
 */
export class BrokerConnection {
  readonly index: number;
  readonly #setup: ConnectionSetup;
  readonly #stream = new PacketStream();
  readonly #withheld: number[] = [];
  #behaviour: BrokerBehaviour;
  #connect: IConnectPacket | undefined;
  #session: BrokerSession | undefined;
  #isOver = false;
  #isFrozen = false;
  #end: ConnectionEnd = "lost";
  #stopWatch: (() => void) | undefined;

  constructor(setup: ConnectionSetup) {
    const { index, behaviour } = setup;
    const socket = setup.socket.stream;
    this.index = index;
    this.#setup = setup;
    this.#behaviour = behaviour;
    socket.setNoDelay(true);
    this.#log("opened");
    this.#watch(CONNECT_MS_MAX);
    socket.on("data", (chunk: Buffer) => this.#received(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#closed());
  }

  /** The session, once the peer is let in. */
  get session(): BrokerSession | undefined {
    return this.#session;
  }

  /** How the peer connected. */
  get connect(): IConnectPacket | undefined {
    return this.#connect;
  }

  /** Whether the peer is let in and the connection stands. */
  get isUp(): boolean {
    return this.#session !== undefined && !this.#isOver;
  }

  /** Changes how the broker behaves on this connection from now on. */
  behave(change: Partial<BrokerBehaviour>): void {
    this.#behaviour = { ...this.#behaviour, ...change };
  }

  /** Sends a packet as it is, whatever the rules say. */
  send(packet: Packet): void {
    this.sendBytes(packetBytes(packet), packet);
  }

  /** Sends any bytes. */
  sendBytes(bytes: Uint8Array, packet?: Packet): void {
    const socket = this.#setup.socket.stream;
    if (this.#isOver || this.#isFrozen || !socket.writable) return;
    this.#log("out", { bytes, ...(packet === undefined ? {} : { packet }) });
    socket.write(bytes);
    if (socket.writableLength > UNSENT_BYTES_MAX) this.cut("the peer does not read");
  }

  /** Sends what waits in the session, as far as the peer has room for it. */
  pump(): void {
    const session = this.#session;
    if (session === undefined || this.#isOver || this.#isFrozen) return;
    const stated = this.#connect?.properties?.receiveMaximum ?? 65_535;
    const windowMax = this.#behaviour.window === "ignored" ? Number.POSITIVE_INFINITY : stated;
    for (;;) {
      const message = session.takeNext(windowMax);
      if (message === undefined) return;
      this.#deliver(session, message);
    }
  }

  /** Ends the connection with a reason, as a broker does. */
  disconnect(reasonCode: number): void {
    this.send({ cmd: "disconnect", reasonCode });
    this.#finish();
  }

  /** Resets the TCP connection. */
  cut(note = "cut"): void {
    if (this.#isOver) return;
    this.#over(note);
    this.#setup.socket.reset();
  }

  /** Reads nothing and says nothing any more, while the TCP connection stands. */
  freeze(): void {
    this.#isFrozen = true;
    this.#stopWatch?.();
    this.#setup.socket.stream.pause();
  }

  /** Acknowledges what was withheld. @returns how many */
  releaseAcknowledgements(): number {
    const withheld = this.#withheld.splice(0);
    for (const messageId of withheld) this.send({ cmd: "puback", messageId, reasonCode: 0 });
    return withheld.length;
  }

  #received(chunk: Uint8Array): void {
    if (this.#isOver || this.#isFrozen) return;
    for (const read of this.#stream.push(chunk)) {
      if (this.#isOver) return;
      this.#take(read);
    }
    if (this.#stream.broken !== undefined && !this.#isOver) this.#refuse(this.#stream.broken);
  }

  #take({ bytes, packet, error }: ReadPacket): void {
    const said = packet === undefined ? {} : { packet };
    this.#log("in", { bytes, ...said, ...(error === undefined ? {} : { note: error }) });
    if (packet === undefined) this.#refuse(error ?? "not a packet");
    else if (this.#session === undefined) this.#first(packet);
    else this.#next(packet);
  }

  #first(packet: Packet): void {
    if (packet.cmd !== "connect" || packet.protocolVersion !== 5) {
      this.cut("not a CONNECT of MQTT 5");
      return;
    }
    this.#connect = packet;
    const { connect, receiveMaximum, maximumPacketSize, session: kept } = this.#behaviour;
    if (connect === "silence") return;
    if (connect !== "accept") {
      this.send({ cmd: "connack", reasonCode: connect.refuse, sessionPresent: false });
      this.#finish();
      return;
    }
    const { session, present } = this.#setup.host.enter(this, packet, kept === "keep");
    this.#session = session;
    this.send({
      cmd: "connack",
      reasonCode: 0,
      sessionPresent: present,
      properties: { receiveMaximum, maximumPacketSize, maximumQoS: 1 },
    });
    this.#keepAlive();
    for (const { messageId, message } of session.underWay) this.#publish(message, messageId, true);
    this.pump();
  }

  #next(packet: Packet): void {
    this.#keepAlive();
    switch (packet.cmd) {
      case "publish":
        this.#published(packet);
        break;
      case "puback":
        this.#session?.acknowledge(packet.messageId ?? 0);
        this.pump();
        break;
      case "subscribe":
        this.#subscribe(packet);
        break;
      case "unsubscribe":
        this.#unsubscribe(packet);
        break;
      case "pingreq":
        if (this.#behaviour.ping === "answer") this.send({ cmd: "pingresp" });
        break;
      case "disconnect":
        this.#end = packet.reasonCode === 4 ? "farewell-with-will" : "farewell";
        this.#finish();
        break;
      default:
        this.#refuse(`an unexpected ${packet.cmd}`, REASON["protocol-error"]);
    }
  }

  #published(packet: IPublishPacket): void {
    const { topic, payload, retain, properties } = packet;
    if (packet.qos === 2) this.#refuse("quality 2", REASON["qos-not-supported"]);
    else if (topic === "") this.#refuse("a topic alias", REASON["topic-alias-invalid"]);
    else {
      if (packet.qos === 1) this.#acknowledge(packet.messageId ?? 0);
      const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
      const more = properties === undefined ? {} : { properties };
      const { qos } = packet;
      this.#setup.host.route(
        { topic, payload: Uint8Array.from(bytes), qos, retain, ...more },
        this,
      );
    }
  }

  #acknowledge(messageId: number): void {
    const { publish } = this.#behaviour;
    const answer = (reasonCode = 0) => this.send({ cmd: "puback", messageId, reasonCode });
    if (publish === "withhold") this.#withheld.push(messageId);
    else if (publish === "at-once") answer();
    else if (publish === "twice") {
      answer();
      answer();
    } else if (publish !== "never") {
      if ("reason" in publish) answer(publish.reason);
      else this.#setup.host.clock.after(publish.delayMs, () => answer());
    }
  }

  #subscribe(packet: ISubscribePacket): void {
    const { subscribe } = this.#behaviour;
    const { messageId = 0, subscriptions } = packet;
    if (subscribe === "silence") return;
    const granted = subscriptions.map(({ qos }) =>
      subscribe === "grant" ? Math.min(qos, 1) : subscribe.refuse,
    );
    this.send({ cmd: "suback", messageId, granted });
    if (subscribe === "grant") this.#setup.host.subscribed(this, packet);
  }

  #unsubscribe({ messageId = 0, unsubscriptions }: IUnsubscribePacket): void {
    const granted = unsubscriptions.map((filter) =>
      this.#session?.unsubscribe(filter) === true ? 0 : 0x11,
    );
    this.send({ cmd: "unsuback", messageId, granted });
  }

  #deliver(session: BrokerSession, message: BrokerMessage): void {
    const messageId = message.qos === 0 ? undefined : session.begin(message);
    this.#publish(message, messageId, false);
    const isTwice = messageId !== undefined && this.#behaviour.deliver === "twice";
    if (isTwice) this.#publish(message, messageId, true);
  }

  #publish(message: BrokerMessage, messageId: number | undefined, dup: boolean): void {
    const { topic, payload, qos, retain, properties } = message;
    this.send({
      cmd: "publish",
      topic,
      payload: Buffer.from(payload),
      qos,
      retain,
      dup,
      ...(messageId === undefined ? {} : { messageId }),
      ...(properties === undefined ? {} : { properties }),
    });
  }

  #refuse(note: string, reasonCode: number = REASON["malformed-packet"]): void {
    this.send({ cmd: "disconnect", reasonCode });
    this.#finish(note);
  }

  /** Ends after what was sent; a peer that does not end its half in time is reset. */
  #finish(note?: string): void {
    if (this.#isOver) return;
    const { stream, reset } = this.#setup.socket;
    this.#over(note);
    stream.end();
    const late = setTimeout(reset, 1_000);
    late.unref();
    stream.once("close", () => clearTimeout(late));
    stream.resume();
  }

  #closed(): void {
    if (!this.#isOver) this.#over("the peer closed");
  }

  #over(note?: string): void {
    this.#isOver = true;
    this.#stopWatch?.();
    this.#log("closed", note === undefined ? {} : { note });
    this.#setup.host.ended(this, this.#end);
  }

  /** @see MQTT 5.0 §3.1.2.10 */
  #keepAlive(): void {
    const seconds = this.#connect?.keepalive ?? 0;
    this.#stopWatch?.();
    if (seconds > 0) this.#watch(seconds * 1_500);
  }

  #watch(limitMs: number): void {
    const timer = setTimeout(() => this.cut("silence"), limitMs);
    timer.unref();
    this.#stopWatch = () => clearTimeout(timer);
  }

  #log(
    way: "in" | "out" | "opened" | "closed",
    more: { bytes?: Uint8Array; packet?: Packet; note?: string } = {},
  ): void {
    const { log } = this.#setup.host;
    log.add({ connection: this.index, way, bytes: new Uint8Array(), ...more });
  }
}
