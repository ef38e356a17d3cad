/** How long a process that has done its work is given to end by itself, ms. */
const GRACE_MS = 1_000;

/**
 * Ends this process once all that it said was written, also when a port that vanished still holds it:
 * a driver may never let go of one.
 */
export function endWhenWritten(): void {
  setInterval(() => {
    if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
  }, GRACE_MS).unref();
}
