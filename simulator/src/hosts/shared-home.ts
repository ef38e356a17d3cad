import { HOUR_MS } from "@dosekit/protocols";
import { EventQueue } from "../clock/event-queue.ts";
import { BareLimit } from "../home/bare-limit.ts";
import { ConnectedHome } from "../home/connected-home.ts";
import type { DeviceHome } from "../home/device-home.ts";
import type { HomeSink } from "../home/home-sink.ts";
import type { DeviceSpec, RunSpec } from "../home/run-spec.ts";
import type { DutyRoster } from "../response/duty-roster.ts";
import { UNLIMITED_HOME_CARE } from "../response/home-care.ts";
import { DEFAULT_RESPONSE, type ResponsePlan } from "../response/response-plan.ts";
import type { ResponseService } from "../response/response-service.ts";
import type { CentreAnswer, CentreWish } from "./centre-call.ts";
import { CentreLine } from "./centre-line.ts";

/** What a home of a fleet with a shared centre is put up with. */
export interface SharedHomeSetup {
  readonly spec: RunSpec;
  readonly device: DeviceSpec;
  /** Its place among the homes of the run. */
  readonly lane: number;
  readonly sink: HomeSink;
  /** Whether its device runs without the bytes of its records. */
  readonly bare: boolean;
  readonly roster: DutyRoster;
  /** It wants something of the people that all homes share. */
  readonly onWish: (wish: CentreWish, trueMs: number) => void;
}

/**
 * One home of a fleet whose homes share nothing but the people of one centre, on a virtual time of its
 * own: it lives on by itself until it needs somebody, and then waits for word of the centre.
 */
export class SharedHome {
  readonly #queue: EventQueue;
  readonly #line: CentreLine;
  readonly #home: ConnectedHome;
  readonly #bare: boolean;
  #limit: BareLimit | undefined;

  /** @throws RangeError when product or zone are unknown (a caller's bug) */
  constructor({ spec, device, lane, sink, bare, roster, onWish }: SharedHomeSetup) {
    this.#queue = new EventQueue(spec.startMs);
    this.#bare = bare;
    this.#line = new CentreLine({
      onWish: (wish) => onWish(wish, this.#queue.nowMs()),
      pause: () => this.#queue.pause(),
    });
    const service = serviceOf(spec.response ?? DEFAULT_RESPONSE, roster, this.#line);
    const setup = { scheduler: this.#queue, lane, spec, device, sink, bare, service };
    this.#home = new ConnectedHome(setup);
  }

  /** The device and its people. */
  get home(): DeviceHome {
    return this.#home.home;
  }

  /** Whether its device runs without bytes. */
  isBare(): boolean {
    return this.#bare;
  }

  /** Why its device can't be run without bytes after all; then it lives on no more. */
  limit(): BareLimit | undefined {
    return this.#limit;
  }

  /** Whether it has asked for somebody who has not come yet. */
  waits(): boolean {
    return this.#line.waits();
  }

  /** When something happens next; `undefined` for never. */
  nextMs(): number | undefined {
    return this.#limit === undefined ? this.#queue.nextMs() : undefined;
  }

  /** Events that ran. */
  steps(): number {
    return this.#queue.steps();
  }

  /** Begins. */
  start(): void {
    this.#guarded(() => this.#home.start());
  }

  /**
   * Lives on until an instant, itself included, or until it has to hear from the centre first.
   *
   * @returns true time up to which all has happened
   */
  runUntil(trueMs: number): number {
    let untilMs = trueMs;
    this.#guarded(() => {
      if (!this.#queue.runUntil(trueMs)) untilMs = this.#queue.nowMs() - 1;
    });
    return untilMs;
  }

  /** Somebody takes up what it asked for. */
  hear({ id, name, trueMs }: CentreAnswer): void {
    this.#queue.moveTo(trueMs);
    this.#guarded(() => this.#line.begin(id, name));
  }

  /** Ends the device in good order. */
  stop(): void {
    if (this.#limit === undefined) this.#home.stop();
  }

  #guarded(live: () => void): void {
    if (this.#limit !== undefined) return;
    try {
      live();
    } catch (error) {
      if (!(this.#bare && error instanceof BareLimit)) throw error;
      this.#limit = error;
    }
  }
}

function serviceOf(plan: ResponsePlan, roster: DutyRoster, line: CentreLine): ResponseService {
  const { homeCare } = plan;
  return {
    plan,
    roster,
    desk: line.desk("operators"),
    homeCare:
      homeCare === "unlimited"
        ? UNLIMITED_HOME_CARE
        : {
            desk: line.desk("home-care"),
            visitMs: Math.round(HOUR_MS / homeCare.visitsPerHour),
          },
  };
}
