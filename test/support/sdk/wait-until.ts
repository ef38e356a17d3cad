/** Waits until something holds, on the real clock; fails after `limitMs` with what was awaited. */
export async function waitUntil(
  what: string,
  holds: () => boolean,
  limitMs = 20_000,
): Promise<void> {
  const endMs = Date.now() + limitMs;
  while (!holds()) {
    if (Date.now() > endMs) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
