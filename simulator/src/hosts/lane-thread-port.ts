import { Worker } from "node:worker_threads";
import { type MistakeExit, UserError } from "../cli/user-error.ts";
import type { LaneOrder, LaneReport, LaneThreadData, ThreadFailure } from "./lane-service.ts";

/** A thread that runs homes, as whoever started it sees it. */
export interface LaneThread {
  /** Tells it what to run next. */
  readonly send: (order: LaneOrder) => void;
  /** Ends it at once, whatever it does. */
  readonly end: () => Promise<void>;
}

/** Who hears what a thread tells, and of its death. */
export interface LaneThreadListener {
  onReport(report: LaneReport): void;
  /** It ended by an error that it could not tell, such as a lack of memory. */
  onDeath(error: Error): void;
}

/** Starts a thread. */
export type NewLaneThread = (data: LaneThreadData, listener: LaneThreadListener) => LaneThread;

/**
 * Room for what a thread makes and soon drops, MB. A home leaves half a megabyte a day behind it and
 * keeps little: twice the runtime's own room halves how often what it keeps is copied.
 */
const YOUNG_GENERATION_MB = 96;

/** Starts a thread of this process. */
export const newWorkerThread: NewLaneThread = (data, listener) => {
  const worker = new Worker(new URL("./lane-thread.js", import.meta.url), {
    workerData: data,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  worker.on("message", (report: LaneReport) => listener.onReport(report));
  worker.on("error", (error) =>
    listener.onDeath(error instanceof Error ? error : new Error(String(error))),
  );
  return {
    send: (order) => worker.postMessage(order),
    end: async () => {
      await worker.terminate();
    },
  };
};

/** The error that a thread told of, as it was there. */
export function threadError({ message, stack, mistake, exitCode }: ThreadFailure): Error {
  if (mistake !== undefined) return new UserError(mistake, exitCode as MistakeExit);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
