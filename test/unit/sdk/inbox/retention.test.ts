import { type InboxRow, removableThrough } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";

const policy = { keepMs: 1_000, keepRows: 3 };

/** Rows 1 to `count`, one taken every 100 ms from 0 on. */
function rows(count: number): readonly InboxRow[] {
  return Array.from({ length: count }, (_, at) => ({
    kind: "lost" as const,
    position: at + 1,
    deviceId: "d1",
    epoch: 9,
    seq: at + 1,
    span: 1,
    receivedMs: at * 100,
  }));
}

describe("what the inbox may forget", () => {
  it("forgets rows that all consumers are done with once they are old enough", () => {
    const question = { oldest: rows(3), passedThrough: 3, nowMs: 1_100, full: false };
    expect(removableThrough(policy, question)).toBe(2);
  });

  it("forgets young rows too when more are kept than it is set up for", () => {
    const question = { oldest: rows(10), passedThrough: 10, nowMs: 0, full: false };
    expect(removableThrough(policy, question)).toBe(7);
  });

  it("forgets every row that is done with when it is full", () => {
    const question = { oldest: rows(5), passedThrough: 4, nowMs: 0, full: true };
    expect(removableThrough(policy, question)).toBe(4);
  });

  it("never forgets a row that a consumer has not passed", () => {
    const question = { oldest: rows(5), passedThrough: 0, nowMs: 1e12, full: true };
    expect(removableThrough(policy, question)).toBeUndefined();
  });
});
