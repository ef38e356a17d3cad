import type { LinkDirection, ReleaseOrder } from "../faults/fault.ts";
import type { NoiseLevel, SlowLevel } from "./noisy-way.ts";

/** Why a link is cut; it carries messages again when no cause is left. */
export type CutCause = "link" | "network" | "broker";

/** A link as faults act on it. */
export interface FaultyLink {
  /** Cuts the link for a cause, or takes that cause away; `link` when none is named. */
  setCut(isCut: boolean, cause?: CutCause): void;
  /** Makes messages go astray, or arrive again with `undefined`. */
  setNoise(noise: NoiseLevel | undefined): void;
  /** Makes messages take longer, or as long as usual with `undefined`. */
  setSlow(slow: SlowLevel | undefined): void;
  /** Makes messages of one direction vanish, or arrive again. */
  setDead(way: LinkDirection, isDead: boolean): void;
  /** Lets messages of both directions pile up. */
  clog(): void;
  /** Lets through what piled up. */
  unclog(order: ReleaseOrder): void;
}
