import {
  activationWrites,
  chooseImage,
  confirmationWrites,
  type FlashWrite,
  factoryFlash,
  type LoaderFlash,
  stagingWrites,
} from "@dosekit/firmware-model";
import type {
  BoardPart,
  BootReport,
  DeviceInput,
  FirmwareEffect,
  ResetCause,
} from "@dosekit/protocols";
import type { LoaderPort } from "@dosekit/sdk/device";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";

/** Time that each part of an image takes to come and be written, ms; inferred. */
export const IMAGE_PART_MS = 10_000;

/** Where a boot loader runs, and what it can do to its board. */
export interface BoardLoaderSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  /** Version of the image from the factory. */
  readonly version: string;
  readonly tell: (input: DeviceInput) => void;
  /** The device stops, and starts again with another image. */
  readonly restart: (cause: ResetCause) => void;
}

/**
 * The boot loader of a simulated board, with its two image slots in a flash that keeps what was
 * written when the power goes, and half of what was being written.
 */
export class BoardLoader implements LoaderPort {
  readonly #setup: BoardLoaderSetup;
  #flash: LoaderFlash;
  #underWay: { readonly event: ScheduledEvent; readonly write: FlashWrite } | undefined;
  #failedParts: readonly BoardPart[] = [];

  constructor(setup: BoardLoaderSetup) {
    this.#setup = setup;
    this.#flash = factoryFlash(setup.version);
  }

  /** Makes parts of the board fail their power-on self-test from the next boot on. */
  failParts(parts: readonly BoardPart[]): void {
    this.#failedParts = parts;
  }

  /** What lies in the flash. */
  flash(): LoaderFlash {
    return this.#flash;
  }

  /** See `LoaderPort.report`. */
  report(): BootReport {
    const { slot, standing, rolledBackFrom, writes } = chooseImage(this.#flash);
    this.#write(writes);
    const version = this.#flash.slots[slot].version ?? this.#setup.version;
    const back = rolledBackFrom === undefined ? {} : { rolledBackFrom };
    return { failedParts: this.#failedParts, image: { version, standing, ...back } };
  }

  /** See `LoaderPort.ask`. */
  ask(effect: FirmwareEffect): void {
    switch (effect.type) {
      case "firmware.stage":
        this.#stage(stagingWrites(this.#flash, effect.version));
        break;
      case "firmware.activate":
        this.#write(activationWrites(this.#flash));
        this.#setup.restart("firmware-update");
        break;
      case "firmware.confirm":
        this.#write(confirmationWrites(this.#flash));
        break;
      case "firmware.revert":
        this.#setup.restart("firmware-update");
        break;
    }
  }

  /** Takes the power away: a part of an image that was being written is torn. */
  losePower(): void {
    if (this.#underWay === undefined) return;
    const { event, write } = this.#underWay;
    this.#underWay = undefined;
    this.#setup.scheduler.cancel(event);
    this.#flash = write(this.#flash, "torn");
  }

  #write(writes: readonly FlashWrite[]): void {
    for (const write of writes) this.#flash = write(this.#flash, "whole");
  }

  #stage([write, ...rest]: readonly FlashWrite[]): void {
    const { scheduler, lane, tell } = this.#setup;
    if (write === undefined) {
      tell({ type: "image.staged" });
      return;
    }
    const event = scheduler.at(scheduler.nowMs() + IMAGE_PART_MS, lane, () => {
      this.#underWay = undefined;
      this.#flash = write(this.#flash, "whole");
      this.#stage(rest);
    });
    this.#underWay = { event, write };
  }
}
