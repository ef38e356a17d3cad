import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";

const CHANNELS = ["net.client.socket", "net.server.socket"] as const;
/** Real time after which what did not move is taken to lie there on purpose, ms. */
const STALE_MS = 250;

interface Watched {
  /** What it had read and written when it was last looked at. */
  mark: string;
  /** Since when that has not changed, ms of real time. */
  sinceMs: number;
}

/**
 * Tells whether bytes are on their way between two ends in this process.
 *
 * Both ends of every connection of the kit are here: what one wrote and the other has not read is on
 * its way, and so is a connection that one end alone has begun or ended. Bytes that an end leaves
 * lying on purpose do not move for a while, and are then no longer waited for.
 */
export class LoopbackQuiet {
  readonly #realNowMs: () => number;
  readonly #sockets = new Map<Socket, Watched>();
  readonly #watch = (message: unknown) => {
    const { socket } = message as { readonly socket: Socket };
    // Else the system holds small writes back for 40 ms of real time.
    socket.setNoDelay(true);
    this.#sockets.set(socket, { mark: "", sinceMs: this.#realNowMs() });
  };

  /** @param realNowMs a clock that nobody moves, ms */
  constructor(realNowMs: () => number) {
    this.#realNowMs = realNowMs;
    for (const channel of CHANNELS) subscribe(channel, this.#watch);
  }

  /** Whether nothing is on its way. */
  isQuiet(): boolean {
    const ends = new Map<string, Socket>();
    for (const socket of this.#sockets.keys()) {
      if (socket.closed) this.#sockets.delete(socket);
      else ends.set(`${socket.localPort}>${socket.remotePort}`, socket);
    }
    return [...this.#sockets].every(([socket, watched]) =>
      this.#rests(socket, ends.get(`${socket.remotePort}>${socket.localPort}`), watched),
    );
  }

  /** Watches no longer. */
  end(): void {
    for (const channel of CHANNELS) unsubscribe(channel, this.#watch);
    this.#sockets.clear();
  }

  #rests(socket: Socket, other: Socket | undefined, watched: Watched): boolean {
    const { bytesRead, bytesWritten, connecting, destroyed } = socket;
    if (!connecting && !destroyed && other?.bytesRead === bytesWritten) return true;
    const mark = `${bytesRead} ${bytesWritten} ${connecting} ${destroyed} ${other?.bytesRead}`;
    const nowMs = this.#realNowMs();
    if (mark !== watched.mark) Object.assign(watched, { mark, sinceMs: nowMs });
    return nowMs - watched.sinceMs > STALE_MS;
  }
}
