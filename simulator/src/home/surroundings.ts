import type { DeviceInput } from "@dosekit/protocols";

const ROOM_CELSIUS = 21;

/** Temperature and case of one device, as its board's sensors tell them. */
export class Surroundings {
  readonly #tell: (input: DeviceInput) => void;
  #celsius = ROOM_CELSIUS;
  #isCaseOpen = false;

  constructor(tell: (input: DeviceInput) => void) {
    this.#tell = tell;
  }

  /** Sets the temperature inside, whole degrees Celsius; that of a room again with `undefined`. */
  setTemperature(celsius: number | undefined): void {
    this.#celsius = celsius ?? ROOM_CELSIUS;
    this.#tell({ type: "temperature.measured", celsius: this.#celsius });
  }

  /** Somebody opens the case, or closes it. */
  setCaseOpen(isOpen: boolean): void {
    if (isOpen === this.#isCaseOpen) return;
    this.#isCaseOpen = isOpen;
    this.#tell({ type: isOpen ? "case.opened" : "case.closed" });
  }

  /** What the sensors of a board that starts tell; of the case only that it is open. */
  levels(): readonly DeviceInput[] {
    const heat: DeviceInput = { type: "temperature.measured", celsius: this.#celsius };
    return this.#isCaseOpen ? [heat, { type: "case.opened" }] : [heat];
  }
}
