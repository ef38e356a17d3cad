import type { DosePlan } from "@dosekit/protocols";
import { ConsoleDevice, type ConsoleEvent, EventQueue, programOf } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { dosePlan, planEntry, tableOf } from "../../../support/plans.ts";

const START = Date.UTC(2026, 10, 23, 5, 0);
const PLAN = dosePlan([planEntry("morning", "8:00")], { planId: "p1", minimumSpacingMin: 30 });

function atHome(plan: DosePlan | "none" = PLAN) {
  const known = plan === "none" ? undefined : plan;
  const queue = new EventQueue(START);
  const events: ConsoleEvent[] = [];
  const cuts: boolean[] = [];
  const device = new ConsoleDevice({
    ...{ scheduler: queue, deviceId: "d1", program: programOf("pilly-sms"), seed: "1" },
    ...{ plan: known, table: tableOf("Europe/Oslo") },
    transport: {
      open: () => undefined,
      send: () => undefined,
      close: () => undefined,
      abort: () => undefined,
    },
    retryTimer: { arm: () => undefined, cancel: () => undefined },
    setLinkCut: (isCut) => cuts.push(isCut),
    leapTo: (trueMs) => queue.runUntil(trueMs),
    tell: (event) => events.push(event),
    onFault: (fault) => {
      throw fault;
    },
  });
  const wait = (ms: number): void => void queue.runUntil(queue.nowMs() + ms);
  const kinds = (): readonly string[] =>
    events.flatMap((event) => (event.seen === "record" ? [event.record.kind] : []));
  device.start();
  wait(5_000);
  if (known !== undefined) device.configure({ version: 1, plan: known });
  wait(5_000);
  return { device, events, cuts, wait, kinds, queue };
}

describe("a device at a console", () => {
  it("is switched on and filled, and knows its plan", () => {
    const { device } = atHome();
    expect(device.view()).toMatchObject({
      stock: device.capacity,
      planId: "p1",
      next: { doseId: "morning/2026-11-23" },
    });
    expect(device.isFilling).toBe(false);
    expect(device.view()?.regions[0]).toBe("cycle locked");
  });

  it("offers the dose that it jumps to, and sees it taken", () => {
    const { device, wait, kinds } = atHome();
    device.do("next-due");
    wait(5_000);
    expect(device.view()?.dose).toMatchObject({ doseId: "morning/2026-11-23", phase: "offered" });
    expect(device.signal.light).not.toBe("off");
    device.do("tilt");
    expect(device.hands.isTilted).toBe(true);
    expect(device.places().user).toBe(1);
    wait(5_000);
    device.do("right");
    wait(30_000);
    expect(kinds()).toContain("dose.closed");
    expect(device.hazards).toBe(0);
    expect(device.view()?.next?.doseId).toBe("morning/2026-11-24");
  });

  it("shows nothing without power and tells each record once", () => {
    const { device, wait, events } = atHome();
    device.do("next-due");
    wait(5_000);
    device.do("pull-power");
    device.do("pull-power");
    expect(device.view()).toBeUndefined();
    expect(device.signal.light).toBe("off");
    device.do("next-due");
    expect(events.at(-1)).toMatchObject({ seen: "note", text: "no dose is planned" });
    wait(60_000);
    device.do("give-power");
    device.do("give-power");
    wait(30_000);
    const rows = events.flatMap((event) =>
      event.seen === "record" ? [`${event.record.epoch}/${event.record.seq}`] : [],
    );
    expect(new Set(rows).size).toBe(rows.length);
    expect(device.journal.records).toBe(rows.length);
    expect(device.view()?.planId).toBe("p1");
  });

  it("has a lid for a key and for force, and is filled whatever the lid does", () => {
    const { device, wait, kinds } = atHome();
    device.do("open-lid");
    wait(1_000);
    device.do("refill");
    device.do("refill");
    wait(5_000);
    expect(device.hands.isLidOpen).toBe(true);
    expect(device.places()).toMatchObject({ slot: device.capacity, staff: device.capacity });
    device.do("close-lid");
    wait(1_000);
    device.do("force-lid");
    wait(1_000);
    expect(kinds().filter((kind) => kind === "lid.opened").length).toBeGreaterThanOrEqual(2);
    expect(device.view()?.alerts.length).toBeGreaterThan(0);
  });

  it("has its link cut and mended", () => {
    const { device, cuts } = atHome();
    device.do("cut-link");
    expect(device.hands.isLinkCut).toBe(true);
    device.do("heal-link");
    expect(cuts).toEqual([true, false]);
  });

  it("says so when no dose is planned to jump to", () => {
    const { device, events } = atHome("none");
    device.do("next-due");
    expect(events.at(-1)).toEqual({ seen: "note", text: "no dose is planned" });
  });

  it("leaves nothing behind when it ends", () => {
    const { device, queue } = atHome();
    device.stop();
    queue.runUntil(queue.nowMs() + 86_400_000);
    expect(device.view()).toBeUndefined();
  });
});
