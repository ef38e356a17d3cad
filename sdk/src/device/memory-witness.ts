import type { CommitMark, WitnessPort } from "./ports.ts";

/** A witness kept in the process, as a simulated board's clock chip keeps one. */
export class MemoryWitness implements WitnessPort {
  #mark: CommitMark | undefined;

  /** See {@link WitnessPort.read}. */
  read(): CommitMark | undefined {
    return this.#mark;
  }

  /** See {@link WitnessPort.write}. */
  write(mark: CommitMark | undefined): void {
    this.#mark = mark;
  }
}
