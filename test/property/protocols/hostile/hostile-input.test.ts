import { describe, expect, it } from "vitest";
import { attack, BLOCK_CASES } from "../../../support/hostile/attack.ts";
import { liveBytes } from "../../../support/hostile/heap.ts";
import { Tally } from "../../../support/hostile/tally.ts";

const { DOSEKIT_LONG, DOSEKIT_SEED, DOSEKIT_BLOCK } = process.env;
const LONG = DOSEKIT_LONG === "1";
const CASES = LONG ? 10_000_000 : 100_000;
const SEED = Number(DOSEKIT_SEED ?? 20_261_122);
const LAST_BLOCK = CASES / BLOCK_CASES - 1;
/** One block alone, or `from-to`, so that the long form can be split. */
const [FROM = 0, TO = FROM] = (DOSEKIT_BLOCK ?? `0-${LAST_BLOCK}`).split("-").map(Number);
const BLOCKS = Array.from({ length: TO - FROM + 1 }, (_, at) => FROM + at);
/** What may be alive beside what the first block left, with all ends of a block still there. */
const GROWTH_BYTES_MAX = 24 * 1024 * 1024;

function growthOf([first = 0, ...others]: readonly number[]): number {
  return Math.max(0, ...others) - first;
}

function tell(block: number, alive: readonly number[], tally: Tally): void {
  const cases = (block - FROM + 1) * BLOCK_CASES;
  const seconds = Math.round(performance.now() / 1_000);
  const state = `${cases} cases from block ${FROM}, seed ${SEED}, ${seconds} s`;
  console.info(`${state}, growth ${growthOf(alive)} bytes\n${tally.text()}\n`);
}

describe("mutated frames and messages", () => {
  it(
    "crash nothing, let nothing corrupt through, and are each refused with a counted reason",
    () => {
      const tally = new Tally();
      const alive: number[] = [];
      const beforeSettling = () => alive.push(liveBytes());
      for (const block of BLOCKS) {
        attack({ seed: SEED, block, cases: BLOCK_CASES, tally, beforeSettling });
        if (LONG && (block % 20 === 19 || block === TO)) tell(block, alive, tally);
      }
      expect(growthOf(alive)).toBeLessThan(GROWTH_BYTES_MAX);
      expect(tally.reasons("cbor").length).toBeGreaterThan(12);
    },
    LONG ? 7_200_000 : 60_000,
  );
});
