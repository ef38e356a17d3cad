import { RetainedMessages } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

function kept(...topics: string[]): RetainedMessages {
  const retained = new RetainedMessages();
  for (const topic of topics) retained.keep({ topic, payload: `of ${topic}` });
  return retained;
}

function topicsFor(retained: RetainedMessages, filter: string): string[] {
  return retained.selectedBy(filter).map(({ topic }) => topic);
}

describe("retained messages", () => {
  const retained = kept("a/1/state", "a/2/state", "a/1/cfg/reported", "b/1/state", "$SYS/x");

  it("are found by their topic", () => {
    expect(topicsFor(retained, "a/1/state")).toEqual(["a/1/state"]);
    expect(topicsFor(retained, "a/3/state")).toEqual([]);
  });

  it("are found by a wildcard for one level", () => {
    expect(topicsFor(retained, "a/+/state")).toEqual(["a/1/state", "a/2/state"]);
    expect(topicsFor(retained, "+/1/+")).toEqual(["a/1/state", "b/1/state"]);
    expect(topicsFor(retained, "a/1/state/+")).toEqual([]);
  });

  it("are found by a wildcard for all further levels, the parent included", () => {
    expect(topicsFor(retained, "a/1/#")).toEqual(["a/1/state", "a/1/cfg/reported"]);
    expect(topicsFor(retained, "a/1/state/#")).toEqual(["a/1/state"]);
  });

  it("stay hidden from a leading wildcard when their topic begins with a dollar sign", () => {
    expect(topicsFor(retained, "#")).not.toContain("$SYS/x");
    expect(topicsFor(retained, "+/x")).toEqual([]);
    expect(topicsFor(retained, "$SYS/#")).toEqual(["$SYS/x"]);
  });

  it("give their place to the next one, and go away with an empty one", () => {
    const own = kept("a");
    own.keep({ topic: "a", payload: "newer" });
    expect(own.selectedBy("a")).toEqual([{ topic: "a", payload: "newer" }]);
    own.keep({ topic: "a", payload: "" });
    expect(own.selectedBy("#")).toEqual([]);
  });
});
