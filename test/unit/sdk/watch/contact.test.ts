import { describe, expect, test } from "vitest";
import { newWorld, OWN_ID, WatchBench } from "../../../support/sdk/watch-bench.ts";

const MINUTE = 60_000;

describe("a device that is away", () => {
  test("is told of once, after its product's time, and cleared when it is back", async () => {
    const bench = new WatchBench(newWorld());
    bench.birth("d1");
    await bench.pass(MINUTE);
    bench.lose("d1");
    await bench.pass(58 * MINUTE);
    expect(bench.told()).toEqual([]);
    await bench.pass(4 * MINUTE);
    expect(bench.told()).toEqual(["alert.raised d1 1.20", "alert.notified d1 1.20 home-care"]);
    await bench.pass(10 * MINUTE);
    bench.birth("d1");
    await bench.pass(2 * MINUTE);
    expect(bench.told().at(-1)).toBe("alert.cleared d1 1.20");
    const [raised] = bench.rows().filter((row) => row.deviceId === OWN_ID);
    expect(raised).toMatchObject({ epoch: 77, seq: 1, event: { severity: 20, clock: "synced" } });
  });

  test("may be away as long as its product, the settings or its own setting say", async () => {
    const rules = {
      ...newWorld().rules,
      contactByProduct: { medido: 30 },
      contactByDevice: { d3: 5 },
    };
    const bench = new WatchBench(newWorld({ rules }));
    bench.birth("d1", "pilly-sms");
    bench.birth("d2", "medido");
    bench.birth("d3", "medido");
    for (const deviceId of ["d1", "d2", "d3"]) bench.lose(deviceId);
    const raised = () => bench.told().filter((line) => line.startsWith("alert.raised"));
    await bench.pass(7 * MINUTE);
    expect(raised()).toEqual(["alert.raised d3 1.20"]);
    await bench.pass(25 * MINUTE);
    expect(raised()).toEqual(["alert.raised d3 1.20", "alert.raised d2 1.20"]);
    await bench.pass(47 * 60 * MINUTE, 10 * MINUTE);
    expect(raised()).not.toContain("alert.raised d1 1.20");
    await bench.pass(2_880 * MINUTE, MINUTE);
    expect(raised()).toContain("alert.raised d1 1.20");
  });

  test("is told of once however often the gateway is killed, and its absence goes on counting", async () => {
    let world = newWorld();
    const first = new WatchBench(world);
    first.birth("d1");
    await first.pass(MINUTE);
    first.lose("d1");
    await first.pass(40 * MINUTE);
    world = await first.kill();
    for (let life = 0; life < 12; life += 1) {
      const bench = new WatchBench(world);
      await bench.pass(7 * MINUTE);
      world = await bench.kill();
    }
    const last = new WatchBench(world);
    await last.pass(MINUTE);
    expect(last.told().filter((line) => line === "alert.raised d1 1.20")).toHaveLength(1);
    last.birth("d1");
    await last.pass(MINUTE);
    expect(last.told().filter((line) => line === "alert.cleared d1 1.20")).toHaveLength(1);
    last.lose("d1");
    await last.pass(70 * MINUTE);
    expect(last.told().filter((line) => line === "alert.raised d1 1.20")).toHaveLength(2);
  });

  test("is not blamed for time in which the gateway was down, or had no link", async () => {
    const first = new WatchBench(newWorld());
    first.birth("d1");
    await first.pass(MINUTE);
    const world = await first.kill();
    world.timers.advance(600 * MINUTE);
    const second = new WatchBench(world);
    second.birth("d1", "medido", true);
    await second.pass(20 * MINUTE);
    expect(second.told()).toEqual([]);
    second.transport.link(false);
    await second.pass(300 * MINUTE);
    expect(second.told()).toEqual([]);
    second.transport.link(true);
    await second.pass(70 * MINUTE);
    expect(second.told()).toContain("alert.raised d1 1.20");
  });

  test("is not blamed for time in which the gateway's machine slept", async () => {
    const bench = new WatchBench(newWorld());
    bench.birth("d1");
    bench.lose("d1");
    await bench.pass(MINUTE);
    bench.sleep(600 * MINUTE);
    await bench.pass(30 * MINUTE);
    expect(bench.told()).toEqual([]);
  });

  test("is asked whether it is there before the broker's old word for it is doubted", async () => {
    const bench = new WatchBench(newWorld());
    bench.birth("d1", "medido", true);
    await bench.pass(31 * MINUTE);
    const asked = bench.transport.takeSent().map(({ type }) => String(type));
    expect(asked).toContain("report-request");
    await bench.pass(31 * MINUTE);
    expect(bench.told()).toContain("alert.raised d1 1.20");
    // It is asked again: firmware may be slow, or have come back while the gateway was down.
    bench.transport.takeSent();
    await bench.pass(11 * MINUTE);
    expect(bench.transport.takeSent().map(({ type }) => String(type))).toContain("report-request");
  });

  test("is nobody's to miss when it stands with nobody", async () => {
    let placed = ["d1", "d2"];
    const bench = new WatchBench(newWorld({ placedDevices: () => placed }));
    bench.birth("d3");
    bench.lose("d3");
    await bench.pass(70 * MINUTE);
    // One that never came is missed like one that went.
    const raised = bench.told().filter((line) => line.startsWith("alert.raised"));
    expect(raised).toEqual(["alert.raised d1 1.20", "alert.raised d2 1.20"]);
    placed = ["d1"];
    await bench.pass(MINUTE);
    expect(bench.told().at(-1)).toBe("alert.cleared d2 1.20");
  });

  test("can't be made up by somebody who sends under the gateway's id", async () => {
    const bench = new WatchBench(newWorld());
    const alert = { kind: "alert.raised", alert: "1.20", alertId: "x", about: "d1" } as const;
    bench.send(OWN_ID, 1, alert);
    bench.send("d2", 1, alert);
    await bench.pass(MINUTE);
    expect(bench.told()).toEqual([]);
    expect(bench.watch.counters()).toMatchObject({ forged: 1, ladders: 0 });
  });
});
