import { MemoryInboxStore } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { eventBytes, record } from "../../../support/sdk/messages.ts";

describe("stream of events", () => {
  it("hands out what is there, then what comes, and ends with the client", async () => {
    const { client, transport } = openGateway();
    transport.deliver("d1", "evt", eventBytes(record(9, 1)));
    const seqs: number[] = [];
    const reading = (async () => {
      for await (const row of client.events("reader")) {
        seqs.push(row.seq);
        if (row.seq === 1) transport.deliver("d1", "evt", eventBytes(record(9, 2)));
        if (row.seq === 2) client.close();
      }
    })();
    await reading;
    expect(seqs).toEqual([1, 2]);
  });

  it("hands out more rows than fit a page", async () => {
    const { client, transport } = openGateway();
    for (let seq = 1; seq <= 450; seq += 1)
      transport.deliver("d1", "evt", eventBytes(record(9, seq)));
    const seqs: number[] = [];
    for await (const row of client.events("reader")) {
      seqs.push(row.seq);
      if (row.seq === 450) break;
    }
    expect(seqs).toEqual(Array.from({ length: 450 }, (_, at) => at + 1));
  });

  it("hands out the row in hand again after a break, and no row before it", async () => {
    const store = new MemoryInboxStore();
    const first = openGateway({ store });
    for (const seq of [1, 2, 3]) first.transport.deliver("d1", "evt", eventBytes(record(9, seq)));
    for await (const row of first.client.events("reader")) if (row.seq === 2) break;
    first.client.close();
    const second = openGateway({ store });
    for await (const row of second.client.events("reader")) {
      expect(row.seq).toBe(2);
      break;
    }
  });
});
