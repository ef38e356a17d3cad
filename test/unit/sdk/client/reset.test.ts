import { type Command, encodeMessage, instant, Reply } from "@dosekit/protocols";
import { type CommandOutcome, GatewayClient, MemoryInboxStore } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { CrashableStore } from "../../../support/sdk/crashable-store.ts";
import { birthBytes, reportBytes } from "../../../support/sdk/messages.ts";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";

/** A gateway with what it sends in a few characters each; `nothing` takes a configuration back. */
function setUp(store: MemoryInboxStore | CrashableStore = new MemoryInboxStore()) {
  const timers = new VirtualTimers();
  const sent: string[] = [];
  let deliver: (channel: "state" | "rsp" | "cfg/reported", payload: Uint8Array) => void = () => {};
  const client = new GatewayClient({
    transport: {
      open: (listener) => {
        deliver = (channel, payload) => listener.onMessage("d1", channel, payload, false);
        listener.onLink(true);
      },
      send: (_deviceId, channel, payload) => {
        const word = channel === "cfg/desired" ? "configuration" : channel;
        sent.push(payload.length === 0 ? "nothing" : word);
      },
      close: () => {},
    },
    store,
    timers,
    nowMs: timers.nowMs,
  });
  client.open();
  const outcomes: CommandOutcome[] = [];
  const reset = () => {
    const command: Command = {
      ...{ commandId: "r", verb: "reset", actor: "staff", epoch: 5, throughSeq: 9 },
      notAfterMs: instant(timers.nowMs() + 60_000),
    };
    return client.startCommand("d1", command, (outcome) => outcomes.push(outcome));
  };
  const answer = (reply: Omit<Reply, "commandId">) =>
    deliver("rsp", encodeMessage(Reply, { commandId: "r", ...reply }));
  const arrives: typeof deliver = (channel, payload) => deliver(channel, payload);
  const takeSent = () => sent.splice(0);
  return { client, timers, store, outcomes, reset, answer, arrives, takeSent };
}

describe("asking for a reset", () => {
  it("takes the configuration back first, and again before each repetition", () => {
    const { client, reset, takeSent, timers } = setUp();
    client.pushConfig("d1", { version: 3 });
    takeSent();
    reset();
    expect(takeSent()).toEqual(["nothing", "cmd"]);
    timers.advance(5_000);
    expect(takeSent()).toEqual(["nothing", "cmd"]);
  });

  it("waits until that is durable", () => {
    const store = new CrashableStore();
    const { client, reset, takeSent } = setUp(store);
    client.pushConfig("d1", { version: 3 });
    store.flush();
    takeSent();
    reset();
    expect(takeSent()).toEqual([]);
    store.flush();
    expect(takeSent()).toEqual(["nothing", "cmd"]);
  });

  it("ends at its deadline when that never becomes durable, and nothing was sent", () => {
    const { reset, takeSent, timers, outcomes } = setUp(new CrashableStore());
    reset();
    timers.advance(60_000);
    expect(outcomes).toMatchObject([{ ok: false, fault: { code: "command-expired" } }]);
    expect(takeSent()).toEqual([]);
  });

  it("gives no configuration before the answer, whatever the device says it lacks", () => {
    const { client, reset, takeSent, arrives, timers } = setUp();
    client.pushConfig("d1", { version: 3 });
    reset();
    takeSent();
    expect(client.pushConfig("d1", { version: 4 })?.code).toBe("reset-under-way");
    arrives("state", birthBytes(6, 0, 0, { bootId: 8, configVersion: 0 }));
    timers.advance(6_000);
    expect(takeSent()).not.toContain("configuration");
  });

  it("does not give the old configuration again after a start of the gateway", () => {
    const { client, reset, store } = setUp();
    client.pushConfig("d1", { version: 3 });
    reset();
    client.close();
    const { arrives, takeSent, timers } = setUp(store);
    arrives("state", birthBytes(6, 0, 0, { bootId: 8 }));
    arrives("cfg/reported", reportBytes(0));
    timers.advance(60_000);
    expect(takeSent()).not.toContain("configuration");
  });

  it("lets the next life begin with a version of its own", () => {
    const { client, reset, answer, arrives, takeSent } = setUp();
    client.pushConfig("d1", { version: 3 });
    arrives("cfg/reported", reportBytes(3));
    reset();
    answer({ result: "done", epoch: 5, seq: 10 });
    expect(takeSent().at(-1)).toBe("nothing");
    expect(client.pushConfig("d1", { version: 1 })).toBeUndefined();
    expect(takeSent()).toEqual(["configuration"]);
    expect(client.device("d1")?.reported).toBeUndefined();
  });
});
