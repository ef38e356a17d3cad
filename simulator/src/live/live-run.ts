import type { DesiredConfig } from "@dosekit/protocols";
import { FLEET } from "../checkers/observation.ts";
import { faultsOfGateway } from "../faults/draw-faults.ts";
import type { GatewayFault } from "../faults/fault.ts";
import { type FaultEffects, scheduleFaults } from "../faults/fault-injector.ts";
import type { HomeSink } from "../home/home-sink.ts";
import { faultDrawOf } from "../home/run-faults.ts";
import type { RunSpec } from "../home/run-spec.ts";
import { openResponse } from "../response/response-service.ts";
import { HOST_TIMER } from "./host-timer.ts";
import { LiveGateway } from "./live-gateway.ts";
import { LiveHome } from "./live-home.ts";
import type { LiveWay } from "./live-way.ts";
import { PacedScheduler, type PaceReport } from "./paced-scheduler.ts";
import { runInFolder } from "./run-in-folder.ts";

/** What a live run is told to do. */
export interface LiveRunOptions {
  readonly spec: RunSpec;
  /** Device time that passes in one second. */
  readonly speed: number;
  /** What devices and gateway are joined by; it stays open, for its figures. */
  readonly way: LiveWay;
  readonly sink: HomeSink;
  /** Tells whether everything that was sent has arrived. */
  readonly isDrained: () => boolean;
  readonly onProgress: (progress: LiveProgress) => void;
  /** Called once at the end, with everything still powered and connected. */
  readonly onEnd: (trueMs: number) => void;
  readonly signal: AbortSignal;
}

/** How far a live run is. */
export interface LiveProgress {
  readonly phase: "connecting" | "running" | "draining" | "ending";
  /** Share of the run that is done, 0 to 1. */
  readonly share: number;
  /** True time of the world. */
  readonly trueMs: number;
  /** Devices that have contact with broker or gateway. */
  readonly connected: number;
}

/** What a live run was. */
export interface LiveRun {
  readonly partial: boolean;
  readonly pace: PaceReport;
  /** Host time until every device had contact, ms. */
  readonly connectMs: number;
}

/**
 * Speed of time before and behind the run. While devices connect, they start, get their plans and
 * send what that makes in the first seconds of the run, instead of all at once in its first
 * millisecond; and while the last messages arrive, hardly any new ones come up.
 */
const WALL_SPEED = 1;
/** Devices that connect at the same time: more would overflow a broker's listen queue. */
const CONNECT_BATCH = 200;
/** How long one batch may take to connect, ms. */
const BATCH_WAIT_MS = 15_000;
/** How often the run is looked at, ms. */
const LOOK_EVERY_MS = 100;
/** How long the drain may go on beyond its planned time, ms. */
const DRAIN_EXTRA_MS = 60_000;
/** How long devices and gateway may take to say goodbye, ms. */
const GOODBYE_MS = 10_000;

/**
 * Runs a fleet on paced time over a real broker or real lines: connect, the days with their faults, drain.
 *
 * Whatever happens, nothing is left behind: no connection, no timer, no folder.
 */
export function runLiveFleet(options: LiveRunOptions): Promise<LiveRun> {
  return runInFolder("dosekit-inbox-", (folder) => new LiveFleet(options, folder));
}

class LiveFleet {
  readonly #options: LiveRunOptions;
  readonly #scheduler: PacedScheduler;
  readonly #gateway: LiveGateway;
  readonly #homes: ReadonlyMap<string, LiveHome>;
  readonly #started: LiveHome[] = [];
  #connected = 0;
  /** Devices that have had contact: one that sleeps may be gone again. */
  readonly #reached = new Set<string>();
  #fault: { readonly cause: unknown } | undefined;

  constructor(options: LiveRunOptions, folder: string) {
    this.#options = options;
    const { spec } = options;
    const onFault = (cause: unknown) => {
      this.#fault ??= { cause };
    };
    this.#scheduler = new PacedScheduler(spec.startMs, WALL_SPEED, HOST_TIMER, onFault);
    this.#gateway = this.#newGateway(folder, onFault);
    this.#homes = this.#newHomes();
  }

