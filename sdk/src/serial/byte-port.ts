import type { HostTime } from "../device/host-time.ts";
import type { SdkFault } from "../errors.ts";

/** What a byte port tells. */
export interface BytePortListener {
  /** Bytes may flow. */
  onOpen(): void;
  /** Bytes came; they are the port's again after the call. */
  onBytes(bytes: Uint8Array): void;
  /** It could not be opened, or it has closed by itself; it may be opened again. */
  onClosed(fault: SdkFault): void;
}

/**
 * A way for bytes, both ways at once and in order: a serial port, a connection to a serial server,
 * a piece of memory. What is written while it is not open is lost.
 */
export interface BytePort {
  /** What it is called in messages, such as a path or an address. */
  readonly name: string;
  /** Speed of the line in bits a second; `undefined` when bytes take no time worth counting. */
  readonly baud: number | undefined;
  /** Opens it; an open one is closed before. */
  open(listener: BytePortListener): void;
  write(bytes: Uint8Array): void;
  /** Closes it; the listener hears no more. */
  close(): void;
}

/** The clock and the timers of a link: Node's own, or virtual ones. */
export type LinkTime = Pick<HostTime, "monotonicMs" | "after">;
