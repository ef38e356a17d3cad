import type { RunSpec } from "../home/run-spec.ts";
import type { EventFile } from "../results/event-file.ts";
import { EventParts } from "../results/event-parts.ts";
import type { RunCounts } from "../results/run-collector.ts";
import type { CentreAnswer } from "./centre-call.ts";
import type { LaneOrder, LaneReport } from "./lane-service.ts";
import { addRunCounts, NO_COUNTS } from "./lane-shard.ts";
import { type LaneThread, type NewLaneThread, threadError } from "./lane-thread-port.ts";
import type { SharedHomes } from "./shared-run.ts";
import { type HomeRun, type SharedNews, type SharedResult, SharedShard } from "./shared-shard.ts";

/** Homes of a run with a shared centre, and what they come to. */
export interface SharedHost extends SharedHomes {
  /** Whether homes live ahead while the centre is at work. */
  readonly livesAhead: boolean;
  counts(): RunCounts;
  /** Ends every home. */
  finish(): Promise<readonly SharedEnd[]>;
  /** Gives up whatever is left. */
  close(): Promise<void>;
}

/** What some of the homes came to, and where their event lines are. */
export interface SharedEnd {
  readonly result: SharedResult;
  readonly eventParts: readonly string[];
}

/** How long the caller's thread is held before it can look after other things, host ms. */
const HOLD_MS = 50;

/** All homes on the thread of the caller. */
export class SharedHere implements SharedHost {
  readonly livesAhead = false;
  readonly #shard: SharedShard;
  readonly #parts: EventParts | undefined;

  constructor(spec: RunSpec, wired: readonly string[], events?: EventFile) {
    this.#parts = events && new EventParts(events.newStem());
    this.#shard = new SharedShard(spec, { first: 0, step: 1, wired }, this.#parts);
  }

  /** See {@link SharedHomes.liveOn}. */
  async liveOn(untilMs: number): Promise<SharedNews> {
    for (let isThere = false; !isThere; ) {
      const heldMs = performance.now() + HOLD_MS;
      isThere = this.#shard.liveOn(untilMs, () => performance.now() < heldMs);
      if (!isThere) await new Promise<void>((resolve) => setImmediate(resolve));
    }
    return { calls: this.#shard.takeCalls(), stands: [] };
  }

  /** See {@link SharedHomes.step}. */
  async step(answers: readonly CentreAnswer[], runs: readonly HomeRun[]): Promise<SharedNews> {
    const stands = this.#shard.step(answers, runs);
    return { calls: this.#shard.takeCalls(), stands };
  }

  /** See {@link SharedHost.counts}. */
  counts(): RunCounts {
    return this.#shard.counts();
  }

  /** See {@link SharedHost.finish}. */
  async finish(): Promise<readonly SharedEnd[]> {
    const result = this.#shard.finish();
    this.#parts?.spill();
    return [{ result, eventParts: this.#parts?.paths ?? [] }];
  }

  /** See {@link SharedHost.close}. */
  async close(): Promise<void> {
    // Nothing is left.
  }
}

/** What homes on threads are put up with. */
export interface SharedThreadsSetup {
  readonly spec: RunSpec;
  readonly wired: readonly string[];
  readonly workers: number;
  readonly events?: EventFile | undefined;
  readonly newThread: NewLaneThread;
}

interface Member {
  readonly thread: LaneThread;
  counts: RunCounts;
  hear: ((report: LaneReport) => void) | undefined;
}

/** Homes dealt out among threads, one after the other; each thread keeps its own to the end. */
export class SharedThreads implements SharedHost {
  readonly livesAhead = true;
  readonly #setup: SharedThreadsSetup;
  readonly #members: Member[] = [];
  #fail: (error: Error) => void = () => undefined;
  readonly #failure: Promise<never>;

  constructor(setup: SharedThreadsSetup) {
    this.#setup = setup;
    this.#failure = new Promise<never>((_resolve, reject) => {
      this.#fail = reject;
    });
    // Whoever waits for an answer hears of it there.
    this.#failure.catch(() => undefined);
    for (let first = 0; first < setup.workers; first += 1) this.#start(first);
  }

  /** See {@link SharedHomes.liveOn}. */
  async liveOn(untilMs: number, aheadMs: number): Promise<SharedNews> {
    const orders = this.#members.map(() => ({ order: "live-on", untilMs, aheadMs }) as const);
    return this.#news(orders);
  }

  /** See {@link SharedHomes.step}. */
  async step(answers: readonly CentreAnswer[], runs: readonly HomeRun[]): Promise<SharedNews> {
    const orders = this.#members.map((_member, first) => {
      const own = ({ lane }: { readonly lane: number }) => lane % this.#members.length === first;
      const order = {
        order: "step",
        answers: answers.filter(own),
        runs: runs.filter(own),
      } as const;
      return order.answers.length + order.runs.length === 0 ? undefined : order;
    });
    return this.#news(orders);
  }

  /** See {@link SharedHost.counts}. */
  counts(): RunCounts {
    return this.#members.reduce((sum, { counts }) => addRunCounts(sum, counts), NO_COUNTS);
  }

  /** See {@link SharedHost.finish}. */
  async finish(): Promise<readonly SharedEnd[]> {
    const reports = await this.#all(this.#members.map(() => ({ order: "finish" }) as const));
    return reports.flatMap((report) => (report.report === "finished" ? [report] : []));
  }

  /** See {@link SharedHost.close}. */
  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ thread }) => thread.end()));
  }

  async #news(orders: readonly (LaneOrder | undefined)[]): Promise<SharedNews> {
    const reports = await this.#all(orders);
    const news = reports.flatMap((report) => (report.report === "stands" ? [report.news] : []));
    return {
      calls: news.flatMap(({ calls }) => calls),
      stands: news.flatMap(({ stands }) => stands),
    };
  }

  /** Gives each thread its order, and waits for all. */
  #all(orders: readonly (LaneOrder | undefined)[]): Promise<readonly LaneReport[]> {
    const asked = this.#members.flatMap((member, at) => {
      const order = orders[at];
      return order === undefined ? [] : [this.#ask(member, order)];
    });
    return Promise.race([Promise.all(asked), this.#failure]);
  }

  #ask(member: Member, order: LaneOrder): Promise<LaneReport> {
    return new Promise((resolve) => {
      member.hear = resolve;
      member.thread.send(order);
    });
  }

  #start(first: number): void {
    const { spec, wired, workers, events, newThread } = this.#setup;
    const part = { first, step: workers, wired };
    const data = { spec, stop: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT), part };
    const thread = newThread(
      events === undefined ? data : { ...data, eventStem: events.newStem() },
      { onReport: (report) => this.#heard(first, report), onDeath: (error) => this.#fail(error) },
    );
    this.#members.push({ thread, counts: NO_COUNTS, hear: undefined });
  }

  #heard(first: number, report: LaneReport): void {
    const member = this.#members[first];
    if (report.report === "failed") this.#fail(threadError(report.failure));
    else if (member !== undefined) {
      if (report.report === "stands") member.counts = report.counts;
      member.hear?.(report);
    }
  }
}
