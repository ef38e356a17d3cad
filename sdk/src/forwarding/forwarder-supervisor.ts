import { setTimeout as pause } from "node:timers/promises";
import { type GatewayLog, isWorthLogging, SILENT_LOG } from "../client/gateway-log.ts";
import { BackOff, type BackOffOptions } from "../device/back-off.ts";
import { SdkError } from "../errors.ts";
import type { Forwarder, ForwarderCounts } from "./forwarder.ts";

/*
 * Invariants: each forwarder runs in a loop of its own and nobody awaits another's; one that ends or
 * throws is run again after a wait that grows; a stop waits for all of them, but no longer than its
 * deadline.
 */

/** How one forwarder fares; `waiting` after a fault, until it is run again. */
export interface ForwarderStanding {
  readonly name: string;
  readonly state: "idle" | "running" | "waiting" | "stopped";
  /** How often it was run. */
  readonly starts: number;
  /** How often it ended although nobody had asked it to. */
  readonly failures: number;
  /** Code of the last of these: a fault's, the system's, or the kind of error. */
  readonly lastFault?: string;
  /** Since when it is in this state, ms since the Unix epoch. */
  readonly sinceMs: number;
  readonly counters: ForwarderCounts;
}

/** What a supervisor is made of. */
export interface SupervisorOptions {
  readonly forwarders: readonly Forwarder[];
  /** Gateway clock, ms since the Unix epoch. */
  readonly nowMs: () => number;
  readonly log?: GatewayLog;
  readonly backOff?: BackOffOptions;
  /** Waits; the clock on the wall by default. */
  readonly wait?: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

interface Supervised {
  readonly forwarder: Forwarder;
  readonly backOff: BackOff;
  standing: Omit<ForwarderStanding, "counters">;
  ended: Promise<void>;
}

/** A forwarder that worked for so long has recovered, ms. */
const STEADY_MS = 60_000;

/** Runs forwarders side by side, so that none stops or slows another. */
export class ForwarderSupervisor {
  readonly #options: SupervisorOptions;
  readonly #log: GatewayLog;
  readonly #wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
  readonly #end = new AbortController();
  readonly #supervised: readonly Supervised[];

  /** @throws RangeError when two forwarders have one name (a caller's bug) */
  constructor(options: SupervisorOptions) {
    const names = options.forwarders.map(({ name }) => name);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) throw new RangeError(`two forwarders are named ${twice}`);
    this.#options = options;
    this.#log = options.log ?? SILENT_LOG;
    this.#wait = options.wait ?? waited;
    const sinceMs = options.nowMs();
    this.#supervised = options.forwarders.map((forwarder) => ({
      forwarder,
      backOff: new BackOff(options.backOff),
      standing: { name: forwarder.name, state: "idle", starts: 0, failures: 0, sinceMs },
      ended: Promise.resolve(),
    }));
  }

  /** Begins to run every forwarder. */
  start(): void {
    for (const one of this.#supervised) one.ended = this.#keepRunning(one);
  }

  /** Shows how each forwarder fares. */
  standings(): readonly ForwarderStanding[] {
    return this.#supervised.map(({ forwarder, standing }) => ({
      ...standing,
      counters: forwarder.counters(),
    }));
  }

  /**
   * Asks every forwarder to end and waits for them, up to a deadline.
   *
   * @returns the names of those that had not ended by then; their rows come again
   */
  async stop(deadlineMs: number): Promise<readonly string[]> {
    this.#end.abort();
    const over = new AbortController();
    const all = Promise.all(this.#supervised.map(({ ended }) => ended));
    await Promise.race([all, waited(deadlineMs, over.signal)]);
    over.abort();
    return this.#supervised
      .filter(({ standing }) => standing.state !== "stopped" && standing.state !== "idle")
      .map(({ forwarder }) => forwarder.name);
  }

  async #keepRunning(one: Supervised): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      const startedMs = this.#options.nowMs();
      this.#enter(one, "running", { starts: one.standing.starts + 1 });
      const fault = await faultOfRun(one.forwarder, signal);
      if (signal.aborted) break;
      if (this.#options.nowMs() - startedMs >= STEADY_MS) one.backOff.reset();
      const failures = one.standing.failures + 1;
      this.#enter(one, "waiting", { failures, lastFault: fault });
      if (isWorthLogging(failures)) {
        const detail = one.forwarder.name;
        this.#log({
          level: "error",
          event: "forwarder.failed",
          code: fault,
          count: failures,
          detail,
        });
      }
      await this.#wait(one.backOff.nextMs(), signal);
    }
    this.#enter(one, "stopped");
  }

  #enter(
    one: Supervised,
    state: ForwarderStanding["state"],
    change: Partial<Omit<ForwarderStanding, "counters">> = {},
  ): void {
    one.standing = { ...one.standing, ...change, state, sinceMs: this.#options.nowMs() };
  }
}

async function faultOfRun(forwarder: Forwarder, signal: AbortSignal): Promise<string> {
  try {
    await forwarder.run(signal);
    return "ended";
  } catch (cause) {
    return codeOf(cause);
  }
}

/** A code alone: the message of an error may quote what was being sent. */
function codeOf(cause: unknown): string {
  if (cause instanceof SdkError) return cause.code;
  if (!(cause instanceof Error)) return "not-an-error";
  const { code } = cause as { readonly code?: unknown };
  return typeof code === "string" && /^[A-Za-z0-9_-]{1,40}$/.test(code) ? code : cause.name;
}

function waited(delayMs: number, signal: AbortSignal): Promise<void> {
  return pause(delayMs, undefined, { signal }).then(undefined, () => {});
}
