import type { DosePlan } from "@dosekit/protocols";
import type { PlanResult } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../../support/sdk/gateway-bench.ts";
import { birthBytes, reportBytes } from "../../../../support/sdk/messages.ts";

const PLAN: DosePlan = {
  ...{ planId: "p-1", revision: 4, zone: "Europe/Oslo", spacing: "refuse" },
  ...{ minimumSpacingMin: 0, entries: [] },
};

function setUp() {
  const bench = openGateway();
  const { client, transport } = bench;
  const { commands } = client.handle("d1");
  const versions = () =>
    transport
      .takeSent()
      .flatMap((one) => (one.type === "desired-config" ? [one.message.version] : []));
  const reports = (...report: Parameters<typeof reportBytes>) =>
    transport.deliver("d1", "cfg/reported", reportBytes(...report));
  return { ...bench, commands, versions, reports };
}

describe("giving a device its plan", () => {
  it("ends once the device follows it, under a version above any that it had", async () => {
    const { commands, transport, versions, reports } = setUp();
    transport.deliver("d1", "state", birthBytes(5, 0, 0, { configVersion: 41 }));
    const result = commands.pushPlan({ plan: PLAN });
    expect(versions()).toEqual([42]);
    reports(42, { planRevision: 4 });
    await expect(result).resolves.toEqual({ kind: "done", version: 42, revision: 4 });
  });

  it("tells why the device refuses it, or that it waits for its instant", async () => {
    const { commands, reports, timers } = setUp();
    const first = commands.pushPlan({ plan: PLAN });
    reports(0, { result: "refused", refusedVersion: 1, detail: "entries: found 0" });
    const refused = { kind: "refused", version: 1, detail: "entries: found 0" };
    await expect(first).resolves.toEqual(refused);
    const notBeforeMs = timers.nowMs() + 5_000;
    const second = commands.pushPlan({ plan: { ...PLAN, revision: 5 }, notBeforeMs });
    reports(0, { waitingVersion: 2 });
    await expect(second).resolves.toEqual({ kind: "waits", version: 2 });
  });

  it("changes nothing when the same plan is given again, and ends alike", async () => {
    const { commands, versions, reports } = setUp();
    const results = [commands.pushPlan({ plan: PLAN }), commands.pushPlan({ plan: PLAN })];
    expect(versions()).toEqual([1]);
    reports(1);
    const done: PlanResult = { kind: "done", version: 1, revision: 4 };
    await expect(Promise.all(results)).resolves.toEqual([done, done]);
    await expect(commands.pushPlan({ plan: PLAN })).resolves.toEqual(done);
  });

  it("goes on sending a plan whose caller waits no longer", async () => {
    const { commands, versions, timers, transport } = setUp();
    const abort = new AbortController();
    const cancelled = commands.pushPlan({ plan: PLAN, signal: abort.signal });
    const expired = commands.pushPlan({ plan: PLAN, withinMs: 1_000 });
    abort.abort();
    timers.advance(1_000);
    await expect(cancelled).resolves.toEqual({ kind: "cancelled", version: 1 });
    await expect(expired).resolves.toEqual({ kind: "expired", version: 1 });
    versions();
    transport.deliver("d1", "state", birthBytes(5, 0, 0, { configVersion: 0 }));
    timers.advance(5_000);
    expect(versions()).toEqual([1]);
  });

  it("ends when another plan takes its place, or the client ends", async () => {
    const { commands, client } = setUp();
    const first = commands.pushPlan({ plan: PLAN });
    const second = commands.pushPlan({ plan: { ...PLAN, revision: 5 } });
    await expect(first).resolves.toMatchObject({
      kind: "failed",
      fault: { code: "config-version" },
    });
    client.close();
    await expect(second).resolves.toEqual({ kind: "cancelled", version: 2 });
  });

  it("refuses at once what can't be a plan, and says where", async () => {
    const { commands, versions } = setUp();
    const entry = { id: "m", minuteOfDay: 1_440, startDate: "2026-01-01", everyDays: 1 };
    const plan = { ...PLAN, entries: [{ ...entry, earlyMin: 0, lateMin: 60 }] };
    await expect(commands.pushPlan({ plan })).resolves.toEqual({
      kind: "invalid",
      problem: {
        field: "plan.entries[0].minuteOfDay",
        found: "1440",
        allowed: "a whole number from 0 to 1439",
      },
    });
    const withinMs = -1;
    const wait = commands.pushPlan({ plan: PLAN, withinMs });
    await expect(wait).resolves.toMatchObject({ kind: "invalid", problem: { field: "withinMs" } });
    expect(versions()).toEqual([]);
  });
});
