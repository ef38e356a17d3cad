import type { ProductProfile } from "@dosekit/firmware-model";
import type { RandomStream } from "../random/random-stream.ts";
import { CAROUSEL_BOUNCE_CHANCE, CAROUSEL_JAM_CHANCE, CarouselPlant } from "./carousel-plant.ts";
import type { HomePlant } from "./home-plant.ts";
import { type PackedDose, ROLL_FAULT_CHANCES, type RollFaultChances } from "./roll-packing.ts";
import { RollPlanPlant } from "./roll-plan-plant.ts";
import { RollReaderPlant } from "./roll-reader-plant.ts";
import { TRAY_JAM_CHANCE, TrayPlant } from "./tray-plant.ts";

/** How many doses staff fill in, and what a person does to take one. */
export interface PlantOffer {
  readonly plant: HomePlant;
  readonly capacity: number;
  readonly gesture: "tilt" | "press";
}

/** What any plant is built with. */
export interface PlantSetup {
  readonly nowMs: () => number;
  readonly random: RandomStream;
  /** Stands for the person that a roll is packed for; needed for rolls only. */
  readonly patientKey?: string;
  /** How often rolls and their mechanism fail; what is left out as by default. */
  readonly rollFaults?: Partial<RollFaultChances>;
  /** How often a tray or carousel jams, and how often the mark of a carousel bounces. */
  readonly jamChance?: number;
  readonly bounceChance?: number;
  /** The next doses that a new roll is to hold; without it a roll stays empty. */
  readonly nextDoses?: (count: number) => readonly PackedDose[];
}

/**
 * Builds the plant for a product's mechanism.
 */
export function plantOf(profile: ProductProfile, setup: PlantSetup): PlantOffer {
  const { value: mechanism } = profile.mechanism;
  const { value: capacity } = profile.capacity;
  const own = (name: string) => profile.mechanismFigures[name]?.value ?? 0;
  const { nowMs, random, patientKey = "own", nextDoses = () => [] } = setup;
  const chances = { ...ROLL_FAULT_CHANCES, ...setup.rollFaults };
  const roll = { nowMs, random, patientKey, nextDoses, chances };
  switch (mechanism) {
    case "tray": {
      const { jamChance = TRAY_JAM_CHANCE } = setup;
      const plant = new TrayPlant({ nowMs, random, nextDoses, jamChance });
      return { plant, capacity, gesture: "tilt" };
    }
    case "pouch-roll-reader": {
      const storePouches = own("rejectStorePouches");
      return { plant: new RollReaderPlant({ storePouches, ...roll }), capacity, gesture: "press" };
    }
    case "pouch-roll-plan": {
      const checksLeader = own("leaderChecked") === 1;
      const storePouches = own("rejectStorePouches");
      const plant = new RollPlanPlant({ checksLeader, storePouches, ...roll });
      return { plant, capacity, gesture: "press" };
    }
    case "carousel": {
      const { jamChance = CAROUSEL_JAM_CHANCE, bounceChance = CAROUSEL_BOUNCE_CHANCE } = setup;
      const chances = { jamChance, bounceChance };
      const plant = new CarouselPlant({ nowMs, random, nextDoses, slots: capacity, ...chances });
      return { plant, capacity, gesture: "press" };
    }
  }
}
