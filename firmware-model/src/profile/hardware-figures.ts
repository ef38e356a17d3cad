import type { Figure } from "./figure.ts";

/** Where the power of a product comes from. */
export type PowerSource = "mains-and-battery" | "battery";

/** Figures of the hardware around the mechanism: the same for all unless a product names its own. */
export interface HardwareFigures {
  /** How long a full battery lasts without mains while nothing moves. */
  readonly batteryLifeHours: Figure;
  /** How long an empty battery takes on mains until it is full. */
  readonly chargeHours: Figure;
  /** What a minute of movement takes from a full battery, millionths of it. */
  readonly motionMinutePpm: Figure;
  /** Level at which the battery counts as empty: 1.18 is raised and nothing is offered. */
  readonly batteryEmptyPermille: Figure;
  /** How far a level or temperature has to come back before its alert is over. */
  readonly batteryBackPermille: Figure;
  /** Temperatures between which the device is made to work. */
  readonly temperatureMinC: Figure;
  /** See {@link HardwareFigures.temperatureMinC}. */
  readonly temperatureMaxC: Figure;
  /** How far the temperature has to come back inside. */
  readonly temperatureBackC: Figure;
  /** Resets by watchdog or brown-out, one after the other, after which the device stops. */
  readonly resetsMax: Figure;
  /** How long a device has to run after such a reset until it no longer counts. */
  readonly resetForgottenMin: Figure;
  /** How long no dose may be near before another program image is started. */
  readonly updateQuietMin: Figure;
  /** How long an image on trial has to run until it is confirmed; less than the quiet time. */
  readonly updateTrialMin: Figure;
  /** How long a board takes at the most to bring an image into its spare slot. */
  readonly updateStageMin: Figure;
}

/** What a product has that does not name its own. */
export const HARDWARE_FIGURES: HardwareFigures = {
  batteryLifeHours: inferred(12, "h", [1, 17_520], "doses go on through a power cut of a night"),
  chargeHours: inferred(8, "h", [1, 48], "charged between two outages of a day"),
  motionMinutePpm: inferred(500, "ppm", [0, 100_000], "2000 minutes of movement on one charge"),
  batteryEmptyPermille: inferred(20, "permille", [5, 100], "enough for one movement and a message"),
  batteryBackPermille: inferred(50, "permille", [1, 200], "no second alert for a level that sways"),
  temperatureMinC: inferred(5, "degree C", [-10, 15], "home use after IEC 60601-1-11"),
  temperatureMaxC: inferred(40, "degree C", [25, 60], "home use after IEC 60601-1-11"),
  temperatureBackC: inferred(2, "degree C", [1, 10], "no second alert for a room that sways"),
  resetsMax: inferred(3, "resets", [1, 20], "once is chance, three times is a defect"),
  resetForgottenMin: inferred(60, "min", [5, 1_440], "a device that runs for an hour runs"),
  updateQuietMin: inferred(15, "min", [5, 240], "far longer than a trial takes"),
  updateTrialMin: inferred(2, "min", [1, 60], "self-test, storage and clock have spoken by then"),
  updateStageMin: inferred(120, "min", [1, 2_880], "an image over a slow cellular bearer"),
};

function inferred(
  value: number,
  unit: string,
  range: readonly [number, number],
  source: string,
): Figure {
  return { value, unit, range, confidence: "inferred", source };
}
