import { type ProductProfile, profileOf } from "@dosekit/firmware-model";
import type { DeviceInput, MotionStart } from "@dosekit/protocols";
import type { HomePlant } from "../plant/home-plant.ts";
import type { PlantResponse } from "../plant/plant.ts";
import { plantOf } from "../plant/plant-of.ts";
import type { RandomStream } from "../random/random-stream.ts";

/** Nothing breaks by chance in front of the kit. */
const NOTHING_BREAKS: RandomStream = {
  uniform: () => 0.5,
  integer: (min) => min,
  chance: () => false,
  logNormal: (median) => median,
  exponential: (mean) => mean,
  normal: () => 0,
};

/**
 * The mechanism of a product that has no tray, empty, as the simulator knows it: it moves on a time of
 * its own that leaps to the end of each movement.
 */
export class SimMechanism {
  readonly #plant: HomePlant;
  readonly #tell: (input: DeviceInput) => void;
  #plantMs = 0;

  constructor(profile: ProductProfile, tell: (input: DeviceInput) => void) {
    this.#tell = tell;
    this.#plant = plantOf(profile, { nowMs: () => this.#plantMs, random: NOTHING_BREAKS }).plant;
  }

  /** Begins a movement and says soon what the sensors saw of it. */
  start(motion: MotionStart): void {
    // Before any timer, so that no test clock runs past a movement.
    queueMicrotask(() => this.#answer(this.#plant.drive(motion)));
  }

  /** The device goes off. */
  losePower(): void {
    this.#plant.losePower();
  }

  /** The device is on again: its sensors tell what is not at rest. */
  regainPower(): void {
    this.#answer(this.#plant.regainPower());
  }

  #answer({ reactions }: PlantResponse): void {
    const startMs = this.#plantMs;
    for (const { afterMs, input } of [...reactions].sort((a, b) => a.afterMs - b.afterMs)) {
      this.#plantMs = startMs + afterMs;
      this.#tell(input);
    }
  }
}

/** The mechanism of a product of the registry; `undefined` for a tray, which hands here can serve. */
export function simMechanismOf(
  product: string,
  tell: (input: DeviceInput) => void,
): SimMechanism | undefined {
  const profile = profileOf(product);
  if (profile === undefined || profile.mechanism.value === "tray") return undefined;
  return new SimMechanism(profile, tell);
}
