import { type CommandIo, openProgress, PROGRESS_TEXTS, RUN_NOTES } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const COUNTS = {
  ...{ devices: 400, poweredDown: 0, closedDoses: 766, alerts: 60, sent: 7_253, committed: 7_250 },
} as const;

/** Somebody who watches a run of 400 devices for 365 days, with a clock that a test moves. */
function watched(changes: { language?: "en" | "no"; interactive?: boolean } = {}) {
  const { language, interactive = false } = changes;
  const told: string[] = [];
  let nowMs = 0;
  const io = {
    ...{ interactive, columns: 200, hostMs: () => nowMs },
    err: (text: string) => told.push(text),
  } as unknown as CommandIo;
  const view = openProgress(io, { language, deviceDays: 400 * 365 });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { told, view, pass };
}

describe("progress", () => {
  test("tells its rate and the time that is left, once a run is under way", () => {
    const { told, view, pass } = watched();
    view.show(0.001, "simulating", COUNTS);
    pass(6_000);
    view.show(0.25, "simulating", COUNTS);
    pass(600_000);
    view.show(0.5, "simulating", COUNTS);
    pass(36_000_000);
    view.show(0.75, "simulating", COUNTS);
    expect(told).toEqual([
      "  0 % · simulating · doses 766 · alerts 60 · events 7250/7253\n",
      " 25 % · simulating · 6,083 device-days/s · about 18 s left · doses 766 · alerts 60 · events 7250/7253\n",
      " 50 % · simulating · 120 device-days/s · about 10 min left · doses 766 · alerts 60 · events 7250/7253\n",
      " 75 % · simulating · 3.0 device-days/s · about 3 h 23 min left · doses 766 · alerts 60 · events 7250/7253\n",
    ]);
  });

  test("writes a line every five seconds at most, and one whenever something else is done", () => {
    const { told, view, pass } = watched();
    view.show(0, "connecting", COUNTS, 0);
    view.show(0, "connecting", COUNTS, 100);
    view.show(0, "running", COUNTS, 400);
    pass(4_999);
    view.show(0.2, "running", COUNTS, 400);
    expect(told).toHaveLength(2);
    expect(told[1]).toContain("running · 400/400 online");
  });

  test("speaks Norwegian where it is asked to", () => {
    const { told, view, pass } = watched({ language: "no" });
    pass(6_000);
    view.show(0.25, "draining", { ...COUNTS, poweredDown: 2 });
    expect(told).toEqual([
      " 25 % · tømmer køene · 6\u00a0083 enhetsdøgn/s · ca. 18 s igjen · 2 uten strøm · doser 766 · varsler 60 · hendelser 7250/7253\n",
    ]);
  });

  test("draws a bar on a terminal, with the same words", () => {
    const { told, view, pass } = watched({ interactive: true });
    view.show(0, "simulating", COUNTS);
    pass(6_000);
    view.show(0.25, "simulating", COUNTS);
    view.close();
    expect(told.join("")).toContain("█");
    expect(told.join("")).toContain("about 18 s left");
  });

  test("has every word in both languages", () => {
    expect(Object.keys(PROGRESS_TEXTS.no)).toEqual(Object.keys(PROGRESS_TEXTS.en));
    expect(Object.keys(PROGRESS_TEXTS.no.phases)).toEqual(Object.keys(PROGRESS_TEXTS.en.phases));
    expect(Object.keys(RUN_NOTES.no)).toEqual(Object.keys(RUN_NOTES.en));
  });
});
