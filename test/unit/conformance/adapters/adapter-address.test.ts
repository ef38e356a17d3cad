import {
  type AdapterContext,
  hostAndPort,
  KitMistake,
  PTY_ADAPTER,
  parseAdapterAddress,
  plainWords,
  SERIAL_ADAPTER,
  splitCommand,
} from "@dosekit/conformance";
import { afterEach, describe, expect, it } from "vitest";

const CONTEXT: AdapterContext = { role: "device", tell: () => undefined };
const PLATFORM = Object.getOwnPropertyDescriptor(process, "platform");

afterEach(() => {
  if (PLATFORM !== undefined) Object.defineProperty(process, "platform", PLATFORM);
});

function onWindows(): void {
  Object.defineProperty(process, "platform", { value: "win32", configurable: true });
}

describe("an address of a device", () => {
  it("has a scheme, a place, and options", () => {
    const { scheme, rest, options } = parseAdapterAddress("serial:/dev/ttyUSB0?baud=9600&shared=9");
    expect([scheme, rest, options.get("baud"), options.get("shared")]).toEqual([
      "serial",
      "/dev/ttyUSB0",
      "9600",
      "9",
    ]);
    expect(() => parseAdapterAddress("/dev/ttyUSB0")).toThrow(KitMistake);
  });

  it("leaves the words of a program alone", () => {
    const { rest } = parseAdapterAddress("exec:./codec --what?=1");
    expect(splitCommand(rest)).toEqual(["./codec", "--what?=1"]);
    expect(splitCommand(`node 'my file.js' --name="a b"`)).toEqual([
      "node",
      "my file.js",
      "--name=a b",
    ]);
  });

  it("has a host and a port, of either form of address", () => {
    expect(hostAndPort("10.0.0.2:1883")).toEqual({ host: "10.0.0.2", port: 1_883 });
    expect(hostAndPort("[::1]:1883")).toEqual({ host: "::1", port: 1_883 });
    for (const wrong of ["10.0.0.2", ":1883", "host:99999", "a:b:c"]) {
      expect(() => hostAndPort(wrong)).toThrow(KitMistake);
    }
  });

  it("is a port's name on Windows too, where a pseudo-terminal is refused with the reason", () => {
    onWindows();
    const pty = () => PTY_ADAPTER.make(parseAdapterAddress("pty:/dev/pts/1"), CONTEXT);
    expect(pty).toThrow(KitMistake);
    try {
      pty();
    } catch (cause) {
      const { allowed } = (cause as KitMistake).mistake;
      expect(allowed).toContain("Windows has no pseudo-terminals");
    }
    expect(SERIAL_ADAPTER.make(parseAdapterAddress("serial:COM3"), CONTEXT).name).toBe(
      "serial:COM3",
    );
  });

  it("has bounds for its speed and its address", () => {
    for (const wrong of ["serial:COM3?baud=1", "serial:COM3?shared=0", "serial:COM3?shared=200"]) {
      expect(() => SERIAL_ADAPTER.make(parseAdapterAddress(wrong), CONTEXT)).toThrow(KitMistake);
    }
  });
});

describe("what hands are asked", () => {
  it("is a whole sentence with the value in it", () => {
    expect(plainWords("load", 10)).toBe(
      "Open the device with the key, put in this many doses, and shut it: 10.",
    );
    expect(plainWords("power-cut", undefined)).toBe("Pull the plug and take the battery out.");
  });
});
