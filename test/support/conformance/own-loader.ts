import type { BootReport, FirmwareEffect } from "@dosekit/protocols";
import type { LoaderPort } from "@dosekit/sdk/device";
import { BenchLoader } from "../firmware-model/bench-loader.ts";

/** The boot loader of a device under test. */
export class OwnLoader implements LoaderPort {
  readonly #bench = new BenchLoader();
  readonly #staged: () => void;
  readonly #restart: () => void;

  constructor(staged: () => void, restart: () => void) {
    this.#staged = staged;
    this.#restart = restart;
  }

  /** The next image fails its self-test. */
  spoilImage(): void {
    this.#bench.failsOnTrial = ["motor"];
  }

  report(): BootReport {
    return this.#bench.boot();
  }

  ask(effect: FirmwareEffect): void {
    switch (effect.type) {
      case "firmware.stage":
        this.#bench.stage(effect);
        queueMicrotask(this.#staged);
        break;
      case "firmware.activate":
        this.#bench.activate();
        queueMicrotask(this.#restart);
        break;
      case "firmware.confirm":
        this.#bench.confirm();
        break;
      case "firmware.revert":
        queueMicrotask(this.#restart);
        break;
    }
  }
}
