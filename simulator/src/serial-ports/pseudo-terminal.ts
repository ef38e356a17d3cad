import { closeSync } from "node:fs";
import { createRequire } from "node:module";
import { ReadStream } from "node:tty";
import type { BytePort, BytePortListener } from "@dosekit/sdk/device";
import { environmentError } from "../cli/user-error.ts";
import { NearWrites } from "./near-writes.ts";
import { noPseudoTerminal, pseudoTerminalsLeft } from "./pty-limit.ts";

/** A serial cable in software: a port for a device here, and a path that any program can open. */
export interface PseudoTerminal {
  /** Such as `/dev/pts/3`; to be opened like a serial port. */
  readonly path: string;
  /** The device's end. */
  readonly port: BytePort;
  /** Takes the cable away. */
  close(): void;
}

/** What the native part of node-pty gives: two open files and the path of the second. */
interface NativePair {
  readonly master: number;
  readonly slave: number;
  readonly pty: string;
}

interface NativePty {
  open(columns: number, rows: number): NativePair;
}

/**
 * Opens a pseudo-terminal in raw mode.
 *
 * The library's own `open` makes a stream of each end, and the stream of the far end would take the
 * bytes away from whoever opens the path. So the two files are asked for as they are; the far one is
 * kept open and never read, which keeps the cable whole while nobody has the path open.
 *
 * @throws UserError `serial.no-pseudo-terminal` or `serial.no-native-part`, exit 3
 */
export function openPseudoTerminal(): PseudoTerminal {
  if (process.platform === "win32") {
    throw noPseudoTerminal(1, 0, "Windows has none; Linux and macOS have them");
  }
  const { master, slave, pty } = openPair();
  const far = new ReadStream(slave);
  far.setRawMode(true);
  far.destroy();
  const near = new ReadStream(master);
  const port = new NearPort(pty, near, new NearWrites(master));
  return {
    path: pty,
    port,
    close: () => {
      port.end();
      near.destroy();
      closeSync(slave);
    },
  };
}

function openPair(): NativePair {
  const native = nativePty();
  try {
    return native.open(80, 24);
  } catch (cause) {
    throw noPseudoTerminal(1, pseudoTerminalsLeft(), String(cause));
  }
}

let loaded: NativePty | undefined;

function nativePty(): NativePty {
  if (loaded !== undefined) return loaded;
  const require = createRequire(import.meta.url);
  const { requireBinary } = require("@lydell/node-pty/requireBinary.js") as {
    readonly requireBinary: (file: string) => NativePty;
  };
  try {
    loaded = requireBinary("pty.node");
  } catch (cause) {
    const [why = ""] = String(cause).split("\n");
    throw environmentError({
      code: "serial.no-native-part",
      found: why,
      allowed: "Linux or macOS on x64 or arm64, installed with the optional packages",
      message: "The native part for pseudo-terminals can't be loaded.",
    });
  }
  return loaded;
}

/** The device's end as a byte port; opening and closing it leaves the cable in place. */
class NearPort implements BytePort {
  readonly name: string;
  readonly baud = undefined;
  readonly #stream: ReadStream;
  readonly #writes: NearWrites;
  #listener: BytePortListener | undefined;

  constructor(name: string, stream: ReadStream, writes: NearWrites) {
    this.name = name;
    this.#stream = stream;
    this.#writes = writes;
    stream.on("close", () => writes.end());
    // The far end may vanish with its program; the device hears of that by silence, as on a cable.
    stream.on("error", () => undefined);
    stream.on("data", (bytes: Buffer) => this.#listener?.onBytes(bytes));
    stream.resume();
  }

  open(listener: BytePortListener): void {
    this.#listener = listener;
    setImmediate(() => {
      if (this.#listener === listener) listener.onOpen();
    });
  }

  write(bytes: Uint8Array): void {
    if (this.#listener === undefined || this.#stream.destroyed) return;
    this.#writes.write(bytes);
  }

  close(): void {
    this.#listener = undefined;
  }

  /** The cable is taken away: nothing may be written to its file any more. */
  end(): void {
    this.close();
    this.#writes.end();
  }
}
