import type { FaultSpan } from "./fault-span.ts";

/** No contact between device and network. */
export interface LinkCut extends FaultSpan {
  readonly kind: "link-cut";
}

/** The network that the device depends on is switched off for good: it never ends. */
export interface NetworkEnded extends FaultSpan {
  readonly kind: "network-ended";
}

/** Messages go astray while contact lasts; each number is a chance for each message, permille. */
export interface LinkNoise extends FaultSpan {
  readonly kind: "link-noise";
  readonly lossPermille: number;
  readonly duplicatePermille: number;
  /** Chance of arriving out of turn, later than messages sent after it. */
  readonly reorderPermille: number;
}

/** Every message takes longer, in the order of sending. */
export interface LinkLatency extends FaultSpan {
  readonly kind: "link-latency";
  /** What each message takes longer at least, ms. */
  readonly addMs: number;
  /** What is drawn for each on top of it, at most, ms. */
  readonly jitterMs: number;
}

/**
 * One direction of the link is dead and neither end notices: what is sent that way vanishes, while
 * something on the way answers for the other end.
 */
export interface HalfOpen extends FaultSpan {
  readonly kind: "half-open";
  /** `up` is from the device to the network. */
  readonly way: LinkDirection;
}

/** Direction on a link, seen from the device. */
export type LinkDirection = "up" | "down";

/** Messages pile up on the way and come when the span ends, in the order of sending or a drawn one. */
export interface LinkClog extends FaultSpan {
  readonly kind: "link-clog";
  readonly release: ReleaseOrder;
}

/** Order in which what piled up on a link comes through. */
export type ReleaseOrder = "sent" | "drawn";

/** One thing that goes wrong on a device's way to the network. */
export type LinkFault = LinkCut | NetworkEnded | LinkNoise | LinkLatency | HalfOpen | LinkClog;
