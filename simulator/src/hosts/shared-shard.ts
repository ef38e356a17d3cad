import { PlanShelf } from "../checkers/plan-book.ts";
import { canBeBare } from "../home/closed-off-home.ts";
import { contactIntervalIn } from "../home/device-program.ts";
import type { DeviceSpec, RunSpec } from "../home/run-spec.ts";
import { DutyRoster } from "../response/duty-roster.ts";
import { DEFAULT_RESPONSE } from "../response/response-plan.ts";
import type { RunCounts } from "../results/run-collector.ts";
import { type EventLines, RunRecorder } from "../results/run-recorder.ts";
import type { CentreAnswer, CentreCall } from "./centre-call.ts";
import { GuardedSink } from "./guarded-sink.ts";
import type { ShardSums } from "./lane-shard.ts";
import { SharedHome } from "./shared-home.ts";

/** Which homes of a run a shard holds, by their places in the order of the ids. */
export interface SharedPart {
  /** The first, and the distance from one to the next. */
  readonly first: number;
  readonly step: number;
  /** Devices that are run on the SDK's runtime, whatever the run says. */
  readonly wired: readonly string[];
}

/** How far one home is to live on. */
export interface HomeRun {
  readonly lane: number;
  readonly untilMs: number;
}

/** How far a home is that was told to live on. */
export interface HomeStand {
  readonly lane: number;
  /** True time up to which all has happened in it; absent where it only heard something. */
  readonly reachedMs?: number;
  /** When something happens next in it; absent for never. */
  readonly nextMs?: number;
}

/** What homes came to since they were told to live on. */
export interface SharedNews {
  /** What they want of the centre; those of one home in their order. */
  readonly calls: readonly CentreCall[];
  readonly stands: readonly HomeStand[];
}

/** What a shard came to in the end. */
export interface SharedResult extends ShardSums {
  /** Devices that can't be run without bytes after all; then nothing of the run counts. */
  readonly limited: readonly string[];
}

/**
 * Some homes of a fleet with a shared centre, with observers of their own. Each lives on by itself as
 * far as it is told; which other homes there are here makes no difference to it.
 */
export class SharedShard {
  readonly #spec: RunSpec;
  readonly #recorder: RunRecorder;
  readonly #guard: GuardedSink;
  readonly #homes = new Map<number, SharedHome>();
  #calls: CentreCall[] = [];
  #untilMs: number;
  /** How far homes live ahead of all others, and those that were not looked at yet. */
  #ahead: { readonly untilMs: number; readonly homes: Iterator<SharedHome> };

  /**
   * Puts the homes up and begins.
   *
   * @param events gets every event line, when a file was asked for
   * @throws RangeError when a product or zone is unknown (a caller's bug)
   */
  constructor(spec: RunSpec, part: SharedPart, events?: EventLines) {
    this.#spec = spec;
    this.#untilMs = spec.startMs;
    this.#ahead = { untilMs: spec.startMs, homes: this.#homes.values() };
    const contactIntervalMs = contactIntervalIn(spec.profiles);
    this.#recorder = new RunRecorder(
      { ...spec, contactIntervalMs, plans: new PlanShelf() },
      events,
    );
    this.#guard = new GuardedSink(this.#recorder);
    const roster = new DutyRoster(spec.response ?? DEFAULT_RESPONSE);
    const devices = inOrderOfIds(spec.devices);
    for (let lane = part.first; lane < devices.length; lane += part.step) {
      const device = devices[lane];
      if (device !== undefined) this.#putUp(device, lane, { roster, wired: part.wired });
    }
    for (const home of this.#homes.values()) home.start();
    this.#guard.check();
  }

  /**
   * Has homes live on that wait for nobody, each until an instant or until it needs somebody.
   *
   * @param goOn asked after each home; when it says no, another call goes on
   * @returns whether all have got there
   */
  liveOn(untilMs: number, goOn: () => boolean): boolean {
    this.#untilMs = untilMs;
    for (const home of this.#homes.values()) {
      if (home.waits() || home.nextMs() === undefined) continue;
      if ((home.nextMs() ?? untilMs) > untilMs) continue;
      home.runUntil(untilMs);
      this.#guard.check();
      if (!goOn()) return false;
    }
    return true;
  }

