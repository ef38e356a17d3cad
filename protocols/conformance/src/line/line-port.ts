/** Which kind of serial line: with two ends, or shared by several devices. */
export type LineKind = "two-ends" | "shared";

/**
 * The kit's end of a serial line, handed in from outside: a port, a connection to a serial server,
 * a piece of memory. The other end is that of the device or gateway under test.
 */
export interface LinePort {
  /**
   * Begins; bytes that come are told from now on, and are the port's again after the call.
   *
   * @param onGone told once, with the reason, when the port is no longer there
   */
  open(onBytes: (bytes: Uint8Array) => void, onGone?: (reason: string) => void): void;
  write(bytes: Uint8Array): void;
  close(): void;
}