  async run(): Promise<LiveRun> {
    const startedMs = performance.now();
    await this.#gateway.start();
    this.#scheduler.start();
    await this.#connect();
    const connectMs = performance.now() - startedMs;
    this.#gateway.keepTime();
    const { spec, speed } = this.#options;
    this.#scheduler.changeSpeed(speed);
    // Behind the drain the world all but stands still, so that what is under way can arrive.
    this.#scheduler.changeSpeedAt(spec.endMs + spec.drainMs, WALL_SPEED);
    await this.#pass();
    const partial = this.#options.signal.aborted;
    this.#scheduler.catchUp();
    this.#throwFault();
    this.#options.onEnd(this.#scheduler.nowMs());
    this.#progress("ending");
    return { partial, pace: this.#scheduler.report(), connectMs };
  }

  /** Ends everything that was begun, in good order as far as there is time for it. */
  async end(): Promise<void> {
    this.#scheduler.stop();
    const goodbyes = this.#started.map((home) => home.stop());
    await within(GOODBYE_MS, Promise.all(goodbyes));
    await within(GOODBYE_MS, this.#gateway.stop());
  }

  async #connect(): Promise<void> {
    const homes = [...this.#homes.values()];
    for (let from = 0; from < homes.length && !this.#isOver(); from += CONNECT_BATCH) {
      const batch = homes.slice(from, from + CONNECT_BATCH);
      for (const home of batch) {
        this.#started.push(home);
        home.start();
      }
      await this.#until(() => this.#reached.size >= this.#started.length, BATCH_WAIT_MS);
      this.#progress("connecting");
    }
    const deviceIds = [...this.#homes.keys()];
    await this.#until(
      () => this.#gateway.isFollowedBy(deviceIds) && this.#options.isDrained(),
      BATCH_WAIT_MS,
    );
  }

  /** Lets the days and the drain pass; goes on a while when something has not arrived by then. */
  async #pass(): Promise<void> {
    const { spec, isDrained } = this.#options;
    this.#scheduleGatewayFaults();
    await this.#until(() => this.#at(spec.endMs, "running"));
    const drainedMs = spec.endMs + spec.drainMs;
    await this.#until(() => this.#at(drainedMs, "draining"));
    // Asked when all that was due has happened: a record of that moment is to arrive, too.
    const isStill = () => {
      this.#scheduler.catchUp();
      return this.#at(drainedMs, "draining") && isDrained();
    };
    await this.#until(isStill, DRAIN_EXTRA_MS);
  }

  #at(trueMs: number, phase: LiveProgress["phase"]): boolean {
    this.#progress(phase);
    return this.#scheduler.nowMs() >= trueMs;
  }

  #progress(phase: LiveProgress["phase"]): void {
    const { spec, onProgress } = this.#options;
    const trueMs = this.#scheduler.nowMs();
    const wholeMs = Math.max(1, spec.endMs + spec.drainMs - spec.startMs);
    const share = Math.min(1, (trueMs - spec.startMs) / wholeMs);
    onProgress({ phase, share, trueMs, connected: this.#connected });
  }

  /** Waits until something is so, the run is interrupted or broken, or the time is up. */
  async #until(isSo: () => boolean, limitMs = Number.POSITIVE_INFINITY): Promise<void> {
    const endMs = performance.now() + limitMs;
    while (!isSo() && !this.#isOver() && performance.now() < endMs) await sleep(LOOK_EVERY_MS);
  }

  #isOver(): boolean {
    return this.#options.signal.aborted || this.#fault !== undefined;
  }

  #throwFault(): void {
    if (this.#fault !== undefined) throw this.#fault.cause;
  }

  #newGateway(folder: string, onFault: (cause: unknown) => void): LiveGateway {
    const { spec, way, sink } = this.#options;
    const configs = new Map(
      spec.devices.map(({ deviceId, configVersion, plan }): [string, DesiredConfig] => [
        deviceId,
        { version: configVersion, plan },
      ]),
    );
    return new LiveGateway({
      ...{ scheduler: this.#scheduler, folder, configs, onFault },
      connect: () => way.connect(),
      lane: spec.devices.length,
      onReceived: (deviceId) => sink.received?.(deviceId, 1),
      onCommitted: (deviceId, record) => {
        sink.observe({ trueMs: this.#scheduler.nowMs(), deviceId, seen: "committed", record });
        this.#homes.get(deviceId)?.onCommitted(record);
      },
    });
  }

  #newHomes(): ReadonlyMap<string, LiveHome> {
    const { spec, sink, way } = this.#options;
    const service = openResponse(spec, {
      scheduler: this.#scheduler,
      lane: spec.devices.length + 1,
      observe: (seen) => sink.observe(seen),
    });
    const setup = { scheduler: this.#scheduler, gateway: this.#gateway, spec, sink, way, service };
    return new Map(
      spec.devices.map((device, lane): [string, LiveHome] => {
        let isUp = false;
        const onLink = (up: boolean) => {
          if (up) this.#reached.add(device.deviceId);
          if (up !== isUp) this.#connected += up ? 1 : -1;
          isUp = up;
        };
        return [device.deviceId, new LiveHome({ ...setup, lane, device, onLink })];
      }),
    );
  }

  /** A broker that is gone is gone for every device as well. */
  #gatewayEffects(): FaultEffects<GatewayFault> {
    const effects = this.#gateway.faultEffects();
    const setBroker = (isGone: boolean) => {
      for (const home of this.#homes.values()) home.setBroker(isGone);
    };
    return {
      begin: (fault) => {
        effects.begin(fault);
        if (fault.kind === "broker-outage") setBroker(true);
      },
      end: (fault) => {
        effects.end(fault);
        if (fault.kind === "broker-outage") setBroker(false);
      },
    };
  }

  #scheduleGatewayFaults(): void {
    const { spec, sink } = this.#options;
    scheduleFaults<GatewayFault>({
      scheduler: this.#scheduler,
      lane: spec.devices.length,
      faults: faultsOfGateway(faultDrawOf(spec)),
      effects: this.#gatewayEffects(),
      onChange: ({ kind }, active) =>
        sink.observe({
          trueMs: this.#scheduler.nowMs(),
          deviceId: FLEET,
          seen: "fault",
          fault: kind,
          active,
        }),
    });
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
