import type { DeviceInput, DeviceTime, Effect, JournalRecord } from "@dosekit/protocols";
import type { Observation } from "../checkers/observation.ts";
import type { Scheduler } from "../clock/scheduler.ts";
import type { PlantFact } from "../plant/plant.ts";
import type { HomeSink, ObservationBody } from "./home-sink.ts";

/** Where and of whom a home tells what is seen in it. */
export interface HomeObserverSetup {
  readonly scheduler: Scheduler;
  readonly deviceId: string;
  readonly sink: HomeSink;
}

/**
 * Tells whoever looks on what is seen in one home, with when and of whom. What is seen most has a
 * way of its own, on which each observation is made at once and as a whole.
 */
export class HomeObserver {
  readonly #scheduler: Scheduler;
  readonly #deviceId: string;
  readonly #sink: HomeSink;

  constructor({ scheduler, deviceId, sink }: HomeObserverSetup) {
    this.#scheduler = scheduler;
    this.#deviceId = deviceId;
    this.#sink = sink;
  }

  /** The device asked its board for something. */
  effect(effect: Effect, durableSeq: number, { civilMs, clockErrorMs }: DeviceTime): void {
    this.#sink.observe({
      trueMs: this.#scheduler.nowMs(),
      deviceId: this.#deviceId,
      seen: "effect",
      effect,
      durableSeq,
      civilMs,
      clockErrorMs,
    });
  }

  /** Something happened to the device. */
  input(input: DeviceInput): void {
    const trueMs = this.#scheduler.nowMs();
    this.#sink.observe({ trueMs, deviceId: this.#deviceId, seen: "input", input });
  }

  /** A record became durable. */
  record(record: JournalRecord): void {
    const trueMs = this.#scheduler.nowMs();
    this.#sink.observe({ trueMs, deviceId: this.#deviceId, seen: "record", record });
  }

  /** Something truly happened to the medicine. */
  fact(fact: PlantFact): void {
    const trueMs = this.#scheduler.nowMs();
    this.#sink.observe({ trueMs, deviceId: this.#deviceId, seen: "plant", fact });
  }

  /** Anything else; every body is made for one call alone, so it is filled in where it lies. */
  tell(body: ObservationBody): void {
    const seen = body as { -readonly [K in keyof Observation]: Observation[K] };
    seen.trueMs = this.#scheduler.nowMs();
    seen.deviceId = this.#deviceId;
    this.#sink.observe(seen as Observation);
  }
}
