import { closeSync, readSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { ReadStream } from "node:tty";

interface NativePty {
  open(
    columns: number,
    rows: number,
  ): { readonly master: number; readonly slave: number; readonly pty: string };
}

/** A pseudo-terminal whose far end reads only when it is told to. */
export interface LazyTerminal {
  readonly path: string;
  write(bytes: Uint8Array): void;
  /** Reads what has come; gives the number of bytes. */
  read(): number;
  close(): void;
}

/** Opens one with the library that the simulator uses. */
export function openLazyTerminal(): LazyTerminal {
  const ofSimulator = createRequire(import.meta.resolve("@dosekit/simulator"));
  const { requireBinary } = ofSimulator("@lydell/node-pty/requireBinary.js") as {
    readonly requireBinary: (file: string) => NativePty;
  };
  const { master, slave, pty } = requireBinary("pty.node").open(80, 24);
  const raw = new ReadStream(slave);
  raw.setRawMode(true);
  raw.destroy();
  return {
    path: pty,
    write: (bytes) => void writeSync(master, bytes),
    read: () => readAll(master),
    close: () => {
      closeSync(master);
      closeSync(slave);
    },
  };
}

/** The file answers at once, with an error when nothing has come. */
function readAll(file: number): number {
  const bytes = new Uint8Array(65_536);
  let read = 0;
  for (;;) {
    try {
      const taken = readSync(file, bytes);
      if (taken === 0) return read;
      read += taken;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "EAGAIN") return read;
      throw cause;
    }
  }
}
