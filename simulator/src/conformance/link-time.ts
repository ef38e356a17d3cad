import { NEAR_PARAMS } from "@dosekit/conformance";
import type { LinkTime } from "@dosekit/sdk";

const SPEED = NEAR_PARAMS.linkSpeed;

/** Clock and timers of links that run faster, so that the long waits of a line take little time. */
export const FAST_LINK_TIME: LinkTime = {
  monotonicMs: () => performance.now() * SPEED,
  after: (delayMs, call) => {
    const timer = setTimeout(call, Math.max(0, delayMs) / SPEED);
    return () => clearTimeout(timer);
  },
};
