import { bytes, choice, civilInstant, listOf, struct, text, whole } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

describe("kinds", () => {
  it("start at 0 or 1 unless they say otherwise", () => {
    expect(whole({ max: 5 })).toEqual({ kind: "whole", min: 0, max: 5 });
    expect(whole({ min: -5, max: 5, unit: "s" })).toMatchObject({ min: -5, unit: "s" });
    expect(text({ maxBytes: 5 })).toMatchObject({ minBytes: 1, maxBytes: 5 });
    expect(bytes({ maxBytes: 5 })).toMatchObject({ minBytes: 0, maxBytes: 5 });
    expect(listOf(whole({ max: 5 }), { max: 3 })).toMatchObject({ min: 0, max: 3 });
  });

  it("name their words, groups and instants", () => {
    expect(choice({ on: 1, off: 2 }, [3])).toEqual({
      kind: "choice",
      words: { on: 1, off: 2 },
      reserved: [3],
    });
    expect(struct("pair", {})).toEqual({ kind: "struct", name: "pair", fields: {} });
    expect(civilInstant()).toEqual({ kind: "instant" });
  });
});
