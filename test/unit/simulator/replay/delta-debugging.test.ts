import { fewestParts, leastNumber, type Search } from "@dosekit/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

function answered<C, R>(search: Search<C, R>, fails: (candidate: C) => boolean): R {
  let next = search.next();
  while (next.done !== true) next = search.next(fails(next.value));
  return next.value;
}

describe("delta debugging", () => {
  it("finds exactly the parts that a failure needs, in their order", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (needed) => {
        const all = needed.map((_, at) => at);
        const wanted = all.filter((at) => needed[at]);
        const fails = (parts: readonly number[]) => wanted.every((at) => parts.includes(at));
        expect(
          answered(
            fewestParts(all, (parts) => parts),
            fails,
          ),
        ).toEqual(wanted);
      }),
    );
  });

  it("keeps enough parts where any few of them do", () => {
    const parts = answered(
      fewestParts([1, 2, 3, 4, 5, 6, 7], (row) => row),
      (row) => row.length >= 3,
    );
    expect(parts).toHaveLength(3);
  });

  it("finds the least number that fails", () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), (least, more) => {
        const fails = (value: number) => value >= least;
        expect(
          answered(
            leastNumber(0, least + more, (value) => value),
            fails,
          ),
        ).toBe(least);
      }),
    );
  });
});
