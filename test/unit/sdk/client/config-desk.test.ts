import { instant } from "@dosekit/protocols";
import { MemoryInboxStore } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { CrashableStore } from "../../../support/sdk/crashable-store.ts";
import { type GatewayBench, openGateway } from "../../../support/sdk/gateway-bench.ts";
import { birthBytes, reportBytes } from "../../../support/sdk/messages.ts";

function versions({ transport }: GatewayBench): readonly number[] {
  return transport
    .takeSent()
    .filter((sent) => sent.type === "desired-config")
    .map(({ message }) => message.version);
}

describe("handing out configurations", () => {
  it("sends a configuration once it is durable, not before", () => {
    const store = new CrashableStore();
    const bench = openGateway({ store });
    bench.client.pushConfig("d1", { version: 3 });
    expect(versions(bench)).toEqual([]);
    store.flush();
    expect(versions(bench)).toEqual([3]);
  });

  it("sends it again to a device that reports an older version, until it follows", () => {
    const bench = openGateway();
    bench.client.pushConfig("d1", { version: 3 });
    versions(bench);
    bench.timers.advance(5_000);
    bench.transport.deliver("d1", "cfg/reported", reportBytes(2));
    bench.timers.advance(10);
    expect(versions(bench)).toEqual([3]);
    bench.transport.deliver("d1", "cfg/reported", reportBytes(3));
    bench.timers.advance(1_000_000);
    expect(versions(bench)).toEqual([]);
  });

  it("sends it to a device whose birth tells of an older version, also after a restart", () => {
    const store = new MemoryInboxStore();
    openGateway({ store }).client.pushConfig("d1", { version: 3 });
    const bench = openGateway({ store });
    bench.transport.deliver("d1", "state", birthBytes(9, 0, 0, { configVersion: 2 }));
    bench.timers.advance(10);
    expect(versions(bench)).toEqual([3]);
  });

  it("does not insist on a version that the device has refused", () => {
    const bench = openGateway();
    bench.client.pushConfig("d1", { version: 3 });
    versions(bench);
    bench.transport.deliver("d1", "state", birthBytes(9, 0, 0));
    const refusal = { result: "refused", refusedVersion: 3 } as const;
    bench.transport.deliver("d1", "cfg/reported", reportBytes(2, refusal));
    bench.timers.advance(1_000_000);
    expect(versions(bench)).toEqual([]);
  });

  it("does not insist on a version that waits on the device for its instant", () => {
    const { client, timers, transport } = openGateway();
    client.pushConfig("d1", { version: 3, notBeforeMs: instant(timers.nowMs() + 900_000) });
    transport.deliver("d1", "cfg/reported", reportBytes(2, { waitingVersion: 3 }));
    transport.takeSent();
    timers.advance(600_000);
    expect(transport.takeSent()).toEqual([]);
    transport.deliver("d1", "cfg/reported", reportBytes(2));
    timers.advance(5_000);
    expect(transport.takeSent()).toHaveLength(1);
  });

  it("does not answer every message of a device that keeps asking", () => {
    const bench = openGateway();
    bench.client.pushConfig("d1", { version: 3 });
    for (let count = 0; count < 100; count += 1) {
      bench.transport.deliver("d1", "cfg/reported", reportBytes(1));
      bench.timers.advance(10);
    }
    expect(versions(bench)).toEqual([3]);
  });

  it("refuses a version that is not above the present one, also after a restart", () => {
    const store = new MemoryInboxStore();
    const first = openGateway({ store }).client;
    expect(first.pushConfig("d1", { version: 3 })).toBeUndefined();
    expect(first.pushConfig("d1", { version: 3 })).toMatchObject({ code: "config-version" });
    const second = openGateway({ store }).client;
    expect(second.pushConfig("d1", { version: 2 })).toMatchObject({ code: "config-version" });
    expect(second.pushConfig("d1", { version: 4 })).toBeUndefined();
  });

  it("refuses what is no valid message", () => {
    const { client } = openGateway();
    expect(() => client.pushConfig("d1", { version: 0 })).toThrow(RangeError);
  });
});
