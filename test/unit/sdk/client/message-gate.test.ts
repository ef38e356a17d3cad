import { DeviceEvent, encodeMessage, instant } from "@dosekit/protocols";
import { PAYLOAD_BYTES_MAX } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { record } from "../../../support/sdk/messages.ts";

describe("message gate", () => {
  it("lets the longest record through, and nothing longer than the channel allows", () => {
    const { client, transport } = openGateway();
    const longest = encodeMessage(DeviceEvent, {
      ...record(0xffff_ffff, 1),
      uptimeMs: Number.MAX_SAFE_INTEGER,
      civilMs: instant(Number.MAX_SAFE_INTEGER),
      doseId: "d".repeat(48),
      alertId: "a".repeat(24),
      commandId: "c".repeat(36),
      detail: "x".repeat(120),
    });
    expect(longest.length).toBeLessThan(PAYLOAD_BYTES_MAX.evt);
    transport.deliver("d1", "evt", longest);
    transport.deliver("d1", "evt", new Uint8Array(PAYLOAD_BYTES_MAX.evt + 1));
    expect(client.device("d1")?.counters).toMatchObject({ committed: 1, oversized: 1 });
  });

  it("gives nothing for a clock that was set back", () => {
    const { client, transport, timers } = openGateway({
      limits: { burstMessages: 2, messagesPerSecond: 1 },
    });
    for (let count = 0; count < 3; count += 1) {
      transport.deliver("d1", "evt", new Uint8Array());
      timers.advance(-10_000);
    }
    expect(client.device("d1")?.counters.flooded).toBe(1);
  });
});
