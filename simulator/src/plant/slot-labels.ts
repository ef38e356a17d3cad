import type { PackedDose } from "./roll-packing.ts";

/**
 * Which dose staff put into which compartment, as the plan had them next, and which one the device
 * says it is about to put within reach. The device itself knows no dose by anything but its place.
 */
export class SlotLabels {
  readonly #nextDoses: (count: number) => readonly PackedDose[];
  #doseIds: readonly string[] = [];
  #announced: string | undefined;

  /** @param nextDoses the doses that are to be filled in, the next first; none when not known */
  constructor(nextDoses: (count: number) => readonly PackedDose[] = () => []) {
    this.#nextDoses = nextDoses;
  }

  /** Staff fill so many compartments, the first one first. */
  fill(count: number): void {
    this.#announced = undefined;
    this.#doseIds = this.#nextDoses(count).map(({ doseId }) => doseId);
  }

  /** Hears what the device announces. */
  announce(doseId: string): void {
    this.#announced = doseId;
  }

  /** Whether a compartment holds another dose than the one that was announced, as far as known. */
  isOther(slot: number): boolean {
    const there = this.#doseIds[slot];
    return there !== undefined && this.#announced !== undefined && there !== this.#announced;
  }
}
