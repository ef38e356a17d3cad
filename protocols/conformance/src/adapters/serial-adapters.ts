import { type AdapterAddress, badAddress, checkOptions, numberOption } from "./adapter-address.ts";
import type { AdapterKind } from "./kit-adapter.ts";
import { type ByteListener, lineAdapter, type RealLine } from "./line-adapter.ts";
import { PacedWrites } from "./paced-writes.ts";
import { sharedAddressIn } from "./shared-address.ts";

/** Speeds that a serial port may have, bits a second. */
const BAUD = { min: 300, max: 4_000_000 } as const;
const BAUD_DEFAULT = 115_200;
/** Bits on the line for each byte: start, eight of its own, stop. */
const BITS_PER_BYTE = 10;
const MS_PER_SECOND = 1_000;
/** A pseudo-terminal has no speed; its reader is a program that may be late for a third of a second. */
const PTY_BYTES_PER_MS = 100;
/** Bytes that may wait for a port; beyond, they are dropped. */
const UNSENT_BYTES_MAX = 262_144;

/** A real serial port. */
export const SERIAL_ADAPTER: AdapterKind = {
  scheme: "serial",
  help: "serial:/dev/ttyUSB0?baud=115200 or serial:COM3 · a serial port; shared=9 for address 9",
  make: (address, context) => {
    checkOptions(address, ["baud", "shared"]);
    return portAdapter(address, context);
  },
};

/** A pseudo-terminal that another program has opened, such as firmware built for this machine. */
export const PTY_ADAPTER: AdapterKind = {
  scheme: "pty",
  help: "pty:/dev/pts/7 · a pseudo-terminal that the device's program shows; not on Windows",
  make: (address, context) => {
    checkOptions(address, ["shared"]);
    if (process.platform === "win32") {
      throw badAddress(address.text, "serial:COM3 or tcp: here: Windows has no pseudo-terminals");
    }
    return portAdapter(address, context);
  },
};

function portAdapter(address: AdapterAddress, context: Parameters<AdapterKind["make"]>[1]) {
  const { rest, text } = address;
  if (rest === "") throw badAddress(text, `${address.scheme}: and the path of a port`);
  const baud = numberOption(address, "baud", BAUD) ?? BAUD_DEFAULT;
  const bytesPerMs =
    address.scheme === "pty" ? PTY_BYTES_PER_MS : baud / BITS_PER_BYTE / MS_PER_SECOND;
  const openLine = (listener: ByteListener) =>
    openSerialPort({ path: rest, baudRate: baud, bytesPerMs }, listener);
  return lineAdapter({ name: text, ...sharedAddressIn(address), openLine, context });
}

interface PortSettings {
  readonly path: string;
  readonly baudRate: number;
  readonly bytesPerMs: number;
}

async function openSerialPort(
  { path, baudRate, bytesPerMs }: PortSettings,
  listener: ByteListener,
): Promise<RealLine> {
  // The library brings native code along, which only those who open a port have to load.
  const { SerialPort } = await import("serialport");
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  const gone = (reason: string) => listener.gone(`${path} is gone: ${reason}`);
  let isClosing = false;
  port.on("data", (bytes: Buffer) => listener.bytes(bytes));
  port.on("error", (cause: Error) => gone(cause.message));
  port.on("close", (cause: Error | null) => {
    if (!isClosing) gone(cause?.message ?? "it was closed");
  });
  const writes = new PacedWrites({
    write: (bytes) => {
      if (port.isOpen) port.write(bytes);
    },
    bytesPerMs,
    waitingMax: UNSENT_BYTES_MAX,
  });
  const line: RealLine = {
    write: (bytes) => writes.write(bytes),
    close: () => {
      isClosing = true;
      writes.end();
      return new Promise((resolve) => {
        if (port.isOpen) port.close(() => resolve());
        else resolve();
      });
    },
  };
  return new Promise((resolve, reject) => {
    port.open((cause) => {
      if (cause) reject(cause);
      else resolve(line);
    });
  });
}
