import { Trace } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";

/** Two lines that were heard so many ms after the beginning, and that can have come earlier. */
function heard(...lines: readonly { readonly atMs: number; readonly sinceMs?: number }[]) {
  const trace = new Trace();
  for (const [index, line] of lines.entries()) {
    trace.addEntry({ ...line, index, connection: 0, way: "in", bytes: new Uint8Array(1) });
  }
  const [first, second] = trace.observations;
  if (first === undefined || second === undefined) throw new Error("two lines");
  return { trace, first, second };
}

describe("how far apart two frames came", () => {
  it("was long enough when it can have been, whenever the first was heard", () => {
    const { trace, first, second } = heard({ atMs: 300, sinceMs: 0 }, { atMs: 310 });
    expect(trace.hasWaited(first, second, 250)).toBe(true);
  });

  it("was too short when it can't have been long enough", () => {
    const { trace, first, second } = heard(
      { atMs: 300, sinceMs: 296 },
      { atMs: 310, sinceMs: 306 },
    );
    expect(trace.hasWaited(first, second, 250)).toBe(false);
  });

  it("was short enough when it can have been, whenever the second was heard", () => {
    const { trace, first, second } = heard({ atMs: 0 }, { atMs: 900, sinceMs: 400 });
    expect(trace.cameWithin(first, second, 500)).toBe(true);
    expect(trace.cameWithin(first, second, 300)).toBe(false);
  });
});
