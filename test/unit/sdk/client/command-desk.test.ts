import { type Command, encodeMessage, instant, Reply } from "@dosekit/protocols";
import { type CommandOutcome, SdkError } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { birthBytes, eventBytes, record } from "../../../support/sdk/messages.ts";

function setUp() {
  const bench = openGateway();
  const { client, timers, transport } = bench;
  const command: Command = {
    commandId: "c-1",
    verb: "self-test",
    notAfterMs: instant(timers.nowMs() + 60_000),
    actor: "operator",
  };
  const outcomes: CommandOutcome[] = [];
  const start = (deviceId = "d1") =>
    client.startCommand(deviceId, command, (outcome) => outcomes.push(outcome));
  const answer = (deviceId: string, commandId = "c-1") =>
    transport.deliver(deviceId, "rsp", encodeMessage(Reply, { commandId, result: "done" }));
  const sentCount = () => transport.takeSent().filter(({ type }) => type === "command").length;
  const codes = () => outcomes.map((outcome) => (outcome.ok ? "reply" : outcome.fault.code));
  return { ...bench, command, outcomes, start, answer, sentCount, codes };
}

describe("sending commands", () => {
  it("ends with the device's reply, once", () => {
    const { start, answer, outcomes, client, timers } = setUp();
    start();
    answer("d1");
    answer("d1");
    timers.advance(100_000);
    expect(outcomes).toEqual([{ ok: true, reply: { commandId: "c-1", result: "done" } }]);
    expect(client.counters().strayReplies).toBe(1);
  });

  it("repeats the same command until it is answered", () => {
    const { start, answer, sentCount, timers } = setUp();
    start();
    expect(sentCount()).toBe(1);
    timers.advance(5_000);
    timers.advance(5_000);
    expect(sentCount()).toBe(2);
    answer("d1");
    timers.advance(50_000);
    expect(sentCount()).toBe(0);
  });

  it("leaves a command alone that the device keeps until its earliest instant", () => {
    const { client, timers, transport, sentCount, codes } = setUp();
    const inMs = (ms: number) => instant(timers.nowMs() + ms);
    const command: Command = {
      ...{ commandId: "c-9", verb: "pause", actor: "staff" },
      ...{ notBeforeMs: inMs(600_000), notAfterMs: inMs(900_000) },
    };
    client.startCommand("d1", command, () => undefined);
    const kept = record(5, 1, { kind: "wish.kept", commandId: "c-9" });
    transport.deliver("d1", "evt", eventBytes(kept));
    expect(sentCount()).toBe(1);
    for (let at = 0; at < 99; at += 1) timers.advance(6_000);
    transport.deliver("d1", "state", birthBytes(5, 1, 1));
    expect(sentCount()).toBe(0);
    timers.advance(11_000);
    expect(sentCount()).toBe(1);
    expect(codes()).toEqual([]);
  });

  it("repeats a command of which no record says that the device keeps it", () => {
    const { client, timers, transport, sentCount } = setUp();
    const inMs = (ms: number) => instant(timers.nowMs() + ms);
    const command: Command = {
      ...{ commandId: "c-9", verb: "pause", actor: "staff" },
      ...{ notBeforeMs: inMs(600_000), notAfterMs: inMs(900_000) },
    };
    client.startCommand("d1", command, () => undefined);
    const other = record(5, 1, { kind: "wish.kept", commandId: "c-8" });
    transport.deliver("d1", "evt", eventBytes(other));
    sentCount();
    timers.advance(5_000);
    expect(sentCount()).toBe(1);
  });

  it("ends at the deadline when nobody answers", () => {
    const { start, codes, timers } = setUp();
    start();
    timers.advance(59_999);
    expect(codes()).toEqual([]);
    timers.advance(1);
    expect(codes()).toEqual(["command-expired"]);
  });

  it("sends nothing when the deadline has passed already", () => {
    const { start, codes, sentCount, timers } = setUp();
    timers.advance(60_000);
    start();
    timers.advance(0);
    expect(codes()).toEqual(["command-expired"]);
    expect(sentCount()).toBe(0);
  });

  it("keeps the command for a device that is away, and sends it when it is back", () => {
    const { start, sentCount, timers, transport } = setUp();
    transport.deliver("d1", "state", birthBytes(9, 0, 0, { status: "offline" }));
    start();
    expect(sentCount()).toBe(1);
    timers.advance(30_000);
    expect(sentCount()).toBe(0);
    transport.deliver("d1", "state", birthBytes(9, 0, 0));
    expect(sentCount()).toBe(1);
  });

  it("takes no reply of another device for it", () => {
    const { start, answer, outcomes, client } = setUp();
    start();
    answer("d2");
    expect(outcomes).toEqual([]);
    expect(client.device("d2")?.counters.strayReplies).toBe(1);
  });

  it("refuses a second command under the same id while the first is on its way", () => {
    const { start, answer, codes, timers } = setUp();
    start();
    start();
    start("d2");
    timers.advance(0);
    expect(codes()).toEqual(["command-id-taken"]);
    answer("d1");
    answer("d2");
    expect(codes()).toEqual(["command-id-taken", "reply", "reply"]);
  });

  it("can be given up, by hand, by a signal, and with the client", async () => {
    const { start, codes, client, command } = setUp();
    start()();
    expect(codes()).toEqual(["command-cancelled"]);
    const abort = new AbortController();
    const aborted = client.sendCommand("d1", command, abort.signal);
    abort.abort();
    await expect(aborted).rejects.toThrow(SdkError);
    const closed = client.sendCommand("d1", command);
    client.close();
    await expect(closed).rejects.toMatchObject({ code: "command-cancelled" });
  });
});
