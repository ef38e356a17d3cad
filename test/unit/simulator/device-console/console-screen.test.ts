import { type ConsoleSnapshot, lengthText, localText, screenLines } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { tableOf } from "../../../support/plans.ts";

const table = tableOf("Europe/Oslo");
const DUE = Date.UTC(2026, 10, 23, 7, 0);
const DOSE = { doseId: "t0800/2026-11-23", earlyMs: DUE, dueMs: DUE, lateMs: DUE + 7_200_000 };

const SNAPSHOT: ConsoleSnapshot = {
  ...{ deviceId: "d1", title: "A dispenser", speed: 60, table, capacity: 28, hazards: 1 },
  clock: { uptimeMs: 5, civilMs: DUE - 65_000, clock: "synced", clockErrorMs: 60_000 },
  view: {
    regions: ["posture upright", "cycle locked"],
    ...{ nextSlot: 3, stock: 25, planId: "p", planRevision: 1, next: DOSE },
    dose: { ...DOSE, phase: "offered" },
    alerts: [{ code: "1.10", subject: "t0800/2026-11-23" }],
  },
  signal: { type: "signal.show", light: "blink", sound: 4, text: "press" },
  hands: { isTilted: true, isLidOpen: false, isPowered: true, isLinkCut: false },
  places: { slot: 25, mechanism: 0, drawer: 0, user: 3, "reject-store": 0, staff: 0 },
  link: { isUp: true, where: "mqtt://127.0.0.1:1883" },
  journal: { records: 12, epoch: 7, seq: 12 },
  acknowledged: { epoch: 7, throughSeq: 10 },
  log: Array.from({ length: 30 }, (_, at) => `entry ${at}`),
};
const SIZE = { columns: 120, rows: 30 };

describe("the screen of a console", () => {
  it("shows clock, next dose, signal, medicine, hands, link and journal", () => {
    const text = screenLines(SNAPSHOT, SIZE).join("\n");
    for (const part of [
      "Mon 2026-11-23 07:58:55 Europe/Oslo · synced, error at most 60 s",
      "Mon 2026-11-23 08:00:00 · in 1 min 05 s · t0800/2026-11-23 · window 2 h 00 min",
      "t0800/2026-11-23 offered · window closes Mon 2026-11-23 10:00:00",
      "light blink · sound 4/10 · text press",
      "cycle locked · alerts 1.10 t0800/2026-11-23",
      "25 of 28 left, slot 3 next · in truth: slot 25, user 3 · hazards 1",
      "turned over · lid closed · power on",
      "up · mqtt://127.0.0.1:1883",
      "12 records · host has 10, 2 wait",
      "entry 29",
      "q:quit",
    ]) {
      expect(text).toContain(part);
    }
  });

  it("shows what the person knows of a device without power", () => {
    const text = screenLines({ ...SNAPSHOT, view: undefined }, SIZE).join("\n");
    expect(text).toContain("– (no power)");
    expect(text).toContain("device off · in truth: slot 25");
  });

  it("takes what another epoch acknowledged for nothing", () => {
    const acknowledged = { epoch: 6, throughSeq: 10 };
    const text = screenLines({ ...SNAPSHOT, acknowledged }, SIZE).join("\n");
    expect(text).toContain("host has 0, 12 wait");
  });

  it("never has more lines or wider ones than there is room for", () => {
    for (let rows = 1; rows < 40; rows += 1) {
      for (const columns of [10, 40, 80, 200]) {
        const lines = screenLines(SNAPSHOT, { columns, rows });
        expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
        for (const line of lines) expect(line.length).toBeLessThan(columns);
      }
    }
  });

  it("fits its keys into 80 columns", () => {
    expect(screenLines(SNAPSHOT, { columns: 80, rows: 24 }).at(-1)).toMatch(/quit$/);
  });
});

describe("times for people", () => {
  it("are local, on both sides of a change of the clocks", () => {
    expect(localText(table, Date.UTC(2026, 9, 25, 0, 30))).toBe("Sun 2026-10-25 02:30:00");
    expect(localText(table, Date.UTC(2026, 9, 25, 1, 30))).toBe("Sun 2026-10-25 02:30:00");
  });

  it.each([
    [-5, "0 s"],
    [59_999, "59 s"],
    [60_000, "1 min 00 s"],
    [3_599_999, "59 min 59 s"],
    [7_500_000, "2 h 05 min"],
    [93_600_000, "1 d 02 h"],
  ])("write %i ms as %s", (ms, text) => {
    expect(lengthText(ms)).toBe(text);
  });
});
