import { type CheckStep, settledVerdict } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";

const CHECK = { gate: false } as CheckStep;
const GATE = { gate: true } as CheckStep;
const fail = { verdict: "fail", seen: "no answer" } as const;

describe("what a judgement is worth", () => {
  it("is what it says when something was seen", () => {
    for (const isAlive of [true, false]) {
      expect(settledVerdict(CHECK, fail, isAlive).verdict).toBe("fail");
      expect(settledVerdict(CHECK, { verdict: "pass", seen: "it came" }, isAlive).verdict).toBe(
        "pass",
      );
    }
  });

  it("is nothing when it rests on the silence of one that gave no sign of life", () => {
    const silent = { verdict: "pass", seen: "nothing", restsOnSilence: true } as const;
    expect(settledVerdict(CHECK, silent, true).verdict).toBe("pass");
    expect(settledVerdict(CHECK, silent, false)).toMatchObject({
      verdict: "unverified",
      seen: expect.stringContaining("no sign of life"),
    });
  });

  it("is nothing where a case only has to begin: that fails nobody", () => {
    expect(settledVerdict(GATE, fail, true).verdict).toBe("unverified");
  });
});
