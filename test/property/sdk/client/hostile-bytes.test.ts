import type { UpChannel } from "@dosekit/protocols";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { birthBytes, eventBytes, record, reportBytes } from "../../../support/sdk/messages.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 50_000 : 2_000;

const VALID = [eventBytes(record(9, 5)), birthBytes(9, 1, 4), reportBytes(3)];

/** Any bytes, and valid messages with one byte changed or their end cut off. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc
    .tuple(fc.constantFrom(...VALID), fc.nat(200), fc.nat(255))
    .map(([valid, at, byte]) => valid.with(at % valid.length, byte)),
  fc
    .tuple(fc.constantFrom(...VALID), fc.nat(200))
    .map(([valid, at]) => valid.slice(0, at % valid.length)),
);
const channels: readonly UpChannel[] = ["evt", "state", "rsp", "cfg/reported"];

describe("gateway client and hostile bytes", () => {
  it("never throws, and never harms the row of another device", () => {
    const limits = { burstMessages: RUNS * 2 };
    const { client, transport, timers, texts } = openGateway({ limits });
    let seq = 0;
    fc.assert(
      fc.property(bytes, fc.constantFrom(...channels), fc.boolean(), (payload, on, retained) => {
        transport.deliver("hostile", on, payload, retained);
        seq += 1;
        transport.deliver("honest", "evt", eventBytes(record(9, seq)));
        timers.advance(100);
        expect(client.device("honest")?.throughSeq).toBe(seq);
      }),
      { numRuns: RUNS },
    );
    const honest = texts().filter((text) => text.startsWith("honest"));
    expect(honest).toEqual(Array.from({ length: seq }, (_, at) => `honest/9:${at + 1} record`));
    const { malformed = {} } = client.device("hostile")?.counters ?? {};
    expect(Object.keys(malformed).length).toBeGreaterThan(5);
  });
});
