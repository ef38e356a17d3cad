import type { NewLaneThread } from "../../hosts/lane-thread-port.ts";
import { nextTurn, type ThreadTurns } from "../../hosts/thread-turns.ts";
import type { EventFile } from "../../results/event-file.ts";

/** What a part of an acceptance run is given besides the file. */
export interface RunHooks {
  /** Everything drawn comes from it; parts add names of their own to it. */
  readonly seed: string;
  /** Threads for fleets; results don't depend on it. */
  readonly workers: number;
  /** Ends the part early; what it had so far is then marked partial. */
  readonly signal: AbortSignal;
  /** Says how far the part is, from 0 to 1. */
  readonly onProgress: (share: number) => void;
  /** Gets every event of daily operation, where the user asked for the file. */
  readonly events?: EventFile;
  /** Folder that paths in the file start from; the process's own when absent. */
  readonly folder?: string;
  /** Command that runs this part again; deviations name it. */
  readonly repeat?: string;
  /** How threads are started; threads of this process when absent. */
  readonly newThread?: NewLaneThread;
  /** Turns on this thread, where other parts run beside this one. */
  readonly turns?: ThreadTurns;
}

/** Waits until a part that works on this thread may go on; whoever ends the run is heard first. */
export function turnOf({ turns }: Pick<RunHooks, "turns">): Promise<void> {
  return turns === undefined ? nextTurn() : turns.next();
}

/** Hooks of a part within a part, whose progress is a span of the whole. */
export function hooksWithin(
  hooks: RunHooks,
  seed: string,
  span: { readonly from: number; readonly to: number },
): RunHooks {
  const { from, to } = span;
  return {
    ...hooks,
    seed: `${hooks.seed}/${seed}`,
    onProgress: (share) => hooks.onProgress(from + share * (to - from)),
  };
}
