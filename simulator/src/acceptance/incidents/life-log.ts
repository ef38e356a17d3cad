import type { RunnerFault } from "@dosekit/sdk/device";
import { FLEET, type Observation } from "../../checkers/observation.ts";
import type { HomeSink } from "../../home/home-sink.ts";
import type { Happening } from "../../replay/happening.ts";

/** Kinds of observations that are kept: all but the device's own inputs and effects. */
type KeptKind = Exclude<Observation["seen"], "effect" | "input" | "forgotten">;

/** An observation that is kept. */
export type KeptObservation = Extract<Observation, { seen: KeptKind }>;

/**
 * Keeps what was seen in a small and short run, home by home, so that it can be judged and told
 * afterwards. Memory grows with the run: for some dozens of homes over days or weeks.
 */
export class LifeLog implements HomeSink {
  readonly #homes = new Map<string, KeptObservation[]>();
  readonly #happenings = new Map<string, Happening[]>();
  readonly #fleet: KeptObservation[] = [];
  readonly #stopped = new Map<string, RunnerFault>();

  /** See {@link HomeSink.observe}. */
  observe(seen: Observation): void {
    if (seen.seen === "effect" || seen.seen === "input" || seen.seen === "forgotten") return;
    if (seen.deviceId === FLEET) this.#fleet.push(seen);
    else listOf(this.#homes, seen.deviceId).push(seen);
  }

  /** See {@link HomeSink.stopped}. */
  stopped(deviceId: string, fault: RunnerFault): void {
    this.#stopped.set(deviceId, fault);
  }

  /** See {@link HomeSink.happened}. */
  happened(deviceId: string, happening: Happening): void {
    listOf(this.#happenings, deviceId).push(happening);
  }

  /** Names of the devices, in order. */
  devices(): readonly string[] {
    return [...this.#homes.keys()].sort();
  }

  /** What was seen of one device, in order of true time. */
  of(deviceId: string): readonly KeptObservation[] {
    return this.#homes.get(deviceId) ?? [];
  }

  /** What people of one home did with their hands. */
  happeningsOf(deviceId: string): readonly Happening[] {
    return this.#happenings.get(deviceId) ?? [];
  }

  /** What was seen of all together: faults where they meet, and the standing of desks. */
  fleet(): readonly KeptObservation[] {
    return this.#fleet;
  }

  /** Devices whose program had to stop. */
  stops(): readonly string[] {
    return [...this.#stopped.keys()].sort();
  }
}

function listOf<T>(lists: Map<string, T[]>, name: string): T[] {
  const known = lists.get(name);
  if (known !== undefined) return known;
  const fresh: T[] = [];
  lists.set(name, fresh);
  return fresh;
}
