import { type HostTime, NODE_TIME } from "./host-time.ts";
import type { RetryTimer } from "./ports.ts";

/** The uplink's timer in real seconds. */
export class SystemRetryTimer implements RetryTimer {
  readonly #host: HostTime;
  #stop: (() => void) | undefined;

  constructor(host: HostTime = NODE_TIME) {
    this.#host = host;
  }

  /** See `RetryTimer.arm`. */
  arm(delayMs: number, fire: () => void): void {
    this.cancel();
    this.#stop = this.#host.after(delayMs, () => {
      this.#stop = undefined;
      fire();
    });
  }

  /** See `RetryTimer.cancel`. */
  cancel(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
