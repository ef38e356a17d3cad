import type { FateStream } from "../protocols/fate-stream.ts";
import type { Tally } from "./tally.ts";

/** A way into the project for bytes of a peer, and what has to hold on it. */
export interface HostilePath {
  readonly name: string;
  /** How many cases of a hundred go this way. */
  readonly share: number;
  /** Makes one case, feeds it, and throws when something came out that must not. */
  feed(fate: FateStream): void;
  /** Ends a block of cases: throws when the counted reasons are not as many as the refusals. */
  settle(): void;
}

/** What every path is made of. */
export interface PathParts {
  readonly tally: Tally;
  /** Valid messages of every kind. */
  readonly messages: readonly Uint8Array[];
}

/** Fails the case in hand. */
export function demand(holds: boolean, what: () => string): asserts holds {
  if (!holds) throw new Error(what());
}

/** Tells whether two runs of bytes are the same. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

/** Bytes as hex, for failures. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
