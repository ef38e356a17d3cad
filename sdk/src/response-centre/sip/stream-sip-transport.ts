import { createConnection, type Socket } from "node:net";
import { type ConnectionOptions, connect } from "node:tls";
import { SipStreamReader } from "./sip-stream-reader.ts";
import type { SipTransport, SipTransportListener } from "./sip-transport.ts";

/** Which receiver; with `tls` the connection is secured and the receiver's name checked. */
export interface StreamSipTransportOptions {
  readonly host: string;
  /** 5060 by default, 5061 with TLS. */
  readonly port?: number;
  /** Authority, certificate and key, as Node takes them. */
  readonly tls?: ConnectionOptions;
  /** Name or address in Via; the socket's own by default. */
  readonly publicHost?: string;
}

const CONNECT_MS_MAX = 10_000;
const UNSENT_BYTES_MAX = 262_144;

/**
 * SIP over TCP or TLS to one receiver. It connects when there is something to send; the receiver
 * answers and asks over the same connection. @see RFC 5923
 */
export class StreamSipTransport implements SipTransport {
  readonly protocol: "TCP" | "TLS";
  readonly reliable = true;
  readonly #options: StreamSipTransportOptions;
  #listener: SipTransportListener | undefined;
  #socket: Socket | undefined;
  #ready = false;
  #unsent: Uint8Array[] = [];
  #unsentBytes = 0;

  constructor(options: StreamSipTransportOptions) {
    this.#options = options;
    this.protocol = options.tls === undefined ? "TCP" : "TLS";
  }

  /** See {@link SipTransport}. */
  get sentBy(): string {
    const host = this.#options.publicHost ?? this.#socket?.localAddress ?? "127.0.0.1";
    const port = this.#socket?.localPort ?? (this.protocol === "TLS" ? 5061 : 5060);
    return `${host.includes(":") ? `[${host}]` : host}:${port}`;
  }

  /** See {@link SipTransport}. */
  open(listener: SipTransportListener): void {
    this.#listener = listener;
  }

  /** See {@link SipTransport}. */
  send(bytes: Uint8Array): void {
    if (this.#listener === undefined) return;
    const socket = this.#socket ?? this.#connect(this.#listener);
    const waiting = this.#unsentBytes + socket.writableLength + bytes.length;
    if (waiting > UNSENT_BYTES_MAX) {
      socket.destroy(new Error("the receiver takes nothing"));
      return;
    }
    if (this.#ready) {
      socket.write(bytes);
      return;
    }
    this.#unsent.push(bytes);
    this.#unsentBytes += bytes.length;
  }

  /** See {@link SipTransport}. */
  close(): void {
    this.#listener = undefined;
    const socket = this.#socket;
    this.#forget();
    socket?.removeAllListeners();
    socket?.on("error", () => undefined);
    socket?.destroy();
  }

  #connect(listener: SipTransportListener): Socket {
    const { host, tls } = this.#options;
    const port = this.#options.port ?? (tls === undefined ? 5060 : 5061);
    const socket: Socket =
      tls === undefined
        ? createConnection({ host, port, noDelay: true, keepAlive: true })
        : connect({ servername: host, minVersion: "TLSv1.2", ...tls, host, port });
    this.#socket = socket;
    const reader = new SipStreamReader();
    let why = "closed";
    socket.setTimeout(CONNECT_MS_MAX, () => socket.destroy(new Error("connect timeout")));
    socket.on(tls === undefined ? "connect" : "secureConnect", () => this.#onReady(socket));
    socket.on("data", (bytes) => {
      for (const parsed of reader.push(bytes)) {
        listener.onMessage(parsed, (answer) => socket.writable && socket.write(answer));
      }
      if (reader.broken) socket.destroy(new Error("no SIP"));
    });
    socket.on("error", (cause: Error & { code?: string }) => {
      why = cause.code ?? cause.message;
    });
    socket.on("close", () => {
      if (this.#socket !== socket) return;
      this.#forget();
      listener.onDown(why);
    });
    return socket;
  }

  #onReady(socket: Socket): void {
    socket.setTimeout(0);
    this.#ready = true;
    this.#unsentBytes = 0;
    for (const bytes of this.#unsent.splice(0)) socket.write(bytes);
  }

  #forget(): void {
    this.#socket = undefined;
    this.#ready = false;
    this.#unsent = [];
    this.#unsentBytes = 0;
  }
}
