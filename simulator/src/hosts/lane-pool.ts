import type { RunSpec } from "../home/run-spec.ts";
import type { EventFile } from "../results/event-file.ts";
import type { LaneReport } from "./lane-service.ts";
import { addRunCounts, NO_COUNTS, type ShardProgress, type ShardSums } from "./lane-shard.ts";
import { type LaneThread, type NewLaneThread, threadError } from "./lane-thread-port.ts";

/** What a pool of threads runs, and whom it tells. */
export interface LanePoolSetup {
  readonly spec: RunSpec;
  readonly workers: number;
  readonly events?: EventFile;
  readonly newThread: NewLaneThread;
  readonly onRan: (sums: ShardSums) => void;
  readonly onProgress: (progress: ShardProgress) => void;
}

/** Most homes in one order, and orders for each thread at least, so that none waits long at the end. */
const HOMES_PER_ORDER_MAX = 64;
const ORDERS_PER_THREAD = 8;

interface Member {
  readonly thread: LaneThread;
  progress: ShardProgress;
  ended: boolean;
}

/** Threads that run the homes of one run between them, each asking for more when it has ended some. */
export class LanePool {
  readonly #setup: LanePoolSetup;
  readonly #stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  readonly #members: Member[] = [];
  readonly #homesPerOrder: number;
  #nextHome = 0;
  #settle: { resolve: (passedMs: number) => void; reject: (error: Error) => void } | undefined;

  constructor(setup: LanePoolSetup) {
    this.#setup = setup;
    const orders = setup.workers * ORDERS_PER_THREAD;
    const share = Math.ceil(setup.spec.devices.length / orders);
    this.#homesPerOrder = Math.max(1, Math.min(HOMES_PER_ORDER_MAX, share));
  }

  /**
   * Runs every home.
   *
   * @returns simulated time of all homes together, ms
   * @throws what a thread failed with
   */
  run(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      for (let index = 0; index < this.#setup.workers; index += 1) this.#start();
    });
  }

  /** Has every thread end its present home where it is and begin no other. */
  stop(): void {
    Atomics.store(new Int32Array(this.#stop), 0, 1);
  }

  /** Ends the threads that are left. */
  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ thread }) => thread.end()));
  }

  #start(): void {
    const { spec, events, newThread } = this.#setup;
    const index = this.#members.length;
    const data = { spec, stop: this.#stop };
    const thread = newThread(
      events === undefined ? data : { ...data, eventStem: events.newStem() },
      {
        onReport: (report) => this.#heard(index, report),
        onDeath: (error) => this.#settle?.reject(error),
      },
    );
    this.#members.push({ thread, progress: { passedMs: 0, counts: NO_COUNTS }, ended: false });
    this.#order(thread);
  }

  #order(thread: LaneThread): void {
    const from = this.#nextHome;
    const isStopped = Atomics.load(new Int32Array(this.#stop), 0) !== 0;
    if (isStopped || from >= this.#setup.spec.devices.length) {
      thread.send({ order: "end" });
      return;
    }
    this.#nextHome += this.#homesPerOrder;
    thread.send({ order: "run", from, count: this.#homesPerOrder });
  }

  #heard(index: number, report: LaneReport): void {
    const member = this.#members[index];
    if (member === undefined) return;
    if (report.report === "failed") this.#settle?.reject(threadError(report.failure));
    else if (report.report === "ended") this.#ended(member, report.eventParts);
    else if (report.report === "progress" || report.report === "ran") {
      member.progress = report.progress;
      this.#setup.onProgress(this.#progress());
      if (report.report === "progress") return;
      this.#setup.onRan(report.sums);
      this.#order(member.thread);
    }
  }

  #ended(member: Member, eventParts: readonly string[]): void {
    member.ended = true;
    this.#setup.events?.adopt(eventParts);
    if (this.#members.every(({ ended }) => ended)) {
      this.#settle?.resolve(this.#progress().passedMs);
    }
  }

  #progress(): ShardProgress {
    let [passedMs, counts] = [0, NO_COUNTS];
    for (const { progress } of this.#members) {
      passedMs += progress.passedMs;
      counts = addRunCounts(counts, progress.counts);
    }
    return { passedMs, counts };
  }
}
