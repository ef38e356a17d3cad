import { zoneTableOf } from "@dosekit/firmware-model";
import { DAY_MS, type MotionStart } from "@dosekit/protocols";
import type { HomeSpoilers } from "../../home/home-spoilers.ts";
import type { DeviceSpec } from "../../home/run-spec.ts";
import type { HomePlant } from "../../plant/home-plant.ts";
import { Pharmacy } from "../../plant/pharmacy.ts";
import type { HandAction } from "../../plant/plant.ts";
import { type PlantOffer, type PlantSetup, plantOf } from "../../plant/plant-of.ts";
import type { PackedDose } from "../../plant/roll-packing.ts";
import { profileIn, type Town } from "./town.ts";

/** What the first roll of the new pharmacy is like in one home. */
export interface FirstRoll {
  /** It begins a day early, with pouches that the last roll held too. */
  readonly overlaps: boolean;
  /** Its print can't be read: another layout than the one that was agreed. */
  readonly isUnreadable: boolean;
}

/** How a municipality goes from one pharmacy to another. */
export interface PharmacyChange {
  readonly town: Town;
  /** From when on rolls come from the new pharmacy, true time. */
  readonly newFromMs: number;
  /** The rolls of the old one hold no dose from here on. */
  readonly oldUntilMs: number;
  readonly firstRollOf: (device: DeviceSpec) => FirstRoll;
}

/** More pouches than any roll has. */
const WHOLE_ROLL = 1_000;

/**
 * Makes the rolls of every home those of a municipality that changes its pharmacy. Once the device has
 * read of the first roll of the new one, whoever comes brings a right one.
 */
export function newPharmacy(change: PharmacyChange): HomeSpoilers {
  return {
    mechanism: (offer, setup) => {
      const device = change.town.devices.find(({ deviceId }) => deviceId === setup.patientKey);
      return device === undefined ? offer : changedOffer(change, device, setup);
    },
  };
}

function changedOffer(change: PharmacyChange, device: DeviceSpec, setup: PlantSetup): PlantOffer {
  const { newFromMs, oldUntilMs, town } = change;
  const first = change.firstRollOf(device);
  const { nowMs, nextDoses = () => [] } = setup;
  let isNew = false;
  let wasLookedAt = false;
  const isFirst = () => isNew && !wasLookedAt;
  const packed = (count: number): readonly PackedDose[] => {
    if (nowMs() < newFromMs) return nextDoses(count).filter(({ earlyMs }) => earlyMs < oldUntilMs);
    isNew = true;
    return isFirst() && first.overlaps ? fromYesterday(device, nowMs, count) : nextDoses(count);
  };
  const offer = plantOf(profileIn(town, device.product), { ...setup, nextDoses: packed });
  const watched = watchingReads(offer.plant, {
    onLoaded: (plant) => {
      if (isFirst() && first.isUnreadable) plant.smudge?.(WHOLE_ROLL);
    },
    onRead: () => {
      wasLookedAt = isNew;
    },
  });
  return { ...offer, plant: watched };
}

/** The doses from a day back on, whatever became of them: the new pharmacy does not know. */
function fromYesterday(
  { plan }: DeviceSpec,
  nowMs: () => number,
  count: number,
): readonly PackedDose[] {
  const table = zoneTableOf(plan.zone);
  if (table === undefined) return [];
  return new Pharmacy({ plan, table, nowMs: () => nowMs() - DAY_MS }).nextDoses(count);
}

interface ReadWatch {
  /** A roll was put in. */
  readonly onLoaded: (plant: HomePlant) => void;
  /** The device read a pouch. */
  readonly onRead: () => void;
}

/** A plant that tells when a roll was put in, and when the device read of it. */
function watchingReads(plant: HomePlant, watch: ReadWatch): HomePlant {
  return new Proxy(plant, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...args: readonly unknown[]) => {
        const answer: unknown = Reflect.apply(value, target, args);
        if (name === "handle" && (args[0] as HandAction).type === "refill") watch.onLoaded(target);
        if (name === "drive" && (args[0] as MotionStart).motion === "roll.read") watch.onRead();
        return answer;
      };
    },
  });
}
