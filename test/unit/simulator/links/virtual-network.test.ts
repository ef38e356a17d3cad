import type { DownChannel, UpChannel } from "@dosekit/protocols";
import {
  CONNECT_MS,
  EventQueue,
  GATEWAY_CONNECT_MS,
  NOTICE_MS,
  VirtualNetwork,
  WILL_DELAY_MS,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const WILL = new Uint8Array([0xee]);

function network(seed = "1") {
  const queue = new EventQueue(0);
  const net = new VirtualNetwork({ scheduler: queue, seed, gatewayLane: 9 });
  const line = net.attach("d1", 0);
  const up: string[] = [];
  const down: string[] = [];
  const links: boolean[] = [];
  const openDevice = () =>
    line.open(
      {
        onLink: (isUp) => links.push(isUp),
        onMessage: (channel: DownChannel, payload) => down.push(`${channel} ${payload.join(" ")}`),
      },
      WILL,
    );
  const gateway = net.gatewayTransport();
  const openGateway = () =>
    gateway.open({
      onLink: () => undefined,
      onMessage: (deviceId, channel: UpChannel, payload, retained) =>
        up.push(`${deviceId} ${channel} ${payload.join(" ")}${retained ? " kept" : ""}`),
    });
  const wait = (ms: number) => queue.runUntil(queue.nowMs() + ms);
  const bothUp = () => {
    openGateway();
    openDevice();
    wait(CONNECT_MS[1]);
  };
  const send = (channel: UpChannel, byte: number) => line.send(channel, new Uint8Array([byte]));
  return { net, line, gateway, up, down, links, openDevice, openGateway, wait, bothUp, send };
}

describe("the virtual network", () => {
  test("carries messages both ways, late, whole and in order", () => {
    const { up, down, gateway, bothUp, send, wait } = network();
    bothUp();
    for (let byte = 0; byte < 30; byte += 1) send("evt", byte);
    expect(up).toEqual([]);
    for (let byte = 0; byte < 5; byte += 1) gateway.send("d1", "ack", new Uint8Array([byte]));
    wait(60_000);
    expect(up).toEqual(Array.from({ length: 30 }, (_, byte) => `d1 evt ${byte}`));
    expect(down).toEqual(Array.from({ length: 5 }, (_, byte) => `ack ${byte}`));
  });

  test("drops what is sent before there is contact", () => {
    const { up, openDevice, openGateway, send, wait } = network();
    openGateway();
    openDevice();
    send("evt", 1);
    wait(60_000);
    expect(up).toEqual([]);
  });

  test("loses what is under way when the link is cut, and tells both ends only later", () => {
    const { net, up, links, bothUp, send, wait } = network();
    bothUp();
    send("evt", 1);
    net.cutDevice("d1", true);
    send("evt", 2);
    wait(NOTICE_MS - 1);
    expect(links).toEqual([true]);
    wait(1);
    expect(links).toEqual([true, false]);
    wait(WILL_DELAY_MS);
    expect(up).toEqual(["d1 state 238"]);
  });

  test("lets a short cut pass unnoticed", () => {
    const { net, up, links, bothUp, send, wait } = network();
    bothUp();
    net.cutDevice("d1", true);
    wait(NOTICE_MS / 2);
    net.cutDevice("d1", false);
    wait(10 * NOTICE_MS);
    send("evt", 3);
    wait(60_000);
    expect(links).toEqual([true]);
    expect(up).toEqual(["d1 evt 3"]);
  });

  test("gives a device contact again once the cut has ended, and takes its will back", () => {
    const { net, up, links, bothUp, wait } = network();
    bothUp();
    net.cutDevice("d1", true);
    wait(NOTICE_MS + 1_000);
    net.cutDevice("d1", false);
    wait(CONNECT_MS[1] + WILL_DELAY_MS);
    expect(links).toEqual([true, false, true]);
    expect(up).toEqual([]);
  });

  test("publishes the will of a device that lost power, and none after a farewell", () => {
    const lost = network();
    lost.bothUp();
    lost.line.abort();
    lost.wait(NOTICE_MS + WILL_DELAY_MS);
    expect(lost.up).toEqual(["d1 state 238"]);
    const ended = network();
    ended.bothUp();
    ended.send("state", 4);
    ended.line.close();
    ended.wait(10 * NOTICE_MS);
    expect(ended.up).toEqual(["d1 state 4"]);
  });

  test("tells an earlier boot nothing of what was under way to it", () => {
    const { line, gateway, down, bothUp, openDevice, wait } = network();
    bothUp();
    gateway.send("d1", "cmd", new Uint8Array([1]));
    line.abort();
    openDevice();
    wait(60_000);
    expect(down).toEqual([]);
  });

  test("keeps states for a gateway that comes later, and configurations for the device", () => {
    const { net, up, down, gateway, openDevice, openGateway, send, wait } = network();
    openGateway();
    wait(GATEWAY_CONNECT_MS);
    gateway.send("d1", "cfg/desired", new Uint8Array([5]));
    openDevice();
    wait(60_000);
    expect(down).toEqual(["cfg/desired 5"]);
    send("state", 6);
    wait(60_000);
    net.dropGateway();
    send("evt", 7);
    wait(60_000);
    openGateway();
    wait(GATEWAY_CONNECT_MS);
    expect(up).toEqual(["d1 state 6", "d1 state 6 kept"]);
  });

  test("hears nothing while the gateway is cut off", () => {
    const { net, up, bothUp, send, wait } = network();
    bothUp();
    net.cutGateway(true);
    send("evt", 1);
    wait(60_000);
    net.cutGateway(false);
    wait(GATEWAY_CONNECT_MS);
    send("evt", 2);
    wait(60_000);
    expect(up).toEqual(["d1 evt 2"]);
  });

  test("loses, doubles and overtakes messages under noise, and nothing after it", () => {
    const { net, up, bothUp, send, wait } = network();
    bothUp();
    net.setNoise("d1", { lossPermille: 300, duplicatePermille: 300, reorderPermille: 300 });
    for (let byte = 0; byte < 100; byte += 1) send("evt", byte);
    wait(120_000);
    const arrived = up.map((line) => Number(line.split(" ")[2]));
    expect(new Set(arrived).size).toBeLessThan(100);
    expect(arrived.length).toBeGreaterThan(new Set(arrived).size);
    expect(arrived).not.toEqual([...arrived].sort((a, b) => a - b));
    net.setNoise("d1", undefined);
    up.length = 0;
    for (let byte = 0; byte < 50; byte += 1) send("evt", byte);
    wait(120_000);
    expect(up).toEqual(Array.from({ length: 50 }, (_, byte) => `d1 evt ${byte}`));
  });

  test("carries messages again only when nothing cuts the link any more", () => {
    const { line, up, bothUp, send, wait } = network();
    bothUp();
    line.setCut(true);
    line.setCut(true, "network");
    wait(60_000);
    line.setCut(false);
    wait(60_000);
    expect(line.hasContact()).toBe(false);
    line.setCut(false, "network");
    wait(CONNECT_MS[1]);
    send("evt", 1);
    wait(60_000);
    expect(up.filter((one) => one.includes("evt"))).toEqual(["d1 evt 1"]);
  });

  test("loses a broker that is gone for device and gateway at once, without a will", () => {
    const { net, line, up, links, bothUp, send, wait } = network();
    bothUp();
    net.setBroker(true);
    expect([line.hasContact(), links.at(-1)]).toEqual([false, false]);
    send("evt", 1);
    wait(NOTICE_MS + WILL_DELAY_MS + 60_000);
    expect(up).toEqual([]);
    net.setBroker(false);
    wait(CONNECT_MS[1] + GATEWAY_CONNECT_MS);
    send("evt", 2);
    wait(60_000);
    expect(up).toEqual(["d1 evt 2"]);
  });

  test("keeps a gateway away while it is cut off itself, whatever the broker does", () => {
    const { net, up, bothUp, send, wait } = network();
    bothUp();
    net.cutGateway(true);
    net.setBroker(true);
    net.setBroker(false);
    wait(60_000);
    send("evt", 1);
    wait(60_000);
    expect(up).toEqual([]);
    net.cutGateway(false);
    wait(60_000);
    send("evt", 2);
    wait(60_000);
    expect(up).toEqual(["d1 evt 2"]);
  });

  test.each([
    { forgets: false, kept: ["d1 state 7 kept"] },
    { forgets: true, kept: [] },
  ])("has what a broker kept after it was gone, unless it forgets: $forgets", (row) => {
    const { net, up, bothUp, send, wait } = network();
    bothUp();
    send("state", 7);
    wait(60_000);
    up.length = 0;
    net.setBroker(true, row.forgets);
    wait(60_000);
    net.setBroker(false);
    wait(60_000);
    expect(up).toEqual(row.kept);
  });

  test("lets one direction die without either end noticing", () => {
    const { line, up, down, gateway, links, bothUp, send, wait } = network();
    bothUp();
    line.setDead("up", true);
    send("evt", 1);
    gateway.send("d1", "ack", new Uint8Array([1]));
    wait(3_600_000);
    expect([up, down, links]).toEqual([[], ["ack 1"], [true]]);
    line.setDead("up", false);
    send("evt", 2);
    wait(60_000);
    expect(up).toEqual(["d1 evt 2"]);
  });

  test("lets no new contact come about while a direction is dead or clogged", () => {
    const { line, links, bothUp, wait } = network();
    line.setDead("down", true);
    bothUp();
    wait(3_600_000);
    expect(links).toEqual([]);
    line.clog();
    line.setDead("down", false);
    wait(60_000);
    expect(links).toEqual([]);
    line.unclog("sent");
    wait(CONNECT_MS[1]);
    expect(links).toEqual([true]);
  });

  test("brings the first message of a contact whatever the noise", () => {
    const { net, up, bothUp, send, wait } = network();
    net.setNoise("d1", { lossPermille: 1_000, duplicatePermille: 0, reorderPermille: 0 });
    bothUp();
    send("state", 1);
    send("state", 2);
    wait(60_000);
    expect(up).toEqual(["d1 state 1"]);
  });

  test("changes nothing for other messages by the records that go the same way", () => {
    const arrivals = (records: number) => {
      const { net, line, gateway, bothUp, send, wait, up, down } = network();
      net.setNoise("d1", { lossPermille: 300, duplicatePermille: 300, reorderPermille: 300 });
      line.setSlow({ addMs: 1_000, jitterMs: 3_000 });
      bothUp();
      send("state", 0);
      const seen: string[] = [];
      for (let step = 0; step < 60; step += 1) {
        for (let record = 0; record < records; record += 1) {
          send("evt", record);
          gateway.send("d1", "ack", new Uint8Array([record]));
        }
        send("rsp", step);
        gateway.send("d1", "cmd", new Uint8Array([step]));
        wait(500);
        seen.push([up, down].map((way) => way.findLast((one) => /cmd|rsp/.test(one))).join());
      }
      return seen;
    };
    expect(arrivals(3)).toEqual(arrivals(0));
    expect(new Set(arrivals(0)).size).toBeGreaterThan(30);
  });

  test("slows both directions, and keeps their order", () => {
    const { line, up, down, gateway, bothUp, send, wait } = network();
    bothUp();
    line.setSlow({ addMs: 30_000, jitterMs: 10_000 });
    for (let byte = 0; byte < 9; byte += 1) send("evt", byte);
    gateway.send("d1", "ack", new Uint8Array([1]));
    wait(30_000);
    expect([up, down]).toEqual([[], []]);
    line.setSlow(undefined);
    send("evt", 9);
    wait(60_000);
    expect(up).toEqual(Array.from({ length: 10 }, (_, byte) => `d1 evt ${byte}`));
    expect(down).toEqual(["ack 1"]);
  });

  test("piles up both directions while they are clogged", () => {
    const { line, up, down, gateway, bothUp, send, wait } = network();
    bothUp();
    line.clog();
    for (let byte = 0; byte < 5; byte += 1) send("evt", byte);
    gateway.send("d1", "ack", new Uint8Array([1]));
    wait(600_000);
    expect([up, down]).toEqual([[], []]);
    line.unclog("sent");
    wait(60_000);
    expect([up.length, down]).toEqual([5, ["ack 1"]]);
  });
});
