import { encodeMessage, Reply, UINT32_MAX } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { dropped, eventBytes } from "../../../support/sdk/messages.ts";

describe("reading records", () => {
  it("refuses a marker that reaches beyond the last number", () => {
    const { client, transport } = openGateway();
    transport.deliver("d1", "evt", eventBytes(dropped(9, UINT32_MAX, 2)));
    transport.deliver("d1", "evt", eventBytes(dropped(9, UINT32_MAX, 1)));
    expect(client.device("d1")?.counters.malformed).toEqual({ "out-of-range": 1 });
  });

  it("takes another message on the channel for no record, even one with the same keys", () => {
    const { client, transport } = openGateway();
    const reply = encodeMessage(Reply, { commandId: "c", result: "done" });
    transport.deliver("d1", "evt", reply);
    transport.deliver("d1", "evt", reply);
    expect(client.counters()).toMatchObject({ committed: 0, malformed: { "wrong-message": 2 } });
  });
});
