import type { SerialPort } from "serialport";
import type { BytePort, BytePortListener } from "./byte-port.ts";
import { faultOfClosing, faultOfLoss, faultOfPort } from "./port-faults.ts";
import { watchPresence } from "./port-presence.ts";
import { keepBothWaits } from "./port-waits.ts";

/** Which serial port, and how fast. */
export interface SerialBytePortOptions {
  /** Such as `/dev/ttyUSB0`, `COM3`, or the path of a pseudo-terminal. */
  readonly path: string;
  /** Bits a second; 115,200 by default. Eight data bits, no parity, one stop bit. */
  readonly baud?: number;
}

/** Unsent bytes above which more are dropped: the link sends again what is not acknowledged. */
const UNSENT_BYTES_MAX = 262_144;
/** How long the last bytes may take to go out, ms. */
const FAREWELL_MS_MAX = 2_000;

/** A real serial port, or a pseudo-terminal, through the library `serialport`. */
export class SerialBytePort implements BytePort {
  readonly name: string;
  readonly baud: number;
  #port: SerialPort | undefined;
  #endWatch: () => void = () => undefined;
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
    const port = this.#letGo();
    if (port?.isOpen === true) closeAfterFarewell(port);
    else if (port?.opening === true) port.once("open", () => port.close(() => undefined));
  }

  /** From here on the port may do what it will. */
  #letGo(): SerialPort | undefined {
    this.#turn++;
    this.#endWatch();
    const port = this.#port;
    this.#port = undefined;
    port?.removeAllListeners();
    port?.on("error", () => undefined);
    return port;
  }

  #openWith(
    Port: typeof SerialPort,
    listener: BytePortListener,
    ifPresent: (act: () => void) => void,
  ): void {
    let faultOf = faultOfPort;
    const fail = (cause: unknown) =>
      ifPresent(() => {
        this.close();
        listener.onClosed(faultOf(cause, this.name));
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
    const closed = () =>
      ifPresent(() => {
        this.#letGo();
        if (port.isOpen) port.close(() => undefined);
        listener.onClosed(faultOfClosing(this.name));
      });
    port.on("close", closed);
    port.open((cause) => {
      if (cause) fail(cause);
      else
        ifPresent(() => {
          faultOf = faultOfLoss;
          keepBothWaits(port);
          this.#endWatch = watchPresence(port, closed);
          listener.onOpen();
        });
    });
  }
}

/** What was written last is a farewell: it goes out before the end, if that does not take long. */
function closeAfterFarewell(port: SerialPort): void {
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    clearTimeout(timer);
    if (port.isOpen && !port.closing) port.close(() => undefined);
  };
  if (port.writableLength === 0) {
    end();
    return;
  }
  timer = setTimeout(end, FAREWELL_MS_MAX);
  port.end(() => port.drain(end));
}