  /**
   * Has homes live further ahead that wait for nobody, each once: what they come to does not depend on
   * when they do. Another call with the same instant goes on where the last one ended.
   *
   * @param goOn asked after each home; when it says no, another call goes on
   * @returns whether all have been looked at
   */
  liveAhead(untilMs: number, goOn: () => boolean): boolean {
    if (untilMs !== this.#ahead.untilMs) this.#ahead = { untilMs, homes: this.#homes.values() };
    for (;;) {
      const { done, value: home } = this.#ahead.homes.next();
      if (done === true) return true;
      if (home.waits() || (home.nextMs() ?? Number.POSITIVE_INFINITY) > untilMs) continue;
      home.runUntil(untilMs);
      this.#guard.check();
      if (!goOn()) return false;
    }
  }

  /** Tells homes what the centre said, then has some of them live on. */
  step(answers: readonly CentreAnswer[], runs: readonly HomeRun[]): readonly HomeStand[] {
    const reached = new Map<number, number | undefined>();
    for (const answer of answers) {
      this.#homes.get(answer.lane)?.hear(answer);
      reached.set(answer.lane, undefined);
    }
    for (const { lane, untilMs } of runs) {
      reached.set(lane, this.#homes.get(lane)?.runUntil(untilMs));
    }
    this.#guard.check();
    return [...reached].map(([lane, reachedMs]) => {
      const nextMs = this.#homes.get(lane)?.nextMs();
      return {
        lane,
        ...(reachedMs === undefined ? {} : { reachedMs }),
        ...(nextMs === undefined ? {} : { nextMs }),
      };
    });
  }

  /** Hands over what homes want of the centre since the last time. */
  takeCalls(): readonly CentreCall[] {
    const calls = this.#calls;
    this.#calls = [];
    return calls;
  }

  /** Says how far it is. */
  counts(): RunCounts {
    return this.#recorder.counts();
  }

  /**
   * Ends every home and says what they came to. They are judged while devices still have power.
   *
   * @throws Error when a device leaves a timer behind
   */
  finish(): SharedResult {
    const { endMs, drainMs } = this.#spec;
    this.#recorder.close(this.#untilMs, this.#untilMs < endMs + drainMs);
    const homes = [...this.#homes.values()];
    const limited = homes.filter((home) => home.limit() !== undefined);
    for (const home of homes) home.stop();
    this.#guard.check();
    const left = homes.find((home) => home.limit() === undefined && home.home.leftTimers() > 0);
    if (left !== undefined) throw new Error(`${left.home.deviceId} left a timer behind`);
    return {
      hashes: homes.map(({ home }) => [home.deviceId, home.traceDigest()] as const),
      steps: homes.reduce((sum, home) => sum + home.steps(), 0),
      bareHomes: homes.filter((home) => home.isBare()).length,
      sums: this.#recorder.sums(),
      limited: limited.map(({ home }) => home.deviceId),
    };
  }

  #putUp(
    device: DeviceSpec,
    lane: number,
    { roster, wired }: { readonly roster: DutyRoster; readonly wired: readonly string[] },
  ): void {
    const bare = !wired.includes(device.deviceId) && canBeBare(this.#spec, device);
    const home = new SharedHome({
      ...{ spec: this.#spec, device, lane, bare, roster },
      // A bare device takes nobody's failure for its own, so nothing has to be kept from it.
      sink: bare ? this.#recorder : this.#guard,
      onWish: (wish, trueMs) => void this.#calls.push({ ...wish, lane, trueMs }),
    });
    this.#homes.set(lane, home);
  }
}

/** Homes in the order of their devices' ids, which is that of their lanes. */
export function inOrderOfIds(devices: readonly DeviceSpec[]): readonly DeviceSpec[] {
  return [...devices].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
}
