/** Waits of a serial link that is made to run faster than it would on a real line. */
export class LinkClock {
  readonly #speed: number;

  /** @param speed waits of the link that pass at once, 1 for a real one */
  constructor(speed: number) {
    this.#speed = speed;
  }

  /** How long a wait of the link takes, ms. */
  realMs(linkMs: number): number {
    return linkMs / this.#speed;
  }

  /** How long a wait of the link it was that took some ms. */
  linkMs(realMs: number): number {
    return realMs * this.#speed;
  }
}
