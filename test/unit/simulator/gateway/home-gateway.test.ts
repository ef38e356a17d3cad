import {
  Command,
  DesiredConfig,
  type DeviceEvent,
  DeviceEvent as DeviceEventMessage,
  type DownChannel,
  decodeAs,
  EventAcknowledgement,
  encodeMessage,
} from "@dosekit/protocols";
import { EventQueue, HomeGateway, SYNC_EVERY_MS, VirtualNetwork } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const START = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

function home() {
  const queue = new EventQueue(START);
  const net = new VirtualNetwork({ scheduler: queue, seed: "1", gatewayLane: 0 });
  const line = net.attach("d1", 0);
  const down: { channel: DownChannel; payload: Uint8Array }[] = [];
  line.open(
    {
      onLink: () => undefined,
      onMessage: (channel, payload) => down.push({ channel, payload }),
    },
    new Uint8Array(),
  );
  const committed: number[] = [];
  let received = 0;
  const gateway = new HomeGateway({
    scheduler: queue,
    lane: 0,
    deviceId: "d1",
    config: { version: 4 },
    newTransport: () => net.gatewayTransport(),
    onCommitted: ({ seq }) => committed.push(seq),
    onReceived: () => {
      received += 1;
    },
  });
  const wait = (ms: number) => queue.runUntil(queue.nowMs() + ms);
  const tell = (part: Partial<DeviceEvent> & { readonly seq: number }) =>
    line.send("evt", encodeMessage(DeviceEventMessage, event(part)));
  const sent = (channel: DownChannel) => down.filter((message) => message.channel === channel);
  return { net, gateway, committed, wait, tell, sent, received: () => received };
}

function event(part: Partial<DeviceEvent> & { readonly seq: number }): DeviceEvent {
  return { epoch: 5, kind: "link.restored", bootId: 1, uptimeMs: 1, clock: "rtc", ...part };
}

describe("a home's gateway", () => {
  test("commits each record once and says so to the device", () => {
    const { gateway, committed, wait, tell, sent, received } = home();
    gateway.start();
    wait(30_000);
    tell({ seq: 1 });
    tell({ seq: 1 });
    tell({ seq: 2 });
    wait(30_000);
    expect(committed).toEqual([1, 2]);
    expect(received()).toBe(3);
    const last = sent("ack").at(-1);
    const decoded = decodeAs(EventAcknowledgement, last?.payload ?? new Uint8Array());
    expect(decoded).toMatchObject({ ok: true, value: { epoch: 5, throughSeq: 2 } });
  });

  test("remembers over the death of its process what it committed", () => {
    const { net, gateway, committed, wait, tell } = home();
    gateway.start();
    wait(30_000);
    tell({ seq: 1 });
    wait(30_000);
    gateway.kill();
    net.dropGateway();
    tell({ seq: 2 });
    wait(30_000);
    expect(gateway.counters()).toBeUndefined();
    gateway.start();
    wait(30_000);
    tell({ seq: 1 });
    tell({ seq: 2 });
    wait(30_000);
    expect(committed).toEqual([1, 2]);
  });

  test("gives the device its configuration and, now and then, the time", () => {
    const { gateway, wait, tell, sent } = home();
    gateway.start();
    wait(30_000);
    tell({ seq: 1 });
    wait(SYNC_EVERY_MS + HOUR_MS);
    const config = decodeAs(DesiredConfig, sent("cfg/desired")[0]?.payload ?? new Uint8Array());
    expect(config).toMatchObject({ ok: true, value: { version: 4 } });
    const command = decodeAs(Command, sent("cmd").at(-1)?.payload ?? new Uint8Array());
    expect(command).toMatchObject({ ok: true, value: { verb: "sync-time" } });
    if (command.ok) expect(command.value.civilMs).toBe(START + SYNC_EVERY_MS);
  });

  test("sends the time to a device that says its clock is unset", () => {
    const { gateway, wait, tell, sent } = home();
    gateway.start();
    wait(HOUR_MS);
    const before = sent("cmd").length;
    tell({ seq: 1, clock: "unset" });
    wait(10_000);
    expect(sent("cmd").length).toBeGreaterThan(before);
  });

  test("keeps few of the rows that it passed on, however long it runs and often it dies", () => {
    const { net, gateway, committed, wait, tell } = home();
    gateway.start();
    wait(30_000);
    let rowsMax = 0;
    for (let seq = 1; seq <= 3_000; seq += 1) {
      tell({ seq });
      wait(600_000);
      rowsMax = Math.max(rowsMax, gateway.counters()?.rows ?? 0);
      if (seq % 400 !== 0) continue;
      gateway.kill();
      net.dropGateway();
      wait(60_000);
      gateway.start();
      wait(60_000);
    }
    expect(committed).toHaveLength(3_000);
    expect(rowsMax).toBeLessThanOrEqual(65);
  });

  test("removes a burst of rows once it passed them on", () => {
    const { gateway, committed, wait, tell } = home();
    gateway.start();
    wait(30_000);
    for (let seq = 1; seq <= 2_000; seq += 1) tell({ seq });
    wait(60_000);
    expect(committed).toHaveLength(2_000);
    expect(gateway.counters()?.rows).toBeLessThanOrEqual(64);
  });
});
