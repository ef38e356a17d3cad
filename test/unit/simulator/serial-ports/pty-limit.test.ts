import { checkPseudoTerminals, pseudoTerminalsLeft } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

describe("the limit of pseudo-terminals", () => {
  it("lets a run through that has room, or where it can't be told", () => {
    expect(() => checkPseudoTerminals(10, 10)).not.toThrow();
    expect(() => checkPseudoTerminals(1_000_000, undefined)).not.toThrow();
    expect(pseudoTerminalsLeft() ?? 1).toBeGreaterThanOrEqual(0);
  });

  it("says how many there may be, and what sets it", () => {
    expect(() => checkPseudoTerminals(11, 10)).toThrow(
      expect.objectContaining({
        exitCode: 3,
        mistake: expect.objectContaining({
          code: "serial.no-pseudo-terminal",
          found: "11",
          allowed: expect.stringContaining("at most 10 now; /proc/sys/kernel/pty/max"),
        }),
      }),
    );
  });
});
