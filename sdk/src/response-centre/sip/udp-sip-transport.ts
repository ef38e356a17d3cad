import { createSocket, type Socket } from "node:dgram";
import { lookup } from "node:dns";
import { isIP } from "node:net";
import { parseSipDatagram } from "./parse-sip.ts";
import type { SipTransport, SipTransportListener } from "./sip-transport.ts";

/** Which receiver, and where answers come in. */
export interface UdpSipTransportOptions {
  readonly host: string;
  /** 5060 by default. */
  readonly port?: number;
  /** Address and port to receive on; any address and a free port by default. */
  readonly localAddress?: string;
  readonly localPort?: number;
  /** Name or address that receivers send to; the local address by default. */
  readonly publicHost?: string;
}

/** SIP over UDP to one receiver; datagrams of other hosts are dropped and counted. */
export class UdpSipTransport implements SipTransport {
  readonly protocol = "UDP";
  readonly reliable = false;
  readonly #options: UdpSipTransportOptions;
  #socket: Socket | undefined;
  #listener: SipTransportListener | undefined;
  #beginning = false;
  #bound = false;
  #address: string | undefined;
  #unsent: Uint8Array[] = [];
  #strangers = 0;

  constructor(options: UdpSipTransportOptions) {
    this.#options = options;
  }

  /** See {@link SipTransport}. */
  get sentBy(): string {
    const { publicHost, localAddress, localPort } = this.#options;
    const host = publicHost ?? localAddress ?? "127.0.0.1";
    return `${host}:${this.#bound ? (this.#socket?.address().port ?? 5060) : (localPort ?? 5060)}`;
  }

  /** Datagrams that came from another host than the receiver. */
  get strangers(): number {
    return this.#strangers;
  }

  /** See {@link SipTransport}. */
  open(listener: SipTransportListener): void {
    this.#listener = listener;
    this.#begin(listener);
  }

  /** See {@link SipTransport}. */
  send(bytes: Uint8Array): void {
    if (this.#listener === undefined) return;
    if (this.#socket === undefined || !this.#bound || this.#address === undefined) {
      // Repeats come by the transaction's timers; only the first sends wait for the socket.
      if (this.#unsent.length < UNSENT_MAX) this.#unsent.push(bytes);
      if (!this.#beginning) this.#begin(this.#listener);
      return;
    }
    this.#socket.send(bytes, this.#options.port ?? 5060, this.#address, () => undefined);
  }

  /** See {@link SipTransport}. */
  close(): void {
    this.#listener = undefined;
    this.#beginning = false;
    this.#bound = false;
    this.#unsent = [];
    this.#socket?.removeAllListeners();
    this.#socket?.on("error", () => undefined);
    this.#socket?.close();
    this.#socket = undefined;
  }

  /** Finds the receiver's address; where there is none now, the next send looks again. */
  #begin(listener: SipTransportListener): void {
    const { host, localAddress, localPort = 0 } = this.#options;
    this.#beginning = true;
    lookup(host, (fault, address, family) => {
      if (this.#listener !== listener) return;
      if (fault !== null) {
        this.#beginning = false;
        listener.onDown(fault.code ?? "lookup failed");
        return;
      }
      this.#address = address;
      this.#bind(listener, family === 6 ? "udp6" : "udp4", localAddress, localPort);
    });
  }

  #bind(
    listener: SipTransportListener,
    type: "udp4" | "udp6",
    address: string | undefined,
    port: number,
  ): void {
    const socket = createSocket({ type });
    this.#socket = socket;
    socket.on("error", (cause) => listener.onDown(cause.name));
    socket.on("message", (bytes, from) => {
      if (from.address !== this.#address) {
        this.#strangers += 1;
        return;
      }
      if (bytes.every((byte) => byte === 13 || byte === 10)) return;
      listener.onMessage(parseSipDatagram(bytes), (answer) => {
        socket.send(answer, from.port, from.address, () => undefined);
      });
    });
    const bound = () => {
      this.#bound = true;
      for (const bytes of this.#unsent.splice(0)) this.send(bytes);
    };
    const usable = address !== undefined && isIP(address) !== 0 ? { address } : {};
    socket.bind({ port, ...usable }, bound);
  }
}

const UNSENT_MAX = 64;
