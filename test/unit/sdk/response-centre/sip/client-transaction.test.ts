import { beginTransaction, SIP_TIMING, stepTransaction } from "@dosekit/sdk/response-centre";
import { describe, expect, test } from "vitest";

/** Plays the timers of a transaction in order; gives the instants of its sends, ms. */
function sendsOf(reliable: boolean, proceedingAtMs = Number.POSITIVE_INFINITY) {
  let { next, effects } = beginTransaction(reliable, SIP_TIMING);
  const due = new Map<string, number>();
  const sends: number[] = [];
  let failedAtMs: number | undefined;
  let nowMs = 0;
  for (;;) {
    for (const effect of effects) {
      if (effect.kind === "send") sends.push(nowMs);
      if (effect.kind === "arm") due.set(effect.timer, nowMs + effect.delayMs);
      if (effect.kind === "cancel") due.delete(effect.timer);
      if (effect.kind === "failed") failedAtMs = nowMs;
    }
    const first = [...due].sort(([, a], [, b]) => a - b)[0];
    if (first === undefined) return { sends, failedAtMs };
    const isProceeding = next.state === "trying" && first[1] > proceedingAtMs;
    nowMs = isProceeding ? proceedingAtMs : first[1];
    if (!isProceeding) due.delete(first[0]);
    const event = isProceeding
      ? ({ kind: "response", status: 100 } as const)
      : ({ kind: "timer", timer: first[0] as "E" | "F" } as const);
    ({ next, effects } = stepTransaction(next, event, SIP_TIMING));
  }
}

describe("a request without an answer", () => {
  test("is repeated at 0.5, 1, 2, then every 4 s, and given up after 32 s", () => {
    expect(sendsOf(false)).toEqual({
      sends: [0, 500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500],
      failedAtMs: 32_000,
    });
  });

  test("is never repeated over a connection", () => {
    expect(sendsOf(true)).toEqual({ sends: [0], failedAtMs: 32_000 });
  });

  test("is repeated every 4 s once the receiver says that it is at work", () => {
    expect(sendsOf(false, 600).sends.slice(0, 4)).toEqual([0, 500, 1_500, 5_500]);
  });
});

test("an answer that comes again is soaked up for 5 s over UDP", () => {
  const begun = beginTransaction(false, SIP_TIMING).next;
  const answered = stepTransaction(begun, { kind: "response", status: 200 }, SIP_TIMING);
  expect(answered.effects).toContainEqual({ kind: "arm", timer: "K", delayMs: 5_000 });
  const again = stepTransaction(answered.next, { kind: "response", status: 200 }, SIP_TIMING);
  expect(again.effects).toEqual([]);
  const ended = stepTransaction(again.next, { kind: "timer", timer: "K" }, SIP_TIMING);
  expect(ended).toMatchObject({ next: { state: "terminated" }, effects: [{ kind: "ended" }] });
});
