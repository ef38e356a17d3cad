import type { RunnerFault } from "@dosekit/sdk/device";
import type { Observation } from "../checkers/observation.ts";
import type { HomeSink } from "../home/home-sink.ts";
import type { Happening } from "../replay/happening.ts";

/**
 * Keeps an observer's failure from the device that it watches, which would take it for a defect of
 * its own, and holds it for whoever runs the run.
 */
export class GuardedSink implements HomeSink {
  readonly #sink: HomeSink;
  #failure: { readonly cause: unknown } | undefined;

  constructor(sink: HomeSink) {
    this.#sink = sink;
  }

  /** See {@link HomeSink.observe}. */
  observe(seen: Observation): void {
    try {
      this.#sink.observe(seen);
    } catch (cause) {
      this.#failure ??= { cause };
    }
  }

  /** See {@link HomeSink.received}. */
  received(deviceId: string, messages: number): void {
    try {
      this.#sink.received?.(deviceId, messages);
    } catch (cause) {
      this.#failure ??= { cause };
    }
  }

  /** See {@link HomeSink.stopped}. */
  stopped(deviceId: string, fault: RunnerFault): void {
    try {
      this.#sink.stopped?.(deviceId, fault);
    } catch (cause) {
      this.#failure ??= { cause };
    }
  }

  /** See {@link HomeSink.happened}. */
  happened(deviceId: string, happening: Happening): void {
    try {
      this.#sink.happened?.(deviceId, happening);
    } catch (cause) {
      this.#failure ??= { cause };
    }
  }

  /** Throws what an observer threw first. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure.cause;
  }
}
