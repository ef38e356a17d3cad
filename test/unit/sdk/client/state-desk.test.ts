import { DeviceState, encodeMessage } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { birthBytes, eventBytes, record } from "../../../support/sdk/messages.ts";

function will(bootId: number): Uint8Array {
  return encodeMessage(DeviceState, { status: "lost", bootId });
}

describe("births, farewells and wills", () => {
  it("keeps what the birth said when the will of the same boot comes", () => {
    const { client, transport } = openGateway();
    transport.deliver("d1", "state", birthBytes(9, 0, 0, { bootId: 3, product: "pilly-sms" }));
    transport.deliver("d1", "state", will(3));
    expect(client.device("d1")).toMatchObject({
      present: false,
      state: { status: "lost", product: "pilly-sms", epoch: 9 },
    });
  });

  it("ignores the will of a boot that is over", () => {
    const { client, transport } = openGateway();
    transport.deliver("d1", "state", birthBytes(9, 0, 0, { bootId: 4 }));
    transport.deliver("d1", "state", will(3));
    expect(client.device("d1")).toMatchObject({
      present: true,
      state: { status: "online" },
      counters: { staleWills: 1 },
    });
  });

  it("takes the will of a device that it knows nothing else of", () => {
    const { client, transport } = openGateway();
    transport.deliver("d1", "state", will(3), true);
    expect(client.device("d1")).toMatchObject({ present: false, state: { status: "lost" } });
  });

  it("takes any message but a stored one for a sign of life", () => {
    const { client, transport } = openGateway();
    transport.deliver("d1", "state", will(3), true);
    transport.deliver("d1", "evt", eventBytes(record(9, 1)));
    expect(client.device("d1")?.present).toBe(true);
  });

  it("counts a birth that contradicts itself, and takes nothing from it", () => {
    const { client, transport, texts } = openGateway();
    transport.deliver("d1", "state", birthBytes(9, 8, 2));
    expect(client.device("d1")?.counters.malformed).toEqual({ "state-contradictory": 1 });
    expect(texts()).toEqual([]);
  });

  it("notices a journal that ends before what was committed", () => {
    const { client, transport, log } = openGateway();
    for (const seq of [1, 2, 3]) transport.deliver("d1", "evt", eventBytes(record(9, seq)));
    transport.deliver("d1", "state", birthBytes(9, 1, 2), true);
    expect(client.device("d1")?.counters.regressed, "a stored birth may be old").toBe(0);
    transport.deliver("d1", "state", birthBytes(9, 1, 2));
    expect(client.device("d1")?.counters.regressed).toBe(1);
    expect(log.some(({ event }) => event === "device.regressed")).toBe(true);
  });

  it("gives up waiting in an epoch that a birth has replaced, after a while", () => {
    const { transport, timers, texts } = openGateway();
    transport.deliver("d1", "state", birthBytes(9, 0, 0));
    for (const seq of [1, 3]) transport.deliver("d1", "evt", eventBytes(record(9, seq)));
    transport.deliver("d1", "state", birthBytes(4, 0, 0, { bootId: 8 }));
    timers.advance(299_000);
    expect(texts()).toEqual(["d1/9:1 record"]);
    timers.advance(1_000);
    expect(texts()).toEqual(["d1/9:1 record", "d1/9:2 lost", "d1/9:3 record"]);
  });
});
