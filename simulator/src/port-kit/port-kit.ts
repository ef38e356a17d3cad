import { type DeviceLogic, MINUTE_MS, type Outcome } from "@dosekit/protocols";
import type { Checker } from "../checkers/checker.ts";
import { CheckerFeed } from "../checkers/checker-feed.ts";
import { allCheckers } from "../checkers/index.ts";
import type { Observation } from "../checkers/observation.ts";
import { EventQueue } from "../clock/event-queue.ts";
import { ConnectedHome } from "../home/connected-home.ts";
import type { HomeSpoilers } from "../home/home-spoilers.ts";
import { GuardedSink } from "../hosts/guarded-sink.ts";
import { fleetHash } from "../trace/trace-hash.ts";
import type { PortReport, StoppedDevice } from "./port-report.ts";
import { PORT_CHECKS, type PortTrial, runOfTrial } from "./port-trial.ts";
import { profileOfVendor, type VendorDevice } from "./vendor-device.ts";

/** A program that has to be stopped again and again shows nothing more: the trial ends. */
const STOPS_MAX = 20;
const STRIDE_MS = 10 * MINUTE_MS;

/**
 * Tests a vendor's device with the simulator's people, plant and faults on virtual time: the
 * vendor's program runs on the SDK's device runtime, its mechanism is the vendor's own truth, and
 * the checkers watch from outside. Nothing of the firmware model takes part.
 */
export class PortKit<State> {
  readonly #device: VendorDevice<State>;

  constructor(device: VendorDevice<State>) {
    this.#device = device;
  }

  /**
   * Lets devices live through a trial.
   *
   * @throws RangeError when the trial names what does not exist (a caller's bug)
   */
  run(trial: PortTrial): PortReport {
    const spec = runOfTrial(trial, profileOfVendor(this.#device));
    const queue = new EventQueue(spec.startMs);
    const account = new PortAccount(this.#checkers(trial), () => queue.nowMs());
    const sink = new GuardedSink(account);
    const homes = spec.devices.map(
      (device, lane) =>
        new ConnectedHome({ scheduler: queue, lane, spec, device, sink, spoil: this.#inPlace() }),
    );
    for (const home of homes) home.start();
    const endMs = spec.endMs + spec.drainMs;
    while (queue.nowMs() < endMs && account.stops < STOPS_MAX) {
      queue.runUntil(Math.min(endMs, queue.nowMs() + STRIDE_MS));
    }
    for (const home of homes) home.stop();
    sink.check();
    const digests = homes.map(({ home }) => [home.deviceId, home.traceDigest()] as const);
    const isCut = queue.nowMs() < endMs;
    return account.report({ seed: trial.seed, traceHash: fleetHash(new Map(digests)), isCut });
  }

  #checkers({ checks = PORT_CHECKS }: PortTrial): readonly Checker[] {
    const { opens } = this.#device;
    return allCheckers(opens === undefined ? {} : { opens }).filter(({ id }) =>
      checks.includes(id),
    );
  }

  /** The vendor's program and mechanism, where a home has its own. */
  #inPlace(): HomeSpoilers {
    const { logic, plant, capacity, gesture } = this.#device;
    return {
      // The state's type is the program's own business: only the program itself ever reads it.
      logic: () => logic as unknown as DeviceLogic<unknown>,
      mechanism: (_own, setup) => ({ plant: plant(setup), capacity, gesture }),
    };
  }
}

/** Shows the run to the checkers, and counts what the report tells beside them. */
class PortAccount {
  readonly #checkers: readonly Checker[];
  readonly #feed: CheckerFeed;
  readonly #nowMs: () => number;
  readonly #outcomes: Partial<Record<Outcome, number>> = {};
  readonly #stopped: StoppedDevice[] = [];
  #records = 0;
  #boots = 0;

  constructor(checkers: readonly Checker[], nowMs: () => number) {
    this.#checkers = checkers;
    this.#feed = new CheckerFeed(checkers);
    this.#nowMs = nowMs;
  }

  observe(seen: Observation): void {
    this.#feed.observe(seen);
    if (seen.seen === "power" && seen.on) this.#boots += 1;
    if (seen.seen !== "record") return;
    this.#records += 1;
    const { kind, outcome } = seen.record;
    if (kind !== "dose.closed" || outcome === undefined) return;
    this.#outcomes[outcome] = (this.#outcomes[outcome] ?? 0) + 1;
  }

  stopped(deviceId: string, { message }: Error): void {
    this.#stopped.push({ deviceId, trueMs: this.#nowMs(), message });
  }

  /** How often a device had to be stopped. */
  get stops(): number {
    return this.#stopped.length;
  }

  report(run: Pick<PortReport, "seed" | "traceHash" | "isCut">): PortReport {
    const endedMs = this.#nowMs();
    return {
      ...run,
      records: this.#records,
      boots: this.#boots,
      outcomes: this.#outcomes,
      checks: this.#checkers.map((checker) => checker.finish(endedMs, run.isCut)),
      stopped: this.#stopped,
    };
  }
}
