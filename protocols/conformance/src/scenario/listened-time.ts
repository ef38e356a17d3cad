/** How late a slice may end, ms, and still count as one that was listened to. */
const LATE_MS = 8;
/** A wait is cut into so many slices, unless they would be shorter or longer than this, ms. */
const [SLICES, SLICE_MS_MIN, SLICE_MS_MAX] = [10, 4, 250];

/**
 * Calls back when the kit has listened for a while.
 *
 * Time in which this process did not get its turn does not count: nothing was heard in it, and a
 * device in the same process did nothing either. The last slice ends in time and with a look at what
 * has come, so that all that was said before it has been heard.
 *
 * @returns what ends it early
 */
export function afterListening(ms: number, call: () => void): () => void {
  const sliceMs = Math.min(SLICE_MS_MAX, Math.max(SLICE_MS_MIN, ms / SLICES));
  let leftMs = ms;
  let isOver = false;
  let timer: NodeJS.Timeout;
  const next = () => {
    const waitMs = Math.max(1, Math.min(sliceMs, leftMs));
    const startMs = performance.now();
    const look = () => {
      if (isOver) return;
      const passedMs = performance.now() - startMs;
      leftMs -= Math.min(passedMs, waitMs + LATE_MS);
      if (leftMs > 0 || passedMs > waitMs + LATE_MS) next();
      else call();
    };
    timer = setTimeout(() => setImmediate(look), waitMs);
  };
  next();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
