import { SequenceSet } from "@dosekit/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const numbers = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 80 });

describe("a set of sequence numbers", () => {
  it("always holds what a plain set holds", () => {
    fc.assert(
      fc.property(numbers, (seqs) => {
        const runs = new SequenceSet();
        const plain = new Set<number>();
        for (const seq of seqs) {
          expect(runs.add(seq)).toBe(!plain.has(seq));
          plain.add(seq);
        }
        expect(runs.size).toBe(plain.size);
        expect([...runs]).toEqual([...plain].sort((a, b) => a - b));
        for (let seq = 0; seq <= 61; seq += 1) expect(runs.has(seq)).toBe(plain.has(seq));
      }),
    );
  });
});
