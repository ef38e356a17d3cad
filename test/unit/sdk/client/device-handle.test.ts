import { type DosePlan, instant } from "@dosekit/protocols";
import { GatewayClient, type InboxRow, MemoryInboxStore, type Reading } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import {
  birthBytes,
  dropped,
  eventBytes,
  record,
  reportBytes,
} from "../../../support/sdk/messages.ts";
import { ScriptedTransport } from "../../../support/sdk/scripted-transport.ts";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";

function setUp(store = new MemoryInboxStore()) {
  const bench = openGateway({ store });
  const handle = bench.client.handle("d1");
  const tells = (seq: number, rest: Parameters<typeof record>[2], epoch = 5) =>
    bench.transport.deliver("d1", "evt", eventBytes(record(epoch, seq, rest)));
  return { ...bench, store, handle, tells };
}

/** The value of a reading, or a word for not knowing. */
function known<T>(reading: Reading<T>): T | "unknown" {
  return reading.known ? reading.value : "unknown";
}

const PLAN: DosePlan = {
  ...{ planId: "p-1", revision: 4, zone: "Europe/Oslo", spacing: "refuse" },
  ...{ minimumSpacingMin: 0, entries: [] },
};

describe("a device in hand", () => {
  it("says of a device that was never heard of that nothing is known", () => {
    const { handle } = setUp();
    const readings = [
      ...[handle.state(), handle.configuration(), handle.plan(), handle.stock()],
      ...[handle.battery(), handle.mains(), handle.clockQuality(), handle.firmware()],
      ...[handle.mode(), handle.update()],
    ];
    expect(readings.map(({ known }) => known)).toEqual(readings.map(() => false));
    expect(handle.snapshot()).toBeUndefined();
  });

  it("is of no id that none can have", () => {
    const { client } = setUp();
    for (const id of ["", "a/b", "a".repeat(33)]) {
      expect(() => client.handle(id)).toThrow(RangeError);
    }
  });

  it("tells its state, how old that is, and whether a broker had kept it", () => {
    const { handle, transport, timers } = setUp();
    transport.deliver("d1", "state", birthBytes(5, 0, 0), true);
    timers.advance(7_000);
    expect(handle.state()).toMatchObject({
      ...{ known: true, isStored: true, ageMs: 7_000 },
      value: { status: "online", isPresent: true, bootId: 7, isInTestState: false },
    });
    const nextContactMs = instant(99_000);
    transport.deliver("d1", "state", birthBytes(5, 0, 0, { status: "sleeping", nextContactMs }));
    expect(handle.state()).toMatchObject({
      ...{ isStored: false, ageMs: 0 },
      value: { status: "sleeping", isPresent: false, nextContactMs },
    });
  });

  it("does not know whether a device is there while its gateway is lost", () => {
    const { handle, transport } = setUp();
    transport.deliver("gw", "state", birthBytes(5, 0, 0));
    transport.deliver("d1", "state", birthBytes(5, 0, 0, { via: "gw" }));
    transport.deliver("gw", "state", birthBytes(5, 0, 0, { status: "lost" }));
    expect(known(handle.state())).toMatchObject({ status: "unheard", isPresent: false });
  });

  it("tells stock, battery, mains, clock, mode and firmware as records and births say", () => {
    const { handle, transport, tells, timers } = setUp();
    transport.deliver(
      "d1",
      "state",
      birthBytes(5, 0, 0, { firmware: "2.1", product: "pilly-sms" }),
    );
    tells(1, { kind: "stock.changed", count: 28, clock: "synced", civilMs: instant(1_000) });
    tells(2, { kind: "battery.changed", count: 430 });
    tells(3, { kind: "mains.lost" });
    tells(4, { kind: "mode.changed", mode: "training" });
    tells(5, { kind: "firmware.activated", detail: "2.2", clock: "unset", civilMs: instant(9) });
    timers.advance(3_000);
    expect(handle.stock()).toMatchObject({
      ...{ happenedMs: 1_000, ageMs: 3_000, missingSince: 0 },
      value: { doses: 28, dosesClosedSince: 0, isHandledSince: false },
    });
    expect(known(handle.battery())).toBe(430);
    expect(known(handle.mains())).toBe(false);
    expect(known(handle.mode())).toBe("training");
    expect(known(handle.firmware())).toMatchObject({ version: "2.1", product: "pilly-sms" });
    expect(handle.update()).toMatchObject({ value: { step: "activated", version: "2.2" } });
    expect(handle.clockQuality()).toMatchObject({ value: "unset", happenedMs: undefined });
  });

  it("says how many doses ended, and how many records are missing, since stock was counted", () => {
    const { handle, transport, tells } = setUp();
    tells(1, { kind: "stock.changed", count: 28 });
    tells(2, { kind: "dose.closed", outcome: "retrieved" });
    tells(3, { kind: "roll.handled", count: 2 });
    transport.deliver("d1", "evt", eventBytes(dropped(5, 4, 6)));
    transport.deliver("d1", "state", birthBytes(5, 12, 12));
    expect(handle.stock()).toMatchObject({
      missingSince: 8,
      value: { doses: 28, dosesClosedSince: 1, isHandledSince: true },
    });
  });

  it("knows nothing any more once the journal of the device began again", () => {
    const { handle, tells } = setUp();
    tells(1, { kind: "stock.changed", count: 28 });
    tells(1, { kind: "lid.opened" }, 6);
    expect(handle.stock().known).toBe(false);
    expect(known(handle.clockQuality())).toBe("rtc");
  });

  it("leaves a battery level out that none can be", () => {
    const { handle, tells } = setUp();
    tells(1, { kind: "battery.changed", count: 1_001 });
    expect(handle.battery().known).toBe(false);
  });

  it("tells what configuration is followed, kept, waited with and refused", () => {
    const { handle, client, transport } = setUp();
    const verdict = () => {
      const value = known(handle.configuration());
      return value === "unknown" ? value : [value.followedVersion, value.verdict, value.detail];
    };
    client.pushConfig("d1", { version: 3 });
    expect(verdict()).toBe("unknown");
    transport.deliver("d1", "state", birthBytes(5, 0, 0, { configVersion: 2 }));
    expect(verdict()).toEqual([2, "behind", undefined]);
    transport.deliver("d1", "cfg/reported", reportBytes(2, { waitingVersion: 3 }));
    expect(verdict()).toEqual([2, "waits", undefined]);
    const refusal = { result: "refused", refusedVersion: 3, detail: "zone: found x" } as const;
    transport.deliver("d1", "cfg/reported", reportBytes(2, refusal));
    expect(verdict()).toEqual([2, "refused", "zone: found x"]);
    transport.deliver("d1", "cfg/reported", reportBytes(3));
    expect(verdict()).toEqual([3, "follows", undefined]);
  });

  it("tells the plan that is followed, and the plan itself where it was given here", () => {
    const { handle, client, transport, tells } = setUp();
    transport.deliver("d1", "cfg/reported", reportBytes(1, { planRevision: 3 }));
    expect(known(handle.plan())).toEqual({ revision: 3, planId: undefined, plan: undefined });
    client.pushConfig("d1", { version: 2, plan: PLAN });
    tells(1, { kind: "plan.accepted", count: 4, detail: "p-1" });
    expect(known(handle.plan())).toEqual({ revision: 4, planId: "p-1", plan: PLAN });
  });

  it("knows after a start of the gateway what records told before", () => {
    const { client, store, tells } = setUp();
    tells(1, { kind: "stock.changed", count: 28 });
    tells(2, { kind: "dose.closed", outcome: "missed" });
    client.close();
    const again = setUp(store);
    expect(known(again.handle.stock())).toMatchObject({ doses: 28, dosesClosedSince: 1 });
  });

  it("goes through no more rows at a start than it may", () => {
    const { client, store, tells } = setUp();
    tells(1, { kind: "stock.changed", count: 28 });
    tells(2, { kind: "battery.changed", count: 500 });
    client.close();
    const timers = new VirtualTimers();
    const limits = { recallRows: 1 };
    const transport = new ScriptedTransport();
    const second = new GatewayClient({ transport, store, timers, nowMs: timers.nowMs, limits });
    second.open();
    expect(second.handle("d1").stock().known).toBe(false);
    expect(second.handle("d1").battery().known).toBe(true);
  });

  it("tells its listeners of its own rows alone, and bears what they throw", async () => {
    const { handle, client, transport, tells, log } = setUp();
    const rows: InboxRow[] = [];
    handle.onEvent(() => {
      throw new TypeError("a listener's own");
    });
    handle.onEvent(async () => {
      throw new RangeError("an async listener's own");
    });
    const end = handle.onEvent((row) => rows.push(row));
    tells(1, {});
    transport.deliver("d2", "evt", eventBytes(record(5, 1)));
    end();
    tells(2, {});
    await Promise.resolve();
    expect(rows.map(({ deviceId, seq }) => [deviceId, seq])).toEqual([["d1", 1]]);
    expect(client.readings().listenersThrew).toBe(4);
    expect(log.map(({ detail }) => detail)).toContain("TypeError");
  });
});
