import {
  Command,
  DesiredConfig,
  type DeviceEvent,
  DeviceEvent as DeviceEventMessage,
  DeviceState,
  type DownChannel,
  decodeAs,
  EventAcknowledgement,
  encodeMessage,
  Reply,
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
  const birth = (status: "online" | "sleeping" = "online") =>
    line.send("state", encodeMessage(DeviceState, { status, bootId: 1, configVersion: 4 }));
  const commands = () =>
    sent("cmd").flatMap(({ payload }) => {
      const decoded = decodeAs(Command, payload);
      return decoded.ok && decoded.value.verb === "sync-time" ? [decoded.value] : [];
    });
  const times = () => commands().map(({ civilMs }) => Number(civilMs));
  const answer = () => {
    const commandId = commands().at(-1)?.commandId ?? "";
    line.send("rsp", encodeMessage(Reply, { commandId, result: "done" }));
  };
  const now = () => queue.nowMs();
  return {
    net,
    gateway,
    committed,
    wait,
    tell,
    sent,
    received: () => received,
    birth,
    times,
    answer,
    now,
  };
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

  test("gives the device its configuration once it has heard of it", () => {
    const { gateway, wait, sent, tell } = home();
    gateway.start();
    wait(30_000);
    tell({ seq: 1 });
    wait(30_000);
    const config = decodeAs(DesiredConfig, sent("cfg/desired")[0]?.payload ?? new Uint8Array());
    expect(config).toMatchObject({ ok: true, value: { version: 4 } });
  });

  test("tells the time when the device comes into contact, and every six hours after its start", () => {
    const { gateway, wait, times, birth, answer } = home();
    gateway.start();
    wait(30_000);
    expect(times()).toEqual([]);
    birth();
    wait(3_000);
    answer();
    wait(HOUR_MS);
    expect(times()).toHaveLength(1);
    wait(SYNC_EVERY_MS);
    expect(times()[1]).toBe(START + SYNC_EVERY_MS);
  });

  test("tells the time of now until the device answers, less and less often", () => {
    const { gateway, wait, times, birth, answer, now } = home();
    gateway.start();
    wait(30_000);
    birth();
    wait(5 * 60_000);
    const told = new Set(times());
    expect([...told].map((ms) => Math.round((ms - START) / 10_000))).toEqual([3, 11, 25]);
    birth();
    wait(3_000);
    expect(now() - (times().at(-1) ?? 0)).toBeLessThanOrEqual(3_000);
    answer();
    const all = times().length;
    wait(HOUR_MS);
    expect(times()).toHaveLength(all);
  });

  test("takes back a time that is under way when the device comes into contact anew", () => {
    const { gateway, wait, times, birth } = home();
    gateway.start();
    wait(30_000);
    birth();
    wait(3_000);
    birth();
    wait(3_000);
    expect(times()).toHaveLength(2);
    expect(times()[1]).toBeGreaterThan(times()[0] ?? 0);
  });

  test("tells a device nothing that is not there", () => {
    const { gateway, wait, times, birth } = home();
    gateway.start();
    wait(30_000);
    birth("sleeping");
    wait(2 * SYNC_EVERY_MS);
    expect(times()).toEqual([]);
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
