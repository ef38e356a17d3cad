import { realpath, stat } from "node:fs";
import type { SerialPort } from "serialport";

/** What the library's port can be asked on Linux. */
interface AskedPort {
  getBaudRate?(): Promise<unknown>;
}

/** How often it is looked whether a port is still there, ms. */
const LOOK_EVERY_MS = 1_000;
/** How the system answers whoever asks a port that has gone: EIO. */
const GONE = /Input\/output error/;

/**
 * Watches whether an open port is still there: its file, and on Linux the port itself, since in a
 * container the file stays when the port goes.
 *
 * The library `serialport` (bindings 13.0.0) takes the end of file that a vanished port gives for no
 * bytes and reads on for ever, unless it happens to wait at that moment: its bindings-cpp issue 162.
 * Ports of Windows are no files and end with an error there.
 *
 * @param onGone told once, when the port has gone
 * @returns ends the watch
 */
export function watchPresence(port: SerialPort, onGone: () => void): () => void {
  if (process.platform === "win32") return () => undefined;
  const asked: AskedPort = port.port ?? {};
  let file: string | undefined;
  let isOver = false;
  const stop = () => {
    isOver = true;
    clearInterval(timer);
  };
  const gone = () => {
    if (isOver) return;
    stop();
    onGone();
  };
  const look = () => {
    if (process.platform === "linux") whenHungUp(asked, gone);
    if (file === undefined) return;
    stat(file, (cause) => {
      if (cause?.code === "ENOENT") gone();
    });
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  // A link to the port may go without the port.
  realpath(port.path, (cause, found) => {
    if (cause === null) file = found;
  });
  return stop;
}

function whenHungUp(port: AskedPort, gone: () => void): void {
  port.getBaudRate?.().catch((cause: unknown) => {
    if (GONE.test(String(cause))) gone();
  });
}
