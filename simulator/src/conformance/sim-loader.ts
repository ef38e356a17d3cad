import {
  activationWrites,
  chooseImage,
  confirmationWrites,
  type FlashWrite,
  factoryFlash,
  type LoaderFlash,
  stagingWrites,
} from "@dosekit/firmware-model";
import type { BoardPart, BootReport, FirmwareEffect } from "@dosekit/protocols";
import type { LoaderPort } from "@dosekit/sdk/device";

/** Version of the image that a device under test starts with. */
const FIRST_VERSION = "1.0.0";

/** The boot loader of a device under test, whose next image can be spoilt. */
export class SimLoader implements LoaderPort {
  readonly #staged: () => void;
  readonly #restart: () => void;
  #flash: LoaderFlash = factoryFlash(FIRST_VERSION);
  #failsOnTrial: readonly BoardPart[] = [];

  constructor(staged: () => void, restart: () => void) {
    this.#staged = staged;
    this.#restart = restart;
  }

  /** The next image fails its self-test. */
  spoilImage(): void {
    this.#failsOnTrial = ["motor"];
  }

  /** See {@link LoaderPort}. */
  report(): BootReport {
    const choice = chooseImage(this.#flash);
    this.#write(choice.writes);
    const { version } = this.#flash.slots[choice.slot];
    if (version === undefined) throw new Error("no bootable image");
    const { standing, rolledBackFrom } = choice;
    const failedParts = standing === "trial" ? this.#failsOnTrial : [];
    const back = rolledBackFrom === undefined ? {} : { rolledBackFrom };
    return { failedParts, image: { version, standing, ...back } };
  }

  /** See {@link LoaderPort}. */
  ask(effect: FirmwareEffect): void {
    switch (effect.type) {
      case "firmware.stage":
        this.#write(stagingWrites(this.#flash, effect.version));
        queueMicrotask(this.#staged);
        break;
      case "firmware.activate":
        this.#write(activationWrites(this.#flash));
        queueMicrotask(this.#restart);
        break;
      case "firmware.confirm":
        this.#write(confirmationWrites(this.#flash));
        break;
      case "firmware.revert":
        queueMicrotask(this.#restart);
        break;
    }
  }

  #write(writes: readonly FlashWrite[]): void {
    for (const write of writes) this.#flash = write(this.#flash, "whole");
  }
}
