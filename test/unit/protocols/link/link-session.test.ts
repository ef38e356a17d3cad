import { DeviceLink, encodeFrame, type LinkEffect } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

function count(payload: Uint8Array): readonly LinkEffect[] {
  const device = new DeviceLink({ bootId: 7, name: "dev-1" });
  device.start(0);
  return device.receive(encodeFrame({ type: "COUNT", seq: 0, ack: 0, payload }), 1);
}

describe("a COUNT frame", () => {
  it("is answered once when it asks", () => {
    expect(count(new Uint8Array()).map(({ type }) => type)).toEqual(["write"]);
  });

  it("is never answered when it tells: two ends would go on for ever", () => {
    for (const size of [1, 4, 112, 200]) {
      expect(count(new Uint8Array(size)).map(({ type }) => type)).toEqual(["counters"]);
    }
  });
});
