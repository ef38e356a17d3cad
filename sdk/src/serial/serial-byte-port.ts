import type { SerialPort } from "serialport";
import type { BytePort, BytePortListener } from "./byte-port.ts";
import { faultOfClosing, faultOfPort } from "./port-faults.ts";

/** Which serial port, and how fast. */
export interface SerialBytePortOptions {
  /** Such as `/dev/ttyUSB0`, `COM3`, or the path of a pseudo-terminal. */
  readonly path: string;
  /** Bits a second; 115,200 by default. Eight data bits, no parity, one stop bit. */
  readonly baud?: number;
}

/** Unsent bytes above which more are dropped: the link sends again what is not acknowledged. */
const UNSENT_BYTES_MAX = 262_144;

/** A real serial port, or a pseudo-terminal, through the library `serialport`. */
export class SerialBytePort implements BytePort {
  readonly name: string;
  readonly baud: number;
  #port: SerialPort | undefined;
  /** Rises with each opening and closing, so that a late answer is told from a present one. */
  #turn = 0;

  constructor({ path, baud = 115_200 }: SerialBytePortOptions) {
    this.name = path;
    this.baud = baud;
  }

  /** See {@link BytePort}. */
  open(listener: BytePortListener): void {
    this.close();
    const turn = this.#turn;
    const ifPresent = (act: () => void) => {
      if (this.#turn === turn) act();
    };
    // The library brings native code along, which only those who open a port have to load.
    import("serialport").then(
      ({ SerialPort }) => ifPresent(() => this.#openWith(SerialPort, listener, ifPresent)),
      (cause) => ifPresent(() => listener.onClosed(faultOfPort(cause, this.name))),
    );
  }

  /** See {@link BytePort}. */
  write(bytes: Uint8Array): void {
    const port = this.#port;
    if (port?.isOpen !== true || port.writableLength > UNSENT_BYTES_MAX) return;
    port.write(bytes);
  }

  /** See {@link BytePort}. */
  close(): void {
    this.#turn++;
    const port = this.#port;
    this.#port = undefined;
    if (port === undefined) return;
    port.removeAllListeners();
    port.on("error", () => undefined);
    if (port.isOpen) port.close(() => undefined);
    else if (port.opening) port.once("open", () => port.close(() => undefined));
  }

  #openWith(
    Port: typeof SerialPort,
    listener: BytePortListener,
    ifPresent: (act: () => void) => void,
  ): void {
    const fail = (cause: unknown) =>
      ifPresent(() => {
        this.close();
        listener.onClosed(faultOfPort(cause, this.name));
      });
    let port: SerialPort;
    try {
      port = new Port({ path: this.name, baudRate: this.baud, autoOpen: false });
    } catch (cause) {
      fail(cause);
      return;
    }
    this.#port = port;
    port.on("data", (bytes: Buffer) => ifPresent(() => listener.onBytes(bytes)));
    port.on("error", fail);
    port.on("close", () =>
      ifPresent(() => {
        this.close();
        listener.onClosed(faultOfClosing(this.name));
      }),
    );
    port.open((cause) => {
      if (cause) fail(cause);
      else ifPresent(() => listener.onOpen());
    });
  }
}
