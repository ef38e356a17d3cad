import { everyOne, noneOf, oneOf, type Pattern, Trace, worstOf } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";

const named = (name: string): Pattern => ({
  text: name,
  matches: (seen) => seen.type === "answer" && seen.action === name,
});

function traceOf(...names: readonly string[]): Trace {
  const trace = new Trace();
  for (const name of names) trace.addAnswer(name, null, 0);
  return trace;
}

const OPEN = { from: 0, over: false };
const OVER = { from: 0, over: true };

describe("a check for one of several reactions", () => {
  const judge = oneOf([named("this"), named("that")]);

  it("passes with the first that comes, and waits until then", () => {
    expect(judge(traceOf("other"), OPEN)).toBeUndefined();
    expect(judge(traceOf("other", "that"), OPEN)?.verdict).toBe("pass");
  });

  it("fails when time is over, and rests on silence then", () => {
    expect(judge(traceOf("other"), OVER)).toMatchObject({ verdict: "fail", restsOnSilence: true });
  });

  it("does not look at what came before its span", () => {
    expect(judge(traceOf("this", "other"), { from: 1, over: true })?.verdict).toBe("fail");
  });
});

describe("a check that something does not happen", () => {
  const judge = noneOf(named("this"));

  it("fails as soon as it happens", () => {
    expect(judge(traceOf("this"), OPEN)?.verdict).toBe("fail");
  });

  it("is undecided until time is over, and then rests on silence", () => {
    expect(judge(traceOf("other"), OPEN)).toBeUndefined();
    expect(judge(traceOf("other"), OVER)).toMatchObject({ verdict: "pass", restsOnSilence: true });
  });
});

describe("a check of everything of a kind", () => {
  const judge = everyOne(named("this"), ({ at }) => at < 2);

  it("passes when all fulfil it and fails with the first that does not", () => {
    expect(judge(traceOf("this", "this"), OVER)?.verdict).toBe("pass");
    expect(judge(traceOf("this", "this", "this"), OVER)?.verdict).toBe("fail");
  });

  it("decides nothing when there is none", () => {
    expect(judge(traceOf("other"), OVER)?.verdict).toBe("unverified");
  });
});

describe("verdicts", () => {
  it("roll up worst first, and nothing at all is no pass", () => {
    expect(worstOf(["pass", "notrun", "unverified", "error", "fail"])).toBe("fail");
    expect(worstOf(["pass", "notrun", "unverified"])).toBe("unverified");
    expect(worstOf(["pass", "notrun"])).toBe("notrun");
    expect(worstOf(["pass"])).toBe("pass");
    expect(worstOf([])).toBe("unverified");
  });
});
