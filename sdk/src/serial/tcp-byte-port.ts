import { createConnection, type Socket } from "node:net";
import type { BytePort, BytePortListener } from "./byte-port.ts";
import { faultOfClosing, faultOfPort } from "./port-faults.ts";

/** Which serial server, and how fast the line behind it is. */
export interface TcpBytePortOptions {
  readonly host: string;
  readonly port: number;
  /** Speed of the line behind the server, in bits a second, as far as it is known. */
  readonly baud?: number;
}

const UNSENT_BYTES_MAX = 262_144;
const CONNECT_MS_MAX = 10_000;
/** How long the last bytes may take to go out, ms. */
const FAREWELL_MS_MAX = 2_000;

/** A line behind a serial server: plain bytes over TCP, without any control of the line. */
export class TcpBytePort implements BytePort {
  readonly name: string;
  readonly baud: number | undefined;
  readonly #open: () => Socket;
  #socket: Socket | undefined;

  constructor({ host, port, baud }: TcpBytePortOptions) {
    this.name = `tcp://${host}:${port}`;
    this.baud = baud;
    this.#open = () => createConnection({ host, port, noDelay: true, keepAlive: true });
  }

  /** See {@link BytePort}. */
  open(listener: BytePortListener): void {
    this.close();
    const socket = this.#open();
    this.#socket = socket;
    let fault = faultOfClosing(this.name);
    socket.setTimeout(CONNECT_MS_MAX, () => socket.destroy(new Error("ETIMEDOUT")));
    socket.on("connect", () => {
      socket.setTimeout(0);
      listener.onOpen();
    });
    socket.on("data", (bytes) => listener.onBytes(bytes));
    socket.on("error", (cause) => {
      fault = faultOfPort(cause, this.name);
    });
    socket.on("close", () => {
      this.#socket = undefined;
      listener.onClosed(fault);
    });
  }

  /** See {@link BytePort}. */
  write(bytes: Uint8Array): void {
    const socket = this.#socket;
    if (socket?.readyState !== "open" || socket.writableLength > UNSENT_BYTES_MAX) return;
    socket.write(bytes);
  }

  /** See {@link BytePort}. */
  close(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined) return;
    socket.removeAllListeners();
    socket.on("error", () => undefined);
    if (socket.connecting) {
      socket.destroy();
      return;
    }
    // What was written last is a farewell: it goes out before the end.
    socket.setTimeout(FAREWELL_MS_MAX, () => socket.destroy());
    socket.end(() => socket.destroy());
  }
}
