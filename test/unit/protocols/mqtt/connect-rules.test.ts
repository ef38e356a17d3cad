import {
  CONNECT_RULES,
  CONTENT_TYPE,
  DEFAULT_LIMITS,
  DeviceState,
  decodeAs,
  lastWillOf,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

describe("CONNECT_RULES", () => {
  it("keep a session for a day and take up an old one", () => {
    expect(CONNECT_RULES).toMatchObject({
      protocolVersion: 5,
      cleanStart: false,
      willDelaySeconds: 60,
      keepaliveSeconds: 60,
      receiveMaximum: 20,
      contentType: CONTENT_TYPE,
    });
    expect(CONNECT_RULES.sessionExpirySeconds).toBeGreaterThanOrEqual(24 * 60 * 60);
  });

  it("take packets as large as the largest message", () => {
    expect(CONNECT_RULES.maximumPacketSizeBytes).toBe(DEFAULT_LIMITS.bytesMax);
  });
});

describe("lastWillOf", () => {
  it("says on the state channel, retained, that this boot is lost", () => {
    const { payload, ...will } = lastWillOf("oslo", "pilly-0001", 77);
    expect(will).toEqual({
      topic: "omdp/1/oslo/pilly-0001/state",
      qos: 1,
      retain: true,
      willDelaySeconds: 60,
      contentType: "application/omdp+cbor;v=1",
    });
    expect(decodeAs(DeviceState, payload)).toEqual({
      ok: true,
      value: { status: "lost", bootId: 77 },
    });
  });

  it("refuses a boot id that no message can carry", () => {
    expect(() => lastWillOf("oslo", "pilly-0001", -1)).toThrow("device-state.bootId: found -1");
  });
});
