import { MINUTE_MS } from "@dosekit/protocols";
import type { AreaFault, DeviceFault, FaultPreset, FaultRate, GatewayFault } from "./fault.ts";
import { swarmRates } from "./swarm.ts";

/**
 * A preset as data: the rates of each kind for one device, for one area or base station, and where
 * all devices meet.
 */
export interface PresetRates {
  readonly device: Readonly<Partial<Record<DeviceFault["kind"], FaultRate>>>;
  readonly place: Readonly<Partial<Record<AreaFault["kind"], FaultRate>>>;
  readonly gateway: Readonly<Partial<Record<GatewayFault["kind"], FaultRate>>>;
}

const DAY_SHARE = { month: 1 / 30, quarter: 1 / 90, week: 1 / 7, year: 1 / 365 } as const;

/**
 * Longest failure of a store, minutes. Rule S3 wants each outcome within 10 minutes, and an outcome
 * that can't be written is none: a store that fails for longer is planned by itself, and the rule
 * is expected not to hold.
 */
const STORE_MIN_MAX = 8;

/** Presets whose rates are fixed; those of `swarm` are drawn for each run. */
type FixedPreset = Exclude<FaultPreset, "swarm">;

/**
 * The presets. `everyday` takes what a home sees in a month: cellular loss twice a month with a
 * median of 8 minutes (inferred), mains loss every second year with a median of 45 minutes
 * (inferred; four of five times in the whole area), batteries out once a quarter, a late refill once
 * a year, now and then a lost message. `storm` brings every kind within days, so that faults meet
 * each other; its numbers are chosen for that and say nothing of any real home. What rolls and their
 * mechanism do by themselves is drawn for each pouch, whatever the preset.
 */
export const PRESET_RATES: Readonly<Record<FixedPreset, PresetRates>> = {
  none: { device: {}, place: {}, gateway: {} },
  everyday: {
    device: {
      "power-cut": rate(DAY_SHARE.quarter, 3, 0.7, 60),
      "link-cut": rate(2 * DAY_SHARE.month - DAY_SHARE.year, 8, 1, 240),
      "link-noise": rate(1, 10, 1, 240),
      "link-latency": rate(DAY_SHARE.week, 15, 1, 240),
      "half-open": rate(DAY_SHARE.quarter, 10, 1, 120),
      "clock-step": rate(4 * DAY_SHARE.year, 0, 0, 0),
      "mains-loss": rate(0.1 * DAY_SHARE.year, 45, 1, 1_440),
      jam: rate(DAY_SHARE.year, 30, 0.5, 240),
      misplaced: rate(0.2 * DAY_SHARE.year, 120, 0.7, 600),
      "sensor-stuck": rate(0.2 * DAY_SHARE.year, 60, 0.5, 240),
      "store-fails": rate(0.1 * DAY_SHARE.year, 3, 0.5, STORE_MIN_MAX),
      "refill-late": rate(DAY_SHARE.year, 720, 0.7, 2_880),
    },
    place: {
      "area-outage": rate(0.4 * DAY_SHARE.year, 45, 1, 1_440),
      "station-outage": rate(DAY_SHARE.year, 60, 1, 720),
    },
    gateway: {
      "gateway-restart": rate(DAY_SHARE.week, 0.5, 0.5, 5),
      "gateway-outage": rate(DAY_SHARE.month, 30, 0.7, 240),
      "broker-outage": rate(DAY_SHARE.quarter, 5, 0.7, 60),
    },
  },
  storm: {
    device: {
      "power-cut": rate(2, 10, 1.2, 240),
      "link-cut": rate(3, 20, 1.5, 360),
      "link-noise": rate(4, 60, 1, 360),
      "link-latency": rate(0.5, 60, 1, 360),
      "half-open": rate(0.3, 20, 1, 180),
      "link-clog": rate(0.3, 20, 1, 180),
      "clock-step": rate(0.5, 0, 0, 0),
      "clock-drift": rate(0.1, 720, 0.5, 2_880),
      "mains-loss": rate(0.3, 45, 1, 1_080),
      "battery-drop": rate(0.05, 120, 0.5, 360),
      temperature: rate(0.1, 60, 0.5, 240),
      "case-open": rate(0.05, 10, 0.5, 60),
      hang: rate(0.2, 0, 0, 0),
      "sensor-ghost": rate(0.1, 0, 0, 0),
      jam: rate(0.3, 30, 1, 180),
      "lost-step": rate(0.1, 0, 0, 0),
      "sensor-bounce": rate(0.1, 0, 0, 0),
      misplaced: rate(0.2, 90, 1, 600),
      "sensor-stuck": rate(0.2, 60, 1, 180),
      "store-fails": rate(0.2, 3, 1, STORE_MIN_MAX),
      "store-lies": rate(0.05, 720, 0.5, 1_440),
      "flash-wear": rate(0.1, 3, 1, STORE_MIN_MAX),
      "pouch-unreadable": rate(0.1, 0, 0, 0),
      "roll-swapped": rate(0.06, 720, 0.5, 2_880),
      "refill-late": rate(0.1, 720, 0.7, 2_880),
    },
    place: {
      "area-outage": rate(0.2, 150, 1, 1_080),
      "station-outage": rate(0.2, 60, 1, 360),
    },
    gateway: {
      "gateway-restart": rate(4, 1, 1, 30),
      "gateway-outage": rate(1, 30, 1, 180),
      "broker-outage": rate(0.5, 5, 1, 60),
    },
  },
};

/** The rates of a preset in one run. */
export function ratesOf(preset: FaultPreset, seed: string): PresetRates {
  return preset === "swarm" ? swarmRates(PRESET_RATES.storm, seed) : PRESET_RATES[preset];
}

function rate(perDay: number, medianMin: number, sigma: number, maxMin: number): FaultRate {
  return { perDay, medianMs: medianMin * MINUTE_MS, sigma, maxMs: maxMin * MINUTE_MS };
}
