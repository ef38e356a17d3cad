import { CHANNELS, type Channel, parseTopic, topicOf } from "@dosekit/protocols";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("parseTopic", () => {
  it("reads back every topic that topicOf writes", () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/);
    const channel = fc.constantFrom(...(Object.keys(CHANNELS) as Channel[]));
    fc.assert(
      fc.property(fc.record({ tenant: name, deviceId: name, channel }), (address) => {
        expect(parseTopic(topicOf(address))).toEqual({ ok: true, value: address });
      }),
    );
  });

  it("never answers with an address that topicOf would write differently", () => {
    const part = fc.oneof(
      fc.constantFrom("omdp", "1", "evt", "cfg", "desired", "+", "#", ""),
      fc.string({ unit: "binary", maxLength: 6 }),
    );
    const near = fc.array(part, { maxLength: 7 }).map((parts) => parts.join("/"));
    fc.assert(
      fc.property(
        fc.oneof(
          near,
          near.map((rest) => `omdp/1/${rest}`),
        ),
        (topic) => {
          const result = parseTopic(topic);
          if (result.ok) expect(topicOf(result.value)).toBe(topic);
          else expect(result.error.message.length).toBeLessThan(1_000);
        },
      ),
    );
  });
});
