import type { DesiredConfig, EscalationRoute } from "@dosekit/protocols";
import { ALERTS_AT_ONCE } from "@dosekit/sdk/forwarding";
import { describe, expect, test } from "vitest";
import { CrashableTable } from "../../../support/sdk/crashable-table.ts";
import { newWorld, WatchBench } from "../../../support/sdk/watch-bench.ts";

const MINUTE = 60_000;
const raised = { kind: "alert.raised", alert: "1.1", severity: 30, alertId: "5-1" } as const;
const KIN: EscalationRoute = {
  id: "kin",
  rungs: [
    { recipient: "next-of-kin", afterMin: 5 },
    { recipient: "home-care", afterMin: 10 },
  ],
  repeatMin: 30,
};

/** The recipients told so far, in order. */
function recipients(bench: WatchBench): readonly string[] {
  return bench.rows().flatMap((row) => {
    const event = row.kind === "record" ? row.event : undefined;
    return event?.kind === "alert.notified" ? [String(event.recipient)] : [];
  });
}

describe("the ladder of an alert that its device does not run", () => {
  test("is climbed to its last step and repeats there until somebody takes charge", async () => {
    const bench = new WatchBench(newWorld());
    bench.birth("d1");
    bench.send("d1", 1, raised);
    await bench.pass(16 * MINUTE);
    expect(recipients(bench)).toEqual(["home-care", "response-centre"]);
    await bench.pass(121 * MINUTE);
    expect(recipients(bench).slice(2)).toEqual(["response-centre", "response-centre"]);
    bench.send("d1", 2, { kind: "alert.acknowledged", alertId: "5-1", alert: "1.1" });
    await bench.pass(300 * MINUTE, 5 * MINUTE);
    expect(recipients(bench)).toHaveLength(4);
  });

  test("goes on after a kill where it stood, and tells nobody twice", async () => {
    const first = new WatchBench(newWorld());
    first.birth("d1");
    first.send("d1", 1, raised);
    await first.pass(MINUTE);
    let world = await first.kill();
    for (let life = 0; life < 10; life += 1) {
      const bench = new WatchBench(world);
      await bench.pass(2 * MINUTE);
      world = await bench.kill();
    }
    const last = new WatchBench(world);
    await last.pass(MINUTE);
    expect(recipients(last)).toEqual(["home-care", "response-centre"]);
  });

  test("is begun again when a crash came before it was durable: the row was not handled", async () => {
    const table = new CrashableTable();
    const first = new WatchBench(newWorld({ table }));
    table.flush();
    first.birth("d1");
    first.send("d1", 1, raised);
    await first.pass(5 * MINUTE);
    const world = await first.kill();
    table.crash(false);
    const second = new WatchBench(world);
    for (let round = 0; round < 10; round += 1) {
      table.flush();
      await second.pass(MINUTE / 2);
    }
    expect(recipients(second)).toEqual(["home-care"]);
  });

  test("is that of the device's own route, or of the gateway's settings", async () => {
    const rules = { ...newWorld().rules, routes: [KIN] };
    const bench = new WatchBench(newWorld({ rules }));
    bench.birth("d1");
    bench.birth("d2");
    const night: EscalationRoute = {
      id: "night",
      rungs: [{ recipient: "response-centre", afterMin: 0 }],
      repeatMin: 60,
    };
    const config: DesiredConfig = { version: 1, escalation: { routes: [night], contacts: [] } };
    bench.configure("d2", config);
    bench.send("d1", 1, raised);
    bench.send("d2", 1, raised);
    await bench.pass(16 * MINUTE, MINUTE / 2);
    expect(recipients(bench)).toEqual(["response-centre", "next-of-kin", "home-care"]);
  });

  test("is left to a device that runs it, until the device hands it over", async () => {
    const bench = new WatchBench(newWorld());
    bench.birth("d1");
    bench.send("d1", 1, { ...raised, runner: "device" });
    await bench.pass(30 * MINUTE);
    expect(recipients(bench)).toEqual([]);
    const over = {
      kind: "alert.handed-over",
      alertId: "5-1",
      runner: "gateway",
      count: 1,
    } as const;
    bench.send("d1", 2, over);
    await bench.pass(16 * MINUTE);
    expect(recipients(bench)).toEqual(["response-centre"]);
  });

  test("ends with the service", async () => {
    const bench = new WatchBench(newWorld());
    bench.birth("d1");
    bench.send("d1", 1, raised);
    bench.send("d1", 2, { kind: "mode.changed", mode: "ended" });
    await bench.pass(60 * MINUTE);
    expect(recipients(bench)).toEqual(["home-care"]);
  });

  test("of an alert that the gateway raised ends when the centre takes charge of it", async () => {
    const bench = new WatchBench(newWorld());
    bench.birth("d1");
    bench.lose("d1");
    await bench.pass(62 * MINUTE);
    const alertId = bench.rows().flatMap((row) => {
      return row.kind === "record" && row.event.alert === "1.20" ? [row.event.alertId ?? ""] : [];
    })[0];
    expect(bench.watch.acknowledge("d1", "5-9", "operator")).toBe(false);
    expect(bench.watch.acknowledge("d1", alertId ?? "", "operator")).toBe(true);
    await bench.pass(120 * MINUTE);
    expect(recipients(bench)).toEqual(["home-care"]);
    expect(bench.told()).toContain("alert.acknowledged d1 1.20");
  });

  test("is not climbed for alert after alert of a device gone wild, and others' still are", async () => {
    const bench = new WatchBench(newWorld());
    for (const deviceId of ["wild", "d1"]) bench.birth(deviceId);
    for (let seq = 1; seq <= 300; seq += 1) {
      bench.send("wild", seq, { ...raised, alertId: `5-${seq}` });
    }
    bench.send("d1", 1, raised);
    await bench.pass(MINUTE);
    expect(bench.told().filter((line) => line.includes(" wild "))).toHaveLength(ALERTS_AT_ONCE);
    expect(bench.told()).toContain("alert.notified d1 1.1 home-care");
    expect(bench.watch.counters()["ladders-refused"]).toBe(300 - ALERTS_AT_ONCE);
    expect(bench.log).toContainEqual(expect.objectContaining({ event: "ladder.refused" }));
  });

  test("makes room for a new alert when old ones were never ended", async () => {
    const bench = new WatchBench(newWorld());
    bench.birth("d1");
    for (let seq = 1; seq <= 100; seq += 1) {
      bench.send("d1", seq, { ...raised, severity: 0, alert: "1.16", alertId: `5-${seq}` });
      await bench.pass(2 * MINUTE);
    }
    bench.send("d1", 101, { ...raised, alertId: "5-101" });
    await bench.pass(MINUTE);
    expect(bench.told()).toContain("alert.notified d1 1.1 home-care");
    expect(bench.watch.counters()).toMatchObject({ "ladders-refused": 0, "ladders-dropped": 0 });
  });
});
