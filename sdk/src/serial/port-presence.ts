import { realpath, stat } from "node:fs";

/** How often it is looked whether a port is still there, ms. */
const LOOK_EVERY_MS = 1_000;

/**
 * Watches whether the file of an open port is still there.
 *
 * The library `serialport` (bindings 13.0.0) takes the end of file that a vanished port gives for no
 * bytes and reads on for ever, unless it happens to wait at that moment: its bindings-cpp issue 162.
 * Ports of Windows are no files and end with an error there.
 *
 * @param onGone told once, when the file has gone
 * @returns ends the watch
 */
export function watchPresence(path: string, onGone: () => void): () => void {
  if (process.platform === "win32") return () => undefined;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const stop = () => {
    isOver = true;
    clearInterval(timer);
  };
  const look = (file: string) => {
    stat(file, (cause) => {
      if (isOver || cause?.code !== "ENOENT") return;
      stop();
      onGone();
    });
  };
  // A link to the port may go without the port.
  realpath(path, (cause, file) => {
    if (cause === null && !isOver) timer = setInterval(() => look(file), LOOK_EVERY_MS);
  });
  return stop;
}
