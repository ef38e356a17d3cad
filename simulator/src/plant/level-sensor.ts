/**
 * A sensor with two levels, such as a posture or lid switch, and what its device was told of it.
 *
 * While it sticks, or the device has no power, nothing is told. Once it works again the device
 * learns the level if it differs from the last one told; a board that starts takes it for at
 * rest and is told only if it is not.
 */
export class LevelSensor {
  #isOn = false;
  #toldOn = false;
  #isStuck = false;
  #isPowered = true;

  /** The true level. */
  isOn(): boolean {
    return this.#isOn;
  }

  /** Sets the true level; returns the level that the device is told of, if it is. */
  set(isOn: boolean): boolean | undefined {
    this.#isOn = isOn;
    return this.#tell();
  }

  /** Makes it stick, or work again; returns the level that the device is told of, if it is. */
  setStuck(isStuck: boolean): boolean | undefined {
    this.#isStuck = isStuck;
    return this.#tell();
  }

  /** Takes the device's power, or gives it back; returns what it is told of, if it is. */
  setPowered(isPowered: boolean): boolean | undefined {
    this.#isPowered = isPowered;
    this.#toldOn = false;
    return this.#tell();
  }

  /** Whether the device has power to hear of it. */
  isPowered(): boolean {
    return this.#isPowered;
  }

  #tell(): boolean | undefined {
    if (!this.#isPowered || this.#isStuck || this.#toldOn === this.#isOn) return undefined;
    this.#toldOn = this.#isOn;
    return this.#isOn;
  }
}
