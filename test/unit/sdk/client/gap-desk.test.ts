import { describe, expect, it } from "vitest";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { birthBytes, eventBytes, record } from "../../../support/sdk/messages.ts";

/** A gateway that has record 1 and 4 of a device, and what it asked for so far. */
function withGap() {
  const bench = openGateway();
  const { transport } = bench;
  for (const seq of [1, 4]) transport.deliver("d1", "evt", eventBytes(record(9, seq)));
  const requests = () =>
    transport
      .takeSent()
      .filter((sent) => sent.type === "event-request")
      .map(({ message }) => message);
  return { ...bench, requests };
}

describe("asking for missing records", () => {
  it("asks for the first stretch that is missing", () => {
    const { timers, requests } = withGap();
    timers.advance(1_000);
    expect(requests()).toEqual([{ epoch: 9, fromSeq: 2, throughSeq: 3 }]);
  });

  it("asks again with growing waits for as long as the gap lasts", () => {
    const { timers, requests, client } = withGap();
    const counts = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000].map((waitMs) => {
      timers.advance(waitMs);
      return requests().length;
    });
    expect(counts).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(client.counters()).toMatchObject({ gaps: 1, requestsSent: 8 });
  });

  it("leaves a gap alone that shrinks by itself", () => {
    const { timers, requests, transport } = withGap();
    timers.advance(900);
    transport.deliver("d1", "evt", eventBytes(record(9, 2)));
    timers.advance(900);
    expect(requests()).toEqual([]);
    timers.advance(1_000);
    expect(requests()).toEqual([{ epoch: 9, fromSeq: 3, throughSeq: 3 }]);
  });

  it("stops when the gap is filled", () => {
    const { timers, requests, transport, client } = withGap();
    for (const seq of [2, 3]) transport.deliver("d1", "evt", eventBytes(record(9, seq)));
    timers.advance(1_000_000);
    expect(requests()).toEqual([]);
    expect(client.counters().gaps).toBe(0);
  });

  it("does not ask a device that is away, and asks soon after it is back", () => {
    const { timers, requests, transport } = withGap();
    transport.deliver("d1", "state", birthBytes(9, 2, 4, { status: "offline" }));
    timers.advance(1_000_000);
    expect(requests()).toEqual([]);
    transport.deliver("d1", "state", birthBytes(9, 2, 4));
    timers.advance(1_000);
    expect(requests()).toHaveLength(1);
  });

  it("asks for no more at once than may wait", () => {
    const { transport, timers, requests } = withGap();
    transport.deliver("d2", "state", birthBytes(9, 1, 5_000));
    timers.advance(1_000);
    expect(requests()).toContainEqual({ epoch: 9, fromSeq: 1, throughSeq: 256 });
  });
});
