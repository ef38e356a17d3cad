/** What a checker keeps about each device, made when the device is first seen. */
export class PerDevice<State> {
  readonly #states = new Map<string, State>();
  readonly #make: (deviceId: string) => State;
  /** Mostly it is the device that was asked for before. */
  #lastId: string | undefined;
  #last: State | undefined;

  constructor(make: (deviceId: string) => State) {
    this.#make = make;
  }

  /** Gives a device's state. */
  of(deviceId: string): State {
    if (deviceId === this.#lastId && this.#last !== undefined) return this.#last;
    const state = this.#states.get(deviceId) ?? this.#make(deviceId);
    this.#states.set(deviceId, state);
    this.#lastId = deviceId;
    this.#last = state;
    return state;
  }

  /** Lists every device with its state, in the order in which they were first seen. */
  entries(): IterableIterator<[string, State]> {
    return this.#states.entries();
  }
}
