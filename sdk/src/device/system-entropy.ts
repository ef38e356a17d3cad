import { randomInt } from "node:crypto";
import { UINT32_MAX } from "@dosekit/protocols";
import type { BoardEntropy } from "./ports.ts";

/** Boot ids and epochs from the operating system's randomness. */
export class SystemEntropy implements BoardEntropy {
  #lastBootId: number | undefined;

  /** See `BoardEntropy.bootId`. */
  bootId(): number {
    let bootId = randomInt(UINT32_MAX + 1);
    while (bootId === this.#lastBootId) bootId = randomInt(UINT32_MAX + 1);
    this.#lastBootId = bootId;
    return bootId;
  }

  /** See `BoardEntropy.freshEpoch`. */
  freshEpoch(): number {
    return randomInt(1, UINT32_MAX + 1);
  }
}
