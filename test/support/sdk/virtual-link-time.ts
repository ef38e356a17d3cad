import type { LinkTime } from "@dosekit/sdk";
import type { VirtualTimers } from "./virtual-timers.ts";

/** Timers go by name, and many links and wires share one clock. */
let count = 0;

/** Clock and timers of a link on virtual time. */
export function virtualLinkTime(timers: VirtualTimers): LinkTime {
  return {
    monotonicMs: () => timers.nowMs(),
    after: (delayMs, call) => {
      const name = `link-${++count}`;
      timers.arm(name, delayMs, call);
      return () => timers.cancel(name);
    },
  };
}

/** Runs what a wire carries a moment later on virtual time. */
export function virtualSchedule(timers: VirtualTimers): (run: () => void) => void {
  return (run) => timers.arm(`wire-${++count}`, 1, run);
}
