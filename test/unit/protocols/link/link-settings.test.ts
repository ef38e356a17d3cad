import { DeviceLink, DropLine, GatewayLink, PolledDeviceLink } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

const SETTINGS = { bootId: 1, name: "dev-1" };

describe("the settings of a link", () => {
  it.each([
    [{ bootId: -1 }, "bootId"],
    [{ bootId: 2 ** 32 }, "bootId"],
    [{ name: "å" }, "name"],
    [{ name: "x".repeat(33) }, "name"],
    [{ payloadMax: 127 }, "payloadMax"],
    [{ payloadMax: 1_025 }, "payloadMax"],
    [{ window: 0 }, "window"],
    [{ window: 5 }, "window"],
    [{ messageMax: 127 }, "messageMax"],
    [{ messageMax: 65_537 }, "messageMax"],
    [{ queueMax: 0 }, "queueMax"],
    [{ baud: 0 }, "baud"],
  ])("are refused as %o", (wrong, name) => {
    expect(() => new DeviceLink({ ...SETTINGS, ...wrong })).toThrow(`${name}: found`);
    expect(() => new GatewayLink({ ...SETTINGS, ...wrong })).toThrow(RangeError);
  });

  it.each([0, 127, 1.5])("have no address %s", (address) => {
    expect(() => new PolledDeviceLink(SETTINGS, address)).toThrow("address: found");
    expect(() => new DropLine({ ...SETTINGS, addresses: [1, address] })).toThrow("address: found");
  });

  it("have no address twice", () => {
    expect(() => new DropLine({ ...SETTINGS, addresses: [1, 2, 1] })).toThrow("twice");
  });
});
