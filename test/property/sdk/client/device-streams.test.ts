import { MemoryInboxStore } from "@dosekit/sdk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { eventBytes, record } from "../../../support/sdk/messages.ts";

/** What happens next: so many records of this device and of another, then so many are read. */
const STEP = fc.record({
  own: fc.oneof(fc.nat({ max: 9 }), fc.constant(300)),
  others: fc.nat({ max: 9 }),
  read: fc.nat({ max: 12 }),
});

const RUNS = { numRuns: process.env["DOSEKIT_LONG"] === "1" ? 400 : 15 };

describe("the rows of one device", () => {
  it.each([undefined, "reader"])(
    "come to a reader of any pace once each and in order, with bounded memory (name: %s)",
    async (consumer) => {
      await fc.assert(
        fc.asyncProperty(fc.array(STEP, { minLength: 1, maxLength: 12 }), async (steps) => {
          const limits = { burstMessages: 10_000 };
          const { client, transport } = openGateway({ limits });
          const stream = client.handle("d1").events(consumer);
          const seen: number[] = [];
          const sent = { d1: 0, d2: 0 };
          const send = (deviceId: "d1" | "d2", count: number) => {
            for (let at = 0; at < count; at += 1) {
              sent[deviceId] += 1;
              transport.deliver(deviceId, "evt", eventBytes(record(5, sent[deviceId])));
            }
            expect(client.readings().bufferedRows).toBeLessThanOrEqual(256);
          };
          const read = async (count: number) => {
            for (let at = 0; at < count && seen.length < sent.d1; at += 1) {
              const { value } = await stream.next();
              if (value !== undefined) seen.push(value.seq);
            }
          };
          for (const { own, others, read: count } of steps) {
            send("d1", own);
            send("d2", others);
            await read(count);
          }
          await read(sent.d1);
          expect(seen).toEqual(Array.from({ length: sent.d1 }, (_, index) => index + 1));
          await stream.return();
          expect(client.readings().bufferedRows).toBe(0);
        }),
        RUNS,
      );
    },
  );

  it("come again from the row in hand when a named reader starts anew", async () => {
    const store = new MemoryInboxStore();
    const { client, transport, timers } = openGateway({ store });
    const stream = client.handle("d1").events("reader");
    for (const seq of [1, 2, 3]) transport.deliver("d1", "evt", eventBytes(record(5, seq)));
    await stream.next();
    await stream.next();
    timers.advance(2_000);
    client.close();
    const again = openGateway({ store }).client.handle("d1").events("reader");
    expect((await again.next()).value?.seq).toBe(2);
  });

  it("hold nothing up in the inbox while none of them come", async () => {
    const limits = { rowsMax: 8, keepRows: 1, keepMs: 0 };
    const { client, transport, timers } = openGateway({ inboxLimits: limits });
    const waiting = client.handle("d1").events("reader").next();
    for (let seq = 1; seq <= 50; seq += 1) {
      transport.deliver("d2", "evt", eventBytes(record(5, seq)));
      timers.advance(2_000);
    }
    expect(client.counters()).toMatchObject({ committed: 50, inbox: "ready" });
    transport.deliver("d1", "evt", eventBytes(record(5, 1)));
    expect((await waiting).value).toMatchObject({ deviceId: "d1", seq: 1 });
  });

  it("end without a name where retention went past a slow reader, and say so", async () => {
    const limits = { rowsMax: 2_000, keepRows: 1, keepMs: 0 };
    const { client, transport, timers } = openGateway({ inboxLimits: limits });
    const other = client.registerConsumer("other");
    const stream = client.handle("d1").events();
    const first = stream.next();
    for (let seq = 1; seq <= 900; seq += 1) {
      transport.deliver("d1", "evt", eventBytes(record(5, seq)));
    }
    client.consumed("other", other + 900);
    timers.advance(10_000);
    expect((await first).value?.seq).toBe(1);
    const rest = (async () => {
      let last = 1;
      for await (const row of stream) {
        if (row.seq !== last + 1) throw new Error(`${row.seq} behind ${last}`);
        last = row.seq;
      }
    })();
    await expect(rest).rejects.toMatchObject({ code: "stream-overtaken" });
  });
});
