import { faultOfLoss, faultOfPort } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";

describe("an error of a port", () => {
  it.each([
    ["Error: No such file or directory, cannot open /dev/x", "serial-port-missing"],
    ["Opening COM9: File not found", "serial-port-missing"],
    ["Error Resource temporarily unavailable Cannot lock port", "serial-port-busy"],
    ["Opening COM3: Access denied", "serial-port-busy"],
    ["Error: Permission denied, cannot open /dev/ttyS0", "serial-port-denied"],
    ["Error: Inappropriate ioctl for device setting custom baud rate", "serial-port-unfit"],
    ["connect ECONNREFUSED 127.0.0.1:4000", "serial-server-refused"],
    ["getaddrinfo ENOTFOUND nowhere", "serial-server-unreachable"],
    ["something else", "serial-port-failed"],
  ])("%s is %s, with what was found and a remedy", (text, code) => {
    const fault = faultOfPort(new Error(text), "/dev/x");
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(text);
    expect(fault.remedy).not.toBe("");
  });

  it("is its closing once the port was open, with what was found", () => {
    const fault = faultOfLoss(new Error("EIO: i/o error, write"), "/dev/x");
    expect(fault).toMatchObject({
      code: "serial-port-closed",
      message: expect.stringContaining("/dev/x, EIO: i/o error, write"),
    });
  });
});
