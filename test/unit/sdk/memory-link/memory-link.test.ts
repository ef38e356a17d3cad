import type { DownChannel, UpChannel } from "@dosekit/protocols";
import { MemoryLink, type MemoryLinkOptions } from "@dosekit/sdk";
import { describe, expect, test } from "vitest";

const WILL = Uint8Array.of(0xee);

/** A link with both ends open, and everything that either end hears, in words. */
function joined(options: MemoryLinkOptions = {}) {
  const heard: string[] = [];
  const link = new MemoryLink(options);
  const device = link.device("d1");
  const openGateway = () =>
    link.gateway.open({
      onLink: (up) => heard.push(`gateway ${up ? "up" : "down"}`),
      onMessage: (id, channel, payload, retained) =>
        heard.push(`${id} ${channel} ${payload.join()}${retained ? " retained" : ""}`),
    });
  const openDevice = () =>
    device.open(
      {
        onLink: (up) => heard.push(`device ${up ? "up" : "down"}`),
        onMessage: (channel, payload) => heard.push(`to device ${channel} ${payload.join()}`),
      },
      WILL,
    );
  openGateway();
  openDevice();
  heard.length = 0;
  const up = (channel: UpChannel, ...bytes: number[]) =>
    device.send(channel, Uint8Array.from(bytes));
  const down = (channel: DownChannel, ...bytes: number[]) =>
    link.gateway.send("d1", channel, Uint8Array.from(bytes));
  return { link, device, heard, openGateway, openDevice, up, down };
}

/** A schedule that the test runs by hand, in order of time. */
function handSchedule() {
  const waiting: { readonly delayMs: number; readonly run: () => void }[] = [];
  const schedule = (delayMs: number, run: () => void) => waiting.push({ delayMs, run });
  const runAll = () => {
    for (const { run } of waiting.splice(0).sort((a, b) => a.delayMs - b.delayMs)) run();
  };
  return { schedule, runAll };
}

describe("a link in memory", () => {
  test("carries messages both ways", () => {
    const { heard, up, down } = joined();
    up("evt", 1);
    down("ack", 2);
    expect(heard).toEqual(["d1 evt 1", "to device ack 2"]);
  });

  test("delivers an answer after the message that caused it", () => {
    const link = new MemoryLink();
    const heard: string[] = [];
    link.gateway.open({
      onLink: () => undefined,
      onMessage: (deviceId) => {
        link.gateway.send(deviceId, "ack", Uint8Array.of(1));
        heard.push("message");
      },
    });
    const device = link.device("d1");
    device.open({ onLink: () => undefined, onMessage: () => heard.push("answer") }, WILL);
    device.send("evt", Uint8Array.of(1));
    expect(heard).toEqual(["message", "answer"]);
  });

  test("loses, doubles, delays and reorders as it is told", () => {
    const { schedule, runAll } = handSchedule();
    const fates = [[], [0, 0], [50], [20]];
    const { heard, up } = joined({ schedule, fate: () => fates.shift() ?? [0] });
    for (const byte of [1, 2, 3, 4]) up("evt", byte);
    expect(heard).toEqual(["d1 evt 2", "d1 evt 2"]);
    runAll();
    expect(heard.slice(2)).toEqual(["d1 evt 4", "d1 evt 3"]);
  });

  test("tells a gateway that comes later the last state, and an event never", () => {
    const { link, heard, openGateway, up } = joined();
    link.gateway.close();
    up("state", 1);
    up("state", 2);
    up("evt", 3);
    openGateway();
    expect(heard).toEqual(["gateway up", "d1 state 2 retained"]);
  });

  test("tells a device that comes later its configuration, and a command never", () => {
    const { device, heard, openDevice, down } = joined();
    device.close();
    down("cfg/desired", 1);
    down("cfg/desired", 2);
    down("cmd", 3);
    openDevice();
    expect(heard).toEqual(["device up", "to device cfg/desired 2"]);
  });

  test("speaks the last will after a power cut and not after a farewell", () => {
    const { device, heard, openDevice } = joined();
    device.close();
    openDevice();
    device.abort();
    expect(heard).toEqual(["device up", "d1 state 238"]);
  });

  test("keeps the last will back when the device returns in time", () => {
    const { schedule, runAll } = handSchedule();
    const { device, heard, openDevice } = joined({ schedule, willDelayMs: 1_000 });
    device.abort();
    openDevice();
    runAll();
    expect(heard).toEqual(["device up"]);
  });

  test("carries nothing over a cut path and tells both ends", () => {
    const { link, heard, up, down } = joined();
    link.cut("d1");
    up("evt", 1);
    down("ack", 2);
    link.heal("d1");
    up("evt", 3);
    expect(heard).toEqual(["d1 state 238", "device down", "device up", "d1 evt 3"]);
  });

  test("loses what is under way to a device when its contact ends", () => {
    const { schedule, runAll } = handSchedule();
    const { link, heard, down } = joined({ schedule, fate: () => [10] });
    down("cmd", 1);
    link.cut("d1");
    link.heal("d1");
    runAll();
    expect(heard).not.toContain("to device cmd 1");
  });

  test("cuts the gateway off from all devices", () => {
    const { link, heard, up } = joined();
    link.setGatewayLink(false);
    up("evt", 1);
    up("state", 2);
    link.setGatewayLink(true);
    expect(heard).toEqual(["gateway down", "gateway up", "d1 state 2 retained"]);
  });

  test("does not change a message that its sender changes later", () => {
    const { schedule, runAll } = handSchedule();
    const { heard, device } = joined({ schedule, fate: () => [5] });
    const payload = Uint8Array.of(1);
    device.send("evt", payload);
    payload[0] = 9;
    runAll();
    expect(heard).toEqual(["d1 evt 1"]);
  });

  test("asks for a schedule where a delay needs one", () => {
    const { up } = joined({ fate: () => [5] });
    expect(() => up("evt", 1)).toThrow(RangeError);
  });
});
