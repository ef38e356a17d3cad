import { WIRE_LOG_LIMITS, WireLog } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";

const LINE = { connection: 0, way: "in", bytes: new Uint8Array(1) } as const;

describe("a wire log", () => {
  it("says what came when, and tells those who listen", () => {
    let nowMs = 1_000;
    const log = new WireLog(() => nowMs);
    const heard: number[] = [];
    const stop = log.onEntry(({ atMs }) => heard.push(atMs));
    log.add(LINE);
    nowMs += 2.5;
    log.add(LINE);
    stop();
    log.add(LINE);
    expect(heard).toEqual([0, 2.5]);
    expect(log.entries.map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it("says since when what came may have lain unheard, where somebody watches", () => {
    let nowMs = 1_000;
    const log = new WireLog(
      () => nowMs,
      () => nowMs - 4,
    );
    nowMs += 10;
    log.add(LINE);
    log.add({ ...LINE, way: "out" });
    expect(log.entries.map(({ atMs, sinceMs }) => [atMs, sinceMs])).toEqual([
      [10, 6],
      [10, undefined],
    ]);
  });

  it("is bounded, and counts what it does not show", () => {
    const log = new WireLog(() => 0);
    for (let at = 0; at < WIRE_LOG_LIMITS.entries + 5; at += 1) log.add(LINE);
    expect(log.entries.length).toBe(WIRE_LOG_LIMITS.entries);
    expect(log.missed).toBe(5);
    const heavy = new WireLog(() => 0);
    heavy.add({ ...LINE, bytes: new Uint8Array(WIRE_LOG_LIMITS.bytes + 1) });
    expect(heavy.missed).toBe(1);
  });
});
