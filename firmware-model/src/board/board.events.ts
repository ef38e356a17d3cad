import type { ResetCause } from "@dosekit/protocols";

/** Numbers of the profile that the board's chart reckons with. */
export interface BoardFigures {
  readonly batteryLowPermille: number;
  readonly batteryEmptyPermille: number;
  readonly batteryBackPermille: number;
  readonly temperatureMinC: number;
  readonly temperatureMaxC: number;
  readonly temperatureBackC: number;
  readonly resetsMax: number;
  readonly resetForgottenMs: number;
}

/** What the board's chart remembers beside its states. */
export interface BoardContext {
  readonly figures: BoardFigures;
  /** Resets by watchdog or brown-out that still count. */
  readonly resets: number;
}

/** Everything that can happen to the hardware around the mechanism. */
export type BoardEvent =
  | {
      readonly type: "device.booted";
      readonly cause: ResetCause;
      /** Parts that failed their power-on self-test. */
      readonly failed: number;
    }
  | { readonly type: "mains.lost" }
  | { readonly type: "mains.restored" }
  | { readonly type: "battery.measured"; readonly permille: number }
  | { readonly type: "temperature.measured"; readonly celsius: number }
  | { readonly type: "case.opened" }
  | { readonly type: "case.closed" }
  /** Staff opened the lid with the key: whatever was to be looked at is looked at. */
  | { readonly type: "staff.came" }
  /** A self-test that somebody asked for found nothing. */
  | { readonly type: "self-test.passed" };

/** The closed alphabet of the board's chart. */
export const BOARD_EVENTS: readonly BoardEvent["type"][] = [
  "device.booted",
  "mains.lost",
  "mains.restored",
  "battery.measured",
  "temperature.measured",
  "case.opened",
  "case.closed",
  "staff.came",
  "self-test.passed",
];
