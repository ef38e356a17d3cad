import type { InboxRow } from "../inbox/inbox-row.ts";

/** Where rows come from; the gateway client fits. */
export interface RowStream {
  events(consumer: string): AsyncGenerator<InboxRow, void, void>;
}

/**
 * Hands out rows until the signal, also in the midst of waiting for one; the row in hand is not
 * committed then, and comes again.
 */
export async function* rowsUntil(
  source: RowStream,
  consumer: string,
  signal: AbortSignal,
): AsyncGenerator<InboxRow, void, void> {
  const rows = source.events(consumer);
  try {
    while (!signal.aborted) {
      const next = await unlessAborted(rows.next(), signal);
      if (next === undefined || next.done === true) return;
      yield next.value;
    }
  } finally {
    // A generator that waits for a row ends with the inbox; nobody waits for it here.
    rows.return().catch(() => {});
  }
}

/** Waits for a promise no longer than until the signal, and leaves no listener behind. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve(undefined);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

/** Turns a call that tells its end by a function into a promise that ends with the signal too. */
export function toldUnlessAborted(
  call: (done: () => void) => void,
  signal: AbortSignal,
): Promise<unknown> {
  return unlessAborted(new Promise<void>((resolve) => call(resolve)), signal);
}
