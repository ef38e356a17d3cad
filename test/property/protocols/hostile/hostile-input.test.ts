import { describe, expect, it } from "vitest";
import { attack, BLOCK_CASES } from "../../../support/hostile/attack.ts";
import { liveBytes } from "../../../support/hostile/heap.ts";
import { Tally } from "../../../support/hostile/tally.ts";

const { DOSEKIT_LONG, DOSEKIT_SEED, DOSEKIT_BLOCK } = process.env;
const LONG = DOSEKIT_LONG === "1";
const CASES = LONG ? 10_000_000 : 100_000;
const SEED = Number(DOSEKIT_SEED ?? 20_261_122);
const BLOCKS =
  DOSEKIT_BLOCK === undefined
    ? Array.from({ length: CASES / BLOCK_CASES }, (_, block) => block)
    : [Number(DOSEKIT_BLOCK)];
/** What may be alive beside what the first block left, with all ends of a block still there. */
const GROWTH_BYTES_MAX = 24 * 1024 * 1024;

describe("mutated frames and messages", () => {
  it(
    "crash nothing, let nothing corrupt through, and are each refused with a counted reason",
    () => {
      const tally = new Tally();
      const alive: number[] = [];
      const beforeSettling = () => alive.push(liveBytes());
      for (const block of BLOCKS) {
        if (LONG && block % 20 === 0) console.info(`block ${block}, live ${alive.at(-1)} bytes`);
        attack({ seed: SEED, block, cases: BLOCK_CASES, tally, beforeSettling });
      }
      const [first = 0, ...others] = alive;
      const growth = Math.max(0, ...others) - first;
      if (LONG) console.info(`seed ${SEED}, growth ${growth} bytes\n${tally.text()}`);
      expect(growth).toBeLessThan(GROWTH_BYTES_MAX);
      expect(tally.reasons("cbor").length).toBeGreaterThan(12);
    },
    LONG ? 7_200_000 : 60_000,
  );
});
