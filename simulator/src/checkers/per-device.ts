/** What a checker keeps about each device, made when the device is first seen. */
export class PerDevice<State> {
  readonly #states = new Map<string, State>();
  readonly #make: () => State;

  constructor(make: () => State) {
    this.#make = make;
  }

  /** Gives a device's state. */
  of(deviceId: string): State {
    const known = this.#states.get(deviceId);
    if (known !== undefined) return known;
    const fresh = this.#make();
    this.#states.set(deviceId, fresh);
    return fresh;
  }

  /** Lists every device with its state, in the order in which they were first seen. */
  entries(): IterableIterator<[string, State]> {
    return this.#states.entries();
  }
}
