import { encodeMessage, instant, Reply } from "@dosekit/protocols";
import {
  type BytePort,
  GatewayClient,
  MemoryInboxStore,
  SerialGatewayTransport,
  sdkFault,
} from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { eventBytes, record } from "../../../support/sdk/messages.ts";
import { ScriptedTransport } from "../../../support/sdk/scripted-transport.ts";
import { virtualLinkTime } from "../../../support/sdk/virtual-link-time.ts";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";

const OOPS = () => {
  throw new TypeError("a program's own mistake");
};

describe("a program whose functions throw", () => {
  it("keeps no row from others, nor the acknowledgement from the device", async () => {
    const { client, transport, timers, rows, log } = openGateway();
    client.onEvent(OOPS);
    client.onEvent(async () => OOPS());
    client.onMeasurement(OOPS);
    transport.deliver("d1", "evt", eventBytes(record(5, 1)));
    timers.advance(100);
    await Promise.resolve();
    expect(rows).toHaveLength(1);
    const acknowledged = { type: "event-acknowledgement", message: { epoch: 5, throughSeq: 1 } };
    expect(transport.takeSent()).toMatchObject([acknowledged]);
    expect(client.readings().listenersThrew).toBe(3);
    expect(log.filter(({ event }) => event === "listener.threw")).toHaveLength(3);
  });

  it("keeps no reply from the next command", () => {
    const { client, transport, timers } = openGateway();
    const notAfterMs = instant(timers.nowMs() + 60_000);
    const command = { verb: "resume", notAfterMs, actor: "staff" } as const;
    const results: string[] = [];
    client.startCommand("d1", { ...command, commandId: "a" }, OOPS);
    client.startCommand("d1", { ...command, commandId: "b" }, (outcome) => {
      results.push(outcome.ok ? outcome.reply.result : outcome.fault.code);
    });
    for (const commandId of ["a", "b"]) {
      transport.deliver("d1", "rsp", encodeMessage(Reply, { commandId, result: "done" }));
    }
    expect(results).toEqual(["done"]);
    expect(client.readings().listenersThrew).toBe(1);
  });

  it("harms nothing by its log", () => {
    const [transport, timers] = [new ScriptedTransport(), new VirtualTimers()];
    const store = new MemoryInboxStore();
    const client = new GatewayClient({ transport, store, timers, nowMs: timers.nowMs, log: OOPS });
    client.open();
    transport.deliver("d1", "evt", Uint8Array.of(0xff));
    transport.deliver("d1", "evt", eventBytes(record(5, 1)));
    expect(client.counters()).toMatchObject({ committed: 1, inbox: "ready" });
  });

  it("does not end the attempts to open a port by its listener for faults", () => {
    const timers = new VirtualTimers();
    let opens = 0;
    const port: BytePort = {
      ...{ name: "a", baud: 9_600, write: () => undefined, close: () => undefined },
      open: (listener) => {
        opens += 1;
        listener.onClosed(sdkFault("serial-port-missing", "a"));
      },
    };
    const time = virtualLinkTime(timers);
    const options = { lines: [{ port }], time, random: () => 0, onFault: OOPS };
    const transport = new SerialGatewayTransport(options);
    transport.open({ onLink: () => undefined, onMessage: () => undefined });
    timers.advance(60_000);
    expect(opens).toBeGreaterThan(2);
    transport.close();
  });
});
