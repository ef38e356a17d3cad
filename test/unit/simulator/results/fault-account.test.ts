import {
  addFaultSums,
  DeliveryAccount,
  FaultAccount,
  type FaultSums,
  faultsReport,
  phasesOf,
  phasesReport,
  SETTLE_MS,
  swarmNote,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { RUN_START_MS, runSpecOf } from "../../../support/storm-spec.ts";

const [HOUR, DAY] = [3_600_000, 86_400_000];

function accountOf(...rows: readonly (readonly [number, string, boolean])[]): FaultSums {
  const account = new FaultAccount();
  for (const [trueMs, fault, active] of rows) {
    account.observe({ trueMs, deviceId: "d1", seen: "fault", fault, active });
  }
  return account.sums();
}

describe("the account of faults", () => {
  test("counts beginnings by kind, and knows the last end and what never ended", () => {
    const rows = [
      [10, "jam", true],
      [20, "link-cut", true],
      [30, "jam", false],
      [35, "jam", true],
      [50, "jam", false],
    ] as const;
    expect(accountOf(...rows)).toEqual({
      struck: { jam: 2, "link-cut": 1 },
      lastEndedMs: 50,
      unended: 1,
    });
    expect(accountOf()).toEqual({ struck: {}, unended: 0 });
  });

  test("adds up to the same whatever the parts were", () => {
    const a = accountOf([10, "jam", true], [40, "jam", false]);
    const b = accountOf([5, "hang", true], [5, "hang", false], [7, "jam", true]);
    const none = accountOf();
    const whole = { struck: { hang: 1, jam: 2 }, lastEndedMs: 40, unended: 1 };
    expect(addFaultSums(a, b)).toEqual(whole);
    expect(addFaultSums(b, a)).toEqual(whole);
    expect(addFaultSums(addFaultSums(none, a), addFaultSums(b, none))).toEqual(whole);
  });
});

describe("the phases of a run", () => {
  const spec = runSpecOf({ days: 2, deviceIds: ["d01"] });

  test("are faults, then healing, then the liveness check at the end", () => {
    expect(phasesOf(spec)).toEqual({
      faultsFromMs: RUN_START_MS,
      healingFromMs: RUN_START_MS + 2 * DAY,
      livenessFromMs: RUN_START_MS + 2 * DAY + SETTLE_MS,
      endMs: RUN_START_MS + 2 * DAY + 6 * HOUR,
    });
  });

  test("are told with the end of the last fault and what the check came to", () => {
    const sums = accountOf([RUN_START_MS, "jam", true], [RUN_START_MS + HOUR, "jam", false]);
    expect(phasesReport(spec, sums, { made: 3, violated: 1 })).toEqual({
      faults: { from: "2026-11-21T23:00:00.000Z", until: "2026-11-23T23:00:00.000Z" },
      healing: { from: "2026-11-23T23:00:00.000Z", until: "2026-11-24T01:00:00.000Z" },
      liveness: {
        lastFaultEnded: "2026-11-22T00:00:00.000Z",
        at: "2026-11-24T05:00:00.000Z",
        made: 3,
        violated: 1,
      },
    });
    expect(phasesReport(spec, accountOf(), { made: 0, violated: 0 }).liveness).not.toHaveProperty(
      "lastFaultEnded",
    );
  });
});

describe("what a run tells of its faults", () => {
  test("names the kinds of a swarm and how often each comes, the same for the same seed", () => {
    const faults = { preset: "swarm", planned: [] } as const;
    const spec = runSpecOf({ days: 1, deviceIds: ["d01"], faults });
    const report = faultsReport(spec, accountOf());
    expect(faultsReport(spec, accountOf())).toEqual(report);
    const kinds = Object.keys(report.swarm ?? {});
    expect(kinds.length).toBeGreaterThan(3);
    const [note = ""] = swarmNote(report, "en");
    for (const kind of kinds) expect(note).toContain(`${kind} ${report.swarm?.[kind]}`);
    const other = faultsReport({ ...spec, seed: "2" }, accountOf());
    expect(other.swarm).not.toEqual(report.swarm);
  });

  test("says nothing of a swarm where there is none", () => {
    const report = faultsReport(runSpecOf({ days: 1, deviceIds: ["d01"] }), accountOf());
    expect(report).toEqual({ preset: "none", planned: 0, struck: {}, unended: 0 });
    expect(swarmNote(report, "en")).toEqual([]);
  });
});

test("what a device keeps whose network ended for good is stranded, and not lost", () => {
  const account = new DeliveryAccount();
  const record = { epoch: 1, kind: "dose.offered", bootId: 1, uptimeMs: 0, clock: "rtc" } as never;
  for (const deviceId of ["gone/1", "here"]) {
    account.journalled(deviceId, { ...(record as object), seq: 1 } as never, 0);
  }
  account.stranded("gone/1");
  expect(account.totals()).toEqual({ sent: 2, received: 0, doubled: 0, lost: 1, stranded: 1 });
});
