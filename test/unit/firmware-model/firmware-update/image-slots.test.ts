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
import { describe, expect, test } from "vitest";

function written(flash: LoaderFlash, writes: readonly FlashWrite[]): LoaderFlash {
  return writes.reduce((now, write) => write(now, "whole"), flash);
}

function staged(): LoaderFlash {
  const flash = factoryFlash("1");
  return written(flash, stagingWrites(flash, "2"));
}

function tried(): LoaderFlash {
  const asked = written(staged(), activationWrites(staged()));
  return written(asked, chooseImage(asked).writes);
}

describe("a boot loader with two slots", () => {
  test("starts the confirmed image while nothing else was asked for", () => {
    expect(chooseImage(staged())).toMatchObject({ slot: 0, standing: "confirmed", writes: [] });
  });

  test("tries an image once, and goes back from it at the next boot", () => {
    const asked = written(staged(), activationWrites(staged()));
    expect(chooseImage(asked)).toMatchObject({ slot: 1, standing: "trial" });
    expect(chooseImage(tried())).toMatchObject({
      slot: 0,
      standing: "confirmed",
      rolledBackFrom: "2",
    });
  });

  test("starts an image from then on that was confirmed", () => {
    const confirmed = written(tried(), confirmationWrites(tried()));
    expect(chooseImage(confirmed)).toMatchObject({ slot: 1, standing: "confirmed", writes: [] });
  });

  test("takes neither a trial nor a confirmation of half an image", () => {
    const flash = factoryFlash("1");
    const half = written(flash, stagingWrites(flash, "2").slice(0, -1));
    expect(activationWrites(half)).toEqual([]);
    expect(confirmationWrites(half)).toEqual([]);
    expect(chooseImage(half).slot).toBe(0);
  });

  test("a copy of its record that is torn leaves the one before", () => {
    const [write] = activationWrites(staged());
    if (write === undefined) throw new Error("nothing to write");
    const torn = write(staged(), "torn");
    expect(chooseImage(torn)).toMatchObject({ slot: 0, standing: "confirmed" });
    expect(loaderRecord(torn)).toEqual(loaderRecord(staged()));
  });
});
