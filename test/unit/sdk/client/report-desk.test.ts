import { CapabilityReport, CounterReport, encodeMessage, Reply } from "@dosekit/protocols";
import { REPORT_WAIT_MS } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";

const CAPABILITIES = {
  minor: 0,
  profiles: ["core"],
  testClock: "none",
  messageBytesMax: 65_536,
  spoolEvents: 10,
} as const;

function setUp() {
  const bench = openGateway();
  const { transport } = bench;
  const can = (deviceId: string, requestId: number) =>
    transport.deliver(
      deviceId,
      "rsp",
      encodeMessage(CapabilityReport, { requestId, ...CAPABILITIES }),
    );
  const counted = (deviceId: string, requestId: number) =>
    transport.deliver(
      deviceId,
      "rsp",
      encodeMessage(CounterReport, { requestId, bootId: 3, rejected: [], boots: 2 }),
    );
  const asked = () =>
    transport.takeSent().map((sent) => sent.message as { readonly requestId?: number });
  return { ...bench, can, counted, asked };
}

describe("a question to a device", () => {
  it("ends with the report of its number", async () => {
    const { client, can, counted, asked } = setUp();
    const first = client.report("d1", "capabilities");
    const second = client.report("d1", "counters");
    const [one, other] = asked().map(({ requestId = -1 }) => requestId);
    counted("d1", other ?? -1);
    can("d1", one ?? -1);
    expect(await first).toMatchObject({ profiles: ["core"], requestId: one });
    expect(await second).toMatchObject({ boots: 2, requestId: other });
  });

  it("is not answered by another device, another number, another report or a reply", () => {
    const { client, can, counted, transport, timers, asked } = setUp();
    const ends: unknown[] = [];
    client.report("d1", "capabilities").catch((cause: unknown) => ends.push(cause));
    const requestId = asked()[0]?.requestId ?? -1;
    can("d2", requestId);
    can("d1", requestId + 1);
    counted("d1", requestId);
    transport.deliver("d1", "rsp", encodeMessage(Reply, { commandId: "c", result: "done" }));
    expect(client.counters().strayReplies).toBe(4);
    timers.advance(REPORT_WAIT_MS - 1);
    expect(ends).toEqual([]);
  });

  it("ends with a fault when the device does not answer, and when the gateway stops", async () => {
    const { client, timers } = setUp();
    const late = client.report("d1", "capabilities");
    timers.advance(REPORT_WAIT_MS);
    await expect(late).rejects.toMatchObject({ code: "report-unanswered" });
    const stopped = client.report("d1", "counters");
    client.close();
    await expect(stopped).rejects.toMatchObject({ code: "report-unanswered" });
  });

  it("is not taken for anything when an event comes on the channel of replies", () => {
    const { client, transport } = setUp();
    transport.deliver("d1", "rsp", Uint8Array.of(0x82, 0x02, 0xa2, 1, 1, 2, 1));
    expect(client.device("d1")?.counters.malformed).toEqual({ "wrong-message": 1 });
  });
});
