import { copyCounters, newCounters, sumCounters } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";

describe("device counters", () => {
  it("adds up every count, refusals by their code", () => {
    const one = { ...newCounters(), records: 2, malformed: { float: 1 } };
    const other = { ...newCounters(), records: 3, lost: 1, malformed: { float: 2, tag: 1 } };
    expect(sumCounters([one, other])).toEqual({
      ...newCounters(),
      records: 5,
      lost: 1,
      malformed: { float: 3, tag: 1 },
    });
  });

  it("gives a copy that does not change", () => {
    const counters = newCounters();
    const copy = copyCounters(counters);
    counters.malformed["tag"] = 1;
    expect(copy.malformed).toEqual({});
  });
});
