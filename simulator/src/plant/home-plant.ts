import type { Plant, PlantResponse } from "./plant.ts";
import type { PackedDose } from "./roll-packing.ts";

/**
 * Sensors of any mechanism that can stick: the one that sees the user take a dose (posture of a
 * tray, drawer of a roll), the lid's, and the one that tells how the mechanism stands.
 */
export type PlantSensor = "tilt" | "lid" | "index";

/** The dose that a device says it is about to put within reach. */
export interface AnnouncedRelease {
  readonly doseId: string;
  /** Somebody with the right to it asked for it: its window says nothing then. */
  readonly isAsked: boolean;
}

/** Somebody whose roll can be taken for this one. */
export interface OtherRoll {
  /** Stands for the person's name on the pouches. */
  readonly patientKey: string;
  /** The doses that it holds; those of this device when absent. */
  readonly nextDoses?: (count: number) => readonly PackedDose[];
}

/** A plant as a home has it: its device loses power and gets it back, and faults strike it. */
export interface HomePlant extends Plant {
  /** The device has power again; its sensors tell their levels. */
  regainPower(): PlantResponse;
  /** Hears what the device announces, to judge what leaves outside its window. */
  announce?(release: AnnouncedRelease): void;
  /**
   * Staff take the pouches off the front of the roll whose doses are over, and say how many; with
   * the lid open only.
   */
  removePassed?(isOver: (doseId: string) => boolean): PlantResponse;
  /** Makes the print of the next pouches on the roll unreadable, where there is a roll. */
  smudge?(pouches: number): void;
  /** Makes the next rolls somebody else's, or the right ones again with `undefined`. */
  swapRoll?(other: OtherRoll | undefined): void;
  /** Makes every movement stick, or go again. */
  setJam(isJammed: boolean): void;
  /** Makes the next movement slip: the motor runs on and the mechanism does not. */
  slipOnce(): void;
  /** Makes the sensor that tells how the mechanism stands give one false signal, if it can. */
  bounceOnce?(): void;
  /** Makes a sensor stick as it is, or work again; then it tells what changed meanwhile. */
  setStuck(sensor: PlantSensor, isStuck: boolean): PlantResponse;
}
