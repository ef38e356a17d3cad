import type { SerialPort } from "serialport";

/** What the library's port has on systems where it is a file. */
interface PolledPort {
  readonly poller?: {
    poll(flags: number): void;
    listenerCount(event: "readable" | "writable"): number;
  };
}

const READABLE = 1;
const WRITABLE = 2;

/**
 * Lets an open port wait for room and for bytes at once.
 *
 * In the library `serialport` (bindings 13.0.0) each wait puts itself in place of the other: a port
 * whose room was full once hears nothing until there is room again, and what was to be written lies
 * there until the far end speaks again when something was read meanwhile.
 */
export function keepBothWaits(port: SerialPort): void {
  const { poller } = (port.port ?? {}) as PolledPort;
  if (poller === undefined) return;
  const poll = poller.poll.bind(poller);
  poller.poll = (flags) => {
    const toRead = poller.listenerCount("readable") > 0 ? READABLE : 0;
    const toWrite = poller.listenerCount("writable") > 0 ? WRITABLE : 0;
    poll(flags | toRead | toWrite);
  };
}
