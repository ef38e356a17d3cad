import {
  activationWrites,
  chooseImage,
  confirmationWrites,
  type FlashWrite,
  factoryFlash,
  type LoaderFlash,
  loaderRecord,
  stagingWrites,
} from "@dosekit/firmware-model";
import type { BoardPart, BootReport, FirmwareStage } from "@dosekit/protocols";

/** Version of the image that a bench starts with. */
export const FIRST_VERSION = "1.0.0";

/** The boot loader of a bench, whose flash can lose power in any of its writes. */
export class BenchLoader {
  flash: LoaderFlash = factoryFlash(FIRST_VERSION);
  /** Writes that are still done before the power goes; `undefined` for never. */
  writesUntilCut: number | undefined;
  /** What becomes of the write in which the power goes. */
  cutFate: "whole" | "torn" | "none" = "torn";
  /** What comes of an image that is fetched. */
  answer: "staged" | "digest" | "silent" = "staged";
  /** Parts that fail the power-on self-test of an image on trial, and of the confirmed one. */
  failsOnTrial: readonly BoardPart[] = [];
  failsAlways: readonly BoardPart[] = [];
  /** Every version that was started, with how it stood. */
  readonly started: string[] = [];

  /** @returns false when power went in one of the writes */
  write(writes: readonly FlashWrite[]): boolean {
    for (const write of writes) {
      if (this.writesUntilCut === 0) {
        this.writesUntilCut = undefined;
        this.flash = write(this.flash, this.cutFate);
        return false;
      }
      if (this.writesUntilCut !== undefined) this.writesUntilCut -= 1;
      this.flash = write(this.flash, "whole");
    }
    return true;
  }

  stage({ version }: FirmwareStage): boolean {
    if (this.answer !== "staged") return true;
    return this.write(stagingWrites(this.flash, version));
  }

  activate(): boolean {
    return this.write(activationWrites(this.flash));
  }

  confirm(): boolean {
    return this.write(confirmationWrites(this.flash));
  }

  /** Chooses the image; the power is there again, however often it went in these writes. */
  boot(): BootReport {
    let choice = chooseImage(this.flash);
    while (!this.write(choice.writes)) choice = chooseImage(this.flash);
    if (!loaderRecord(this.flash).isWhole) throw new Error("no whole record of the loader");
    const { version } = this.flash.slots[choice.slot];
    if (version === undefined || !this.flash.slots[choice.slot].isWhole) {
      throw new Error("no bootable image");
    }
    this.started.push(`${version} ${choice.standing}`);
    const { standing, rolledBackFrom } = choice;
    const failedParts = standing === "trial" ? this.failsOnTrial : this.failsAlways;
    const back = rolledBackFrom === undefined ? {} : { rolledBackFrom };
    return { failedParts, image: { version, standing, ...back } };
  }
}
